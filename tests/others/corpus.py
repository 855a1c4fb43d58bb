"""Writes a folder of others' forms: `inbox/<layout>_<nn>.<ext>` and `truth.json`, the same for the same seed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random

from others import (
    docx_layouts,
    fourth,
    fourth_mail,
    mail_layouts,
    office_layouts,
    pdf_form_layouts,
    pdf_printed_layouts,
    third,
    xlsx_layouts,
)
from others.forms import Truth
from others.fourth_print import LAYOUTS as FOURTH_PRINT
from others.layout import Layout
from others.second import layouts as second

THIRD: dict[str, Layout] = third.LAYOUTS
QUICK: dict[str, Layout] = {
    **docx_layouts.LAYOUTS,
    **xlsx_layouts.LAYOUTS,
    **pdf_form_layouts.LAYOUTS,
    **pdf_printed_layouts.LAYOUTS,
    **mail_layouts.LAYOUTS,
    **THIRD,
    **FOURTH_PRINT,
}
SECOND: dict[str, Layout] = second.QUICK
FOURTH: dict[str, Layout] = fourth.LAYOUTS
FOURTH_MAIL: dict[str, Layout] = fourth_mail.LAYOUTS
OFFICE: dict[str, Layout] = {**office_layouts.LAYOUTS, **second.OFFICE, **third.OFFICE}
LAYOUTS: dict[str, Layout] = {**QUICK, **SECOND, **FOURTH, **FOURTH_MAIL, **OFFICE}


def purposes() -> dict[str, str]:
    """Every layout with what it is for."""
    return {name: layout.why for name, layout in LAYOUTS.items()}


def made(
    seed: int, per_layout: int, only: str = "", layouts: dict[str, Layout] = QUICK
) -> Iterator[tuple[str, bytes, list[Truth]]]:
    """File name, content and truth of each form; each is drawn from its own seed, so that `only` changes none of them."""
    for name, layout in layouts.items():
        if name.startswith(only):
            for number in range(per_layout):
                data, truth = layout.make(Random(f"{seed}|{name}|{number}"))  # noqa: S311 - test material, no secret
                yield f"{name}_{number:02d}.{layout.ending}", data, truth


def made_by_office(seed: int, per_layout: int, only: str = "") -> Iterator[tuple[str, bytes, list[Truth]]]:
    """The same for the layouts that LibreOffice saves in another format: one run for each format."""
    drawn = {name: (data, truth) for name, data, truth in made(seed, per_layout, only, OFFICE)}
    formats: dict[str, dict[str, bytes]] = defaultdict(dict)
    for name, (data, _) in drawn.items():
        formats[LAYOUTS[name.rsplit("_", 1)[0]].converted][name] = data
    truths = {Path(name).stem: truth for name, (_, truth) in drawn.items()}
    for ending, files in formats.items():
        for name, data in office_layouts.converted(files, ending).items():
            yield name, data, truths[Path(name).stem]


def write(folder: Path, seed: int, per_layout: int, only: str = "", *, office: bool = False) -> int:
    """Writes the folder and tells how many files it holds; with `office` also what LibreOffice must save."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    truths = {}
    drawn = [made(seed, per_layout, only), made(seed, per_layout, only, {**SECOND, **FOURTH, **FOURTH_MAIL})]
    for name, data, truth in chain(*drawn, made_by_office(seed, per_layout, only) if office else ()):
        (inbox / name).write_bytes(data)
        truths[name] = truth
    (folder / "truth.json").write_text(json.dumps(truths, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(truths)
