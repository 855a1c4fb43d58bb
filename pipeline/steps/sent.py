"""What was handed over, kept byte for byte: the outbox may be emptied, and templates change; what left stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.ledger.coding import content_hash
from pipeline.ledger.letters import WrittenLetter
from pipeline.ledger.products import products
from pipeline.outbox.manifest import ProductRecord
from pipeline.outbox.write import write_file
from pipeline.steps.opening import Run
from pipeline.steps.products import Wanted, missing

SUFFIXES = (".docx", ".pdf")
_OF_CONTENT = 12


def copy_path(run: Run, letter: WrittenLetter, suffix: str) -> Path:
    """Where the letter's Word file or PDF is kept: «.kull/sent/place/UNN-1-tilbud-om-plass-3f2a91bc04de.pdf»."""
    path = PurePosixPath(letter.record.path)
    return run.workspace.sent / path.parent.name / f"{path.stem}-{letter.content[:_OF_CONTENT]}{suffix}"


def keep_sent(run: Run, letter: WrittenLetter) -> None:
    """Keep the letter's files as they stand in the outbox. To be done before it leaves."""
    for suffix in SUFFIXES:
        file = (run.workspace.root / letter.record.path).with_suffix(suffix)
        if file.is_file():
            place = copy_path(run, letter, suffix)
            place.parent.mkdir(parents=True, exist_ok=True)
            write_file(place, file.read_bytes())


@dataclass(frozen=True, slots=True, kw_only=True)
class AsSent:
    """Files in the outbox that must stay as they went, and the bytes of those that are not there or were changed, by path."""

    wanted: tuple[Wanted, ...]
    absent: Mapping[str, bytes]


def as_sent(run: Run, letters: Iterable[WrittenLetter], suffix: str) -> AsSent:
    """The Word files or PDFs of `letters`, which have left, as products of the outbox."""
    with run.ledger.connect() as db:
        known = products(db)
    copies = {_in_outbox(run, letter, suffix): (letter, copy_path(run, letter, suffix)) for letter in letters}
    there = {path: (letter, copy) for path, (letter, copy) in copies.items() if copy.is_file()}
    wanted = tuple(_wanted(run, path, letter, copy, known.get(path)) for path, (letter, copy) in there.items())
    return AsSent(wanted=wanted, absent={one.path: there[one.path][1].read_bytes() for one in missing(run, wanted)})


def _wanted(run: Run, path: str, letter: WrittenLetter, copy: Path, known: ProductRecord | None) -> Wanted:
    """What the outbox already knows of the file, when it is the one that went; else where it is taken from."""
    docx = known is not None and path.endswith(".docx") and known.sha256 == letter.record.sha256
    pdf = known is not None and known.made_from == made_from(letter) and path.endswith(".pdf")
    if known is not None and (docx or pdf):
        return Wanted(path=path, content=known.content, made_from=known.made_from)
    sources = (run.workspace.relative(copy),) if path.endswith(".docx") else made_from(letter)
    return Wanted(path=path, content=content_hash(["sent", run.workspace.relative(copy)]), made_from=sources)


def made_from(letter: WrittenLetter) -> tuple[str, ...]:
    """What its PDF was made from."""
    return (f"{PurePosixPath(*PurePosixPath(letter.record.path).parts[1:])} sha256:{letter.record.sha256}",)


def _in_outbox(run: Run, letter: WrittenLetter, suffix: str) -> str:
    path = PurePosixPath(letter.record.path).with_suffix(suffix)
    return path.relative_to(run.workspace.outbox.name).as_posix()
