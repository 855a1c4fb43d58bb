"""A letter that is to be written: which template, what it says, where it goes."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.i18n import Message
from pipeline.letter_record import LetterKind
from pipeline.letters.contexts import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter, composed but not yet rendered.

    `recipient` is the recipient's organisation number, or empty when no recipient on the list is known. `registration` is the
    id in the register, or None for a letter to a whole trust. `template` is the file name of its template, `stem` the plain
    ASCII name of the letter («UNN-1-tilbud-om-plass»). `remarks` are what the case officer must see before it goes out.
    """

    kind: LetterKind
    language: str
    recipient: str
    registration: str | None
    template: str
    context: Context
    stem: str
    remarks: tuple[Message, ...] = ()

    @property
    def path(self) -> str:
        """Where it is written, relative to the outbox: «letters/place/UNN-1-tilbud-om-plass.docx»."""
        return f"{self.kind.folder}/{self.stem}.docx"
