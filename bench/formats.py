"""How many forms a second of processor time are read, for each format: one core, from bytes to values.

Scanned pages are held against what plain Tesseract takes for the same pages at the same resolution in the same run.
"""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Iterator
from io import BytesIO
from random import Random

import numpy as np
from others.corpus import made
from others.scanned import SCANNERS, SEVERAL_PAGES, scan
from own_forms import FORMATS, filled
from PIL import Image

from pipeline.garbage import collect_seldom
from pipeline.intake.readers.pdf_picture import pictures
from pipeline.intake.straighten import COARSEST, FINEST
from pipeline.intake.tesseract import NORWEGIAN, find_tesseract
from pipeline.recognise.file import read_file

COUNT = 40
OTHERS = {"others' docx": "docx_", "others' xlsx": "xlsx_", "others' PDF form": "pdfform_", "printed PDF": "pdfprint_"}
SCANNED = ("scan_coarse", "scan_office", "scan_fine")
PAGES = 12


def main() -> None:
    collect_seldom()  # as the workers of an intake do
    print("Reading, per second of one core's time:")
    for kind, files in _kinds():
        for name, data in files[:3]:
            read_file(data, name)  # imports and caches are made before the clock starts
        begun = time.process_time()
        understood = sum(bool(read_file(data, name).readings) for name, data in files)
        taken = time.process_time() - begun
        print(f"  {kind:18} {len(files) / taken:7.0f} forms/s   ({understood} of {len(files)} read as registrations)")
    if find_tesseract() is not None:
        _time_scans()


def _time_scans() -> None:
    """Pages of one sheet each, with the time of the processes that are started for them."""
    sheets = [
        data for name, data, _ in made(seed=11, per_layout=1, only="pdfprint_") if name.rsplit("_", 1)[0] not in SEVERAL_PAGES
    ]
    for way in SCANNED:
        pages = [scan(pdf, Random(f"{way}{i}"), SCANNERS[way]) for i, pdf in enumerate(sheets[:PAGES])]  # noqa: S311 - test material
        read_file(pages[0], "x.pdf")
        begun = _spent()
        for page in pages:
            read_file(page, "x.pdf")
        ours = _spent() - begun
        drawn = [(grey, dpi) for page in pages for _, grey, dpi in pictures(page, [1], (COARSEST, FINEST))]
        begun = _spent()
        for grey, dpi in drawn:
            _read_plainly(grey, dpi)
        plain = _spent() - begun
        print(f"  {way:18} {len(pages) / ours:7.2f} pages/s   ({ours / plain:.2f} times what plain Tesseract takes)")


def _spent() -> float:
    """Seconds of processor time so far, with those of processes that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _read_plainly(grey: np.ndarray, dpi: float) -> None:
    out = BytesIO()
    Image.fromarray(grey).save(out, "PNG", compress_level=1)
    command = [str(find_tesseract()), "-", "-", "-l", NORWEGIAN, "--dpi", str(round(dpi))]
    subprocess.run(command, input=out.getvalue(), env={"OMP_THREAD_LIMIT": "1"}, capture_output=True, check=True)


def _kinds() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    for suffix in FORMATS:
        yield f"own {suffix}", [(f"{number}.{suffix}", filled(number, suffix)) for number in range(COUNT)]
    for kind, prefix in OTHERS.items():
        yield kind, [(name, data) for name, data, _ in made(seed=11, per_layout=3, only=prefix)]


if __name__ == "__main__":
    main()
