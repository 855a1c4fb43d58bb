<<<<<<< /tmp/tmpgaq86yll/o
"""The finished PDF form read back by a second library before it goes out: every control must be there, as it was laid out.

The form is written with pikepdf; pypdf reads it as a stranger's program would. A sender's program that finds no field by its
name shows a form that cannot be filled in, and nobody here would notice.
=======
"""A fillable form is read back by another library than the one that made it: every key must be a field, and say what it asks.

<<<<<<< /tmp/tmpnbblh65y/o
pypdf walks the fields as many programs of senders and receivers do. A field that it does not find, or finds without a name for
a person (/TU), would come back empty from somebody, and nobody would know.
=======
pypdf walks the fields as many programs of senders and receivers do. A field that it does not find, or finds without a name for a
person (/TU), would come back empty from somebody, and nobody would know.
>>>>>>> /tmp/tmpgaq86yll/t
>>>>>>> /tmp/tmpnbblh65y/t
"""

from __future__ import annotations

<<<<<<< /tmp/tmpgaq86yll/o
from io import BytesIO
from typing import Final

from pypdf import PdfReader

from pipeline.form.definition import Kind
from pipeline.form.layout import Blank, Control

_TICKED: Final = "/Ja"
_UNTICKED: Final = "/Off"
_SORTS: Final = {Kind.TICK: "/Btn"}


def prove_form(content: bytes, blank: Blank) -> bytes:
    """`content`, when it has each control of `blank` with its sort, value and tooltip; raises `ValueError` when not."""
    fields = PdfReader(BytesIO(content)).get_fields() or {}
    meant = {control.key: control for control in blank.controls()}
    wrong = sorted(fields.keys() ^ meant.keys())
    wrong += [key for key in meant if key in fields and not _as_laid_out(fields[key], meant[key])]
    if wrong:
        raise ValueError(f"the PDF form reads back otherwise than it was laid out: {wrong}")
    return content


def _as_laid_out(field: dict[str, object], control: Control) -> bool:
    sort = _SORTS.get(control.kind, "/Ch" if control.options else "/Tx")
    shown = field.get("/V", "")
    value = (_TICKED if control.ticked else _UNTICKED) if control.kind is Kind.TICK else control.text
    return field.get("/FT") == sort and str(shown) == value and bool(field.get("/TU"))
=======
from collections.abc import Iterable
from io import BytesIO

from pypdf import PdfReader


def unproved_fields(pdf: bytes, keys: Iterable[str]) -> tuple[str, ...]:
    """The `keys` for which the form has no field, or one without a tooltip; empty when all is well."""
    fields = PdfReader(BytesIO(pdf)).get_fields() or {}
    return tuple(key for key in keys if not str(fields.get(key, {}).get("/TU", "")).strip())
>>>>>>> /tmp/tmpgaq86yll/t
