"""`kull status`, `kull why`, `kull export`: looking, changing nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli.session import Session
from pipeline.cli.tell import (
    counts,
    kind_words,
    letter_state_words,
    tell_count,
    tell_files,
    tell_forms,
    tell_list,
    tell_withdrawn,
)
from pipeline.cli.words import Argument, option
from pipeline.errors import FoundSomethingError
from pipeline.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.steps.standing import Deadline, Standing


NEAR = {-1: msg("yesterday"), 0: msg("today"), 1: msg("tomorrow")}


@click.command()
@option("--strict", is_flag=True, words=msg("End with status 1 when something is open."))
@click.pass_obj
def status(session: Session, *, strict: bool) -> int:
    """Where things stand, and the days to each deadline."""
    from pipeline.run import status as stand

    with session.look() as run:
        now = stand(run)
    session.say(run.programme.cohort.name)
    if now.concerned is None:
        session.say(msg("Deadline for registration: {when}", when=_deadline(session, now.registration_deadline)))
        session.say(msg("Answer by: {when}", when=_deadline(session, now.reply_deadline)))
    else:
        session.say(msg("All teams have their answer."))
        _tell_next_meeting(session, now)
    _tell_received(session, now)
    _tell_decided(session, now)
    _tell_tasks(session, now)
    if strict and now.is_open:
        session.say(msg("Something is still open."))
        return FoundSomethingError.exit_code
    return 0


def _deadline(session: Session, deadline: Deadline) -> str:
    holiday = f" ({', '.join(deadline.holidays)})" if deadline.holidays else ""
    if near := NEAR.get(deadline.days):
        left = near
    elif deadline.days > 0:
        left = msg("in {days} days ({working} working days)", days=deadline.days, working=deadline.working_days)
    else:
        left = msg("{days} days ago", days=-deadline.days)
    return f"{deadline.day:%d.%m.%Y}{holiday}, {session.words(left)}"


def _tell_next_meeting(session: Session, now: Standing) -> None:
    from pipeline.programme.wording import date_range

    if now.next_meeting is None:
        session.say(msg("All meetings have been held."))
        return
    meeting, days = now.next_meeting.meeting, now.next_meeting.days
    when = date_range(days[0], days[-1], session.language, year=True)
    session.say(msg("Next meeting: {title}, {when} ({key})", title=meeting.title, when=when, key=meeting.key))


def _tell_received(session: Session, now: Standing) -> None:
    tell_count(session, now.statuses)
    if now.late and now.concerned is None:
        session.say(msg("Received too late: {count}.", count=now.late))
    if incomplete := _concerned(now, now.incomplete):
        session.say(msg("Something is missing in: {ids}", ids=", ".join(incomplete)))
    if to_review := _concerned(now, now.to_review):
        session.say(msg("A person must look at: {ids}", ids=", ".join(to_review)))
    if now.set_aside:
        session.say(msg("Set aside: {count}", count=len(now.set_aside)))
        tell_files(session, now.set_aside)
    tell_forms(session, now.forms)
    if now.silent and now.concerned is None:
        session.say(msg("Has sent nothing: {names}", names=", ".join(now.silent)))


def _concerned(now: Standing, ids: Sequence[str]) -> Sequence[str]:
    """Those of `ids` that still matter: a team that was refused has had its answer."""
    return [id_ for id_ in ids if now.concerned is None or id_ in now.concerned]


def _tell_decided(session: Session, now: Standing) -> None:
    from pipeline.letter_record import LetterState
    from pipeline.model import Outcome

    if now.plan is None:
        session.say(msg("The places are not given out yet. Next: kull plan."))
    else:
        who = now.plan.approved_by
        state = msg("approved by {name}", name=who) if who else msg("not approved")
        session.say(
            msg(
                "Plan {hash}, {state}: {places} places, {reserves} on the reserve list, {ineligible} that do not meet the "
                "requirements.",
                hash=now.plan.hash[:12],
                state=state,
                places=now.outcomes.get(Outcome.PLACE, 0),
                reserves=now.outcomes.get(Outcome.RESERVE, 0),
                ineligible=now.outcomes.get(Outcome.INELIGIBLE, 0),
            )
        )
    if now.plan_changed:
        session.say(msg("The register has changed since the plan was approved. Look at it with kull plan."))
    tell_withdrawn(session, now.withdrawn)
    if written := counts(session, kind_words(), now.letters):
        session.say(msg("Letters: {parts}.", parts=written))
        session.say(msg("Of these: {parts}.", parts=counts(session, letter_state_words(), now.letter_states)))
    if now.unanswered:
        session.say(msg("Not answered yet: {count} teams ({ids}).", count=len(now.unanswered), ids=", ".join(now.unanswered)))
    if now.overdue:
        session.say(msg("The day by which everybody is to have an answer has passed."))
    if now.corrected:
        session.say(msg("Corrected letters, in place of ones that were handed over: {count}.", count=now.corrected))
    if now.letter_states.get(LetterState.UNKNOWN):
        session.say(msg("Find out whether they arrived, and say so with kull send --resolve. They are not sent again."))


def _tell_tasks(session: Session, now: Standing) -> None:
    from pipeline.cli.year import NOT_LISTED, task_line

    if now.reports_overdue:
        teams = ", ".join(dict.fromkeys(one.team for one in now.reports_overdue))
        session.say(msg("Reports overdue: {count} ({ids}). See kull reports.", count=len(now.reports_overdue), ids=teams))
    if now.tasks_due:
        session.say(msg("To be done within 14 days:"))
        tell_list(session, map(task_line, now.tasks_due), NOT_LISTED)


@click.command()
@click.argument("target", cls=Argument, nargs=-1, required=True, metavar="TARGET")
@click.pass_obj
def why(session: Session, target: tuple[str, ...]) -> None:
    """Follow a letter, a team or a field back to where it came from."""
    from pipeline.run import why as follow

    with session.look() as run:
        trace = follow(run, " ".join(target))
    session.say(trace.title)
    for fact in trace.facts:
        session.say(f"  {session.words(fact)}")
    for fingerprint in trace.fingerprints if session.verbose else ():
        session.say(f"  {session.words(fingerprint)}")


@click.command()
@click.pass_obj
def export(session: Session) -> None:
    """Write the register as JSON to standard output."""
    from pipeline.run import export as as_json

    with session.look() as run:
        document = as_json(run)
    sys.stdout.buffer.write(document)
