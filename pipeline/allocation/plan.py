"""The plan: a decision for every registration that stands, bound by a hash that an approval names (domain §3)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.allocation.reasons import Setting, why_ineligible, why_placed
from pipeline.allocation.rounds import Candidate, Placing, allocate
from pipeline.errors import ConfigurationError, Fault, UsageError
from pipeline.i18n import msg
from pipeline.model import Decision, Outcome, Plan, Register, Registration, Severity, Status
from pipeline.programme.schema import Override, Programme

SHORT_HASH = 12
PROGRAMME_FILE = "programme.toml"


def make_plan(register: Register, programme: Programme) -> Plan:
    """Decide for every current registration: places in order, then reserves in order, then those that take no part.

    An override goes before the rule: "ineligible" takes a registration out of the rounds, "place" and "reserve" let it keep its
    round and fix what it gets there (see `rounds.Candidate.fixed`); a registration with an error takes part when its override
    says so. A registration whose only trouble is an open review takes part, and is named in `open_reviews`.

    Raises:
        ConfigurationError: an override names a registration that is not in the register or stands no more, two name the same
            one, or they give more places than the capacity. Every such fault is listed.
    """
    faults = tuple(_override_faults(register, programme))
    if faults:
        raise ConfigurationError(faults)
    overrides = {o.registration: o for o in programme.overrides}
    current = sorted(register.current(), key=_in_trust_order)
    takes_part = [r for r in current if _takes_part(r, overrides.get(r.id))]
    placings = allocate(
        [_candidate(r, overrides.get(r.id)) for r in takes_part], programme.cohort.capacity, programme.allocation.seed
    )
    setting = Setting.of(programme, eligible=len(takes_part), fixed_places=_fixed_places(programme))
    by_id = {r.id: r for r in takes_part}
    decisions = (
        *(_placed(p, by_id[p.candidate.id], setting, overrides.get(p.candidate.id)) for p in placings),
        *(_ineligible(r, setting, overrides.get(r.id)) for r in current if not _takes_part(r, overrides.get(r.id))),
    )
    return Plan(
        hash=plan_hash(setting.seed, setting.capacity, decisions, programme.overrides),
        seed=setting.seed,
        capacity=setting.capacity,
        decisions=decisions,
        draw_needed=any(p.drawn for p in placings),
        open_reviews=tuple(r.id for r in current if has_open_review(r)),
    )


def approve(plan: Plan, named_hash: str, by: str, accept_open_reviews_reason: str | None = None) -> Plan:
    """The plan as approved by `by`, who names it by its hash: in full, or its first twelve or more characters.

    Raises:
        UsageError: no name, another hash, a draw that decides and no seed, or open reviews and no reason to accept them.
    """
    if not by.strip():
        raise UsageError(msg("An approval needs a name: say who approves with --by."))
    if not _names(named_hash, plan):
        raise UsageError(
            msg(
                "The plan is now {hash}, not {named}. Look at it again with `kull plan`, and approve the hash that it prints.",
                hash=short_hash(plan),
                named=named_hash.strip() or "–",
            )
        )
    if plan.draw_needed and not plan.seed:
        raise UsageError(
            msg(
                "A draw decides in this plan, and no seed is set. Set allocation.seed in programme.toml to the outcome of"
                " the draw."
            )
        )
    reason = (accept_open_reviews_reason or "").strip()
    if plan.open_reviews and not reason:
        raise UsageError(
            msg(
                "Somebody must look at these registrations before the plan is approved: {ids}. Settle them, or say why"
                " it is approved all the same: --reason TEXT.",
                ids=", ".join(plan.open_reviews),
            )
        )
    return replace(plan, approved_by=by.strip(), reviews_accepted=reason if plan.open_reviews else None)


def short_hash(plan: Plan) -> str:
    """The hash as people read and type it: its first twelve characters."""
    return plan.hash[:SHORT_HASH]


def plan_hash(seed: str | None, capacity: int, decisions: tuple[Decision, ...], overrides: tuple[Override, ...]) -> str:
    """SHA-256 in hex of what an approval binds: seed, capacity, every decision and every override.

    The sentences of the reasons are left out: they follow from the rest, and a wording may be mended without a new approval.
    """
    bound = {
        "seed": seed,
        "capacity": capacity,
        "decisions": sorted([d.registration, d.outcome, d.round, d.order, d.drawn, d.overridden] for d in decisions),
        "overrides": sorted([o.registration, o.outcome, o.by, o.reason] for o in overrides),
    }
    canonical = json.dumps(bound, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def has_open_review(registration: Registration) -> bool:
    """Must a person still look at it? One with an error too: what is uncertain may be the error itself."""
    return registration.status is Status.NEEDS_REVIEW or any(f.severity is Severity.REVIEW for f in registration.findings)


def _names(named_hash: str, plan: Plan) -> bool:
    named = named_hash.strip().lower()
    return len(named) >= SHORT_HASH and plan.hash.startswith(named)


def _in_trust_order(registration: Registration) -> tuple[str, str, bool, int, str]:
    """Sorts registrations as a list of the trusts' own priorities does."""
    priority = registration.values.priority
    return (*_trust(registration), priority is None, priority or 0, registration.id)


