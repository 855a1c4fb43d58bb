"""Commands: parse, call, print. The only place with console, clock and exit."""

from __future__ import annotations

import sys
from typing import NoReturn

from pipeline.garbage import collect_seldom


def main() -> NoReturn:
    """The command `kull`."""
    collect_seldom()
    from pipeline.cli.outcome import exit_status

    sys.exit(exit_status(sys.argv[1:]))
