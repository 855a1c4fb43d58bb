"""Commands: parse, call, print. The only place with console, clock and exit."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The command `kull`."""
    from pipeline.cli.outcome import exit_status

    sys.exit(exit_status(sys.argv[1:]))
