"""What a line or a cell of a form of the year looks like, apart from the words that the form itself has."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from pipeline.form.vocabulary import REMEMBERED, fold
from pipeline.intake.marks import TICKED, UNTICKED
from pipeline.model import Line, Sheet
from pipeline.recognise.blanks import is_guidance
from pipeline.recognise.filled_words import ALIKE, FormWords, plain
from pipeline.recognise.people import looks_like_name

_MAILS: Final = frozenset({"eml", "msg"})
_FIRST_NAME: Final = re.compile(r"[^\W\d_a-zæøå][^\W\d_]+(?:[ -][^\W\d_]+)?")
_LABEL_WORDS: Final = 4
_LONGEST_TITLE: Final = 110
_LONG_TITLE: Final = 10
_SLIP: Final = 3  # letters more or less
_TOLD: Final = re.compile(r"[.!…;,]$")
_HEADING_WORDS: Final = 5
_HEADING_LETTERS: Final = 40


def signed_line(sheet: Sheet) -> Line | None:
    """The last line, when it is a name, or in a mail one word that may be one: it is no more of the answer above it."""
    last = sheet.blocks[-1] if sheet.blocks else None
    if not isinstance(last, Line) or last.heading:
        return None
    alone = sheet.format in _MAILS and _FIRST_NAME.fullmatch(last.text.strip())
    return last if alone or looks_like_name(last.text) else None


def may_hold_question(lines: str) -> bool:
    """Could one of an answer's further lines be a heading that nobody knows: short words alone, and below them a sentence?"""
    all_lines = [line.strip() for line in lines.split("\n")]
    pairs = pairwise(all_lines[1:])
    return any(_like_heading(line) and not _like_heading(below) for line, below in pairs)


def _like_heading(line: str) -> bool:
    short = len(line) <= _HEADING_LETTERS and len(line.split()) <= _HEADING_WORDS
    return short and line[:1].isupper() and not _TOLD.search(line) and not any(map(str.isdigit, line))


def looks_like_label(text: str) -> bool:
    """«Økonomi: 50 000»: short words before a colon."""
    before, colon, _ = text.partition(":")
    return bool(colon) and len(before.split()) <= _LABEL_WORDS and before[:1].isupper()


def is_number_head(text: str) -> bool:
    """«Nr.» or nothing above a column."""
    return plain(text) in {"nr", "#", "no", "nummer"} or not plain(text)


def is_help(line: str) -> bool:
    """Is it there to help who fills the form in?"""
    return is_guidance(line) or line.strip().endswith("?") or (line.strip().startswith("(") and line.strip().endswith(")"))


def has_box(*texts: str) -> bool:
    """Does each begin with a box to tick, as choices below each other do?"""
    return all(text.strip()[:1] in {TICKED, UNTICKED} for text in texts)


def names_form(text: str, words: FormWords, *, at_start: bool = False) -> bool:
    """Does a line name the form: its title, perhaps with a team and a date beside it?"""
    return len(text) <= _LONGEST_TITLE and _names_form(fold(text), words, at_start=at_start)


@lru_cache(maxsize=REMEMBERED)
def _names_form(flat: str, words: FormWords, *, at_start: bool) -> bool:
    if "\n" in flat:
        return False
    found = words.title_at_start if at_start else words.title_anywhere
    return bool(found.search(flat)) or any(_begins_nearly(flat, title) for title in words.titles)


def _begins_nearly(flat: str, title: str) -> bool:
    """Does a line begin with the title but for a slip of the pen («Statusraport»)?"""
    if len(title) < _LONG_TITLE or flat[:1] != title[:1]:
        return False
    first = " ".join(flat.split()[: len(title.split())]).strip(" :.")
    return abs(len(first) - len(title)) <= _SLIP and fuzz.ratio(first, title) >= ALIKE
