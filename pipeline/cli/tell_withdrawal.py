"""What a withdrawal changes, and what it leaves, as a plan in plain words («Slik blir det»)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.cli.session import Session
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from pipeline.model import Outcome
    from pipeline.steps.withdrawing import Withdrawing

WIDTH = 22
Part = tuple[Message, list[Message | str]]


def tell_withdrawal(session: Session, shown: Withdrawing) -> None:
    """What it will be like: a heading for each part, and its lines."""
    values = shown.team.values
    session.say(
        msg("{team} withdraws: {title}, {trust}.", team=shown.team.id, title=values.title or "–", trust=values.trust or "–")
    )
    if shown.notice:
        session.say(msg("A notice came by mail on {day}.", day=f"{shown.notice:%d.%m.%Y}"))
    session.say()
    session.say(msg("This is how it will be"))
    for heading, lines in _parts(shown):
        words = session.words(heading)
        for line in lines:
            said = line if isinstance(line, str) else session.words(line)
            session.say(f"  {words:<{WIDTH}}  {said}")
            words = ""
    session.say()


def tell_next(session: Session, shown: Withdrawing) -> None:
    """What a person does now."""
    session.say(msg("Next:"))
    if shown.letters:
        session.say(msg("  kull letters, and kull send: the answers above"))
    for name in shown.cancelled:
        session.say(msg("  send outbox/calendar/{name}, so that the meetings leave the calendars", name=name))
    if shown.promoted and shown.cancelled:
        session.say(msg("  send outbox/calendar/alle_moter_alle.ics to {team}", team=shown.promoted))
    if shown.advising:
        session.say(msg("  kull advisers --letters: look at who advises whom, and write to them"))
    for key in shown.papers:
        session.say(f"  kull meeting {key}")


def _parts(shown: Withdrawing) -> Iterator[Part]:
    if shown.before is None:
        yield msg("Places"), [msg("no plan is approved yet: kull plan gives the places out without {team}", team=shown.team.id)]
    else:
        yield msg("Places"), list(_places(shown))
    if shown.letters:
        yield msg("Letters to be written"), [_letter(one.letter.path, corrected=bool(one.corrects)) for one in shown.letters]
    if shown.unsent:
        yield msg("Letters that never go"), [path.removeprefix("outbox/") for path in shown.unsent]
    yield msg("Calendars"), list(_calendars(shown))
    if shown.freed:
        yield msg("Tables"), [msg("laid anew: {meetings}", meetings=", ".join(shown.freed))]
    if shown.papers:
        yield msg("Papers of meetings"), [msg("to be written anew: {meetings}", meetings=", ".join(shown.papers))]
    if shown.advising or shown.free:
        yield msg("Advisers"), list(_advisers(shown))
    yield msg("Stays as it is"), list(_stays(shown))


def _places(shown: Withdrawing) -> Iterator[Message | str]:
    for one in shown.moves:
        after = _has(*one.after) if one.after else msg("withdrawn")
        yield msg("{team}: {before} → {after}", team=one.team, before=_has(*one.before), after=after)
    if not shown.moves:
        yield msg("{team} is not part of the approved plan, which stands as it is", team=shown.team.id)
    elif not shown.promoted and shown.moves[0].before[0] == "place":
        yield msg("the place stays empty")
    if shown.promoted and shown.over:
        yield msg(
            "LOOK AT THIS: all meetings have been, and {team} would get a place. --no-reserve leaves it empty",
            team=shown.promoted,
        )


def _has(outcome: Outcome, number: int) -> Message:
    return msg("place {number}", number=number) if outcome == "place" else msg("reserve {number}", number=number)


def _letter(path: str, *, corrected: bool) -> Message | str:
    return msg("{path} (corrects one that was handed over)", path=path) if corrected else path


def _calendars(shown: Withdrawing) -> Iterator[Message | str]:
    for name, off in shown.cancelled.items():
        events = (one.invitation.event for one in off)
        meetings = ", ".join(f"{event.title} ({event.start:%d.%m.%Y})" for event in events)
        yield msg("calendar/{name}: cancels {meetings}", name=name, meetings=meetings)
    if shown.cancelled and shown.promoted:
        yield msg("calendar/alle_moter_alle.ics: to be sent to {team}", team=shown.promoted)
    if not shown.cancelled:
        yield msg("no invitations have been given out that must be cancelled")


def _advisers(shown: Withdrawing) -> Iterator[Message | str]:
    for one in shown.advising:
        words = {"team": one.team, "before": one.before or "–", "after": one.after or "–"}
        asked = (
            msg("{team}: {before} → {after} (a proposal, not asked yet)") if one.proposed else msg("{team}: {before} → {after}")
        )
        yield Message(asked.msgid, words)
    if shown.free:
        yield msg("{name} has no team any more, and can be given another", name=shown.free)


def _stays(shown: Withdrawing) -> Iterator[Message | str]:
    if shown.before and shown.after:
        moved = {one.team for one in shown.moves}
        count = sum(one.registration not in moved for one in shown.before.decisions)
        yield msg("the draw, and the other decisions ({count})", count=count)
    yield msg("letters that have gone, and gatherings that have been")
    for path in shown.outdated:
        yield msg("{path}: the trust has no other team to be answered about, so no letter corrects this one", path=path)
    if shown.marks:
        yield msg("the attendance of the team ({count} marks)", count=shown.marks)
    if shown.diplomas:
        yield msg(
            "diplomas that were issued: {numbers} (to take one back: kull diplomas --revoke)", numbers=", ".join(shown.diplomas)
        )
