"""A fillable form is read back by another library than the one that made it: every key must be a field, and say what it asks.

pypdf walks the fields as many programs of senders and receivers do. A field that it does not find, or finds without a name for
a person (/TU), would come back empty from somebody, and nobody would know.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pypdf import PdfReader


def unproved_fields(pdf: bytes, keys: Iterable[str]) -> tuple[str, ...]:
    """The `keys` for which the form has no field, or one without a tooltip; empty when all is well."""
    fields = PdfReader(BytesIO(pdf)).get_fields() or {}
    return tuple(key for key in keys if not str(fields.get(key, {}).get("/TU", "")).strip())
