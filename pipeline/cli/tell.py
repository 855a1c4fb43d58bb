"""What commands say of their work, in a few calm lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from pipeline.cli.session import Session
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from pipeline.letter_record import LetterKind, LetterState
    from pipeline.model import Finding, ReceivedForm, Register, Registration, SetAside, Status
    from pipeline.steps.blanks import Blanks
    from pipeline.steps.letters import Correspondence
    from pipeline.steps.pdfs import Pdfs
    from pipeline.steps.places import Places
    from pipeline.steps.products import Published
    from pipeline.year.returned import ReturnedForm

K = TypeVar("K")

SHOWN = 12
"""Lines of one list that are shown without -v."""

IN_REGISTER = msg("  … and {count} more: see outbox/register.xlsx")


def tell_published(session: Session, published: Published, what: Message) -> None:
    """How many files were written, and which a person had changed."""
    counts = msg(
        "{what}: {written} written, {unchanged} unchanged, {removed} removed.",
        what=what,
        written=len(published.written),
        unchanged=len(published.unchanged),
        removed=len(published.removed),
    )
    session.say(counts)
    if session.verbose:
        tell_list(session, published.written)
    tell_kept(session, published)


def tell_blanks(session: Session, blanks: Blanks) -> None:
    """The blank forms that were written, and which format could not be."""
    tell_published(session, blanks.published, msg("Blank forms"))
    if blanks.left_out:
        session.say(blanks.left_out)


def tell_kept(session: Session, published: Published) -> None:
    """Files that somebody had changed by hand, and where the changed ones are kept."""
    for path, copy in published.kept.items():
        session.say(
            msg("  outbox/{path} had been changed by hand. The changed file is kept as {copy}.", path=path, copy=str(copy))
        )


def tell_list(session: Session, lines: Iterable[str], rest: Message | None = None) -> None:
    """A list, cut short unless everything is to be said; `rest` says where the rest stands, for so many as its `count`."""
    every = list(lines)
    shown = every if session.verbose else every[:SHOWN]
    for line in shown:
        session.say(f"  {line}")
    if len(every) > len(shown):
        more = rest or msg("  … and {count} more (kull -v shows them all)")
        session.say(Message(more.msgid, {"count": len(every) - len(shown)}))


def tell_files(session: Session, aside: Iterable[SetAside]) -> None:
    """Each file with its reason; a national identity number in its name is masked."""
    from pipeline.intake.national_id import mask

    tell_list(session, (f"{mask(one.path)}: {session.words(one.message)}" for one in aside), IN_REGISTER)


def tell_set_aside(session: Session, aside: Sequence[SetAside]) -> None:
    """What could not be read, and why."""
    from pipeline.model import SetAsideReason

    real = [one for one in aside if one.reason is not SetAsideReason.SYSTEM_FILE]
    if real:
        session.say(
            msg("Set aside: {count}. They stay in the inbox, and stand in the register with the reason:", count=len(real))
        )
        tell_files(session, real)
    if len(aside) > len(real):
        session.say(msg("Files of the computer's own (such as Thumbs.db) disregarded: {count}.", count=len(aside) - len(real)))


def tell_forms(session: Session, forms: Sequence[ReceivedForm]) -> None:
    """How many forms of the year came, of each kind."""
    if forms:
        from pipeline.year.returned import counted

        session.say(msg("Forms of the year: {forms}.", forms=counted(forms)))


def tell_doubtful_forms(session: Session, forms: Sequence[ReturnedForm]) -> None:
    """Which of the forms of the year that stand a person must look at, the newest first, and why."""
    from pipeline.intake.national_id import mask
    from pipeline.model import Severity

    doubtful = [
        (one, found)
        for one in reversed(forms)
        if one.stands and (found := [finding for finding in one.findings if finding.severity is Severity.REVIEW])
    ]
    if doubtful:
        session.say(msg("Forms of the year that a person must look at: {count}. kull why FILE shows all.", count=len(doubtful)))
        tell_list(session, (f"{mask(one.source.path)}: {_first_of(session, found)}" for one, found in doubtful))


def tell_register(session: Session, register: Register) -> None:
    """How many registrations stand, and which a person must look at."""
    from pipeline.model import Status

    tell_count(session, Counter(registration.status for registration in register.registrations))
    mend = [one for one in register.current() if one.status is Status.INCOMPLETE]
    look = [one for one in register.current() if one.status is Status.NEEDS_REVIEW]
    _tell_registrations(session, msg("Something is missing, and must be asked for: {count}.", count=len(mend)), mend)
    _tell_registrations(session, msg("A person must look at: {count}.", count=len(look)), look)


def tell_count(session: Session, statuses: Mapping[Status, int]) -> None:
    """How many registrations there are, and how many of each status."""
    count, parts = sum(statuses.values()), counts(session, status_words(), statuses)
    if parts:
        session.say(msg("Registrations: {count} ({parts}).", count=count, parts=parts))
    else:
        session.say(msg("Registrations: none yet."))


def _tell_registrations(session: Session, heading: Message, registrations: Sequence[Registration]) -> None:
    if registrations:
        session.say(heading)
        tell_list(session, (f"{one.id}: {_gravest(session, one)}" for one in registrations), IN_REGISTER)


def _gravest(session: Session, registration: Registration) -> str:
    """The first of its gravest findings, and how many more there are."""
    from pipeline.model import Severity

    order = list(Severity)
    findings = sorted(
        (one for one in registration.findings if one.severity in {Severity.ERROR, Severity.REVIEW}),
        key=lambda finding: order.index(finding.severity),
    )
    if not findings:
        doubtful = sum(source.needs_review for source in registration.provenance.values())
        return session.words(msg("{count} values were read with doubt.", count=doubtful))
    return _first_of(session, findings)


def _first_of(session: Session, findings: Sequence[Finding]) -> str:
    said = session.words(findings[0].message)
    if len(findings) == 1:
        return said
    return session.words(msg("{finding} (And {count} more.)", finding=said, count=len(findings) - 1))


def counts(session: Session, words: Mapping[K, Message], counted: Mapping[K, int]) -> str:
    """What there is of each, in the order of `words`; what there is none of is left out."""
    return ", ".join(f"{session.words(word)} {counted[kind]}" for kind, word in words.items() if counted.get(kind))


def status_words() -> dict[Status, Message]:
    """What each status is called, in the order in which they are told."""
    from pipeline.model import Status

    return {
        Status.COMPLETE: msg("complete"),
        Status.NEEDS_REVIEW: msg("to be looked at"),
        Status.INCOMPLETE: msg("incomplete"),
        Status.SUPERSEDED: msg("superseded by a newer one"),
        Status.WITHDRAWN: msg("withdrawn"),
    }


def kind_words() -> dict[LetterKind, Message]:
    """What each kind of letter is called, in the order in which they are written."""
    from pipeline.letter_record import LetterKind

    return {
        LetterKind.INVITATION: msg("invitations"),
        LetterKind.PROGRAMME: msg("programmes"),
        LetterKind.REMINDER: msg("reminders"),
        LetterKind.RECEIPT: msg("receipts"),
        LetterKind.MISSING: msg("letters on what is missing"),
        LetterKind.PLACE: msg("offers of a place"),
        LetterKind.RESERVE: msg("reserve places"),
        LetterKind.NOT_ELIGIBLE: msg("refusals"),
        LetterKind.TRUST: msg("joint answers to the trusts"),
        LetterKind.DIPLOMA: msg("diplomas"),
        LetterKind.AGENDA: msg("meeting programmes"),
        LetterKind.RUNNING_SHEET: msg("running sheets"),
        LetterKind.CHECKLIST: msg("checklists"),
        LetterKind.REPORT_REMINDER: msg("reminders of reports"),
        LetterKind.ADVISER: msg("letters to advisers"),
        LetterKind.TEAM_ADVISER: msg("letters to teams on their adviser"),
        LetterKind.AWARD: msg("winners' diplomas"),
        LetterKind.GRANT: msg("grant letters"),
        LetterKind.GRANT_MISSING: msg("letters on what is missing for the grant"),
    }


def tell_letters(session: Session, correspondence: Correspondence) -> None:
    """Which letters there are now, what a person must see before they go out, and which failed their proof."""
    tell_published(session, correspondence.published, msg("Letters"))
    tell_pdfs(session, correspondence.pdfs)
    _tell_states(session, correspondence)
    if correspondence.remarks:
        session.say(msg("Look at this before they go out:"))
        tell_list(session, map(session.words, correspondence.remarks))


def _tell_states(session: Session, correspondence: Correspondence) -> None:
    """How many letters there are of each kind in each state, and which of them correct one that was handed over."""
    for state, words in letter_state_lines().items():
        counted = Counter(one.kind for one in correspondence.called_for if correspondence.states.get(one.path) is state)
        if parts := counts(session, kind_words(), counted):
            session.say(Message(words.msgid, {"parts": parts}))
    if correspondence.corrected:
        count = len(correspondence.corrected)
        session.say(msg("Corrected letters, in place of ones that were handed over: {count}.", count=count))
        tell_list(session, correspondence.corrected)


def letter_state_words() -> dict[LetterState, Message]:
    """What each state of a letter is called."""
    from pipeline.letter_record import LetterState

    return {
        LetterState.DRAFT: msg("drafts"),
        LetterState.APPROVED: msg("approved"),
        LetterState.HANDED_OVER: msg("handed over"),
        LetterState.UNKNOWN: msg("perhaps handed over"),
    }


def letter_state_lines() -> dict[LetterState, Message]:
    """How the letters in each state are told of."""
    from pipeline.letter_record import LetterState

    return {
        LetterState.DRAFT: msg("Drafts in outbox/letters: {parts}."),
        LetterState.APPROVED: msg("Approved, and not handed over yet: {parts}."),
        LetterState.HANDED_OVER: msg("Handed over: {parts}."),
        LetterState.UNKNOWN: msg("Perhaps handed over: {parts}. Settle them with kull send --resolve."),
    }


def tell_pdfs(session: Session, pdfs: Pdfs) -> None:
    """How many PDFs there are now, and which letters have none."""
    published = pdfs.published
    if published.written or published.unchanged or published.removed:
        tell_published(session, published, msg("PDFs"))
    for one in pdfs.failed:
        session.say(msg("NO PDF: {path}", path=one.path))
        session.say(f"  {session.words(one.fault)}")


def tell_plan_state(session: Session, places: Places) -> None:
    """Is the plan approved, and does it still fit the register?"""
    standing = places.standing
    if standing is None or not standing.decisions:
        session.say(msg("The places are not given out yet. Next: kull plan."))
    elif places.changed and places.now:
        message = msg(
            "The register has changed since plan {hash} was approved, and now gives plan {now}. The approved plan stands until "
            "another is approved. Look at it with kull plan.",
            hash=standing.hash[:12],
            now=places.now.hash[:12],
        )
        session.say(message)
    elif standing.approved_by is None:
        session.say(msg("The plan is a draft ({hash}), and so are the answers.", hash=standing.hash[:12]))
    tell_withdrawn(session, places.withdrawn)


def tell_withdrawn(session: Session, teams: Sequence[str]) -> None:
    """Which teams of the approved plan have withdrawn, and what to do."""
    for team in teams:
        session.say(msg("{team} has withdrawn: run kull withdraw {team}", team=team))
