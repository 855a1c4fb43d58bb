"""The plan of a workspace: made from the register as it stands, approved by somebody, and kept once it is."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.allocation.amend import before_withdrawals, replayed, withdrawn_from
from pipeline.allocation.plan import make_plan
from pipeline.errors import UsageError
from pipeline.i18n import msg
from pipeline.ledger.decisions import approval, latest_plan, remember_plan
from pipeline.model import Plan, Register
from pipeline.programme.schema import Programme
from pipeline.steps.opening import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The plan that stands, if any: the approved one, else what the register gives now. `now` differs when it has changed.

    A withdrawal after the approval changes neither by itself: `withdrawn` are the teams of the approved plan that have
    withdrawn and are to be taken out of it (`kull withdraw`).
    """

    standing: Plan | None
    now: Plan | None
    withdrawn: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Does the register give another plan than the one that was approved?"""
        return self.standing is not None and self.now is not None and self.standing.hash != self.now.hash


def places(run: Run, register: Register) -> Places:
    """The plan that stands; none before `kull plan` has been run.

    Raises:
        ConfigurationError: an override in the programme file fits nothing.
    """
    with run.ledger.connect() as db:
        latest, approved = latest_plan(db), approval(db)
    if latest is None:
        return Places(standing=None, now=None)
    standing = approved.plan if approved else None
    return _allocated(standing, made_now(register, _with_seed(run.programme, latest.seed or ""), standing), register)


def _allocated(approved: Plan | None, now: Plan, register: Register) -> Places:
    if approved is None:
        return Places(standing=now, now=now)
    return Places(standing=approved, now=now, withdrawn=withdrawn_from(approved, register))


def made_now(register: Register, programme: Programme, approved: Plan | None) -> Plan:
    """The plan that the register gives. Once one is `approved`, nobody who withdraws makes the draw another: it is amended."""
    if approved is None:
        return make_plan(register, programme)
    return replayed(make_plan(before_withdrawals(register, approved), programme), approved.amendments)


def plan_places(run: Run, register: Register, seed: str | None) -> tuple[Plan, Places]:
    """Make the plan anew and remember it: that plan, and the one that stands.

    `seed` stands in for one that the programme file does not have yet.

    Raises:
        ConfigurationError: an override in the programme file fits nothing.
        UsageError: the programme file has another seed.
    """
    written = run.programme.allocation.seed
    if seed and written and seed != written:
        message = msg("programme.toml has the seed {written}, not {seed}. There can be only one.", written=written, seed=seed)
        raise UsageError(message)
    with run.ledger.begin() as db:
        latest, approved = latest_plan(db), approval(db)
        standing = approved.plan if approved else None
        now = made_now(register, _with_seed(run.programme, seed or (latest.seed if latest else None) or ""), standing)
        remember_plan(db, now)
    return now, _allocated(standing, now, register)


def _with_seed(programme: Programme, seed: str) -> Programme:
    """`programme` with `seed`, unless it has one of its own."""
    if programme.allocation.seed or not seed:
        return programme
    return programme.model_copy(update={"allocation": programme.allocation.model_copy(update={"seed": seed})})
