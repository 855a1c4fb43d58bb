"""What different writers call the same things: a secretary (plain), a doctor in a hurry (terse), one who asks (question).

A `Hand` is one writer of one form: one wording for each thing, held throughout the form. The wordings (`words.toml`) were
written down as such people speak, not taken from any list that reading uses.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
HANDS: dict[str, dict[str, dict[str, list[str]]]] = WORDS["hands"]
PRIVACY: dict[str, list[str]] = WORDS["privacy"]
EXAMPLES: dict[str, dict[str, str]] = WORDS["examples"]
LATER: dict[str, list[str]] = WORDS["later"]
UNCHOSEN: dict[str, str] = WORDS["unchosen"]
UNTYPED: dict[str, str] = WORDS["untyped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who writes: a language, a manner, and one wording for each thing."""

    language: str
    manner: str
    words: dict[str, str]

    def __getitem__(self, thing: str) -> str:
        """What this writer calls `thing`."""
        return self.words[thing]


def a_hand(rng: Random, language: str = "nb", manner: str = "") -> Hand:
    """A writer in `language`; the manner is drawn when not given. What a manner has no word for, it says plainly."""
    manner = manner or rng.choice([m for m in HANDS[language] if m != "heldout"])
    wordings = HANDS[language]["plain"] | HANDS[language][manner]
    return Hand(language=language, manner=manner, words={thing: rng.choice(said) for thing, said in wordings.items()})
