"""A case's folder of packages on disk: what is not there yet is written, package by package, and nothing is written twice.

A package is whole when its message is there, which is put in last; the packing list comes after all packages. One whose
letter was handed over is sealed: what went to the archive once is not made anew. A package that nothing calls for any more
stays, and is told of, unless it was of a draft.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import msg
from pipeline.ledger.coding import decode_or_none
from pipeline.letter_record import LetterState
from pipeline.outbox.write import hash_of, remove, write_all
from pipeline.records.message import entry_message
from pipeline.records.packing import (
    MESSAGE_NAME,
    NAME,
    LeftOut,
    Package,
    PackedFile,
    PackingList,
    packing_list,
    packing_list_json,
)
from pipeline.records.values import Case
from pipeline.steps.packages import Called, Refused

DRAFTS = "utkast"
"""The folder of packages of drafts; they are taken away again when drafts are not asked for."""

_WRITTEN_TOGETHER = 40


@dataclass(slots=True)
class Shelf:
    """The packages of `case` below `base` while they are brought up to date. With `dry_run` nothing is written.

    `before` is what the last run left, by id; `now` what stands after this one. Packages are named by their folders.
    """

    base: Path
    case: Case
    keep_in: Path
    dry_run: bool
    before: Mapping[str, Package]
    now: dict[str, Package] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: dict[str, Path] = field(default_factory=dict)
    without_pdf: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    listed: PackingList | None = None
    _waiting: dict[str, Mapping[str, bytes]] = field(default_factory=dict)

    @property
    def checked(self) -> frozenset[str]:
        """The hashes of what was packed before, and so had passed every check then."""
        return frozenset(file.sha256 for package in self.before.values() for file in package.files)

    def is_sealed(self, system_id: str) -> bool:
        """Is there a package of a letter that was handed over, just as it was written?"""
        package = self.before.get(system_id)
        return package is not None and package.state == LetterState.HANDED_OVER and self._is_whole(package)

    def stands(self, system_id: str) -> bool:
        """Was it packed before?"""
        return system_id in self.before

    def keep(self, system_id: str) -> None:
        """A package that stands as it is."""
        self.now[system_id] = self.before[system_id]
        self.unchanged.append(self.before[system_id].folder)

    def refuse(self, refused: Refused) -> None:
        """A letter or file that cannot be packed; what was packed of it before stays."""
        self.refused.append(refused)
        self.left_out.append(refused.left_out)

    def take(self, called: Called) -> None:
        """Write the package, unless all of it is there already."""
        system_id = str(called.entry.system_id)
        if called.entry.is_draft and self._was_fit(system_id):
            return
        folder = self._folder(system_id, called)
        files = {**called.files, MESSAGE_NAME: entry_message(called.entry, self.case)}
        package = Package(
            system_id=system_id,
            folder=folder,
            direction=called.entry.direction.code,
            state=called.state,
            source=called.source,
            sha256=called.sha256,
            enclosed=called.enclosed,
            files=tuple(_packed(f"{folder}/{name}", data) for name, data in files.items()),
        )
        self.now[system_id] = package
        self.without_pdf += called.without_pdf
        whole = self._is_whole(package)
        (self.unchanged if whole else self.written).append(folder)
        if not whole:
            self._waiting[folder] = files
        if len(self._waiting) >= _WRITTEN_TOGETHER:
            self._write_waiting()

    def finish(self, case_message: bytes) -> None:
        """Take away drafts that nothing calls for, keep all else, and write the case's own message and the packing list."""
        self._write_waiting()
        gone: list[PackedFile] = []
        for system_id, package in self.before.items():
            if system_id in self.now and self.now[system_id].folder == package.folder:
                gone += package.files
            elif _is_draft(package):
                self.removed.append(package.folder)
                gone += package.files
            else:
                self.now[system_id] = package
        self._remove(gone)
        stands = {(package.source, package.sha256) for package in self.now.values()}
        left_out = (one for one in self.left_out if (one.path, one.sha256) not in stands)
        self.listed = packing_list(f"{self.case.year}/{self.case.number}", self.now.values(), left_out)
        self._write({MESSAGE_NAME: case_message, NAME: packing_list_json(self.listed)})

    @property
    def stays(self) -> tuple[str, ...]:
        """Folders of packages that were neither called for nor taken away."""
        told = {*self.written, *self.unchanged}
        return tuple(sorted(package.folder for package in self.now.values() if package.folder not in told))

    def _folder(self, system_id: str, called: Called) -> str:
        """Where it stood before, as long as it is no draft that has become more than that: nothing is packed in two places."""
        before = self.before.get(system_id)
        if before and _is_draft(before) == called.entry.is_draft:
            return before.folder
        return f"{DRAFTS}/{called.folder}" if called.entry.is_draft else called.folder

    def _was_fit(self, system_id: str) -> bool:
        """Was it packed before as more than a draft? Then it is not packed a second time as one."""
        before = self.before.get(system_id)
        return before is not None and not _is_draft(before)

    def _is_whole(self, package: Package) -> bool:
        return all(hash_of(self.base / file.path) == file.sha256 for file in package.files)

    def _write_waiting(self) -> None:
        """Write what waits. A package that is made anew is open, without its message, until all of it is there."""
        known = self.checked
        for folder in self._waiting:
            message = self.base / folder / MESSAGE_NAME
            if not self.dry_run and hash_of(message) in known:
                message.unlink()
        self._write({f"{folder}/{name}": data for folder, files in self._waiting.items() for name, data in files.items()})
        self._waiting.clear()

    def _write(self, files: Mapping[str, bytes]) -> None:
        if self.dry_run or not files:
            return
        known = {file.path: file.sha256 for package in self.before.values() for file in package.files}
        # Case message and packing list hold nothing that a person may add to.
        known |= {name: found for name in (MESSAGE_NAME, NAME) if (found := hash_of(self.base / name))}
        self.base.mkdir(parents=True, exist_ok=True)
        self.kept |= write_all(self.base, files, known, self.keep_in).kept

    def _remove(self, files: Iterable[PackedFile]) -> None:
        """Take away those of `files` that no package has now, and the folders that are empty then."""
        named = {file.path for package in self.now.values() for file in package.files}
        gone = {file.path: file.sha256 for file in files if file.path not in named}
        if self.dry_run or not gone:
            return
        self.kept |= remove(self.base, gone, self.keep_in)
        # Deepest first: the folder of all drafts goes when the last draft has gone.
        folders = {parent for path in gone for parent in (self.base / path).parents if parent.is_relative_to(self.base)}
        for folder in sorted(folders - {self.base}, key=lambda one: len(one.parts), reverse=True):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def open_shelf(base: Path, case: Case, keep_in: Path, *, dry_run: bool) -> Shelf:
    """The packages that stand in `base`.

    Raises:
        ConfigurationError: the packing list there cannot be read, or is of another case.
    """
    before = _before(base / NAME, f"{case.year}/{case.number}")
    return Shelf(base=base, case=case, keep_in=keep_in, dry_run=dry_run, before={one.system_id: one for one in before.packages})


def _before(file: Path, case: str) -> PackingList:
    nothing = PackingList(case=case)
    if not file.is_file():
        return nothing
    before = decode_or_none(file.read_bytes(), PackingList)
    if before is None or (before.schema, before.case) != (nothing.schema, nothing.case):
        message = msg(
            "This packing list was damaged, or another version of kull wrote it. Take it from a backup, or move its folder "
            "away and run the command again."
        )
        raise ConfigurationError((Fault(file=str(file), message=message),))
    return before


def _is_draft(package: Package) -> bool:
    return package.folder.startswith(f"{DRAFTS}/")


def _packed(path: str, data: bytes) -> PackedFile:
    return PackedFile(path=path, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
