"""What the pitching and the award come to in a workspace: sheets, reports, posters and what people have said, put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.form.vocabulary import trust_key as plain_trust
from pipeline.i18n import Message, msg
from pipeline.ledger.pitching import What, Word, words_on
from pipeline.letter_record import LetterKind
from pipeline.letters.occasion import Draft, Occasion, trust_key
from pipeline.model import Register, Registration
from pipeline.programme.calendar import schedule
from pipeline.programme.wording import short_date
from pipeline.rules.trust import trust_of, trusts_by_name
from pipeline.steps.advisers import teams_with_place
from pipeline.steps.opening import Run
from pipeline.steps.places import places
from pipeline.steps.returned import returned_forms
from pipeline.year.award_papers import AWARDS, Awarded, award_drafts
from pipeline.year.grants import evidence, network_ends, poster_team
from pipeline.year.pitching import Team, judging, sheets_of
from pipeline.year.ranking import Settled, ranking

__all__ = ["AWARDS", "awarded", "papers_of_awards", "teams_that_pitch", "trust_finder"]

_NO_POSTERS = ("~$", ".~lock.", ".")
_NOBODYS = frozenset({"thumbs.db", "desktop.ini"})


def awarded(run: Run, register: Register) -> Awarded:
    """What the sheets, the reports and the posters say of the teams with a place.

    Raises:
        UsageError: no places have been given out.
    """
    placed = teams_with_place(run, register)
    teams = teams_that_pitch(placed.teams)
    forms = returned_forms(run, register)
    said = {what: _said(run, what) for what in What}
    judged = judging(
        sheets_of(forms),
        teams,
        trust_finder(run, teams),
        {judge: word.said[0] for judge, word in said[What.TRUST].items()},
    )
    files, notes = _posters(run, [team.id for team in teams])
    vouched = {team: word.by for team, word in said[What.POSTER].items()}
    return Awarded(
        judged=judged,
        ranking=ranking(judged, teams, _settled(said[What.WINNER].get(""))),
        evidence=evidence((team.id for team in teams), forms, files, vouched),
        notes=(*placed.notes, *notes, *_not_over(run)),
    )


def papers_of_awards(
    run: Run, register: Register, day: dt.date, kinds: Collection[LetterKind]
) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """The letters of the award among `kinds`, dated `day`; none while no places have been given out.

    The forms of the year are not looked into while there can be no such letter: grants come when the network has ended.
    """
    ends = network_ends(schedule(run.programme))
    early = ends is None or day < ends
    if not AWARDS & set(kinds) or (early and LetterKind.AWARD not in kinds):
        return {}
    standing = places(run, register).standing
    if standing is None:
        return {}
    occasion = Occasion(register=register, plan=standing, programme=run.programme, recipients=run.recipients, dated=day)
    return award_drafts(occasion, awarded(run, register))


def teams_that_pitch(teams: Iterable[Registration]) -> tuple[Team, ...]:
    """The teams as the judges' sheets speak of them."""
    return tuple(Team(id=team.id, title=team.values.title or "", trust=trust_key(team)) for team in teams)


def trust_finder(run: Run, teams: Sequence[Team]) -> Callable[[str], str]:
    """What gives a trust's key by its name: organisation number, or a team's own folded name; empty when it is not certain."""
    by_name, vocabulary = trusts_by_name(run.recipients, load_vocabulary()), load_vocabulary()
    organiser = run.programme.organiser
    named = {plain_trust(organiser.name): organiser.orgnr}
    unlisted = {team.trust for team in teams if team.trust}

    def found(text: str) -> str:
        if known := trust_of(text, by_name, vocabulary):
            return known.orgnr
        return named.get(plain_trust(text)) or (fold(text) if fold(text) in unlisted else "")

    return found


def _not_over(run: Run) -> Iterator[Message]:
    """When the grants come, as long as they do not yet."""
    ends = network_ends(schedule(run.programme))
    if ends is None:
        yield msg("A gathering has no day yet: grant letters are written when the last one is over.")
    elif run.now.date() < ends:
        yield msg("Grant letters are written from {day}, the last day of the network.", day=short_date(ends))


def _said(run: Run, what: What) -> Mapping[str, Word]:
    with run.ledger.connect() as db:
        return words_on(db, run.programme.cohort.id, what)


def _settled(word: Word | None) -> Settled | None:
    if word is None:
        return None
    winner, *tied = word.said
    return Settled(winner=winner, tied=tuple(tied), by=word.by, reason=word.reason)


def _posters(run: Run, teams: Sequence[str]) -> tuple[Mapping[str, str], tuple[Message, ...]]:
    """The file of each team's poster, and what lies in the folder and is nobody's."""
    folder = run.workspace.posters
    found: dict[str, str] = {}
    notes: list[Message] = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and _is_somebodys(path)):
        name = run.workspace.relative(file)
        team = poster_team(file.name, teams)
        if not team:
            notes.append(msg("{file}: no team has this poster. Begin its name with the team's id («UNN-1.pdf»).", file=name))
        elif not file.stat().st_size:
            notes.append(msg("{file}: the file is empty, and does not count as a poster.", file=name))
        else:
            found.setdefault(team, name)
    return found, tuple(notes)


def _is_somebodys(file: Path) -> bool:
    return not file.name.startswith(_NO_POSTERS) and file.name.casefold() not in _NOBODYS
