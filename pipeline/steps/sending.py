"""Approved letters handed over, each once: the ledger knows of each before it leaves, and of its fate after.

Before a mail leaves, its letters are *unknown* in the ledger, in one transaction that only a letter that is approved passes.
They are *handed over* when the draft stands in the outbox, or when the server has said yes. A run that is cut off in between,
at whatever moment, leaves them unknown: they are never sent again by themselves.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from pipeline.errors import ConfigurationError, UsageError
from pipeline.i18n import Message, msg
from pipeline.ledger.handovers import (
    Fate,
    Handover,
    NotApprovedError,
    Via,
    begin_handovers,
    handovers,
    settle_handovers,
)
from pipeline.ledger.letters import WrittenLetter, written_letters
from pipeline.letter_record import LetterState
from pipeline.outbox import smtp
from pipeline.outbox.mail import Mailbox, draft_bytes, fingerprints, mail_bytes
from pipeline.outbox.write import hash_of
from pipeline.programme.schema import Smtp
from pipeline.steps.mail_address import own_address
from pipeline.steps.mails import Outgoing
from pipeline.steps.opening import Run
from pipeline.steps.products import Wanted, write_manifest, write_products
from pipeline.steps.sent import keep_sent

STEP = "mail"
MINUTE_S = 60.0

NO_SERVER = msg("programme.toml names no mail server. Write one: [mail.smtp] with host and sender.")
GONE_MEANWHILE = msg("It is not approved any more, or another run has handed it over.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A letter that did not go, or may not have, and what is known of why."""

    path: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of mails, by the path of their letter. `left` were not tried: the server was gone."""

    handed_over: tuple[str, ...] = ()
    refused: tuple[Trouble, ...] = ()
    unknown: tuple[Trouble, ...] = ()
    left: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tally:
    """A run of mails under way: these grow as they go."""

    handed_over: list[str] = field(default_factory=list)
    refused: list[Trouble] = field(default_factory=list)
    unknown: list[Trouble] = field(default_factory=list)

    def sent(self, *, left: Iterable[str] = (), drafts: Iterable[str] = ()) -> Sent:
        return Sent(
            handed_over=tuple(self.handed_over),
            refused=tuple(self.refused),
            unknown=tuple(self.unknown),
            left=tuple(left),
            drafts=tuple(drafts),
        )


def send_as_drafts(run: Run, outgoing: Sequence[Outgoing]) -> Sent:
    """Write each mail as a draft into the outbox. From then on its letters are handed over: a person sends the draft."""
    tally, drafts = _Tally(), []
    for number, one in enumerate(outgoing, start=1):
        run.progress(msg("Writing mails"), number, len(outgoing))
        data, path = draft_bytes(one.mail), draft_path(one.letters[0])
        for letter in one.letters:
            keep_sent(run, letter)
        if not _begin(run, one, Via.EML, data, tally):
            continue
        made_from = tuple(letter.record.path for letter in one.letters)
        wanted = Wanted(path=path, content=hashlib.sha256(data).hexdigest(), made_from=made_from)
        write_products(run, STEP, [wanted], {path: data})
        _settle(run, one, Fate.SENT)
        tally.handed_over.append(one.path)
        drafts.append(path)
    if drafts:
        write_manifest(run)
    return tally.sent(drafts=drafts)


def draft_path(letter: WrittenLetter) -> str:
    """«mail/UNN-1-tilbud-om-plass.eml», in the outbox."""
    return f"mail/{PurePosixPath(letter.record.path).stem}.eml"


def settle_drafts(run: Run) -> None:
    """Drafts of a run that was cut off: where the file stands as it was meant to, the letters are handed over.

    Where it does not stand, nobody can tell whether somebody has taken it: the letters stay unknown.
    """
    cohort, written = run.programme.cohort.id, _by_key(run)
    with run.ledger.begin() as db:
        waiting = [one for one in handovers(db, cohort) if one.state is Fate.UNKNOWN and one.via is Via.EML]
        there = [one for one in waiting if hash_of(run.workspace.outbox / draft_path(written[one.key])) == one.mail_sha256]
        settle_handovers(db, cohort, {one.message for one in there}, Fate.SENT, run.now)


def send_by_server(run: Run, outgoing: Sequence[Outgoing], login: smtp.Login | None) -> Sent:
    """Hand each mail to the mail server of the programme file, on one line, no faster than it says.

    Raises:
        ConfigurationError: the server cannot be reached or trusted, or does not let the user in: nothing was sent.
        UsageError: the programme file names no server.
    """
    settings = run.programme.mail.smtp
    if settings is None:
        raise UsageError(NO_SERVER)
    if not outgoing:
        return Sent()
    counter = _Counter(run=run, settings=settings, login=login, tally=_Tally(), outgoing=outgoing)
    return counter.work_off()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counter:
    """Where the mails are handed to the server, one after the other."""

    run: Run
    settings: Smtp
    login: smtp.Login | None
    tally: _Tally
    outgoing: Sequence[Outgoing]

    def work_off(self) -> Sent:
        line = self._line()
        try:
            for number, one in enumerate(self.outgoing, start=1):
                self.run.progress(msg("Sending"), number - 1, len(self.outgoing))
                began = time.monotonic()
                outcome = self._hand_over(line, one)
                if outcome.fate is smtp.Fate.NOT_BEGUN:
                    # The server may have closed a line that was idle: once more, on a new one.
                    line = self._line()
                    outcome = self._hand_over(line, one)
                self._note(one, outcome)
                if outcome.fate is smtp.Fate.NOT_BEGUN:
                    return self._stopped(number - 1)
                if number < len(self.outgoing):
                    line = self._next_line(line, lost=outcome.lost)
                    time.sleep(max(0.0, MINUTE_S / self.settings.per_minute - (time.monotonic() - began)))
        except ConfigurationError:
            if not (self.tally.handed_over or self.tally.unknown or self.tally.refused):
                raise
            done = len(self.tally.handed_over) + len(self.tally.unknown) + len(self.tally.refused)
            return self._stopped(done)
        finally:
            line.close()
        return self.tally.sent()

    def _line(self) -> smtp.OpenLine:
        return smtp.open_line(self.settings, self.login, self.run.workspace.root)

    def _next_line(self, line: smtp.OpenLine, *, lost: bool) -> smtp.OpenLine:
        if not lost:
            return line
        line.close()
        return self._line()

    def _stopped(self, done: int) -> Sent:
        return self.tally.sent(left=[one.path for one in self.outgoing[done:]])

    def _hand_over(self, line: smtp.OpenLine, one: Outgoing) -> smtp.Outcome:
        """One mail to the server; its letters' fate in the ledger before and after."""
        sender = Mailbox(name=one.mail.reply_to.name, address=own_address("mail.smtp.sender", self.settings.sender))
        data = mail_bytes(one.mail, sender)
        for letter in one.letters:
            keep_sent(self.run, letter)
        begin = partial(_begin_all, self.run, one, Via.SMTP, data)
        try:
            outcome = line.deliver(data, sender.address, one.mail.to.address, begin)
        except NotApprovedError:
            return smtp.Outcome(fate=smtp.Fate.REFUSED, reason=GONE_MEANWHILE)
        if outcome.fate is smtp.Fate.SENT:
            _settle(self.run, one, Fate.SENT, outcome.reason)
        elif outcome.fate is not smtp.Fate.UNKNOWN:
            _settle(self.run, one, Fate.REFUSED, outcome.reason)
        return outcome

    def _note(self, one: Outgoing, outcome: smtp.Outcome) -> None:
        reason = outcome.reason or smtp.LOST
        match outcome.fate:
            case smtp.Fate.SENT:
                self.tally.handed_over.append(one.path)
            case smtp.Fate.UNKNOWN:
                self.tally.unknown.append(Trouble(path=one.path, reason=reason))
            case smtp.Fate.REFUSED:
                self.tally.refused.append(Trouble(path=one.path, reason=reason))


