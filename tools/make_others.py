"""Makes registration forms as other people write them, with their truth, in a folder: `inbox/` and `truth.json`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from others import corpus


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--list", action="store_true", help="print each layout and its purpose, and write nothing")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-layout", type=int, default=3)
    parser.add_argument("--only", default="", help="layouts whose name starts so")
    parser.add_argument("--office", action="store_true", help="also .odt, .doc, .rtf, .ods, .xls and PDF through LibreOffice")
    chosen = parser.parse_args()
    if chosen.list or chosen.folder is None:
        print("\n".join(f"{name:24} {why}" for name, why in corpus.purposes().items()))
        return
    count = corpus.write(chosen.folder, chosen.seed, chosen.per_layout, chosen.only, office=chosen.office)
    print(f"{count} files in {chosen.folder / 'inbox'}, and truth.json")


if __name__ == "__main__":
    main()
