"""`kull pitching`: who has won, who gets the money of the award, and the letters that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.letters import AS_PDF, stop_at_failures
from pipeline.cli.session import Session
from pipeline.cli.tell import tell_letters, tell_list
from pipeline.cli.words import Choice, option
from pipeline.i18n import Message, msg
from pipeline.programme import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.views.pitching_words import Pitched

FORMS = ("nb", "nn")

_WINNER = msg("Settle a shared first place: the id of the team that wins. With --by and --reason.")
_JUDGE = msg("A judge whose trust the sheet does not tell. With --trust and --by.")
_TRUST = msg("Which trust the judge is from: name, short name, or «ingen» (from none of the teams' trusts).")
_POSTER = msg("The team with this id has a poster that is not in the folder posters. With --by.")


@click.command()
@option("--winner", metavar="TEAM", default="", words=_WINNER)
@option("--judge", metavar="NAME", default="", words=_JUDGE)
@option("--trust", metavar="NAME", default="", words=_TRUST)
@option("--poster", metavar="TEAM", default="", words=_POSTER)
@option("--by", metavar="NAME", default="", words=msg("Who says so."))
@option("--reason", metavar="TEXT", default="", words=msg("Why."))
@option("--undo", is_flag=True, words=msg("Take back what was said: with --winner, --judge or --poster, and --by."))
@option(
    "--letters", is_flag=True, words=msg("Write winners' diplomas, grant letters and letters on what is missing, as drafts.")
)
@option("--form", "language", type=Choice(FORMS), default="nb", words=msg("The målform of the document: bokmål or nynorsk."))
@AS_PDF
@click.pass_obj
def pitching(session: Session, /, language: str, *, letters: bool, pdf: bool | None, **said: str | bool) -> None:
    """Rank the teams by the judges' sheets, and show who gets the money of the award."""
    from pipeline.run_year import pitching as rank
    from pipeline.steps.pitching import Saying

    with session.run("pitching") as run:
        outcome = rank(run, Saying(**said), language, letters=letters, pdf=pdf is not False)  # type: ignore[arg-type]
    _tell_ranking(session, outcome.shown)
    _tell_grants(session, outcome.shown)
    session.say(msg("Written in the outbox: {count}.", count=len(outcome.published.written)))
    tell_list(session, outcome.published.written)
    for path, copy in outcome.published.kept.items():
        session.say(msg("  {path} had been changed by hand. The changed file is kept as {copy}.", path=path, copy=str(copy)))
    if outcome.correspondence:
        tell_letters(session, outcome.correspondence)
        stop_at_failures(session, run, outcome.correspondence, pdf=pdf)


def _tell_ranking(session: Session, shown: Pitched) -> None:
    from pipeline.views import pitching_words as words

    judged = shown.awarded.judged
    session.say(msg("Judges whose sheets count: {count}.", count=len(judged.judges)))
    for one in shown.awarded.ranking.standings:
        session.say(f"  {one.place or '–':>3}  {shown.total(one):>6}  {one.team.id:8}  {one.team.title}")
    for sentence in words.outcome(shown):
        session.say(sentence)
    if shown.awarded.ranking.tied:
        first = shown.awarded.ranking.first[0]
        session.say(msg("To settle it: kull pitching --winner {id} --by NAME --reason TEXT", id=first))
    _tell_some(session, msg("Shared places:"), words.ties(shown))
    _tell_some(session, msg("Left out, since nobody scores the own trust:"), words.left_out(shown))
    _tell_some(session, msg("Not scored by all who may:"), words.lacking(shown))
    _tell_some(session, msg("Sheets that were replaced:"), words.replaced(shown))
    _tell_some(session, msg("NOT TAKEN, and to be answered: {count}.", count=len(judged.questions)), judged.questions)


def _tell_grants(session: Session, shown: Pitched) -> None:
    """Who gets the money, and what must be looked at before anybody does."""
    from pipeline.views.pitching_words import grant_line

    amount = wording.amount(shown.programme.award.amount)
    found = shown.awarded.evidence
    lines = (grant_line(one, amount) for one in found)
    _tell_some(session, msg("{amount} for measurable results and a poster:", amount=amount), lines)
    asked = (msg("{id}: {question}", id=one.team, question=question) for one in found for question in one.questions)
    _tell_some(session, msg("Look at this before the letters go out:"), (*asked, *shown.awarded.notes))


def _tell_some(session: Session, head: Message, lines: Iterable[Message]) -> None:
    """A heading and its lines; nothing when there is none."""
    if sentences := [session.words(line) for line in lines]:
        session.say(head)
        tell_list(session, sentences)
