"""How many PDFs a second by the clock, beside LibreOffice's own command: started for each letter, or given all of them.

All are exported for both standards. kull's PDFs are mended and proved too: LibreOffice's own are not yet valid PDF/A.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import replace
from itertools import product
from pathlib import Path

from letters import example_letters
from own_forms import ROOT

from pipeline.intake.pool import cores
from pipeline.letters.finish import finish
from pipeline.letters.letter import Letter
from pipeline.letters.pdf import EXPORT, PdfTask, convert
from pipeline.soffice import find_soffice

COPIES = 3
"""Each letter of the example so many times, each time with another title: enough for a process's start to weigh little."""
ALONE = 6
"""Letters that LibreOffice is started for one by one: each takes as long as the other."""


def main() -> None:
    soffice = find_soffice()
    if soffice is None:
        print("LibreOffice is not installed: nothing to measure.")
        return
    tasks = list(tasks_of_the_example())
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number:03}.docx" for number in range(len(tasks))]
        for file, task in zip(files, tasks, strict=True):
            file.write_bytes(task.docx)
        each = sum(by_libreoffice(soffice, Path(folder), [file]) for file in files[:ALONE]) / ALONE
        together = by_libreoffice(soffice, Path(folder), files) / len(files)
    begun = time.perf_counter()
    made = list(convert(tasks, workers=cores()))
    own = (time.perf_counter() - begun) / len(tasks)
    sound = sum(one.pdf is not None for one in made)
    print(f"PDFs of {len(tasks)} letters on {cores()} cores, seconds for each by the clock:")
    print(f"  soffice for each letter  {each:6.2f} s   kull {each / own:5.1f}x")
    print(f"  one soffice for all      {together:6.2f} s   kull {together / own:5.1f}x")
    print(f"  kull, mended and proved  {own:6.2f} s   ({sound} of {len(tasks)} keep PDF/A-2 and PDF/UA-1)")


def tasks_of_the_example() -> list[PdfTask]:
    """The letters of the shipped example, as Word files."""
    return [
        PdfTask(
            name=f"{number} {letter.path}",
            docx=finish(numbered(letter, number), ROOT / "templates" / letter.template).data,
            title=f"{letter.context.properties.title} ({number})",
            language=letter.language,
            dated=letter.context.properties.dated,
        )
        for number, letter in product(range(COPIES), example_letters())
    ]


def numbered(letter: Letter, number: int) -> Letter:
    """The letter with another heading."""
    return replace(letter, context=replace(letter.context, heading=f"{letter.context.heading} ({number})"))


def by_libreoffice(soffice: Path, folder: Path, files: list[Path]) -> float:
    """Seconds that LibreOffice's own command takes for `files`, with a profile that is already there."""
    profile = folder / "profile"
    command = [str(soffice), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", EXPORT]
    begun = time.perf_counter()
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), *map(str, files)],
        check=True,
        capture_output=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        timeout=600,
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
