"""The command of the pitching: what a person says is taken first, then all is worked out, and lists and letters are written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.form.vocabulary import fold
from pipeline.i18n import msg
from pipeline.ledger.pitching import What, Word, remember_word, take_back
from pipeline.model import Register
from pipeline.rules.identity import id_list
from pipeline.steps.advisers import teams_with_place
from pipeline.steps.awards import AWARDS, awarded, teams_that_pitch, trust_finder
from pipeline.steps.letters import Correspondence, write_letters
from pipeline.steps.opening import Run
from pipeline.steps.places import places
from pipeline.steps.products import Published, Wanted, publish
from pipeline.steps.returned import returned_forms
from pipeline.views.pitching_book import ranking_book
from pipeline.views.pitching_papers import ranking_paper
from pipeline.views.pitching_words import Pitched
from pipeline.views.year_workbook import workbook
from pipeline.year.pitching import OUTSIDE, ScoreSheet, Team, sheets_of

STEP = "pitching"
BOOK, PAPER = "pitching/rangering.xlsx", "pitching/rangering.docx"
NONE_OF_THEM = "ingen"
"""What a person writes for a judge who is from none of the teams' trusts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a person says: who won a tie, which trust a judge is from, that a team has a poster. `undo`: takes it back."""

    winner: str = ""
    judge: str = ""
    trust: str = ""
    poster: str = ""
    by: str = ""
    reason: str = ""
    undo: bool = False

    @property
    def about(self) -> tuple[str, ...]:
        """What of it was said."""
        return tuple(name for name in ("winner", "judge", "poster") if getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class PitchingOutcome:
    """What came of it, what was written, and the letters (None: they were not asked for)."""

    shown: Pitched
    published: Published
    correspondence: Correspondence | None = None


def pitch(  # noqa: PLR0913 - what there is to choose
    run: Run, register: Register, saying: Saying, language: str, *, letters: bool = False, pdf: bool = True
) -> PitchingOutcome:
    """Take what is said, work out the ranking and the award, and write them in `language`; with `letters` the letters too.

    Raises:
        UsageError: no places have been given out; or what is said cannot be so. Nothing was written.
    """
    teams = teams_that_pitch(teams_with_place(run, register).teams)
    if saying.about:
        _take(run, register, saying, teams)
    elif saying.trust or saying.reason or saying.by or saying.undo:
        raise UsageError(msg("Say what it is about: --winner TEAM, --judge NAME with --trust, or --poster TEAM."))
    registrations = {registration.id: registration for registration in register.current()}
    shown = Pitched(awarded=awarded(run, register), registrations=registrations, programme=run.programme, language=language)
    published = _write(run, shown)
    wrote = write_letters(run, register, places(run, register).standing, AWARDS, pdf=pdf) if letters else None
    return PitchingOutcome(shown=shown, published=published, correspondence=wrote)


def _take(run: Run, register: Register, saying: Saying, teams: Sequence[Team]) -> None:
    if len(saying.about) > 1:
        raise UsageError(msg("One thing at a time: --winner, --judge or --poster."))
    if not saying.by.strip():
        raise UsageError(msg("Say who you are with --by: it is kept with what you say."))
    what, about, said = _word(run, register, saying, teams)
    cohort = run.programme.cohort.id
    with run.ledger.begin() as db:
        if not saying.undo:
            word = Word(said=said, by=saying.by.strip(), at=run.now, reason=saying.reason.strip())
            remember_word(db, cohort, what, about, word)
        elif not take_back(db, cohort, what, about):
            raise UsageError(msg("Nothing of that kind has been said, so there is nothing to take back."))


def _word(run: Run, register: Register, saying: Saying, teams: Sequence[Team]) -> tuple[What, str, tuple[str, ...]]:
    """What is said: its kind, what it is about, and the words that the ledger keeps."""
    if saying.winner:
        return What.WINNER, "", () if saying.undo else _winner(run, register, saying, teams)
    if saying.poster:
        return What.POSTER, _team(saying.poster, teams), ()
    if saying.undo:
        return What.TRUST, fold(saying.judge), ()
    return What.TRUST, _judge(saying.judge, sheets_of(returned_forms(run, register))), (_trust(run, saying, teams),)


def _winner(run: Run, register: Register, saying: Saying, teams: Sequence[Team]) -> tuple[str, ...]:
    winner, first = _team(saying.winner, teams), awarded(run, register).ranking.first
    if not saying.reason.strip():
        raise UsageError(msg("Settling a tie needs a reason: say why with --reason."))
    if len(first) < 2 or winner not in first:  # noqa: PLR2004 - a tie is of two
        message = msg(
            "{id} does not share the first place, so there is nothing to settle. First: {first}.",
            id=winner,
            first=id_list(first) or "–",
        )
        raise UsageError(message)
    return winner, *first


def _judge(written: str, sheets: Sequence[ScoreSheet]) -> str:
    names = {fold(sheet.judge): sheet.judge for sheet in sheets if sheet.judge}
    if fold(written) in names:
        return fold(written)
    known = ", ".join(sorted(names.values())) or "–"
    raise UsageError(msg("No sheet is from a judge called «{name}». There are: {known}.", name=written, known=known))


def _trust(run: Run, saying: Saying, teams: Sequence[Team]) -> str:
    if fold(saying.trust) == NONE_OF_THEM:
        return OUTSIDE
    if found := trust_finder(run, teams)(saying.trust):
        return found
    raise UsageError(
        msg("No trust is called «{trust}». Write its name or short name («UNN»), or «ingen».", trust=saying.trust or "–")
    )


def _team(written: str, teams: Sequence[Team]) -> str:
    found = next((team.id for team in teams if fold(team.id) == fold(written)), None)
    if found is None:
        known = ", ".join(team.id for team in teams)
        raise UsageError(msg("No team with a place is called «{id}». There are: {known}.", id=written, known=known))
    return found


def _write(run: Run, shown: Pitched) -> Published:
    made = {BOOK: workbook(ranking_book(shown)), PAPER: ranking_paper(shown)}
    made_from = ("register", "plan", *dict.fromkeys(judge.path for judge in shown.awarded.judged.judges))
    wanted = [Wanted(path=path, content=hashlib.sha256(data).hexdigest(), made_from=made_from) for path, data in made.items()]
    return publish(run, STEP, wanted, made)
