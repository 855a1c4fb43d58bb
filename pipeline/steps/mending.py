"""Corrections by people: taken from changed cells of register.xlsx, made and taken back by command. All are kept in the ledger.

The workbook is compared with what was written in that very edition of it, so that a copy that has been away for a week, while
the register went on, gives the person's changes and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.i18n import Message, msg
from pipeline.ledger.coding import content_hash, decode
from pipeline.ledger.corrections import (
    all_corrections,
    edition_cells,
    remember_changed_cells,
    remember_corrections,
    remember_edition,
    taken_cells,
    undo_correction,
)
from pipeline.ledger.products import products
from pipeline.model import Correction, Member, Origin, Register, Registration
from pipeline.outbox.write import is_held_open, sha256_of, write_file
from pipeline.recognise.corrected import from_words, in_words
from pipeline.rules.fields import in_row, member_row, said_in
from pipeline.rules.identity import id_key, id_list, is_form, team_of
from pipeline.steps.opening import Run
from pipeline.views.changed_cells import ChangedCell, changed_cells
from pipeline.views.editable import WrittenRegistration, edition_of
from pipeline.views.field_names import paths_called
from pipeline.views.returned_workbook import DamagedWorkbookError, GivenWorkbook, read_workbook

UNKNOWN = "ukjent"
EVERYTHING = "alt"
"""What `kull correct --ok` calls the whole registration."""

_NOT_OPENED = msg("register.xlsx could not be opened, and nothing was taken from it. Close it, and run kull intake again.")
_DAMAGED = msg("register.xlsx is damaged, and nothing was taken from it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of looking at register.xlsx before it is written anew.

    `refused`: what differs and was not taken, for which a `copy` of the workbook was kept; `notes` ask nothing. `held_open`: it
    is open in an office program, and must not be written. `strange`: nobody knows which edition it is.
    """

    corrections: tuple[Correction, ...] = ()
    refused: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    copy: Path | None = None
    held_open: bool = False
    strange: bool = False


def keep_edition(run: Run, register: Register) -> str:
    """Remember what stands in the correctable cells of the register that is about to be written; the edition's name."""
    cells = edition_of(register)
    edition = content_hash(cells)[:16]
    with run.ledger.begin() as db:
        remember_edition(db, edition, cells)
    return edition


def take_corrections(run: Run) -> Taken:
    """Take what a person has changed in register.xlsx since it was written; nothing when it is as it was."""
    file = run.workspace.register_file
    held_open = is_held_open(file)
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return Taken()
    except OSError:
        return Taken(refused=(_NOT_OPENED,), held_open=True)
    with run.ledger.connect() as db:
        known = products(db).get(file.name)
    if known is not None and known.sha256 == sha256_of(content):
        return Taken(held_open=held_open)
    try:
        book = read_workbook(content)
    except DamagedWorkbookError:
        return Taken(refused=(_DAMAGED,), copy=_put_aside(run, content), held_open=held_open)
    return replace(_compared(run, book, content), held_open=held_open)


def _compared(run: Run, book: GivenWorkbook, content: bytes) -> Taken:
    with run.ledger.connect() as db:
        cells, taken = edition_cells(db, book.edition), taken_cells(db, book.edition)
    if cells is None:
        return Taken(strange=True)
    found = changed_cells(book, decode(cells, tuple[WrittenRegistration, ...]), taken)
    made = {change.key: _of_cell(run, change, book.by) for change in found.changes}
    with run.ledger.begin() as db:
        corrections = remember_changed_cells(db, book.edition, made)
    return Taken(
        corrections=corrections,
        refused=tuple(dict.fromkeys(found.refused)),
        notes=tuple(found.notes),
        copy=_put_aside(run, content) if found.refused else None,
    )


def _of_cell(run: Run, change: ChangedCell, by: str) -> Correction:
    written = change.registration
    path, member = _in_form(change.path, written.rows, written.members)
    return Correction(
        form=written.form,
        path=path,
        text=change.new,
        old=change.old,
        by=by or UNKNOWN,
        at=run.now,
        origin=Origin.REGISTER,
        member=member,
        carries=written.stands,
    )


def _in_form(path: str, rows: Sequence[int], members: Sequence[Member]) -> tuple[str, Member | None]:
    """The place in the form of what the register shows at `path`, and the member there (None: one is added)."""
    at = member_row(path)
    if at is None:
        return path, None
    if at < len(members):
        return in_row(path, rows[at]), members[at]
    return in_row(path, max(rows, default=-1) + 1 + at - len(members)), None


