"""Writes a folder of others' forms: `inbox/<layout>_<nn>.<ext>` and `truth.json`, the same for the same seed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from others import docx_layouts, pdf_printed_layouts, xlsx_layouts
from others.forms import Truth

Make = Callable[[Random], tuple[bytes, list[Truth]]]
LAYOUTS: dict[str, Make] = {**docx_layouts.LAYOUTS, **xlsx_layouts.LAYOUTS, **pdf_printed_layouts.LAYOUTS}


def made(seed: int, per_layout: int, only: str = "") -> Iterator[tuple[str, bytes, list[Truth]]]:
    """File name, content and truth of each form; each is drawn from its own seed, so that `only` changes none of them."""
    for layout, make in LAYOUTS.items():
        if layout.startswith(only):
            for number in range(per_layout):
                data, truth = make(Random(f"{seed}|{layout}|{number}"))  # noqa: S311 - test material, not a secret
                yield f"{layout}_{number:02d}.{_ending(layout)}", data, truth


def _ending(layout: str) -> str:
    """The file's ending stands first in a layout's name."""
    return {"docx": "docx", "xlsx": "xlsx", "pdfform": "pdf", "pdfprint": "pdf", "eml": "eml"}[layout.split("_")[0]]


def write(folder: Path, seed: int, per_layout: int, only: str = "") -> int:
    """Writes the folder and tells how many files it holds."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    truths = {}
    for name, data, truth in made(seed, per_layout, only):
        (inbox / name).write_bytes(data)
        truths[name] = truth
    (folder / "truth.json").write_text(json.dumps(truths, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(truths)
