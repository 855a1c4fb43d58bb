"""What the ledger knows of the outbox: every product, so that what has not changed is neither made nor written again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import PRODUCTS
from pipeline.outbox.manifest import ProductRecord


def products(db: Connection) -> Mapping[str, ProductRecord]:
    """Every product that was written, by its path in the outbox."""
    rows = db.execute(select(PRODUCTS).order_by(PRODUCTS.c.path))
    return {
        row.path: ProductRecord(
            path=row.path,
            step=row.step,
            content=row.content,
            sha256=row.sha256,
            size=row.size,
            made_from=decode(row.made_from.encode(), tuple[str, ...]),
        )
        for row in rows
    }


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
