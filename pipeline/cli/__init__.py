"""Commands: parse, call, print. The only place with console, clock and exit."""

from __future__ import annotations

import gc
import sys
from typing import Final, NoReturn

SELDOM: Final = 100_000
"""New objects between two searches for garbage in circles: kull's values are frozen and hold none."""


def main() -> NoReturn:
    """The command `kull`."""
    gc.set_threshold(SELDOM)
    from pipeline.cli.outcome import exit_status

    sys.exit(exit_status(sys.argv[1:]))
