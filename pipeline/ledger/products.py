"""What the ledger knows of the outbox: every product, so that what has not changed is neither made nor written again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, delete, select

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import PRODUCTS
from pipeline.outbox.manifest import ProductRecord

_COLUMNS: Final = ("path", "step", "content", "sha256", "size", "made_from")
_REMEMBERED: Final = 50_000


def products(db: Connection) -> Mapping[str, ProductRecord]:
    """Every product that was written, by its path in the outbox."""
    rows = db.execute(select(*(PRODUCTS.c[name] for name in _COLUMNS)).order_by(PRODUCTS.c.path))
    return {row.path: _record(*row) for row in rows}


@lru_cache(maxsize=_REMEMBERED)
def _record(path: str, step: str, content: str, sha256: str, size: int, made_from: str) -> ProductRecord:  # noqa: PLR0913, PLR0917 - a row
    """A row as a value; a command asks for the same ones again and again."""
    sources = decode(made_from.encode(), tuple[str, ...])
    return ProductRecord(path=path, step=step, content=content, sha256=sha256, size=size, made_from=sources)


def remember_products(db: Connection, records: Iterable[ProductRecord]) -> None:
    """Write `records` over what was known of the same paths."""
    put(
        db,
        PRODUCTS,
        [
            {
                "path": record.path,
                "step": record.step,
                "content": record.content,
                "sha256": record.sha256,
                "size": record.size,
                "made_from": encode(record.made_from).decode(),
            }
            for record in records
        ],
    )


def forget_products(db: Connection, paths: Iterable[str]) -> None:
    """Forget products that were removed from the outbox."""
    for path in paths:
        db.execute(delete(PRODUCTS).where(PRODUCTS.c.path == path))
