"""Beside each Word letter the same letter as PDF: made where it is not there yet, and in the outbox as soon as it is made.

A PDF belongs to the bytes of its Word letter. When those change, it is removed before another is made: no PDF ever says
something else than the letter beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from pipeline.i18n import Message, msg
from pipeline.ledger.coding import content_hash
from pipeline.ledger.letters import WrittenLetter
from pipeline.ledger.products import products
from pipeline.letter_record import LetterRecord
from pipeline.letters.letter import Letter
from pipeline.outbox.manifest import ProductRecord
from pipeline.soffice import find_soffice
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.products import Published, Wanted, missing, publish, write_manifest, write_products
from pipeline.steps.sent import as_sent

STEP = "pdf"
KEPT_TOGETHER = 40
"""PDFs that are put into the outbox at a time: a run that is cut off makes at most so many again."""

NO_LIBREOFFICE = msg(
    "LibreOffice is not on this machine, so the letters are there in Word only. Install it, and the next run makes the PDFs."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedPdf:
    """A letter that has no PDF, and why. The next run tries again."""

    path: str
    fault: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdfs:
    """What a run did with the letters' PDFs. `left_out` says why none was made, when there were some to make."""

    published: Published = field(default_factory=Published)
    failed: tuple[FailedPdf, ...] = ()
    left_out: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The PDF that belongs to a letter, and the hash of the Word file that it is made from."""

    letter: Letter
    docx_sha256: str
    wanted: Wanted


def copy_of(letter: Letter, docx_sha256: str) -> Copy:
    """The PDF that belongs to `letter` when its Word file has that hash."""
    properties = letter.context.properties
    content = content_hash([docx_sha256, properties.title, letter.language, properties.dated, edition()])
    wanted = Wanted(path=_beside(letter.path), content=content, made_from=_made_from(letter.path, docx_sha256))
    return Copy(letter=letter, docx_sha256=docx_sha256, wanted=wanted)


def remove_unfit(run: Run, copies: Sequence[Copy], within: Callable[[str], bool], gone: Sequence[WrittenLetter] = ()) -> Pdfs:
    """Remove every PDF at a path that `within` accepts, unless it is one of `copies`. To be done before letters are written.

    One that another edition of kull made from the same Word file stays until it is made again: it is not wrong. Those of `gone`
    (letters that have left) stand as they went.
    """
    with run.ledger.connect() as db:
        known = products(db)
    fitting = [one.wanted for one in copies if _fits(known.get(one.wanted.path), one.wanted)]
    kept = as_sent(run, gone, ".pdf")
    return Pdfs(published=publish(run, STEP, [*fitting, *kept.wanted], kept.absent, within, last=False))


def make_pdfs(run: Run, copies: Sequence[Copy], cleared: Published) -> Pdfs:
    """Make those of `copies` that are not there. Their Word files stand in the outbox; `cleared` is what was removed before."""
    due = {wanted.path for wanted in missing(run, [one.wanted for one in copies])}
    if not due:
        return Pdfs(published=cleared)
    if find_soffice() is None:
        return Pdfs(published=cleared, left_out=NO_LIBREOFFICE)
    written, kept, failed = _make(run, [one for one in copies if one.wanted.path in due])
    settled = {*written, *(failure.path for failure in failed)}
    write_manifest(run)
    published = Published(
        written=written,
        unchanged=tuple(one.wanted.path for one in copies if one.wanted.path not in settled),
        removed=tuple(path for path in cleared.removed if path not in written),
        kept={**cleared.kept, **kept},
    )
    return Pdfs(published=published, failed=failed)


def with_pdfs(run: Run, letters: Sequence[LetterRecord]) -> tuple[LetterRecord, ...]:
    """`letters`, each with the hash of its PDF when there is one that fits it."""
    with run.ledger.connect() as db:
        known = products(db)
    return tuple(replace(letter, pdf_sha256=_pdf_hash(known, letter, run.workspace.outbox.name)) for letter in letters)


def _pdf_hash(known: Mapping[str, ProductRecord], letter: LetterRecord, outbox: str) -> str | None:
    docx = PurePosixPath(letter.path).relative_to(outbox).as_posix()
    pdf = known.get(_beside(docx))
    return pdf.sha256 if pdf and pdf.made_from == _made_from(docx, letter.sha256) else None


def _beside(docx: str) -> str:
    """The path of the PDF of the Word letter at `docx`."""
    return f"{docx.removesuffix('.docx')}.pdf"


def _made_from(docx: str, sha256: str) -> tuple[str, ...]:
    return (f"{docx} sha256:{sha256}",)


def _fits(known: ProductRecord | None, wanted: Wanted) -> bool:
    return known is not None and known.made_from == wanted.made_from


def _make(run: Run, due: Sequence[Copy]) -> tuple[tuple[str, ...], Mapping[str, Path], tuple[FailedPdf, ...]]:
    """The PDFs that were written, the copies of those that a person had changed, and those that could not be made."""
    from pipeline.steps.letter_conversion import converted

    written: list[str] = []
    kept: dict[str, Path] = {}
    failed: list[FailedPdf] = []
    results = converted(run, due)
    while some := list(islice(results, KEPT_TOGETHER)):
        failed += [FailedPdf(path=one.wanted.path, fault=result.fault) for one, result in some if result.fault]
        made = {one.wanted.path: result.pdf for one, result in some if result.pdf is not None}
        done = write_products(run, STEP, [one.wanted for one, _ in some], made)
        written += done.written
        kept |= done.kept
    return tuple(written), kept, tuple(failed)
