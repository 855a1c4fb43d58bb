"""Letters of the award for the template doctor: one with everything in it, and one with nothing that may be left out.

The teams are the sample's. The words are invented, and hard to print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.award_contexts import AwardContext, GrantContext, GrantMissingContext
from pipeline.letters.contexts import Context
from pipeline.letters.occasion import (
    LANGUAGES,
    Draft,
    Occasion,
    base,
    contact_person,
    place_and_date,
    project_of,
    signatory,
    team_letter,
)
from pipeline.letters.registrations import team_draft
from pipeline.model import Registration
from pipeline.programme import wording

_RESULT = "Ventetid & <avbrytelser> på Čáhppes: fra 12,5\u00a0dager (01.09.2030) til 7\u00a0dager (20.04.2031)"
_LACKING = "En poster der teamet deler «arbeidet» & <erfaringene> sine."


def sample_awards(occasion: Occasion) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """Each kind of letter of the award, to the first team of each målform."""
    drafts: dict[LetterKind, list[Draft]] = {}
    for language in LANGUAGES:
        teams = (one for one in occasion.register.registrations if occasion.language(one) == language)
        if team := next(teams, None):
            for kind, context in _contexts(occasion, team, language):
                drafts.setdefault(kind, []).append(team_draft(occasion, team, context))
    return {kind: tuple(made) for kind, made in drafts.items()}


def _contexts(occasion: Occasion, team: Registration, language: str) -> Iterator[tuple[LetterKind, Context]]:
    programme, project = occasion.programme, project_of(occasion, team, language)
    amount = wording.amount(programme.award.amount)
    award = AwardContext(
        **base(occasion, msg("Winner's diploma"), language, occasion.recipient(team.trust_orgnr)),
        organiser=programme.organiser.name,
        cohort=programme.cohort.name,
        project_title=project.title,
        trust=project.trust,
        unit=project.unit,
        place=msg("Shared 1st place").in_language(language),
        gathering="Samling 4 & <mer>, Øvre Æsværåsen, 29.–30. april 2031",
        given=place_and_date(programme, occasion.dated),
        signatory=signatory(programme),
    )
    grant = GrantContext(
        **team_letter(occasion, msg("{amount} for measurable results and poster – {id}", amount=amount, id=team.id), team),
        contact=contact_person(programme),
        project=project,
        amount=amount,
        results=(_RESULT, "Å: fra 1 (01.09.2030) til 2 (20.04.2031)"),
    )
    heading = msg("This is missing before the team can get {amount} – {id}", amount=amount, id=team.id)
    missing = GrantMissingContext(
        **team_letter(occasion, heading, team),
        contact=contact_person(programme),
        project=project,
        amount=amount,
        items=(_LACKING,),
        lacks_results=True,
        there=(_RESULT,),
        answer_by="torsdag 15. mai 2031",
    )
    yield LetterKind.AWARD, award
    yield LetterKind.AWARD, replace(award, unit="", gathering="")
    yield LetterKind.GRANT, grant
    yield LetterKind.GRANT_MISSING, missing
    yield LetterKind.GRANT_MISSING, replace(missing, lacks_results=False, there=(), answer_by="")
