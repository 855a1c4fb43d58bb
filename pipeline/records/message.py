"""A case or a journal entry as `arkivmelding.xml`: KS Fiks Arkiv, message «arkivering.arkivmelding.opprett», version 1.

Source: github.com/ks-no/fiks-arkiv-specification, Schema/V1. A message holds one folder or one entry, no more (the schema says
so). Elements stand in the order of the schema. What each of them means, and where kull has it from, is in docs/archive.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree

from pipeline.records.values import (
    Case,
    Code,
    DocumentStatus,
    JournalEntry,
    Officer,
    Party,
    RecordedDocument,
    StoredFile,
    Variant,
)
from pipeline.records.xml_text import one_line

SYSTEM = "kull"
_BASE = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv"
MESSAGE = f"{_BASE}/arkivmelding/opprett/v1"
CATALOGUE = f"{_BASE}/metadatakatalog/v1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMESPACES: Any = {None: MESSAGE, "n5mdk": CATALOGUE, "xsi": _XSI}  # lxml takes None for what has no prefix

CHECKSUM = "SHA-256"
MAIN, ATTACHMENT = ("H", "Hoveddokument"), ("V", "Vedlegg")
FOLDER_STATUS = ("B", "Under behandling")

# Forms and letters tell who is a union representative, and some hold an identity number: nothing of that is for everybody
# before a person has looked. Whether and by what law they are kept back in the end is not for a program to say.
TITLE_BASIS = "Offl. § 13, jf. fvl. § 13 (navn i tittel; vurderes av saksbehandler)"
CONTENT_BASIS = "Offl. § 13, jf. fvl. § 13 (personopplysninger i skjema og brev; vurderes av saksbehandler)"
NOT_YET = ("XX", "Midlertidig sperret")


def case_message(case: Case) -> bytes:
    """The message that makes the case's folder; no files go with it."""
    root = _root(0)
    folder = _add(root, "mappe")
    folder.set(f"{{{_XSI}}}type", "saksmappe")
    _add(folder, "systemID", str(case.system_id))
    _add(folder, "mappeID", f"{case.year}/{case.number}")
    _add(folder, "tittel", case.title)
    _add(folder, "offentligTittel", case.title)
    _external_key(folder, case.key)
    _add(folder, "saksaar", str(case.year))
    _add(folder, "sakssekvensnummer", str(case.number))
    _officer(folder, "saksansvarlig", case.responsible)
    _code(folder, "saksstatus", FOLDER_STATUS)
    return _bytes(root)


def entry_message(entry: JournalEntry, case: Case) -> bytes:
    """The message that makes `entry` in the folder of `case`, with its files."""
    root = _root(len(entry.files))
    post = _add(root, "registrering")
    post.set(f"{{{_XSI}}}type", "journalpost")
    _add(post, "systemID", str(entry.system_id))
    number = _add(_add(post, "referanseForelderMappe"), "saksnummer", space=CATALOGUE)
    _add(number, "saksaar", str(case.year), space=CATALOGUE)
    _add(number, "sakssekvensnummer", str(case.number), space=CATALOGUE)
    if entry.public_title != entry.title:
        _screening(post, TITLE_BASIS)
    for place, document in enumerate(entry.documents, start=1):
        _document(post, entry, document, place)
    _add(post, "tittel", entry.title)
    _add(post, "offentligTittel", entry.public_title)
    for party in entry.parties:
        _party(post, party)
    _external_key(post, entry.key)
    _of_journal(post, entry)
    return _bytes(root)


def _of_journal(post: etree._Element, entry: JournalEntry) -> None:
    _code(post, "journalposttype", entry.direction)
    _code(post, "journalstatus", entry.status)
    _add(post, "journaldato", entry.journal_date.isoformat())
    if entry.document_date:
        _add(post, "dokumentetsDato", entry.document_date.isoformat())
    if entry.received:
        _add(post, "mottattDato", _moment(entry.received))
    if entry.sent:
        _add(post, "sendtDato", _moment(entry.sent))
    _add(post, "antallVedlegg", str(len(entry.documents) - 1))