def unsettled(run: Run) -> tuple[Handover, ...]:
    """Every letter that was perhaps handed over."""
    with run.ledger.connect() as db:
        return tuple(one for one in handovers(db, run.programme.cohort.id) if one.state is Fate.UNKNOWN)


def resolve(run: Run, target: str, *, was_sent: bool, by: str) -> tuple[str, ...]:
    """Settle a letter that was perhaps handed over: `by` has found out. The paths of the letters that went with it.

    `target` is its path, its file's name, or the id of its registration when only one letter on it is unsettled.

    Raises:
        UsageError: no name, no such letter, or more than one.
    """
    if not by.strip():
        raise UsageError(msg("Say who has found out what became of it: --by NAME."))
    written = _by_key(run)
    open_ones = unsettled(run)
    meant = {one.message for one in open_ones if _is_meant(written[one.key], target)}
    if not meant:
        raise UsageError(msg("No letter called «{target}» was perhaps handed over. See kull status.", target=target))
    if len(meant) > 1:
        raise UsageError(msg("More than one letter on «{target}» was perhaps handed over. Name its path.", target=target))
    with run.ledger.begin() as db:
        fate = Fate.SENT if was_sent else Fate.NOT_SENT
        settle_handovers(db, run.programme.cohort.id, meant, fate, run.now, by=by.strip())
    return tuple(written[one.key].record.path for one in open_ones if one.message in meant)


def _is_meant(letter: WrittenLetter, target: str) -> bool:
    named = PurePosixPath(target.strip().replace("\\", "/")).as_posix().removesuffix(".pdf").removesuffix(".eml")
    path = letter.record.path.removesuffix(".docx")
    named = named.removesuffix(".docx")
    same_id = named.casefold() == (letter.record.registration or "").casefold()
    return same_id or path == named or path.endswith(f"/{named}") or named.endswith(f"/{path}")


def _by_key(run: Run) -> dict[tuple[str, str, str, str], WrittenLetter]:
    with run.ledger.connect() as db:
        return {one.key: one for one in written_letters(db, run.programme.cohort.id)}


def _begin(run: Run, one: Outgoing, via: Via, data: bytes, tally: _Tally) -> bool:
    try:
        _begin_all(run, one, via, data)
    except NotApprovedError:
        tally.refused.append(Trouble(path=one.path, reason=GONE_MEANWHILE))
        return False
    return True


def _begin_all(run: Run, one: Outgoing, via: Via, data: bytes) -> None:
    """Let the ledger know that the letters of a mail are about to leave.

    Raises:
        NotApprovedError: one of them may not, and so none of them does.
    """
    attached = tuple(fingerprints(one.mail))
    begun = [
        Handover(
            key=letter.key,
            message=one.mail.message_id,
            via=via,
            address=one.mail.to.address,
            mail_sha256=hashlib.sha256(data).hexdigest(),
            attached=attached,
            begun=run.now,
        )
        for letter in one.letters
        if letter.record.state is not LetterState.HANDED_OVER
    ]
    with run.ledger.begin() as db:
        begin_handovers(db, run.programme.cohort.id, begun)


def _settle(run: Run, one: Outgoing, fate: Fate, reason: Message | None = None) -> None:
    with run.ledger.begin() as db:
        settle_handovers(
            db, run.programme.cohort.id, [one.mail.message_id], fate, run.now, reason=str(reason) if reason else ""
        )
