"""The Word letters in the outbox on their way through LibreOffice, over all cores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.i18n import msg
from pipeline.intake.pool import cores
from pipeline.letters.pdf import PdfResult, PdfTask, convert
from pipeline.outbox.write import hash_of
from pipeline.steps.opening import Run

if TYPE_CHECKING:
    from pipeline.steps.pdfs import Copy

CHANGED = msg("The Word letter was changed while its PDF was made. Run the command again.")


def converted(run: Run, due: Sequence[Copy]) -> Iterator[tuple[Copy, PdfResult]]:
    """What became of each of `due`, in their order."""
    outbox, making = run.workspace.outbox, msg("Making PDFs")
    run.progress(making, 0, len(due))
    results = convert(_Documents(outbox=outbox, copies=due), workers=cores())
    for number, (one, result) in enumerate(zip(due, results, strict=True), start=1):
        run.progress(making, number, len(due))
        unchanged = hash_of(outbox / one.letter.path) == one.docx_sha256
        yield one, result if unchanged else PdfResult(name=result.name, fault=CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Documents:
    """The Word files of `copies`, each read when its turn comes: there may be many thousands."""

    outbox: Path
    copies: Sequence[Copy]

    def __len__(self) -> int:
        return len(self.copies)

    def __iter__(self) -> Iterator[PdfTask]:
        return map(self._task, self.copies)

    def _task(self, one: Copy) -> PdfTask:
        file, properties = self.outbox / one.letter.path, one.letter.context.properties
        return PdfTask(
            name=one.wanted.path,
            docx=file.read_bytes() if file.is_file() else b"",
            title=properties.title,
            language=one.letter.language,
            dated=properties.dated,
        )
