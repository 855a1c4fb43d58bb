"""What is said of the pitching and the award, a sentence a line: on the screen, in the document and in the workbook alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.i18n import Message, msg
from pipeline.model import Registration
from pipeline.programme import wording
from pipeline.programme.schema import Programme
from pipeline.year.award_papers import Awarded, change_in_words, missing_in_words
from pipeline.year.grants import Evidence
from pipeline.year.ranking import MOST, Standing, decimals_needed, in_figures

RULES = (
    msg("Each judge gives from 0 to 3 points on five criteria: at most {most} in all.", most=MOST),
    msg("A team's sum is the mean of the sums that its judges gave. Nothing is rounded before it is shown."),
    msg("A judge does not score teams from the own trust: such scores are left out, and are listed here."),
    msg("Teams with the same sum share the place, and the place after it is left open (1, 1, 3)."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitched:
    """All that the lists of the pitching are made from. `registrations` by id."""

    awarded: Awarded
    registrations: Mapping[str, Registration]
    programme: Programme
    language: str

    def words(self, message: Message) -> str:
        """`message` in the document's language."""
        return message.in_language(self.language)

    def title(self, team: str) -> str:
        """What a team's project is called."""
        return self.registrations[team].values.title or ""

    def trust(self, team: str) -> str:
        """A team's trust as its form has it."""
        return self.registrations[team].values.trust or ""

    def total(self, standing: Standing) -> str:
        """A team's sum in figures, with as many decimals as keep different sums apart."""
        totals = [one.total for one in self.awarded.ranking.standings if one.total is not None]
        return "–" if standing.total is None else in_figures(standing.total, decimals_needed(totals))


def outcome(shown: Pitched) -> Iterator[Message]:
    """Who has won, or who shares the first place; and what that hangs on."""
    found = shown.awarded.ranking
    named = "; ".join(f"{id_} «{shown.title(id_)}»" for id_ in found.winners)
    if not found.winners:
        yield msg("No team has scores that count yet.")
    elif found.tied:
        yield msg("Shared first place: {teams}. Nobody has settled it.", teams=named)
    else:
        yield msg("Winner: {team}", team=named)
    if found.settled:
        yield msg(
            "The first place was shared by {ids}. {by} has settled it: {reason}",
            ids=", ".join(found.settled.tied),
            by=found.settled.by,
            reason=found.settled.reason,
        )
    if found.lapsed:
        yield msg(
            "{by} had settled a tie between {ids}. It is not the tie that there is now, so that no longer holds.",
            by=found.lapsed.by,
            ids=", ".join(found.lapsed.tied),
        )
    if found.hangs_on_the_judges:
        yield msg(
            "By the judges who scored all of the teams alone, the first place would go to {ids}. Teams have different judges, "
            "since nobody scores the own trust: look at the workings before the winner is named.",
            ids=", ".join(found.by_those_who_scored_all),
        )


def ties(shown: Pitched) -> Iterator[Message]:
    """The places that are shared, from the first down."""
    for group in shown.awarded.ranking.shared:
        ids = ", ".join(one.team.id for one in group)
        yield msg(
            "Place {place} is shared by {ids} ({total}).", place=group[0].place or 0, ids=ids, total=shown.total(group[0])
        )


def left_out(shown: Pitched) -> Iterator[Message]:
    """What judges wrote of teams from their own trust."""
    for one in shown.awarded.judged.left_out:
        yield msg(
            "{judge}: {id} is from the judge's own trust. Left out: {scores}.",
            judge=one.judge,
            id=one.team,
            scores=" ".join(score or "–" for score in one.scores),
        )


def lacking(shown: Pitched) -> Iterator[Message]:
    """Teams that not all the judges who may have scored."""
    for one in shown.awarded.ranking.standings:
        if one.lacking:
            yield msg("{id} is not scored by {judges}.", id=one.team.id, judges=wording.join_words(one.lacking, shown.language))


def replaced(shown: Pitched) -> Iterator[Message]:
    """Judges whose newer sheet stands instead of older ones."""
    for judge in shown.awarded.judged.judges:
        for path in judge.older:
            yield msg("{judge}: {file} stands, and not {older}.", judge=judge.name, file=judge.path, older=path)


def grant_line(one: Evidence, amount: str) -> Message:
    """Does a team get the money, and if not: what it lacks."""
    if one.granted:
        return msg("{id}: gets {amount}.", id=one.team, amount=amount)
    lacks = {"results": not one.results, "poster": not one.has_poster}
    if all(lacks.values()):
        return msg("{id}: lacks measurable results and a poster.", id=one.team)
    return (
        msg("{id}: lacks measurable results.", id=one.team) if lacks["results"] else msg("{id}: lacks a poster.", id=one.team)
    )


def evidence_lines(one: Evidence) -> Iterator[Message]:
    """What has been found of a team's results."""
    for change in one.measured:
        yield change_in_words(change)
        if not change.changed:
            yield msg("(no change, and does not count)")


def lacks(one: Evidence) -> Iterator[Message]:
    """What a team lacks for the money; nothing when it gets it."""
    yield from missing_in_words(one)