def _put_aside(run: Run, content: bytes) -> Path:
    """Keep the workbook as the person left it, beside the one that is written anew."""
    file = run.workspace.register_file
    named = f"{file.stem} (din kopi {run.now:%Y-%m-%d %H.%M}"
    again = chain([""], (f" nr. {number}" for number in count(2)))
    copies = (file.with_name(f"{named}{which}){file.suffix}") for which in again)
    copy = next(one for one in copies if not one.exists() or one.read_bytes() == content)
    write_file(copy, content)
    return copy


# --- by command ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A correction as asked for: the registration's id, what the field is called, the words (None: those there are right)."""

    target: str
    field: str
    text: str | None
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCorrection:
    """A correction, the registration that it is about now (None: its file is not known), and whether it was taken back."""

    correction: Correction
    registration: Registration | None
    undone: bool


def correct_one(run: Run, register: Register, wish: Wish) -> Correction:
    """Correct one field of a registration.

    Raises:
        UsageError: there is no such registration or field, or the words cannot be a value of it; nothing was changed.
    """
    registration = _registration(register, wish.target)
    place = _place(registration, wish.field, whole=wish.text is None)
    old = in_words(place, said_in(registration.values).get(place))
    if wish.text is not None and (refused := from_words(place, wish.text).refused):
        message = msg("{field}: «{text}» cannot stand there. {expected}", field=wish.field, text=wish.text, expected=refused)
        raise UsageError(message)
    path, member = _in_form(place, registration.rows, registration.values.members)
    correction = Correction(
        form=id_key(registration.source),
        path=path,
        text=old if wish.text is None else wish.text,
        old=old,
        by=wish.by,
        at=run.now,
        origin=Origin.COMMAND,
        why=wish.why,
        member=member,
        carries=wish.text is not None and registration in register.current(),
        confirms=wish.text is None,
    )
    with run.ledger.begin() as db:
        return remember_corrections(db, [correction])[0]


def undo_one(run: Run, number: int) -> None:
    """Take correction `number` back: the form's own words stand again, or those of an earlier correction.

    Raises:
        UsageError: there is no such correction, or it was taken back before.
    """
    with run.ledger.begin() as db:
        if not undo_correction(db, number, run.now):
            raise UsageError(
                msg("There is no correction {number} to take back. kull correct --list shows them.", number=number)
            )


def list_corrections(run: Run, register: Register) -> tuple[ListedCorrection, ...]:
    """Every correction ever made, in the order of time, as it stands where it now applies."""
    with run.ledger.connect() as db:
        known = all_corrections(db)
    forms = {id_key(one.source): one for one in reversed(register.registrations) if is_form(one.id)}
    return tuple(
        _listed(one.correction, forms.get(one.correction.form), register, undone=one.undone_at is not None) for one in known
    )


def _listed(correction: Correction, made_on: Registration | None, register: Register, *, undone: bool) -> ListedCorrection:
    """On the form that stands, when that has inherited it; else on the one that it was made on."""
    standing = {one.id: one for one in register.registrations}
    heir = standing.get(made_on.superseded_by or "") if made_on else None
    for registration in (heir, made_on):
        for one in registration.corrections if registration and not undone else ():
            if one.number == correction.number:
                return ListedCorrection(correction=one, registration=registration, undone=False)
    return ListedCorrection(correction=correction, registration=made_on, undone=undone)


def _registration(register: Register, target: str) -> Registration:
    found = next((one for one in register.registrations if one.id.casefold() == target.strip().casefold()), None)
    if found is None:
        raise UsageError(msg("There is no registration «{id}». kull status and register.xlsx show their ids.", id=target))
    if not is_form(found.id):
        team = team_of(found.superseded_by or found.id)
        raise UsageError(msg("{id} is an answer or an exact copy. Correct {team} itself.", id=found.id, team=team))
    return found


def _place(registration: Registration, field: str, *, whole: bool) -> str:
    """The place that `field` names; `whole`: also a part of the registration, or all of it."""
    if whole and field.strip().casefold() == EVERYTHING:
        return ""
    if whole and (field in registration.provenance or any(finding.path == field for finding in registration.findings)):
        return field
    found = paths_called(field, len(registration.values.members))
    if len(found) == 1:
        return found[0]
    if not found:
        message = msg(
            "The register has no field called «{field}». Use the label on the form, the head in register.xlsx, or a path such "
            "as title, adviser.name or members[0].email.",
            field=field,
        )
        raise UsageError(message)
    raise UsageError(msg("«{field}» may be several fields: {paths}. Name one of them.", field=field, paths=id_list(found)))
