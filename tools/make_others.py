"""Makes registration forms as other people write them, with their truth: `python tools/make_others.py DIR --seed 7 --per-layout 3`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from others import corpus  # noqa: E402 - the path must be set first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-layout", type=int, default=3)
    parser.add_argument("--only", default="", help="layouts whose name starts so")
    chosen = parser.parse_args()
    count = corpus.write(chosen.folder, chosen.seed, chosen.per_layout, chosen.only)
    print(f"{count} files in {chosen.folder / 'inbox'}, and truth.json")


if __name__ == "__main__":
    main()
