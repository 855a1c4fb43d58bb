"""How many forms a second of processor time are read, for each format: one core, from bytes to values."""

from __future__ import annotations

import time
from collections.abc import Iterator

from others.corpus import made
from own_forms import FORMATS, filled

from pipeline.recognise.file import read_file

COUNT = 40
OTHERS = {"others' docx": "docx_", "others' xlsx": "xlsx_", "others' PDF form": "pdfform_", "printed PDF": "pdfprint_"}


def main() -> None:
    print("Reading, per second of one core's time:")
    for kind, files in _kinds():
        for name, data in files[:3]:
            read_file(data, name)  # imports and caches are made before the clock starts
        begun = time.process_time()
        understood = sum(bool(read_file(data, name).readings) for name, data in files)
        taken = time.process_time() - begun
        print(f"  {kind:18} {len(files) / taken:7.0f} forms/s   ({understood} of {len(files)} read as registrations)")


def _kinds() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    for suffix in FORMATS:
        yield f"own {suffix}", [(f"{number}.{suffix}", filled(number, suffix)) for number in range(COUNT)]
    for kind, prefix in OTHERS.items():
        yield kind, [(name, data) for name, data, _ in made(seed=11, per_layout=3, only=prefix)]


if __name__ == "__main__":
    main()
