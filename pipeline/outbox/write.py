"""Puts products into the outbox: each file is whole or not there, and what did not change is not touched.

A file that a person has changed since it was written is never overwritten unseen: a copy is kept first, and told of.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_STAGED = ".kull-new"
_MARKS = ("~${name}", ".~lock.{name}#")
"""What Excel and LibreOffice leave beside a file that they have open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What writing did, by path in the outbox. `kept` maps a path that a person had changed to the copy that was kept."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: Mapping[str, Path]


def write_all(outbox: Path, products: Mapping[str, bytes], known: Mapping[str, str], keep_in: Path) -> Written:
    """Write `products` (path in the outbox → bytes) that differ from what is there.

    All are first written beside their places and made safe on disk; only then are they renamed into place. `known` tells the
    hash of what was last written to each path: a file with another one was changed by a person, and is copied to `keep_in`.
    """
    places = {path: outbox / _inside(path) for path in products}
    remove_staged(outbox)
    changed = {path: content for path, content in products.items() if hash_of(places[path]) != sha256_of(content)}
    staged = [(_stage(places[path], content), places[path]) for path, content in changed.items()]
    kept = {path: copy for path in changed if (copy := _keep_changed(places[path], known.get(path), keep_in))}
    for temporary, place in staged:
        temporary.replace(place)
    return Written(written=tuple(changed), unchanged=tuple(p for p in products if p not in changed), kept=kept)


def write_file(place: Path, content: bytes) -> None:
    """Write one file that no person changes, unless it is there with the same bytes."""
    if hash_of(place) != sha256_of(content):
        _stage(place, content).replace(place)


def remove(outbox: Path, paths: Mapping[str, str], keep_in: Path) -> Mapping[str, Path]:
    """Remove products that nothing calls for any more (path → hash as last written); the copies kept of changed ones."""
    kept: dict[str, Path] = {}
    for path, sha256 in paths.items():
        if copy := _keep_changed(outbox / path, sha256, keep_in):
            kept[path] = copy
        (outbox / path).unlink(missing_ok=True)
    return kept


def remove_staged(outbox: Path) -> None:
    """Remove what a run that was cut off had not yet put into place."""
    for leftover in outbox.rglob(f".*{_STAGED}"):
        leftover.unlink(missing_ok=True)


def hash_of(file: Path) -> str | None:
    """The SHA-256 of `file` in hex; None when it is not there."""
    try:
        return sha256_of(file.read_bytes())
    except FileNotFoundError:
        return None


def is_held_open(file: Path) -> bool:
    """Does an office program have `file` open, by the mark that it leaves beside it?"""
    return any(file.with_name(name.format(name=file.name)).exists() for name in _MARKS)


def sha256_of(content: bytes) -> str:
    """The SHA-256 of `content` in hex."""
    return hashlib.sha256(content).hexdigest()


def _inside(path: str) -> str:
    """`path`, which must stay within the outbox: a product's name never leads out of it."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise ValueError(path)
    return path


def _stage(place: Path, content: bytes) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{place.name}{_STAGED}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return temporary


def _keep_changed(place: Path, known: str | None, keep_in: Path) -> Path | None:
    found = hash_of(place)
    if found is None or found == known:
        return None
    keep_in.mkdir(parents=True, exist_ok=True)
    copy = keep_in / f"{place.stem}-{found[:12]}{place.suffix}"
    copy.write_bytes(place.read_bytes())
    return copy
