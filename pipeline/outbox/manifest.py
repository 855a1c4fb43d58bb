"""`manifest.json`: every product of the outbox, and what it came from. The same products give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

SCHEMA = "kull/manifest/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRecord:
    """One product: its path in the outbox, the step that made it, its hash and size, and what decided its bytes.

    `content` is the hash of everything that decides the bytes (template, values, date, version); `made_from` names the
    sources for a person: registrations, files, templates, the plan.
    """

    path: str
    step: str
    content: str
    sha256: str
    size: int
    made_from: tuple[str, ...] = ()


def manifest_json(products: Iterable[ProductRecord]) -> bytes:
    """The manifest as UTF-8, products in the order of their paths."""
    listed = [
        {
            "path": product.path,
            "sha256": product.sha256,
            "size": product.size,
            "step": product.step,
            "made_from": list(product.made_from),
        }
        for product in sorted(products, key=lambda one: one.path)
    ]
    document = {"schema": SCHEMA, "products": listed}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
