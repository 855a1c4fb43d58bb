"""A form of the year by what stands around its answers: label and value side by side, below each other, or in columns.

One walk for kull's own forms that have lost their keys and for whatever a sender made; on kull's own (`own`) only the form's
words are labels where the form prints them, so that nothing a person typed is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.form.definition import Field, Kind
from pipeline.form.vocabulary import fold
from pipeline.intake.marks import TICKED, UNTICKED, clean, sign
from pipeline.model import Cell, Grid, Line, Sheet
from pipeline.recognise.blanks import says_nothing
from pipeline.recognise.closing import is_closing
from pipeline.recognise.convert import to_yes_no
from pipeline.recognise.filled_lines import (
    has_box,
    is_help,
    is_number_head,
    looks_like_label,
    may_hold_question,
    names_form,
    signed_line,
)
from pipeline.recognise.filled_words import Asked, FormWords, plain
from pipeline.recognise.own_words import PROMPTS
from pipeline.recognise.people import looks_like_name

_INLINE: Final = re.compile(r"^([^:\t]{1,90})[:\t]\s*(.+)$", re.DOTALL)
_QUESTION: Final = re.compile(r"^([^?]{3,90}\?)\s+(.+)$", re.DOTALL)
_DASHED: Final = re.compile(r"^(.{3,60}?)\s[–—-]\s(.+)$", re.DOTALL)
_ROW_NUMBER: Final = re.compile(r"(?:nr\.?\s*)?\d{1,3}\.?", re.IGNORECASE)
_LEAST_HEADS: Final = 2
_NUMBERED: Final = re.compile(r"\(?\d{1,2}[.)]\s*\D")
_QUESTION_WORDS: Final = 7
_DOUBTFUL: Final = 0.75
_SIGNED: Final = 0.9
FILLED_BY: Final = plain("Fylt ut av")
WHO: Final = plain("Hvem er dere?")
_WORKBOOKS: Final = frozenset({"xlsx", "xls", "ods", "xlsb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What stands in the place for the answer to a field. `sure`: how sure the label is (0–1)."""

    field: Field
    text: str
    where: str
    sure: float


@dataclass(slots=True)
class Said:
    """What a form says by its places.

    `rows` are those of each repeated section by key of the field; `asked` the fields that it asks for, with how surely; `rest`
    what stands in no place that is known, `aside` what stands below the signer's name; `titles` the lines that name the form.
    """

    answers: list[Heard] = field(default_factory=list)
    rows: dict[str, list[dict[str, Heard]]] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)
    rest: list[tuple[str, str]] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    titles: list[tuple[str, str]] = field(default_factory=list)


def said_by_label(sheet: Sheet, words: FormWords, *, own: bool = False) -> Said:
    """What `sheet` says as the form that `words` are of. `own`: it is one of kull's, or was."""
    walk = _Walk(words, own=own, workbook=sheet.format in _WORKBOOKS)
    walk.signed = None if own else signed_line(sheet)
    for block in sheet.blocks:
        walk.columns, walk.across = {}, {}
        if isinstance(block, Line):
            walk.line(block)
        else:
            walk.grid(block)
    return walk.said


