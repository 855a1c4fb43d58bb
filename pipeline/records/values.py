"""What an archive is told, as values: a case, the entries in its journal, their documents, and the files of these.

The names are those of Noark 5 in English; the Norwegian ones stand in `message.py`, where the values become XML. Nothing here
is a guess: what kull does not know is None, and is left out of the message.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import NAMESPACE_URL, UUID, uuid5

_KULL = uuid5(NAMESPACE_URL, "urn:kull:archive:1")


def id_of(key: str) -> UUID:
    """The id of what has that key: version 5, the same in every run and on every machine."""
    return uuid5(_KULL, key)


class Code(Enum):
    """One value of a code list of Fiks Arkiv: the code, and what it says."""

    @property
    def code(self) -> str:
        """The short code («I»)."""
        return str(self.value[0])

    @property
    def words(self) -> str:
        """What it means, as the code list has it («Inngående dokument»)."""
        return str(self.value[1])


class Direction(Code):
    """Kind of journal entry (`journalposttype`)."""

    INCOMING = ("I", "Inngående dokument")
    OUTGOING = ("U", "Utgående dokument")


class EntryStatus(Code):
    """How far the entry has come (`journalstatus`). To journalise it (J) and archive it (A) is the archive's own business."""

    RECEIVED = ("S", "Saksbehandler har registrert innkommende dokument")
    DRAFT = ("R", "Reservert dokument")
    APPROVED = ("F", "Ferdigstilt av saksbehandler")
    SENT = ("E", "Ekspedert")


class DocumentStatus(Code):
    """Is the document finished (`dokumentstatus`)?"""

    DRAFT = ("B", "Dokumentet er under redigering")
    FINISHED = ("F", "Dokumentet er ferdigstilt")


class PartyRole(Code):
    """What somebody is in the correspondence (`korrespondanseparttype`)."""

    SENDER = ("EA", "Avsender")
    ADDRESSEE = ("EM", "Mottaker")
    COPY = ("EK", "Kopimottaker")
    OUR_SENDER = ("IA", "Intern avsender")
    OUR_ADDRESSEE = ("IM", "Intern mottaker")


class Variant(Code):
    """Which form of a document a file is (`variantformat`)."""

    ARCHIVE = ("A", "Arkivformat")
    PRODUCTION = ("P", "Produksjonsformat")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """A file's format: Noark's name of it, what that means, its media type; `details` where the name does not say enough."""

    code: str
    words: str
    media_type: str
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file of a package (`dokumentobjekt`).

    `name` is what it was called by whoever made it, `reference` its name in the package: plain ASCII, and no two alike there.
    `sha256` is hexadecimal, `size` in bytes.
    """

    name: str
    reference: str
    sha256: str
    size: int
    variant: Variant
    format: FileFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDocument:
    """One document of an entry (`dokumentbeskrivelse`) in its variants. `screened`: what stands in it is not for everybody."""

    title: str
    files: tuple[StoredFile, ...]
    screened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who deals with the case (`saksbehandler`, `saksansvarlig`)."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who sends or gets an entry (`korrespondansepart`). `officer` is set for our own house alone."""

    role: PartyRole
    name: str
    orgnr: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    email: str = ""
    their_reference: str = ""
    officer: Officer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The case that all entries of a cohort lie in (`saksmappe`): «2024/1180», with a title of at most 90 characters."""

    key: str
    title: str
    year: int
    number: int
    responsible: Officer

    @property
    def system_id(self) -> UUID:
        """The same in each run, and in no other cohort."""
        return id_of(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One entry of the journal (`journalpost`): a letter that goes out, or what came in one file.

    The first document is the main one. `key` tells the entry apart for ever. `public_title` is what everybody may read: it
    differs from `title` only where that names a person. `sent` and `received` are moments with their zone.
    """

    key: str
    direction: Direction
    status: EntryStatus
    title: str
    public_title: str
    documents: tuple[RecordedDocument, ...]
    parties: tuple[Party, ...]
    journal_date: date
    document_date: date | None = None
    received: datetime | None = None
    sent: datetime | None = None

    @property
    def system_id(self) -> UUID:
        """The same in each run, for what has the same key."""
        return id_of(self.key)

    @property
    def is_draft(self) -> bool:
        """Is it packed only because drafts were asked for?"""
        return self.status is EntryStatus.DRAFT

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Every file of the package."""
        return tuple(file for document in self.documents for file in document.files)

    def part_id(self, part: str) -> UUID:
        """The id of a document or file within it: «document 1», «document 1, docx»."""
        return uuid5(self.system_id, part)
