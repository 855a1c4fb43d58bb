"""Word letters to PDF for the archive: PDF/A-2 and PDF/UA-1 together (domain §6), by LibreOffice.

Several documents go through one process (`pipeline.soffice` starts and ends it). What a process did not finish is tried once
more, one document at a time, so that a bad document takes no other with it.

LibreOffice's PDF is then mended: its XMP lacks the extension schema that PDF/A asks for beside `pdfuaid`, and its dates,
checksum and identifiers differ from run to run. The same Word file gives the same bytes, alone or among others. At last it is
proved (`pdf_proof.py`): only a PDF that keeps both standards and says what the letter says counts as made.
"""

from __future__ import annotations

import shutil
import tempfile
from base64 import a85encode
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import islice
from math import ceil
from operator import length_hint
from pathlib import Path

import pikepdf

from pipeline.i18n import Message, msg
from pipeline.letters.pdf_proof import unfit
from pipeline.letters.xmp import PdfIdentity, xmp_packet
from pipeline.soffice import TIMEOUT_S, Office, find_soffice

BATCH = 80
"""Documents in one process at most: enough to make its start (as long as a dozen letters) cheap, few enough to do again."""

EXPORT = (
    "pdf:writer_pdf_Export:{"
    '"SelectPdfVersion":{"type":"long","value":"2"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportFormFields":{"type":"boolean","value":"false"}}'
)

IMPORT = "MS Word 2007 XML"

LANGUAGE_TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}

# Where a colour profile's date stands in its header (ICC.1:2010 §7.2).
_ICC_DATE = slice(24, 36)

_CUT_SHORT = b"\r\nendstream"