@dataclass(slots=True)
class _Walk:
    """One pass down the form. `open` is the question whose answer may go on; `inline` when it began beside its label.

    `last` is where the last line stands, `goes_on` where a line stands that goes on with an answer;
    `beside` is the question that the row above answers.
    """

    words: FormWords
    own: bool
    workbook: bool
    begun: bool = False
    open: Field | None = None
    sure: float = 1.0
    inline: bool = False
    answered: bool = False
    closed: bool = False
    numbered: bool = False
    signed: Line | None = None
    beside: Field | None = None
    goes_on: str = ""
    last: str = ""
    section: str = ""
    columns: dict[int, Field] = field(default_factory=dict)
    across: dict[int, Asked] = field(default_factory=dict)
    said: Said = field(default_factory=Said)

    def line(self, line: Line) -> None:
        text = line.text.strip()
        self.last = line.where if text else self.last
        if not text or self._skips(text) or (self.own and self._tick(text, line.where)):
            return
        if self._is_title(text, heading=line.heading):
            self.said.titles.append((text, line.where))
            self.open = None
        elif self._is_signature(text, line.where):
            return
        elif (asked := self.words.ask(text)) is not None:
            self.numbered = self.numbered or bool(_NUMBERED.match(text))
            self._ask(asked, inline=False)
        elif self.words.is_heading(text):
            self.open = None
        elif (found := self._parted(text)) is not None:
            asked, value = found
            self._ask(asked, inline=True)
            self._answer(value, line.where)
        elif self.open is not None and not line.heading and not self._is_over(line):
            self._answer(text, line.where)
            if self._may_ask(text) or (
                line is self.signed and self.said.answers
            ):  # what follows may be the answer to a question that nobody knows
                self._doubt()
        else:
            self.open = None
            self._rest(text, line.where)

    def grid(self, grid: Grid) -> None:
        if not self.own and self.open is not None and self.open.kind is not Kind.LONG_TEXT:
            self.open = None
        for row in grid.rows:
            filled = [(i, cell) for i, cell in enumerate(row) if cell.text.strip()]
            if filled:
                self._row(row, filled)
            elif self.own and self.columns:
                self._data(row)  # a row left empty: those below it keep their numbers

    def _is_over(self, line: Line) -> bool:
        """Does the line begin something else: another label, or the name of who writes?"""
        named = line is self.signed and self.answered and self.open is not self.words.singles.get(WHO)
        return named or (self.inline and looks_like_label(line.text.strip()))

    def _may_ask(self, text: str) -> bool:
        """Could a line in an answer be a question of its own: by its sign, or numbered as the questions are?"""
        asks = text.endswith(("?", ":")) or (self.numbered and _NUMBERED.match(text) is not None)
        return not self.own and asks and len(text.split()) <= _QUESTION_WORDS and bool(self.said.answers)

    # --- lines ---------------------------------------------------------------------------------------------------------

    def _skips(self, text: str) -> bool:
        """The head of kull's own form, up to its first section; and what the form prints of its own accord."""
        if self.own and not self.begun:
            self.begun = fold(text) in self.words.own_headings
            return True
        return self.words.is_furniture(text)

    def _parted(self, text: str) -> tuple[Asked, str] | None:
        """«Label: value», «Question? Answer», «Label – value»."""
        for pattern in (_INLINE, _QUESTION, _DASHED):
            if (match := pattern.match(text)) and (asked := self.words.ask(match[1])) is not None:
                return asked, match[2].strip()
        return None

    def _is_title(self, text: str, *, heading: bool = False) -> bool:
        """Does it name the form? Once questions have been met, an answer may begin with such words too."""
        met = bool(self.said.asked)
        free = heading or self.open is None or plain(text) in self.words.titles
        return not self.own and free and names_form(text, self.words, at_start=met and not heading)

    def _is_signature(self, text: str, where: str) -> bool:
        """«Vennlig hilsen», and what stands below: who filled the form in, where that is asked for and not told otherwise."""
        if self.own or not (self.closed or is_closing(text)):
            return False
        signer = self.words.singles.get(FILLED_BY)
        told = any(one.field is signer for one in self.said.answers)
        if self.closed and signer is not None and not told and looks_like_name(text):
            self.said.answers.append(Heard(field=signer, text=text, where=where, sure=_SIGNED))
        elif self.closed:
            self.said.aside.append((text, where))
        self.closed, self.open = True, None
        return True

    def _tick(self, text: str, where: str) -> bool:
        box = self.words.tick(text)
        if box is None:
            return False
        self._ask(Asked(box, 1.0), inline=True)
        signs = [sign(letter) for letter in text]
        boxes = {letter for letter in signs if letter in {TICKED, UNTICKED}}
        said = fold("".join(" " if letter in boxes else letter for letter in signs).replace("\t", " "))
        for label in (box.label.nb, box.label.nn):
            said = said.replace(fold(label), " ", 1)
        by_hand = to_yes_no(said).value
        self._answer(TICKED if TICKED in boxes or by_hand else UNTICKED if boxes or by_hand is False else "", where)
        if said.strip(" *") and by_hand is None:
            self._rest(text, where)
        return True

    # --- tables --------------------------------------------------------------------------------------------------------

    def _row(self, row: Sequence[Cell], filled: Sequence[tuple[int, Cell]]) -> None:
        first = filled[0][1]
        if self.own and not self.begun:
            self.begun = len(filled) == 1 and fold(first.text) in self.words.own_headings
            return
        if self.columns and not self._ends_table(filled):
            self._data(row)
            return
        self.columns = {}
        if heads := self._heads(filled):
            self.columns = heads
            self._captioned()
            self.open = None
        elif self.across:
            self._below_labels(filled)
        elif labels := self._all_labels(filled):
            self.across = labels
            for asked in labels.values():
                self._ask(asked, inline=True)
            self.open = None
        else:
            self._pairs(row, [cell for _, cell in filled])

    def _heads(self, filled: Sequence[tuple[int, Cell]]) -> dict[int, Field]:
        """The field of each column, when the row is the head of a table of the form's rows."""
        for section in self.words.columns:
            found = {i: asked for i, cell in filled if (asked := self.words.head(cell.text, section)) is not None}
            fields = {asked.field.key for asked in found.values()}
            others = [cell for i, cell in filled if i not in found and not is_number_head(cell.text)]
            if len(fields) == len(found) >= _LEAST_HEADS and len(others) < len(found):
                self.section = section
                for asked in found.values():
                    self.said.asked[asked.field.key] = asked.sure
                for cell in others:
                    self._rest(cell.text, cell.where)
                self.sure = min(asked.sure for asked in found.values())
                return {i: asked.field for i, asked in found.items()}
        return {}

    def _captioned(self) -> None:
        """The last line of an answer above a table may be what the table is called."""
        if not self.own and self.goes_on and self.goes_on == self.last:
            self._doubt()

    def _ends_table(self, filled: Sequence[tuple[int, Cell]]) -> bool:
        """Is the table over: a heading, or another question? A row of kull's own is a row whatever somebody wrote in it."""
        at, cell = filled[0]
        if self.own:
            return len(filled) == 1 and at not in self.columns and not _ROW_NUMBER.fullmatch(cell.text.strip())
        asks = self.words.ask(cell.text, nearly=False) is not None
        if len(filled) == 1:
            return asks or self.words.is_heading(cell.text) or self._is_title(cell.text)
        return (asks and len(filled) == 2 < len(self.columns)) or bool(self._heads(filled))  # noqa: PLR2004 - label and value

    def _data(self, row: Sequence[Cell]) -> None:
        found = {
            self.columns[i].key: Heard(field=self.columns[i], text=cell.text, where=cell.where, sure=self.sure)
            for i, cell in enumerate(row)
            if i in self.columns and clean(cell.text) not in PROMPTS
        }
        self.said.rows.setdefault(self.section, []).append(found)
        for i, cell in enumerate(row):
            if i not in self.columns and not _ROW_NUMBER.fullmatch(cell.text.strip()):
                self._rest(cell.text, cell.where)

    def _all_labels(self, filled: Sequence[tuple[int, Cell]]) -> dict[int, Asked]:
        """A row of labels, their answers in the row below."""
        if self.own or len(filled) < _LEAST_HEADS:
            return {}
        found = {i: asked for i, cell in filled if (asked := self.words.ask(cell.text)) is not None}
        keys = {asked.field.key for asked in found.values()}
        return found if len(keys) == len(filled) else {}

    def _below_labels(self, filled: Sequence[tuple[int, Cell]]) -> None:
        for i, cell in filled:
            if i in self.across:
                self._ask(self.across[i], inline=True)
                self._answer(cell.text, cell.where)
            else:
                self._rest(cell.text, cell.where)
        self.across, self.open = {}, None

    def _pairs(self, row: Sequence[Cell], filled: Sequence[Cell]) -> None:
        """Labels with their answers beside them; what stands alone may be a label with its answer below, or go on with one."""
        at = 0
        if not self.own and len(filled) == 1 and not row[0].text.strip() and self.words.ask(filled[0].text) is None:
            self.open = self.open or self.beside  # a row without a label goes on with the answer above it
        self.beside = None
        while at < len(filled):
            cell = filled[at]
            at += 1
            asked = self._label(cell)
            if asked is None:
                self._cell_alone(cell, alone=len(filled) == 1)
                continue
            self._ask(asked, inline=True)
            answers = self._answers_after(filled[at:])
            if len(answers) > 1 and not self.own:  # several beside one label: nobody can tell that they are one answer
                self.sure = min(self.sure, _DOUBTFUL)
            for answer in answers:
                self._answer(answer.text, answer.where)
            at += len(answers)
            self.beside = asked.field if answers else None
            if answers or self.own or not (len(row) == 1 or (self.workbook and len(filled) == 1)):
                self.open = None
            else:
                self.inline = False

    def _answers_after(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells up to the next label; on kull's own forms whatever stands there (its help is passed over as it comes)."""
        asks = (n for n, cell in enumerate(cells) if n and not self.own and self.words.ask(cell.text) is not None)
        return list(cells[: next(asks, len(cells))])

    def _label(self, cell: Cell) -> Asked | None:
        """The label that a cell is: the whole of it, or its first line above help for who fills it in."""
        if (asked := self.words.ask(cell.text)) is not None:
            return asked
        first, _, others = cell.text.partition("\n")
        asked = self.words.ask(first) if others else None
        if asked is None:
            return None
        helps = all(self.words.is_furniture(line) or is_help(line) for line in others.split("\n"))
        return asked if helps or self.words.is_furniture(others) else None

    def _cell_alone(self, cell: Cell, *, alone: bool) -> None:
        text, where = cell.text, cell.where
        if self.words.is_furniture(text) or (self.own and self._tick(text, where)):
            return
        if alone and self.words.is_heading(text):
            self.open = None
        elif (found := self._parted(text)) is not None or (found := self._with_answer_below(text)) is not None:
            self._ask(found[0], inline=True)
            self._answer(found[1], where)
        elif self._is_title(text):
            self.said.titles.append((text, where))
        elif self.open is not None:
            self._answer(text, where)
            if not alone and not self.own and self.said.answers:  # a row of a table that nobody knows
                self._doubt()
        else:
            self._rest(text, where)

    def _doubt(self) -> None:
        """A person must look at the last answer."""
        last = self.said.answers[-1]
        self.said.answers[-1] = replace(last, sure=min(last.sure, _DOUBTFUL))

    def _with_answer_below(self, text: str) -> tuple[Asked, str] | None:
        """A label on the first line of a cell, and its answer on those below."""
        first, _, below = text.partition("\n")
        asked = self.words.ask(first) if below.strip() else None
        return (asked, below.strip()) if asked is not None else None

    # --- what is found -------------------------------------------------------------------------------------------------

    def _ask(self, asked: Asked, *, inline: bool) -> None:
        known = self.said.asked.get(asked.field.key, 0.0)
        self.said.asked[asked.field.key] = max(asked.sure, known)
        self.open, self.sure, self.inline, self.answered = asked.field, asked.sure, inline, False

    def _answer(self, text: str, where: str) -> None:
        """The answer to the question that is open, or a further paragraph of it; a short answer has none."""
        prints_it_itself = self.words.is_furniture(text) and not (self.open and self.open.kind is Kind.TICK)
        if self.open is None or says_nothing(text) or text.strip() in PROMPTS or prints_it_itself:
            return
        if not self.answered:
            self.said.answers.append(Heard(field=self.open, text=text, where=where, sure=self.sure))
            self.answered = True
        elif self.open.kind is Kind.LONG_TEXT or (self.open.kind is Kind.CHOICE and has_box(text, self.said.answers[-1].text)):
            last = self.said.answers[-1]
            whole = f"{last.text}\n{text}"
            sure = min(last.sure, _DOUBTFUL) if not self.own and may_hold_question(whole) else last.sure
            self.said.answers[-1] = replace(last, text=whole, sure=sure)
            self.goes_on = where
        else:
            self._rest(text, where)

    def _rest(self, text: str, where: str) -> None:
        if not says_nothing(text) and text.strip() not in PROMPTS and not self.words.is_furniture(text):
            self.said.rest.append((text, where))
