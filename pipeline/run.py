"""The table of contents: every command's work as a sequence of steps, over a workspace opened for a run.

Each can be done again at any time. What has not changed is neither read, made nor written again, and one that was cut off
at any moment is taken up where it stood.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Fault
from pipeline.letters.templates import check_templates
from pipeline.model import LetterKind, Plan, Register
from pipeline.programme.load import check_workspace
from pipeline.programme.workspace import Workspace
from pipeline.recognise.file import read_file
from pipeline.steps.blanks import Blanks, write_blank_forms
from pipeline.steps.files import Inspection, Reader, take_in
from pipeline.steps.letters import CALLED_FOR, INVITATIONS, Correspondence, letters_of, write_letters
from pipeline.steps.opening import Run, looking, working
from pipeline.steps.places import Places, approve_places, places, plan_places
from pipeline.steps.products import Published
from pipeline.steps.register import keep_ids, register_of, write_views
from pipeline.steps.standing import Standing, standing
from pipeline.steps.start import start_workspace
from pipeline.steps.tracing import Trace, trace
from pipeline.views.export import export_json

__all__ = [
    "Run",
    "approve_plan",
    "check",
    "export",
    "forms",
    "intake",
    "invite",
    "letters",
    "looking",
    "plan",
    "remind",
    "start_workspace",
    "status",
    "why",
    "working",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What an intake did, and the register that came of it."""

    inspection: Inspection
    register: Register
    places: Places
    published: Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan that was made, the register it was made from, and what was written of it."""

    places: Places
    register: Register
    published: Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettered:
    """Letters that were written, and the plan that they follow."""

    correspondence: Correspondence
    places: Places


def check(folder: Path) -> tuple[Fault, ...]:
    """Every fault and warning of the programme file, the recipients list and the templates, at once."""
    workspace = Workspace(folder)
    return (*check_workspace(folder), *check_templates(workspace.find_template))


def forms(run: Run) -> Blanks:
    """Write the blank forms: docx, pdf and xlsx, in both målformer."""
    return write_blank_forms(run)


def invite(run: Run) -> tuple[Blanks, Correspondence]:
    """Write the invitations, with blank forms and programme."""
    return write_blank_forms(run), write_letters(run, register_of(run), None, INVITATIONS)


def remind(run: Run) -> Correspondence:
    """Write a reminder to each trust that has sent nothing."""
    return write_letters(run, register_of(run), None, {LetterKind.REMINDER})


def intake(run: Run, inbox: Path, read: Reader = read_file) -> Intake:
    """Read what is new in `inbox`, and bring register, register.xlsx and report.html up to date."""
    inspection = take_in(run, inbox, read)
    register = register_of(run)
    keep_ids(run, register)
    allocated = places(run, register)
    published = write_views(run, register, allocated.standing)
    return Intake(inspection=inspection, register=register, places=allocated, published=published)


def plan(run: Run, seed: str | None = None) -> Planned:
    """Give out the places, and show it in register.xlsx and report.html."""
    register = register_of(run)
    made = plan_places(run, register, seed)
    return Planned(places=made, register=register, published=write_views(run, register, made.standing))


def approve_plan(run: Run, planned: Planned, named_hash: str, by: str, reason: str | None = None) -> Plan:
    """Approve the plan that `planned` made from the register as it is now; it stands from now on."""
    now = planned.places.now
    if now is None:
        raise ValueError(named_hash)
    approved = approve_places(run, now, named_hash, by, reason)
    write_views(run, planned.register, approved)
    return approved


def letters(run: Run, kinds: Collection[LetterKind] = CALLED_FOR) -> Lettered:
    """Write every letter of `kinds` that the register and the plan that stands call for."""
    register = register_of(run)
    allocated = places(run, register)
    correspondence = write_letters(run, register, allocated.standing, kinds)
    write_views(run, register, allocated.standing)
    return Lettered(correspondence=correspondence, places=allocated)


def status(run: Run) -> Standing:
    """Where things stand, and what is open."""
    register = register_of(run)
    return standing(run, register, places(run, register), letters_of(run))


def why(run: Run, target: str) -> Trace:
    """Follow a letter, a registration or one of its fields back to the file that it came from.

    Raises:
        UsageError: nothing is called `target`.
    """
    register = register_of(run)
    return trace(run, register, places(run, register), letters_of(run), target)


def export(run: Run) -> bytes:
    """The register as JSON (contract: «kull export»)."""
    register = register_of(run)
    return export_json(register, places(run, register).standing, letters_of(run), run.programme, run.language)
