"""Brings one part of the outbox up to date: the unchanged is neither made nor written, the uncalled-for is removed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.ledger.products import forget_products, products, remember_products
from pipeline.outbox.manifest import ProductRecord, manifest_json
from pipeline.outbox.write import Written, hash_of, remove, remove_staged, write_all, write_file
from pipeline.steps.opening import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A product that is called for: its path in the outbox, the hash of all that decides its bytes, and its sources."""

    path: str
    content: str
    made_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of one part of the outbox. `kept` maps a path that a person had changed to the copy that was kept."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: Mapping[str, Path] = field(default_factory=dict)


def missing(run: Run, wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """Those of `wanted` that must be made: not there, changed on disk, or made from something else."""
    with run.ledger.connect() as db:
        known = products(db)
    return tuple(one for one in wanted if not _up_to_date(run.workspace.outbox, known.get(one.path), one))


def publish(  # noqa: PLR0913 - what is published, and how
    run: Run,
    step: str,
    wanted: Sequence[Wanted],
    made: Mapping[str, bytes],
    within: Callable[[str], bool] = bool,
    *,
    last: bool = True,
) -> Published:
    """Write `made` (by path), remove what `step` once made within the paths that `within` accepts and nothing calls for now.

    `made` has the bytes of every product that `missing` named. Files are written before the ledger says that they are: a run
    that is cut off in between finds them there and leaves them as they are. The manifest is brought up to date unless something
    more is published right after (`last`).
    """
    with run.ledger.connect() as db:
        known = products(db)
    called_for = {one.path for one in wanted}
    stale = {p: r.sha256 for p, r in known.items() if r.step == step and within(p) and p not in called_for}
    done = write_products(run, step, wanted, made)
    kept = {**done.kept, **remove(run.workspace.outbox, stale, _kept_in(run))}
    if stale:
        with run.ledger.begin() as db:
            forget_products(db, stale)
    if last:
        write_manifest(run)
    return Published(
        written=done.written,
        unchanged=tuple(one.path for one in wanted if one.path not in done.written),
        removed=tuple(stale),
        kept=kept,
    )


def write_products(run: Run, step: str, wanted: Sequence[Wanted], made: Mapping[str, bytes]) -> Written:
    """Write those of `wanted` that are among `made` (by path), and let the ledger know of them, but not yet the manifest."""
    if not made:
        remove_staged(run.workspace.outbox)
        return Written(kept={})
    with run.ledger.connect() as db:
        known = {path: record.sha256 for path, record in products(db).items()}
    done = write_all(run.workspace.outbox, made, known, _kept_in(run))
    with run.ledger.begin() as db:
        remember_products(db, [_record(step, one, made[one.path]) for one in wanted if one.path in made])
    return done


def write_manifest(run: Run) -> None:
    """Bring manifest.json up to date with what the ledger knows of the outbox."""
    with run.ledger.connect() as db:
        listed = [record for record in products(db).values() if (run.workspace.outbox / record.path).is_file()]
    write_file(run.workspace.manifest_file, manifest_json(listed))


def _kept_in(run: Run) -> Path:
    return run.workspace.state / "kept"


def _up_to_date(outbox: Path, known: ProductRecord | None, wanted: Wanted) -> bool:
    return known is not None and known.content == wanted.content and hash_of(outbox / wanted.path) == known.sha256


def _record(step: str, wanted: Wanted, content: bytes) -> ProductRecord:
    return ProductRecord(
        path=wanted.path,
        step=step,
        content=wanted.content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        made_from=wanted.made_from,
    )
