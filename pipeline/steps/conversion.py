"""Before files are read: those that LibreOffice must convert go through it many at a time, not one process for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.intake.filetype import FileType, file_type
from pipeline.intake.pool import Task, cores

CONVERTED = frozenset({FileType.DOC, FileType.ODT, FileType.RTF})
AT_ONCE = 40
"""Files held back to be converted together."""


@dataclass(frozen=True, slots=True)
class Named:
    """A content and the name of the file that it stands in: what a reader is given.

    `was`: the format that it had before it was converted; empty when it is as it was sent.
    """

    content: bytes
    name: str
    was: str = ""


def converted(tasks: Iterable[Task[Named]]) -> Iterator[Task[Named]]:
    """`tasks`, those for LibreOffice with what it made of them; what it could not open is left for the reader to say why."""
    waiting: list[tuple[FileType, Task[Named]]] = []
    for task in tasks:
        kind = _type(task.value.content)
        if kind not in CONVERTED:
            yield task
            continue
        waiting.append((kind, task))
        if len(waiting) >= AT_ONCE:
            yield from _through_office(waiting)
            waiting = []
    yield from _through_office(waiting)


def _type(content: bytes) -> FileType:
    try:
        return file_type(content)
    except Exception:  # noqa: BLE001 - the worker that reads the file meets the same, and fails at that file alone
        return FileType.OTHER


def _through_office(waiting: list[tuple[FileType, Task[Named]]]) -> Iterator[Task[Named]]:
    if len(waiting) < 2:  # noqa: PLR2004 - a single one is converted where it is read
        yield from (task for _, task in waiting)
        return
    from pipeline.intake.readers.office import OfficeFile, convert_all

    files = {task.key: OfficeFile(content=task.value.content, kind=kind) for kind, task in waiting}
    try:
        made = convert_all(files, workers=cores())
    except Exception:  # noqa: BLE001 - LibreOffice is missing, or a defect: each file says which where it is read
        made = {}
    for kind, task in waiting:
        docx = made.get(task.key)
        yield task if docx is None else replace(task, value=Named(content=docx, name=task.value.name, was=str(kind)))
