"""What stands on a blank, resolved for one language: the three formats only draw it.

A blank is the form with its cohort line. Pre-filled with `values`, and with only `open_keys` left open, it is a return form:
what is missing is open and marked, the rest is shown and locked, under the same keys, so that a reply is read as any form is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypedDict, Unpack

from pipeline.form.definition import Field, FormDefinition, Kind, Section, Words
from pipeline.model import ReplyTo

NAME_LIMIT = 64  # Word calls a file damaged whose control title or tag is longer

WRITE_HERE = Words("Skriv her", "Skriv her")
CHOOSE = Words("Velg", "Vel")
MISSING_WRITE_HERE = Words("Mangler – skriv her", "Manglar – skriv her")
MISSING_CHOOSE = Words("Mangler – velg", "Manglar – vel")
NOT_FILLED = Words("–", "–")
PLACEHOLDERS = frozenset(
    words[language]
    for words in (WRITE_HERE, CHOOSE, MISSING_WRITE_HERE, MISSING_CHOOSE, NOT_FILLED)
    for language in ("nb", "nn")
)

YES = Words("ja", "ja")
NO = Words("nei", "nei")
MISSING_MARK = Words("Mangler", "Manglar")
REQUIRED_NOTE = Words("Felt merket med * må fylles ut.", "Felt merkte med * må fyllast ut.")
RETURN_FOR = Words("Svarskjema for {id}", "Svarskjema for {id}")
OF_TEAM = Words("Team {id}", "Team {id}")
RETURN_NOTE = Words(
    "Noe mangler i skjemaet. Feltene merket «Mangler» er åpne og skal fylles ut; resten står slik dere sendte det.",
    "Noko manglar i skjemaet. Felta merkte «Manglar» er opne og skal fyllast ut; resten står slik de sende det.",
)
MORE_ROWS = Words(
    "Flere enn dette? Klikk i den siste raden og på plusstegnet (+) til høyre for den.",
    "Fleire enn dette? Klikk i den siste rada og på plussteiknet (+) til høgre for ho.",
)
YES_OR_NO = Words("Svar ja eller nei.", "Svar ja eller nei.")
DEADLINE = Words("Frist", "Frist")
SEND_TO = Words("Sendes til", "Sendast til")
NUMBER = Words("Nr.", "Nr.")
PAGE = Words("side", "side")
CHOICES_SHEET = "Valg"  # the hidden sheet of a workbook whose lists are too long for its rules
OF_PAGES = Words("av", "av")
ONE_LINE = 60  # letters that fit an answer's line in each format
STANDING_COLUMNS = 5  # a table with more does not fit a standing A4 page
FEW_QUESTIONS = 4  # so few beside a wide table need no page of their own
ROOM_IN_ROW = 2  # lines of a long answer in a table's row
SHORT_CHOICE = 2  # letters
TONGUES = {"nb": "bokmål", "nn": "nynorsk"}
LOCALES = {"nb": "nb-NO", "nn": "nn-NO"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortLine:
    """What a form says of its cohort. `deadline` is in words («1. mai 2025»; None: it has none), `send_to` an address."""

    network: str
    deadline: Words | None
    send_to: str
    organiser: str


class State(StrEnum):
    """What a sender does with a control: fills it, must fill it (return form), or only sees it (return form)."""

    OPEN = "open"
    MISSING = "missing"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One input of a blank. `name` tells it from all others («Deltaker 3 – e-post»); `short_name` fits Word's limit.

    `text` is what it is pre-filled with («» when blank), `ticked` the state of a tick box, None when it says nothing.
    """

    key: str
    kind: Kind
    label: str
    name: str
    short_name: str
    help: str
    required: bool
    options: tuple[str, ...]
    text: str
    ticked: bool | None
    state: State

    @property
    def is_tick(self) -> bool:
        """Is it a box to tick?"""
        return self.kind is Kind.TICK

    @property
    def long(self) -> bool:
        """Does it take several lines: asked for, or needed by what it is pre-filled with."""
        return self.kind is Kind.LONG_TEXT or (self.kind is Kind.TEXT and ("\n" in self.text or len(self.text) > ONE_LINE))

    def lines(self, width: int) -> int:
        """About how many lines of `width` letters its text takes."""
        return sum(1 + len(line) // width for line in self.text.split("\n"))

    @property
    def column(self) -> str:
        """What sort of column it needs in a table: its kind, or "score" when all there is to choose are a few figures."""
        return "score" if self.options and max(map(len, self.options)) <= SHORT_CHOICE else str(self.kind)

    @property
    def placeholder(self) -> Words:
        """What stands in the control while it is empty, where a format can tell that from a value."""
        if self.state is State.LOCKED:
            return NOT_FILLED
        if self.state is State.MISSING:
            return MISSING_CHOOSE if self.options else MISSING_WRITE_HERE
        return CHOOSE if self.options else WRITE_HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section of a blank. A table has many `rows` and `headings`; any other part has one row and none."""

    key: str
    title: str
    intro: str
    row_name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Control, ...], ...]

    @property
    def table(self) -> bool:
        """Is it a table of counted rows."""
        return bool(self.headings)

    @property
    def lying(self) -> bool:
        """Does it need a lying page."""
        return len(self.headings) > STANDING_COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A whole blank: `identity` («registration/1/nb») for machines, `footer` says the same to people.

    `reply_to`: what a return form answers, or whose team's form it is. `room`: lines that a long answer has at least.
    """

    language: str
    identity: str
    reply_to: ReplyTo | None
    footer: str
    title: str
    intro: str
    note: str
    cohort: CohortLine
    parts: tuple[Part, ...]
    room: int

    @property
    def lying(self) -> bool:
        """Does all of it stand on lying pages: a wide table, and little else?"""
        others = sum(len(part.rows[0]) for part in self.parts if not part.lying)
        return others <= FEW_QUESTIONS and any(part.lying for part in self.parts)

    @property
    def locale(self) -> str:
        """The language tag, as «nb-NO»."""
        return LOCALES[self.language]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What stands in the box at its head, each with its label: the deadline, where it has one, and where it is sent."""
        deadline = ((DEADLINE[self.language], self.cohort.deadline[self.language]),) if self.cohort.deadline else ()
        return (*deadline, (SEND_TO[self.language], self.cohort.send_to))

    def controls(self) -> Iterator[Control]:
        """Every control, in reading order."""
        for part in self.parts:
            for row in part.rows:
                yield from row


class Prefill(TypedDict, total=False):
    """How a blank differs from an empty one.

    `values` by key: text as it shall stand (a choice also by its register value), a bool for a tick. `open_keys`: the only keys
    left open (return form). `rows`: how many rows each table has, by default the form's own, on a return form as many as it
    needs; never fewer than `values` and `open_keys` need. `reply_to`: what a return form answers, or whose team's form it is;
    the docx carries it.
    """

    values: Mapping[str, str | bool]
    open_keys: frozenset[str] | None
    rows: int | None
    reply_to: ReplyTo | None


def lay_out(form: FormDefinition, language: str, cohort: CohortLine, **prefill: Unpack[Prefill]) -> Blank:
    """The blank of `form` in `language` ("nb" or "nn").

    Raises `ValueError` for a key that is not the form's, or a value that its field cannot take: a value is never dropped.
    """
    values, open_keys = prefill.get("values", {}), prefill.get("open_keys")
    needed = frozenset(values) | (open_keys or frozenset())
    form = _with_rows(form, prefill.get("rows") or (1 if open_keys is not None else None), needed)
    unknown = needed - {key for key, _, _ in form.fields()}
    if unknown:
        raise ValueError(f"{form.id} has no {', '.join(sorted(unknown))}")
    filling = _Filling(language, _labels_used_twice(form, language), values, open_keys)
    return Blank(
        language=language,
        identity=f"{form.id}/{form.version}/{language}",
        reply_to=prefill.get("reply_to"),
        footer=" · ".join((*_answered(prefill, language), f"Skjema {form.id}", f"versjon {form.version}", TONGUES[language])),
        title=form.title[language],
        intro=form.intro[language],
        note=(REQUIRED_NOTE if open_keys is None else RETURN_NOTE)[language],
        cohort=cohort,
        parts=tuple(_part(section, filling) for section in form.sections),
        room=form.room,
    )


def _answered(prefill: Prefill, language: str) -> tuple[str, ...]:
    """«Svarskjema for UNN-3» on a return form, «Team UNN-3» on another form of the team."""
    to = prefill.get("reply_to")
    words = OF_TEAM if prefill.get("open_keys") is None else RETURN_FOR
    return (words[language].format(id=to.registration),) if to else ()


@dataclass(frozen=True, slots=True)
class _Filling:
    language: str
    ambiguous: frozenset[str]
    values: Mapping[str, str | bool]
    open_keys: frozenset[str] | None

    def state(self, key: str) -> State:
        if self.open_keys is None:
            return State.OPEN
        return State.MISSING if key in self.open_keys else State.LOCKED


def _with_rows(form: FormDefinition, rows: int | None, keys: frozenset[str]) -> FormDefinition:
    """The form with as many rows in its tables as are asked for, and at least as many as `keys` need."""
    sections = (replace(s, rows=max(rows or s.rows, _last_row(s, keys))) if s.rows else s for s in form.sections)
    return replace(form, sections=tuple(sections))


def _last_row(section: Section, keys: frozenset[str]) -> int:
    patterns = [re.compile(re.escape(f.key).replace(re.escape("{n}"), r"([1-9]\d{0,2})")) for f in section.fields]
    found = (pattern.fullmatch(key) for pattern in patterns for key in keys)
    return max((int(match[1]) for match in found if match), default=0)


def _labels_used_twice(form: FormDefinition, language: str) -> frozenset[str]:
    counted = Counter(f.label[language] for s in form.sections if not s.rows for f in s.fields)
    return frozenset(label for label, times in counted.items() if times > 1)


def _part(section: Section, filling: _Filling) -> Part:
    language = filling.language
    return Part(
        key=section.key,
        title=section.title[language],
        intro=section.intro[language] if section.intro else "",
        row_name=_row_name(section, language),
        headings=tuple((f.short or f.label)[language] for f in section.fields) if section.rows else (),
        rows=tuple(_row(section, n, filling) for n in range(1, section.rows + 1)) or (_row(section, 0, filling),),
    )


def _row(section: Section, number: int, filling: _Filling) -> tuple[Control, ...]:
    return tuple(_control(section, field, number, filling) for field in section.fields)


def _control(section: Section, field: Field, number: int, filling: _Filling) -> Control:
    key = field.key.format(n=number) if number else field.key
    language = filling.language
    value = filling.values.get(key)
    name = _name(section, field, number, filling)
    return Control(
        key=key,
        kind=field.kind,
        label=field.label[language],
        name=name,
        short_name=_shortened(name),
        help=field.help[language] if field.help else "",
        required=field.required,
        options=tuple(choice.label[language] for choice in field.choices),
        text=_text(field, value, language),
        ticked=_ticked(key, field, value),
        state=filling.state(key),
    )


def _name(section: Section, field: Field, number: int, filling: _Filling) -> str:
    label = field.label[filling.language]
    if number:
        return f"{_row_name(section, filling.language)} {number} – {_lower_first(label)}"
    if label in filling.ambiguous:
        return f"{section.title[filling.language]} – {_lower_first(label)}"
    return label


def _row_name(section: Section, language: str) -> str:
    return (section.row_name or section.title)[language]


def _lower_first(label: str) -> str:
    return label[:1].lower() + label[1:]


def _shortened(name: str) -> str:
    if len(name) <= NAME_LIMIT:
        return name
    return name[: NAME_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def _ticked(key: str, field: Field, value: str | bool | None) -> bool | None:
    if field.kind is not Kind.TICK:
        return None
    if value is None or isinstance(value, bool):
        return value
    raise ValueError(f"{key} is a tick box and takes true or false, not {value!r}")


def _text(field: Field, value: str | bool | None, language: str) -> str:
    """The text to show. A choice is shown in the form's own words; what is none of the choices stands as it was written."""
    if value is None or field.kind is Kind.TICK:
        return ""
    if isinstance(value, bool):
        value = "yes" if value else "no"
        if value not in {choice.value for choice in field.choices}:
            raise ValueError(f"{field.key} takes text, not a yes or no")
    for choice in field.choices:
        if value in {choice.value, choice.label.nb, choice.label.nn}:
            return choice.label[language]
    return _printable(value)


def _printable(text: str) -> str:
    """`text` with line feeds for all line breaks, and a visible mark for what no file format can hold."""
    text = re.sub(r"\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text)
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
