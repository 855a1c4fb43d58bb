"""A return form that does not tell machines so any more: printed, scanned, saved as something else. Its footer still does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.form.layout import RETURN_FOR
from pipeline.form.registration import REGISTRATION
from pipeline.model import FormIdentity, Line, Reading, ReplyTo, Sheet

_ID: Final = r"([A-ZÆØÅ]{2,}[A-ZÆØÅ0-9]*-u?\d{1,3}[a-z]{0,2})\b"
_SAYS: Final = re.compile("|".join(re.escape(text).replace(re.escape("{id}"), _ID) for text in {RETURN_FOR.nb, RETURN_FOR.nn}))


def as_reply(reading: Reading, sheet: Sheet) -> Reading:
    """`reading` as a reply to the registration that the sheet's footer names; as it is when none, or several, are named."""
    named = {match[1] for text in _printed(sheet) if (match := _SAYS.search(text))}
    if reading.reply_to or len(named) != 1:
        return reading
    form = reading.form or FormIdentity(id=REGISTRATION.id, version=REGISTRATION.version, language="")
    return replace(reading, form=replace(form, reply_to=ReplyTo(registration=named.pop())))


def _printed(sheet: Sheet) -> Iterator[str]:
    yield from (line.text for line in sheet.beside)
    for block in sheet.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)