def _document(post: etree._Element, entry: JournalEntry, document: RecordedDocument, place: int) -> None:
    described = _add(post, "dokumentbeskrivelse")
    _add(described, "systemID", str(entry.part_id(f"document {place}")))
    _code(described, "dokumentstatus", DocumentStatus.DRAFT if entry.is_draft else DocumentStatus.FINISHED)
    _add(described, "tittel", document.title)
    _code(described, "tilknyttetRegistreringSom", MAIN if place == 1 else ATTACHMENT)
    _add(described, "dokumentnummer", str(place))
    if document.screened:
        _screening(described, CONTENT_BASIS)
    for file in document.files:
        _file(described, file, str(entry.part_id(f"document {place}, {file.variant.code}, {file.format.code}")))


def _file(described: etree._Element, file: StoredFile, system_id: str) -> None:
    stored = _add(described, "dokumentobjekt")
    _add(stored, "systemID", system_id)
    _add(stored, "versjonsnummer", "1")
    _code(stored, "variantformat", file.variant)
    _code(stored, "format", (file.format.code, file.format.words))
    if file.variant is Variant.ARCHIVE:
        _add(stored, "formatDetaljer", file.format.details)
    _add(stored, "mimeType", file.format.media_type)
    _add(stored, "filnavn", file.name)
    _add(stored, "referanseDokumentfil", file.reference)
    _add(stored, "sjekksum", file.sha256)
    _add(stored, "sjekksumAlgoritme", CHECKSUM)
    _add(stored, "filstoerrelse", str(file.size))


def _party(post: etree._Element, party: Party) -> None:
    stands = _add(post, "korrespondansepart")
    _code(stands, "korrespondanseparttype", party.role)
    _add(stands, "erBehandlingsansvarlig", "true" if party.officer else "false")
    _add(stands, "korrespondansepartNavn", party.name)
    for name, value in _particulars(party):
        _add(stands, name, value)
    if party.officer:
        _officer(stands, "saksbehandler", party.officer)
    if party.their_reference:
        _add(stands, "deresReferanse", party.their_reference)


def _particulars(party: Party) -> Iterator[tuple[str, str]]:
    listed = (
        ("organisasjonid", party.orgnr),
        ("postadresse", party.address),
        ("postnummer", party.postal_code),
        ("poststed", party.city),
        ("epostadresse", party.email),
    )
    yield from ((name, value) for name, value in listed if one_line(value))


def _officer(parent: etree._Element, name: str, officer: Officer) -> None:
    element = _add(parent, name)
    _add(element, "navn", officer.name, space=CATALOGUE)
    _add(element, "epostadresse", officer.email, space=CATALOGUE)


def _screening(parent: etree._Element, basis: str) -> None:
    screening = _add(parent, "skjerming")
    _code(screening, "tilgangsrestriksjon", NOT_YET)
    _add(screening, "skjermingshjemmel", basis)


def _external_key(parent: etree._Element, key: str) -> None:
    reference = _add(parent, "referanseEksternNoekkel")
    _add(reference, "fagsystem", SYSTEM, space=CATALOGUE)
    _add(reference, "noekkel", key, space=CATALOGUE)


def _code(parent: etree._Element, name: str, value: Code | tuple[str, str]) -> None:
    code, words = (value.code, value.words) if isinstance(value, Code) else value
    element = _add(parent, name)
    _add(element, "kode", code, space=CATALOGUE)
    _add(element, "beskrivelse", words, space=CATALOGUE)


def _root(files: int) -> etree._Element:
    root = etree.Element(f"{{{MESSAGE}}}arkivmelding", nsmap=_NAMESPACES)
    _add(root, "system", SYSTEM)
    _add(root, "antallFiler", str(files))
    return root


def _add(parent: etree._Element, name: str, text: str | None = None, *, space: str = MESSAGE) -> etree._Element:
    element = etree.SubElement(parent, f"{{{space}}}{name}")
    if text is not None:
        element.text = one_line(text)
    return element


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _moment(moment: datetime) -> str:
    """«2025-04-28T10:12:00+02:00»: to the second, with its zone."""
    return moment.replace(microsecond=0).isoformat()
