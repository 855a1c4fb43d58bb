"""Letters about teams and advisers for the template doctor: with everything in them, and with nothing that may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.adviser_contexts import AdvisedTeam, AdviserCard, AdviserContext, TeamAdviserContext
from pipeline.letters.contexts import Project
from pipeline.letters.meetings import meeting_row
from pipeline.letters.occasion import LANGUAGES, Draft, Occasion, contact_person, letter
from pipeline.programme.calendar import schedule
from pipeline.programme.schema import Audience, Recipient

_NAME, _EMAIL, _PHONE = "Áilu Ŧorvald-Ånsæter & <veileder>", "ailu@laila.example", "90 00 00 19"
_ADDRESSEE = (_NAME, "Sykehuset Láilá, A & B <c> HF", _EMAIL)
_TEAM = AdvisedTeam(
    id="EKS-1",
    title="Færre avbrytelser på «sengepost 2» & <mer> ro",
    trust="Sykehuset Láilá, A & B <c> HF",
    unit="Avdeling for prøvetrykk & <eksempler>",
    contact="Láilá Čáhppes-Øvergård",
    email="laila@laila.example",
    phone=_PHONE,
    trainee="Gro-Ánte Đivttas O'Næss",
)


def sample_pairs(occasion: Occasion) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """Two letters of each kind in both målformer; each of these has a recipient of `occasion`."""
    made: dict[LetterKind, list[Draft]] = {LetterKind.ADVISER: [], LetterKind.TEAM_ADVISER: []}
    for language in LANGUAGES:
        for number, context in enumerate(_to_advisers(occasion, language), start=1):
            made[LetterKind.ADVISER].append(Draft(owner=f"eksempel-{number}-{language}", language=language, context=context))
        for number, card in enumerate(_to_teams(occasion, language), start=1):
            made[LetterKind.TEAM_ADVISER].append(Draft(owner=f"eksempel-{number}-{language}", language=language, context=card))
    return {kind: tuple(drafts) for kind, drafts in made.items()}


def _of(occasion: Occasion, language: str) -> Recipient:
    return next(one for one in occasion.recipients if one.language == language)


def _to_advisers(occasion: Occasion, language: str) -> tuple[AdviserContext, AdviserContext]:
    heading = msg("Improvement adviser in {cohort}", cohort=occasion.programme.cohort.short_name)
    asked = [one for one in schedule(occasion.programme) if one.meeting.audience is not Audience.LEADERS]
    full = AdviserContext(
        **letter(occasion, heading, language, _ADDRESSEE, _of(occasion, language)),
        contact=contact_person(occasion.programme),
        adviser=AdviserCard(name=_NAME, email=_EMAIL, phone=_PHONE),
        teams=(_TEAM, AdvisedTeam(id="PRØ-2", title="Å", trust="Sjukehuset Ŋuorjjo & Ytre Æ HF")),
        meetings=tuple(meeting_row(one, language) for one in asked),
        first="Samling 1, 1.–2. januar 2031",
    )
    bare = AdviserCard(name=_NAME)
    return full, replace(full, adviser=bare, teams=full.teams[1:], meetings=(), first="", addressee=_ADDRESSEE[:1])


def _to_teams(occasion: Occasion, language: str) -> tuple[TeamAdviserContext, TeamAdviserContext]:
    heading = msg("The team's adviser in {cohort} – {id}", cohort=occasion.programme.cohort.short_name, id=_TEAM.id)
    full = TeamAdviserContext(
        **letter(occasion, heading, language, (_TEAM.trust, _TEAM.unit, _TEAM.contact), _of(occasion, language)),
        contact=contact_person(occasion.programme),
        project=Project(id=_TEAM.id, title=_TEAM.title, trust=_TEAM.trust, unit=_TEAM.unit),
        adviser=AdviserCard(name=_NAME, email=_EMAIL, phone=_PHONE),
        first="Samling 1, 1.–2. januar 2031",
        trainee=_TEAM.trainee,
    )
    return full, replace(full, adviser=AdviserCard(name=_NAME), first="", trainee="")