NO_LIBREOFFICE = msg(
    "LibreOffice is not installed, so no PDF was made. The Word letter is there. Install LibreOffice and run again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfTask:
    """One Word document to convert. `dated` is the letter's date: the only date that stands in the PDF."""

    name: str
    docx: bytes
    title: str
    language: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfResult:
    """What became of a task: the PDF, or in words why there is none. One of the two is None."""

    name: str
    pdf: bytes | None = None
    fault: Message | None = None


def convert(documents: Iterable[PdfTask], *, workers: int, timeout_s: float = TIMEOUT_S) -> Iterator[PdfResult]:
    """One result for each document, in their order; `workers` soffice processes at a time.

    Raises nothing for a document that cannot be converted, nor when LibreOffice is missing: the result says why. Leaving the
    iteration early stops the processes.
    """
    soffice = find_soffice()
    if soffice is None:
        yield from (PdfResult(name=task.name, fault=NO_LIBREOFFICE) for task in documents)
        return
    with tempfile.TemporaryDirectory(prefix="kull-pdf-", ignore_cleanup_errors=True) as folder:
        office = Office(soffice=soffice, folder=Path(folder), timeout_s=timeout_s)
        with ThreadPoolExecutor(max_workers=workers) as pool:
            try:
                batches = _batches(documents, workers)
                yield from _in_order(pool, office, batches, window=2 * workers)
            finally:
                office.stop.set()


def _batches(documents: Iterable[PdfTask], workers: int) -> Iterator[list[PdfTask]]:
    """`documents` in batches of at most `BATCH`, as many for each worker."""
    count = length_hint(documents, BATCH * workers)
    rounds = max(1, ceil(count / (BATCH * workers)))
    size = max(1, ceil(count / (rounds * workers)))  # every worker has as much to do as the others
    remaining = iter(documents)
    while batch := list(islice(remaining, size)):
        yield batch


def _in_order(
    pool: ThreadPoolExecutor, office: Office, batches: Iterable[list[PdfTask]], *, window: int
) -> Iterator[PdfResult]:
    """Results batch by batch; never more than `window` batches are held, so that memory stays flat."""
    waiting: deque[tuple[list[PdfTask], Future[list[PdfResult]]]] = deque()
    for batch in batches:
        waiting.append((batch, pool.submit(_convert_batch, office, batch)))
        if len(waiting) >= window:
            yield from _proved(*waiting.popleft())
    while waiting:
        yield from _proved(*waiting.popleft())


def _proved(tasks: Sequence[PdfTask], made: Future[list[PdfResult]]) -> Iterator[PdfResult]:
    """The results of a batch, without the PDFs that are not fit. In one thread for all batches: PDFium knows no others."""
    for task, result in zip(tasks, made.result(), strict=True):
        fault = unfit(result.pdf, task.docx, LANGUAGE_TAGS[task.language]) if result.pdf is not None else None
        yield PdfResult(name=result.name, fault=fault) if fault else result


def _convert_batch(office: Office, tasks: Sequence[PdfTask]) -> list[PdfResult]:
    """All of `tasks` by one process; then those that it left, one process each."""
    made, fault = _run(office, tasks)
    if len(tasks) == 1:
        return [_result(tasks[0], made[0], fault)]
    return [
        _result(task, pdf, None) if pdf is not None else _convert_batch(office, [task])[0]
        for task, pdf in zip(tasks, made, strict=True)
    ]


def _run(office: Office, tasks: Sequence[PdfTask]) -> tuple[list[bytes | None], Message]:
    """Each task's PDF as LibreOffice wrote it (None: none), and what to say of those that are missing."""
    place = Path(tempfile.mkdtemp(dir=office.folder))
    documents = [place / f"{number:04}.docx" for number in range(len(tasks))]
    for document, task in zip(documents, tasks, strict=True):
        document.write_bytes(task.docx)
    status = office.convert(documents, infilter=IMPORT, export=EXPORT)
    # A process that was killed may have left half a file behind: nothing of it is trusted.
    made = [_whole(document.with_suffix(".pdf")) if status == 0 else None for document in documents]
    shutil.rmtree(place, ignore_errors=True)
    return made, _why_missing(status, office.timeout_s)


def _whole(path: Path) -> bytes | None:
    """The file, when it is there and ends as a PDF does."""
    pdf = path.read_bytes() if path.exists() else b""
    return pdf if pdf.rstrip().endswith(b"%%EOF") else None


def _why_missing(status: int | None, timeout_s: float) -> Message:
    if status is None:
        return msg(
            "LibreOffice was stopped: no PDF of this letter after {seconds} seconds. Open the Word letter and look at it.",
            seconds=round(timeout_s),
        )
    if status:
        return msg("LibreOffice ended with status {status} and made no PDF of this letter.", status=status)
    return msg("LibreOffice made no PDF of this letter. Open the Word letter in Word: it may be damaged.")


def _result(task: PdfTask, made: bytes | None, fault: Message | None) -> PdfResult:
    if made is None:
        return PdfResult(name=task.name, fault=fault)
    try:
        return PdfResult(name=task.name, pdf=mend(made, task))
    except pikepdf.PdfError as error:
        return PdfResult(name=task.name, fault=msg("The PDF that LibreOffice made cannot be read: {reason}", reason=str(error)))
    except UntaggedError:
        return PdfResult(
            name=task.name, fault=msg("The PDF that LibreOffice made has no tags, so screen readers cannot read it.")
        )


class UntaggedError(Exception):
    """The PDF has no structure tree: it must not claim to be accessible."""


def mend(made: bytes, task: PdfTask) -> bytes:
    """`made` by LibreOffice, as PDF/A-2U and PDF/UA-1 with the task's title, language and date, and nothing of the moment.

    Raises `UntaggedError` when there is no structure tree, `pikepdf.PdfError` when it is no PDF.
    """
    with pikepdf.open(BytesIO(made)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            raise UntaggedError
        identity = _identity(pdf, task)
        pdf.Root.Lang = pikepdf.String(identity.language)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.Root.Metadata = pikepdf.Stream(pdf, xmp_packet(identity), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        pdf.trailer.Info = pdf.make_indirect(_info(identity))
        _fix_profile_dates(pdf, task.dated)
        # Both are made anew from the content: the first as nothing, the second by qpdf.
        for key in ("/DocChecksum", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """The file's bytes, with no stream that ends in a carriage return.

    Before the line feed that ends a stream, it would be read as a part of the line's end, and the stream as one byte shorter
    than it says (ISO 19005-2, 6.1.7.1).
    """
    written = _written(pdf, compressed=True)
    if _CUT_SHORT not in written:
        return written
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.read_raw_bytes().endswith(b"\r"):
            _armour(stream)
    # Left as they are: compressing would take the armour off again.
    return _written(pdf, compressed=False)


def _written(pdf: pikepdf.Pdf, *, compressed: bool) -> bytes:
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=compressed)
    return out.getvalue()


def _armour(stream: pikepdf.Stream) -> None:
    """Writes the bytes of `stream` in printable characters. Compressing anew does not help: it ends in the same checksum."""
    filters, parameters = (_listed(stream.get(key)) for key in ("/Filter", "/DecodeParms"))
    parameters += [None] * (len(filters) - len(parameters))
    stream.write(
        a85encode(stream.read_raw_bytes()) + b"~>",
        filter=pikepdf.Array([pikepdf.Name.ASCII85Decode, *filters]),
        decode_parms=pikepdf.Array([None, *parameters]) if any(parameters) else None,
    )


def _listed(value: pikepdf.Object | None) -> list[pikepdf.Object | None]:
    """A stream's filters or their parameters, one or several, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _identity(pdf: pikepdf.Pdf, task: PdfTask) -> PdfIdentity:
    producer = str(pdf.docinfo.get("/Producer", "LibreOffice"))
    return PdfIdentity(title=task.title, language=LANGUAGE_TAGS[task.language], dated=task.dated, producer=producer)


def _info(identity: PdfIdentity) -> pikepdf.Dictionary:
    """The document information, saying what the XMP says."""
    stamp = pikepdf.String(f"D:{identity.dated:%Y%m%d}000000Z")
    return pikepdf.Dictionary(
        Title=pikepdf.String(identity.title),
        Creator=pikepdf.String(identity.creator),
        Producer=pikepdf.String(identity.producer),
        CreationDate=stamp,
        ModDate=stamp,
    )


def _fix_profile_dates(pdf: pikepdf.Pdf, dated: date) -> None:
    """Sets the day a colour profile was made, which LibreOffice writes as the moment of export."""
    day = b"".join(number.to_bytes(2, "big") for number in (dated.year, dated.month, dated.day, 0, 0, 0))
    for intent in pdf.Root.get("/OutputIntents", []):
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[_ICC_DATE] = day
        intent.DestOutputProfile.write(bytes(profile))
