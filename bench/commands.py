"""What waiting for kull is like: the help, beside Python importing click; a second `kull letters` with nothing changed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import make_workspace

TIMES = 7
FORMS = 1000


def main() -> None:
    click = quickest([sys.executable, "-c", "import click"])
    shown = quickest([sys.executable, "-m", "pipeline", "--help"])
    print(f"kull --help {shown * 1000:.0f} ms, Python importing click {click * 1000:.0f} ms: {shown / click:.2f}x")
    with tempfile.TemporaryDirectory() as folder:
        make_workspace(Path(folder), FORMS)
        kull = [sys.executable, "-m", "pipeline", "--workspace", folder]
        run([*kull, "intake"])
        first = run([*kull, "letters", "--no-pdf"])
        second = min(run([*kull, "letters", "--no-pdf"]) for _ in range(3))
        count = sum(1 for _ in (Path(folder) / "outbox" / "letters").rglob("*.docx"))
    print(f"kull letters, {count} letters: first {first:.1f} s, again with nothing changed {second:.2f} s")


def quickest(command: list[str]) -> float:
    return min(run(command) for _ in range(TIMES))


def run(command: list[str]) -> float:
    """Seconds by the clock."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
