"""A letter that takes the place of one that was handed over already, and says so in its heading («korrigert brev»)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.letter import Letter
from pipeline.letters.occasion import LONGEST_TITLE, shortened

TEAM_ANSWERS = frozenset({LetterKind.PLACE, LetterKind.RESERVE, LetterKind.NOT_ELIGIBLE})


def corrected(letter: Letter) -> Letter:
    """`letter` with «Korrigert: …» in its heading and its title."""
    context, language = letter.context, letter.language
    heading = msg("Corrected: {heading}", heading=context.heading).in_language(language)
    title = msg("Corrected: {heading}", heading=context.properties.title).in_language(language)
    properties = replace(context.properties, title=shortened(title, LONGEST_TITLE))
    return replace(letter, context=replace(context, heading=heading, properties=properties))


def matter(kind: LetterKind, registration: str | None, path: str) -> str:
    """What letters of which the later corrects the earlier have in common.

    A team gets one answer, whatever it says; any other letter is followed by letters at the same `path` alone.
    """
    return f"answer to {registration}" if kind in TEAM_ANSWERS else path
