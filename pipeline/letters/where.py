"""Where in a template something stands, as a person finds it: the part, and the words of the paragraph."""

from __future__ import annotations

_SHOWN_LENGTH = 160


def place(part: str, text: str = "") -> str:
    """«document», or «document: «Frist: {{ deadline }}»» with the words of the paragraph."""
    name = part.removeprefix("word/").removesuffix(".xml")
    words = " ".join(text.split())
    shown = words if len(words) <= _SHOWN_LENGTH else f"{words[:_SHOWN_LENGTH]}…"
    return f"{name}: «{shown}»" if shown else name
