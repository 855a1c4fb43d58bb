"""The way of a letter out of the house, years later: who approved it, when and how it left, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.i18n import Message, msg
from pipeline.ledger.approvals import letter_approvals
from pipeline.ledger.handovers import Fate, Handover, Via, handovers
from pipeline.ledger.letters import WrittenLetter
from pipeline.letter_record import LetterRecord
from pipeline.programme.schema import OSLO
from pipeline.steps.called_for import history
from pipeline.steps.opening import Run
from pipeline.steps.sent import copy_path

WAYS = {Via.EML: msg("as a mail draft"), Via.SMTP: msg("by the mail server")}
FATES = {
    Fate.UNKNOWN: msg("the answer was lost, and nobody has found out yet"),
    Fate.SENT: msg("handed over"),
    Fate.REFUSED: msg("not sent"),
    Fate.NOT_SENT: msg("not sent"),
}


def way_of(run: Run, letter: LetterRecord) -> Iterator[Message]:
    """What the ledger knows of it, and of the letters that it corrects, the newest first."""
    past = history(run)
    one = next((known for known in past.written.values() if known.record.path == letter.path and _same(known, letter)), None)
    with run.ledger.connect() as db:
        approvals = letter_approvals(db, run.programme.cohort.id)
        attempts = handovers(db, run.programme.cohort.id)
    seen: set[str] = set()
    while one is not None and one.content not in seen:
        seen.add(one.content)
        key = one.key
        for approval in [given for given in approvals if given.key == key][:1]:
            yield msg("Approved by {name}, {when}.", name=approval.by, when=_moment(approval.at))
        for attempt in [made for made in attempts if made.key == key]:
            yield from _attempt(run, one, attempt)
        corrects = one.corrects
        one = next((known for known in past.written.values() if known.content == corrects), None) if corrects else None
        if one is not None:
            yield msg("It corrects the letter of {date}:", date=f"{one.record.dated:%d.%m.%Y}")


def _same(known: WrittenLetter, letter: LetterRecord) -> bool:
    return known.record.sha256 == letter.sha256 and known.record.state is letter.state


def _attempt(run: Run, letter: WrittenLetter, attempt: Handover) -> Iterator[Message]:
    yield msg(
        "Sent {when} to {address}, {way}: {fate}.",
        when=_moment(attempt.begun),
        address=attempt.address,
        way=WAYS[attempt.via],
        fate=FATES[attempt.state],
    )
    if attempt.by:
        yield msg("  That is what {name} found out, {when}.", name=attempt.by, when=_moment(attempt.settled or attempt.begun))
    if attempt.reason:
        yield msg("  Answer of the server: {answer}", answer=attempt.reason)
    if attempt.state in {Fate.SENT, Fate.UNKNOWN}:
        copies = [copy_path(run, letter, suffix) for suffix in (".pdf", ".docx")]
        kept = ", ".join(run.workspace.relative(copy) for copy in copies if copy.is_file())
        yield msg("  Mail {message}; kept as it went: {copies}", message=attempt.message, copies=kept or "–")


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(OSLO):%d.%m.%Y kl. %H.%M}"
