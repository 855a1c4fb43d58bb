"""What a layout is: its purpose, the ending of its files, and what draws one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from others.forms import Truth

Make = Callable[[Random], tuple[bytes, list[Truth]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One kind of form. `converted` names the format into which an office program turns what `make` gives; empty: none."""

    why: str
    ending: str
    make: Make
    converted: str = ""
