"""How often Python looks for garbage that refers to itself: seldom, since kull's values are frozen and hold no circles."""

from __future__ import annotations

import gc
from typing import Final

SELDOM: Final = 100_000
"""New objects between two searches; Python's own 700 take a third of the time in which a form is read."""


def collect_seldom() -> None:
    """To be called once, where a process begins."""
    gc.set_threshold(SELDOM)