def _trust(registration: Registration) -> tuple[str, str]:
    """Organisation number, and short name; for a trust that is not known, its name as written, folded."""
    written = " ".join((registration.values.trust or "").casefold().split())
    return (registration.trust_orgnr, registration.trust_short or written)


def _takes_part(registration: Registration, override: Override | None) -> bool:
    return registration.eligible if override is None else Outcome(override.outcome) is not Outcome.INELIGIBLE


def _candidate(registration: Registration, override: Override | None) -> Candidate:
    orgnr, short = _trust(registration)
    return Candidate(
        id=registration.id,
        orgnr=orgnr,
        short=short,
        priority=registration.values.priority,
        late=registration.late,
        fixed=Outcome(override.outcome) if override else None,
    )


def _fixed_places(programme: Programme) -> int:
    return sum(Outcome(o.outcome) is Outcome.PLACE for o in programme.overrides)


def _placed(placing: Placing, registration: Registration, setting: Setting, override: Override | None) -> Decision:
    return Decision(
        registration=placing.candidate.id,
        outcome=placing.outcome,
        round=placing.round,
        order=placing.order,
        drawn=placing.lottery,
        reason=why_placed(placing, registration, setting, override),
        overridden=override is not None,
    )


def _ineligible(registration: Registration, setting: Setting, override: Override | None) -> Decision:
    return Decision(
        registration=registration.id,
        outcome=Outcome.INELIGIBLE,
        round=None,
        order=None,
        drawn=None,
        reason=why_ineligible(registration, setting, override),
        overridden=override is not None,
    )


def _override_faults(register: Register, programme: Programme) -> Iterator[Fault]:
    by_id = {r.id: r for r in register.registrations}
    current = {r.id for r in register.current()}
    times = Counter(o.registration for o in programme.overrides)
    for number, override in enumerate(programme.overrides):
        place = f"overrides[{number}].registration"
        if override.registration not in current:
            yield _no_such_registration(by_id, override.registration, place)
        elif times[override.registration] > 1:
            message = msg("Two overrides name the same registration. Keep the one that is to stand.")
            yield Fault(file=PROGRAMME_FILE, place=place, value=override.registration, message=message)
    if _fixed_places(programme) > programme.cohort.capacity:
        message = msg(
            "The overrides give {count} places, and the capacity is {capacity}. Take some away, or raise cohort.capacity.",
            count=_fixed_places(programme),
            capacity=programme.cohort.capacity,
        )
        yield Fault(file=PROGRAMME_FILE, place="overrides", value=str(_fixed_places(programme)), message=message)


def _no_such_registration(by_id: Mapping[str, Registration], wanted: str, place: str) -> Fault:
    gone = by_id.get(wanted)
    if gone is None:
        message = msg("There is no registration with this id in the register. `kull plan` shows the ids.")
    elif gone.superseded_by:
        message = msg(
            "This registration is superseded by {newer}, and an override can only name one that stands.",
            newer=gone.superseded_by,
        )
    else:
        message = msg("This registration is withdrawn or superseded, and an override can only name one that stands.")
    return Fault(file=PROGRAMME_FILE, place=place, value=wanted, message=message)
