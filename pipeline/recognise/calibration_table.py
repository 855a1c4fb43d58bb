"""Made by `tools/calibrate.py`, not by hand: for each method, from which sureness on which share of the values is right."""

from typing import Final

SHARES: Final[dict[str, tuple[tuple[float, float], ...]]] = {}
