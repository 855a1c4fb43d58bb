"""The words of a form of the year, for comparing: its labels, columns, headings and help, on kull's own and others'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.form.definition import Field, FormDefinition, Kind, Section, Words
from pipeline.form.layout import MORE_ROWS, NUMBER, REQUIRED_NOTE, SEND_TO, TONGUES, YES_OR_NO
from pipeline.form.vocabulary import REMEMBERED, fold
from pipeline.form.year_forms import YEAR_FORMS
from pipeline.intake.marks import TICKED, UNTICKED, parse_form_identity
from pipeline.model import FormIdentity
from pipeline.recognise.own_words import PROMPTS

EXACT: Final = 0.98
NEARLY: Final = 0.86
ALIKE: Final = 88
"""How much of a label must be as the form has it, in hundredths, for it to be a slip of the pen."""

_SHORTEST: Final = 6
_LONGEST: Final = 90
_MOST_WORDS: Final = 14
_NUMBERING: Final = re.compile(r"^\s*(?:\(?\d{1,2}[.)]\s*|[a-h][.)]\s+|[•·▪●◦\uf0b7*–-]\s+)", re.IGNORECASE)
_TAIL: Final = re.compile(r"[\s:?*.…_]+$")
_PARENTHESIS: Final = re.compile(r"\([^)]*\)")
_GOES_ON: Final = re.compile(r"[:?]\s*[^\s?]")  # a label with something behind it is no slip of the pen
_FOOTER: Final = re.compile(
    rf"Skjema ({'|'.join(form.id for form in YEAR_FORMS)}) · versjon (\d{{1,4}}) · ({'|'.join(TONGUES.values())})\b"
)


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """A label for comparing: folded, on one line, without numbering, star, parentheses and what ends it. «» when too long."""
    if len(text) > _LONGEST:
        return ""
    bare = _TAIL.sub("", _NUMBERING.sub("", _PARENTHESIS.sub(" ", text.replace("\n", " "))))
    return "" if len(bare.split()) > _MOST_WORDS else _TAIL.sub("", fold(bare.replace(",", " ")))


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that words ask for, and how sure that is (0–1)."""

    field: Field
    sure: float


@dataclass(frozen=True, eq=False)
class FormWords:
    """The words of one form; one object a form (`words_of`)."""

    form: FormDefinition

    @cached_property
    def singles(self) -> dict[str, Field]:
        """The fields that are asked once, by each of their labels."""
        return {plain(text): field for s in self.form.sections if not s.rows for field in s.fields for text in _labels(field)}

    @cached_property
    def columns(self) -> dict[str, dict[str, Field]]:
        """The fields of each repeated section, by each of their labels."""
        return {
            s.key: {plain(text): field for field in s.fields for text in _labels(field)} for s in self.form.sections if s.rows
        }

    @cached_property
    def titles(self) -> frozenset[str]:
        """What the form is called."""
        return frozenset(plain(text) for text in (*_tongues(self.form.title), *self.form.also))

    @cached_property
    def title_anywhere(self) -> re.Pattern[str]:
        """A title among other words, folded."""
        return re.compile(rf"(?:^|\W)(?:{self._any_title})(?:\W|$)")

    @cached_property
    def title_at_start(self) -> re.Pattern[str]:
        """A title that a line begins with, perhaps after a team's number."""
        return re.compile(rf"^\W*(?:[^\W\d_]+ u?\d{{1,3}}[a-z]? )?(?:{self._any_title})(?:\W|$)")

    @property
    def _any_title(self) -> str:
        return "|".join(map(re.escape, sorted(self.titles)))

    @cached_property
    def headings(self) -> dict[str, Section]:
        """The sections by their titles."""
        return {plain(text): s for s in self.form.sections for text in (*_tongues(s.title), *s.also)}

    @cached_property
    def own_headings(self) -> frozenset[str]:
        """The titles of sections as the form itself prints them, folded."""
        return frozenset(fold(text) for s in self.form.sections for text in _tongues(s.title))

    @cached_property
    def furniture(self) -> frozenset[str]:
        """What the form prints of its own accord beside labels, folded."""
        fields = [field for section in self.form.sections for field in section.fields]
        words = [MORE_ROWS, YES_OR_NO, NUMBER, REQUIRED_NOTE, SEND_TO, self.form.intro, *(f.help for f in fields if f.help)]
        words += [s.intro for s in self.form.sections if s.intro]
        both = [f"{s.intro[t]} {YES_OR_NO[t]}" for s in self.form.sections if s.intro for t in TONGUES]
        return frozenset(map(fold, (*(text for w in words for text in _tongues(w)), *both, *PROMPTS, TICKED, UNTICKED, "*")))

    def is_furniture(self, text: str) -> bool:
        """Does the form itself say this?"""
        flat = " ".join(text.split())
        return fold(flat) in self.furniture or bool(_FOOTER.search(flat)) or parse_form_identity(text) is not None

    def is_heading(self, text: str) -> bool:
        """Is it the title of one of the sections?"""
        return plain(text) in self.headings

    def ask(self, text: str, *, nearly: bool = True) -> Asked | None:
        """The field that is asked once, and that `text` as a whole asks for."""
        label = plain(text)
        field = self.singles.get(label)
        if field is not None:
            return Asked(field, EXACT)
        near = _nearest(label, self.singles) if nearly and not _GOES_ON.search(text) else None
        return Asked(self.singles[near], NEARLY) if near else None

    def head(self, text: str, section: str) -> Asked | None:
        """The field of a repeated section that the head of a column asks for."""
        known = self.columns[section]
        label = plain(text)
        if label in known:
            return Asked(known[label], EXACT)
        near = _nearest(label, known)
        return Asked(known[near], NEARLY) if near else None

    def tick(self, text: str) -> Field | None:
        """The tick box whose label stands in `text`."""
        flat = fold(" ".join(text.split()))
        ticks = (f for s in self.form.sections if not s.rows for f in s.fields if f.kind is Kind.TICK)
        return next((f for f in ticks if any(fold(label) in flat for label in _tongues(f.label))), None)


@cache
def words_of(form: FormDefinition) -> FormWords:
    """The words of `form`."""
    return FormWords(form)


def asks_of_year(text: str) -> bool:
    """Is it, as a whole, a question of one of the forms of the year?"""
    return any(words_of(form).ask(text) is not None for form in YEAR_FORMS)


def printed_identity(text: str) -> FormIdentity | None:
    """The form of the year that kull's mark or foot in `text` names."""
    if "/" not in text and "Skjema " not in text:
        return None
    identity = parse_form_identity(text)
    if identity is not None:
        return identity if any(form.id == identity.id for form in YEAR_FORMS) else None
    if found := _FOOTER.search(text):
        tongue = next(code for code, name in TONGUES.items() if name == found[3])
        return FormIdentity(id=found[1], version=int(found[2]), language=tongue)
    return None


def _labels(field: Field) -> Iterator[str]:
    yield from _tongues(field.label)
    if field.short:
        yield from _tongues(field.short)
    yield from field.also


def _tongues(words: Words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words[tongue] for tongue in TONGUES))


def _nearest(label: str, known: Iterable[str]) -> str:
    """The known label that `label` is but for a slip of the pen; «» when none is, or it is too short to tell."""
    if len(label) < _SHORTEST:
        return ""
    found = process.extractOne(label, [one for one in known if len(one) >= _SHORTEST], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found else ""
