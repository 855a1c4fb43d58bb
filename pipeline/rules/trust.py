"""Which trust a registration is from, and the rules about a trust's registrations taken together."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.form.vocabulary import Vocabulary, trust_key
from pipeline.i18n import Message, msg
from pipeline.model import Finding, Registration, Severity, Status
from pipeline.programme.schema import Recipient
from pipeline.rules.context import RegisterFinding, RuleContext, found, found_in_register, quoted, unreadable
from pipeline.rules.identity import id_list, in_id_order

LIKE_ENOUGH_TO_NAME = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTrust:
    """A trust that is certain: its organisation number, and the short name in its ids."""

    orgnr: str
    short: str


def trusts_by_name(recipients: Sequence[Recipient], vocabulary: Vocabulary) -> Mapping[str, KnownTrust]:
    """Every recipient by its folded name; one that the vocabulary does not hold gets a short name of its own («SO»)."""
    known: dict[str, KnownTrust] = {}
    shorts = {trust.short for trust in vocabulary.trusts}
    for recipient in sorted(recipients, key=lambda r: r.orgnr):
        named = vocabulary.trust_by_orgnr(recipient.orgnr)
        short = named.short if named else _new_short(recipient, shorts)
        shorts.add(short)
        known[trust_key(recipient.name)] = KnownTrust(orgnr=recipient.orgnr, short=short)
    return known


def trust_of(text: str | None, by_name: Mapping[str, KnownTrust], vocabulary: Vocabulary) -> KnownTrust | None:
    """The trust that a form names: one of the recipients or of the vocabulary; None when that is not certain."""
    if not text:
        return None
    if recipient := by_name.get(trust_key(text)):
        return recipient
    named = vocabulary.trust(text)
    return KnownTrust(orgnr=named.orgnr, short=named.short) if named else None


def known(registration: Registration, context: RuleContext) -> Iterator[Finding]:
    """The trust is on the recipients list."""
    written = registration.values.trust
    if registration.trust_orgnr in {recipient.orgnr for recipient in context.recipients}:
        return
    if registration.trust_orgnr:
        said = msg("{trust} is not on the list of recipients: it is not invited.", trust=quoted(written or ""))
    elif not written:
        said = msg("The form does not say which health trust (helseforetak) the team belongs to. Find out, and enter it.")
    else:
        said = _unknown_trust(written, context)
    yield found(registration, "trust.known", Severity.REVIEW, "trust", said)


def priorities(context: RuleContext) -> Iterator[RegisterFinding]:
    """«Liste prosjekter i prioritets rekkefølge»: within a trust the priorities are exactly 1..n.

    A withdrawn project still holds its number, so that the others need not be renumbered.
    """
    withdrawn = [r for r in context.registrations if r.status is Status.WITHDRAWN]
    by_trust: dict[str, list[Registration]] = defaultdict(list)
    for registration in context.current:
        if registration.trust_orgnr:
            by_trust[registration.trust_orgnr].append(registration)
    for orgnr, registrations in by_trust.items():
        held = {r.values.priority for r in withdrawn if r.trust_orgnr == orgnr}
        yield from _no_priority(registrations)
        yield from _shared_priority(registrations)
        yield from _gap(registrations, held)


def _unknown_trust(written: str, context: RuleContext) -> Message:
    nearest = context.vocabulary.nearest_trust(written)
    if nearest and nearest[1] >= LIKE_ENOUGH_TO_NAME:
        return msg(
            "The form says «{text}», which is no health trust (helseforetak) that is known. {name} is most like it: find out "
            "whether it is meant.",
            text=quoted(written),
            name=nearest[0].name,
        )
    return msg(
        "The form says «{text}», which is no health trust (helseforetak) that is known. Find out which it is, and enter it.",
        text=quoted(written),
    )


def _no_priority(registrations: Sequence[Registration]) -> Iterator[RegisterFinding]:
    for registration in registrations:
        priority = registration.values.priority
        if priority is None:
            if unreadable(registration, "priority"):
                continue
            said = msg(
                "The form does not give the trust's priority for the project. Ask the trust where in its order it stands."
            )
            yield found_in_register(registration, "trust.priorities", Severity.REVIEW, "priority", said)
        elif priority < 1:
            said = msg(
                "The priority is {priority}. The trust's most important project has priority 1: ask the trust.",
                priority=priority,
            )
            yield found_in_register(registration, "trust.priorities", Severity.REVIEW, "priority", said)


def _shared_priority(registrations: Sequence[Registration]) -> Iterator[RegisterFinding]:
    by_priority: dict[int, list[Registration]] = defaultdict(list)
    for registration in registrations:
        if registration.values.priority is not None:
            by_priority[registration.values.priority].append(registration)
    for priority, sharing in by_priority.items():
        ids = sorted((r.id for r in sharing), key=in_id_order)
        for registration in sharing if len(sharing) > 1 else ():
            said = msg(
                "The trust has given priority {priority} to several projects (also {others}). Ask the trust which is first.",
                priority=priority,
                others=id_list([id_ for id_ in ids if id_ != registration.id]),
            )
            yield found_in_register(registration, "trust.priorities", Severity.REVIEW, "priority", said)


def _gap(registrations: Sequence[Registration], held: set[int | None]) -> Iterator[RegisterFinding]:
    """Numbers that nobody has, said once: at the project that follows the first gap."""
    numbered = sorted(
        (r for r in registrations if (r.values.priority or 0) > 0), key=lambda r: (r.values.priority or 0, in_id_order(r.id))
    )
    given = {r.values.priority or 0 for r in numbered}
    missing = sorted(set(range(1, max(given, default=0))) - given - held)
    if missing:
        following = next(r for r in numbered if (r.values.priority or 0) > missing[0])
        said = msg(
            "The trust's priorities are {given}; {missing} is missing. Ask the trust whether a registration is lacking, or the "
            "order is another.",
            given=_numbers(sorted(given)),
            missing=_numbers(missing),
        )
        yield found_in_register(following, "trust.priorities", Severity.REVIEW, "priority", said)


def _numbers(numbers: Sequence[int], most: int = 12) -> str:
    shown = ", ".join(map(str, numbers[:most]))
    return f"{shown} …" if len(numbers) > most else shown


def _new_short(recipient: Recipient, taken: set[str]) -> str:
    """Initials of the name («Sykehuset Østfold HF» → «SO»), or its first letters; with the organisation number's when taken."""
    plain = recipient.name.translate(str.maketrans("ÆØÅæøåĐđŊŋŦŧ", "AOAaoaDdNnTt"))
    words = re.findall(r"[A-Za-z]+", unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode())
    telling = [word for word in words if word.lower() not in {"hf", "helseforetak"}] or ["TRUST"]
    short = "".join(word[0] for word in telling) if len(telling) > 1 else telling[0][:4]
    return short.upper() if short.upper() not in taken else f"{short.upper()}{recipient.orgnr[-3:]}"
