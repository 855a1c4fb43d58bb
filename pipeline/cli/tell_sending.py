"""What commands say of letters that are approved, and of those that leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.cli.session import Session
from pipeline.cli.tell import counts, kind_words, tell_list
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from pipeline.steps.approval import Approved
    from pipeline.steps.mails import HeldBack, Outgoing, Ready
    from pipeline.steps.sending import Sent, Trouble

KILOBYTE = 1000


def tell_approved(session: Session, approved: Approved) -> None:
    """Which letters an approval bound, and what is still to be done before they can leave."""
    parts = counts(session, kind_words(), Counter(one.letter.kind for one in approved.letters))
    if parts:
        session.say(msg("Approved, as they are now: {parts}.", parts=parts))
    elif not approved.gone:
        session.say(msg("There are no such letters now."))
    if approved.gone:
        session.say(msg("Handed over before, and left as they are: {count}.", count=approved.gone))
    if approved.corrected:
        count = len(approved.corrected)
        session.say(msg("Corrected letters, in place of ones that were handed over: {count}.", count=count))
        tell_list(session, approved.corrected)
    if approved.unwritten:
        session.say(msg("Not written like this yet: {count}.", count=len(approved.unwritten)))
        session.say(_write_them(approved))
    elif parts:
        session.say(msg("Next: kull send."))


def _write_them(approved: Approved) -> Message:
    """The command that writes what was approved."""
    from pipeline.letter_record import LetterKind
    from pipeline.steps.called_for import INVITATIONS

    kinds = {one.letter.kind for one in approved.letters}
    if kinds & {LetterKind.ADVISER, LetterKind.TEAM_ADVISER}:
        return msg("Next: kull advisers --letters.")
    if kinds & INVITATIONS:
        return msg("Next: kull invite.")
    return msg("Next: kull remind.") if LetterKind.REMINDER in kinds else msg("Next: kull letters.")


def tell_ready(session: Session, ready: Ready) -> None:
    """Who would get what, how many, and what is held back."""
    if ready.outgoing:
        session.say(msg("To be handed over: {count}.", count=len(ready.outgoing)))
        for one in ready.outgoing:
            _tell_one(session, one)
    else:
        session.say(msg("Nothing is ready to be handed over."))
    if ready.gone:
        session.say(msg("Handed over before: {count}.", count=ready.gone))
    tell_held(session, ready.held)
    tell_doubts(session, ready)


def tell_doubts(session: Session, ready: Ready) -> None:
    """What of that which may go somebody should look at."""
    if ready.early:
        session.say(msg("Look at this: dated later than today: {count}.", count=len(ready.early)))
        tell_list(session, ready.early)
    if ready.answered:
        session.say(
            msg(
                "Look at this: ask for what is missing, though the team's answer is ready or gone: {count}.",
                count=len(ready.answered),
            )
        )
        tell_list(session, ready.answered)


def _tell_one(session: Session, one: Outgoing) -> None:
    names = ", ".join(attachment.name for attachment in one.mail.attachments)
    size = max(1, round(one.size / KILOBYTE))
    session.say(f"  {one.mail.to}")
    session.say(f"    {one.mail.subject}")
    session.say(msg("    {names} ({size} kB)", names=names, size=size))


def tell_held(session: Session, held: Sequence[HeldBack]) -> None:
    """What does not go, by its reason."""
    if not held:
        return
    session.say(msg("Held back: {count}.", count=len(held)))
    reasons: dict[str, list[str]] = {}
    for one in held:
        reasons.setdefault(session.words(one.reason), []).append(one.path)
    for reason, paths in reasons.items():
        session.say(f"  {reason}")
        tell_list(session, (f"  {path}" for path in paths))


def tell_sent(session: Session, sent: Sent) -> None:
    """What has left, what did not, and what nobody can tell of."""
    if sent.drafts:
        session.say(msg("Mail drafts in outbox/mail: {count}. Open each, look at it, and send it.", count=len(sent.drafts)))
        tell_list(session, (f"outbox/{path}" for path in sent.drafts))
    elif sent.handed_over or sent.refused or sent.unknown or sent.left:
        session.say(msg("Handed over to the mail server: {count}.", count=len(sent.handed_over)))
    else:
        session.say(msg("Nothing is ready to be handed over."))
    _tell_trouble(session, msg("NOT SENT, and still approved:"), sent.refused)
    _tell_trouble(session, msg("PERHAPS SENT: the answer was lost. These are never sent again by themselves:"), sent.unknown)
    if sent.unknown:
        session.say(msg("Find out whether they arrived, and say so: kull send --resolve PATH --as sent|not-sent --by NAME"))
    if sent.left:
        session.say(msg("Not tried, since the mail server is gone: {count}. Run kull send again.", count=len(sent.left)))


def _tell_trouble(session: Session, heading: Message, troubles: Sequence[Trouble]) -> None:
    if troubles:
        session.say(heading)
        for one in troubles:
            session.say(f"  {one.path}: {session.words(one.reason)}")
