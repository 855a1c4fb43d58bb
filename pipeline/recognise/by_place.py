"""Kull's own forms by what they print: each answer beside its label, each member in a row of the team's table.

For forms that have lost their keys (saved by another program, printed), and for what was written beside the keyed fields. All
that stands on the form is accounted for: what is neither the form's own nor an answer is put up for review where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.form.layout import NUMBER, YES_OR_NO
from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import fold
from pipeline.i18n import msg
from pipeline.intake.marks import TICKED, UNTICKED, sign
from pipeline.model import Block, Cell, Finding, Grid, Line, Severity, Sheet
from pipeline.recognise.blanks import says_nothing
from pipeline.recognise.convert import to_yes_no
from pipeline.recognise.draft import VERBATIM, Draft
from pipeline.recognise.own_words import (
    PROMPTS,
    Place,
    asked_in,
    form_of,
    heads,
    is_furniture,
    label,
    own_claim,
    questions,
    sections,
    single_paths,
    ticks,
    without_mark,
)

_MOST_SHOWN: Final = 160
_LEAST_HEADS: Final = 5
_RUN_ON: Final = re.compile(r"(\S+@\S+\.[a-z]{2,})(\+?\d[\d ]*)", re.IGNORECASE)
_BULLET: Final = re.compile(r"^\" ", re.MULTILINE)  # Chrome prints a typed bullet in a font that says it is a quotation mark
_WRAPPED: Final = re.compile(r"(?<![.:;!?])\n(?=[a-zæøåáčđŋšŧž])")
_ROOM: Final = 4  # lines: a row of the Excel form does not grow, and what it does not show is not printed
_CUT_OFF: Final = 0.7
_ROW_NUMBER: Final = re.compile(r"\d{1,3}\.?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in the place for the answer to `path` (for a member: to an attribute)."""

    path: str
    text: str
    where: str


@dataclass(slots=True)
class Places:
    """What a form says by its places. `rest` is what somebody wrote in no such place, with the path it is nearest to."""

    answers: list[Answer] = field(default_factory=list)
    members: list[dict[str, Answer]] = field(default_factory=list)
    rest: list[Answer] = field(default_factory=list)
    tables: int = 0

    @property
    def whole(self) -> bool:
        """Was every question of the form met?"""
        return self.tables > 0 and single_paths() <= {answer.path for answer in self.answers}


def read_by_place(sheet: Sheet) -> Draft | None:
    """The claims of one of kull's own forms, by its places; None when it is no such form, or not every question was met."""
    form = form_of(sheet)
    if form is None or form.id != REGISTRATION.id:
        return None
    places = places_of(sheet)
    if not places.whole:
        return None
    method = "tag" if sheet.method == "label" else sheet.method
    form_of_a_workbook = any(_says_yes_or_no(block) for block in sheet.blocks)
    draft = Draft(form=form, remarks=[*sheet.remarks, *unread(places.rest)])
    printed = sheet.format == "pdf"
    for answer in places.answers:
        text = _as_meant(answer.text) if printed else answer.text
        claim = own_claim(answer.path, text, answer.where, method)
        fills_its_row = answer.path in VERBATIM and answer.text.count("\n") + 1 >= _ROOM
        cut_off = printed and form_of_a_workbook and fills_its_row
        draft.claim(answer.path, replace(claim, confidence=_CUT_OFF) if cut_off else claim)
    for row in places.members:
        index = draft.new_member()
        for name, answer in row.items():
            draft.claim_member(index, name, own_claim(name, answer.text, answer.where, method))
    return draft


def _as_meant(text: str) -> str:
    """A printed answer without what print has done to it: lines broken in mid-sentence, bullets that are quotes."""
    return _WRAPPED.sub(" ", _BULLET.sub("• ", text))


def _says_yes_or_no(block: Block) -> bool:
    """Does it ask for yes or no in words, as the form does in Excel and nowhere else?"""
    return isinstance(block, Line) and block.text.endswith((YES_OR_NO.nb, YES_OR_NO.nn))


def unread(rest: Iterable[Answer]) -> list[Finding]:
    """A finding for each thing that stands in no place of the form."""
    return [
        Finding(
            rule="reading.unread",
            severity=Severity.REVIEW,
            path=one.path,
            message=msg("This stands on the form and was not placed: «{text}».", text=" ".join(one.text.split())[:_MOST_SHOWN]),
            where=one.where,
        )
        for one in rest
    ]


def places_of(sheet: Sheet) -> Places:
    """What stands in the places of the form, and what in none."""
    walk = _Walk(pdf=sheet.format == "pdf")
    for block in sheet.blocks:
        walk.columns = {}
        if isinstance(block, Line):
            walk.line(block)
        else:
            walk.grid(block)
    return walk.places


@dataclass(slots=True)
class _Walk:
    """One pass down the form: the section and the columns that hold here, and the last question met."""

    pdf: bool
    section: str = ""
    last: str = ""
    columns: dict[int, str] = field(default_factory=dict)
    places: Places = field(default_factory=Places)

    def line(self, line: Line) -> None:
        if self._begins_section(line.text) or not self.section or self._tick(line.text, line.where):
            return
        asked, tab, answer = line.text.partition("\t")
        path = questions().get(Place(self.section, label(asked)))
        if path is not None and (tab or not answer):
            self._answer(path, answer, line.where)
        else:
            self._rest(line.text, line.where)

    def grid(self, grid: Grid) -> None:
        for row in grid.rows:
            filled = [(i, cell) for i, cell in enumerate(row) if cell.text.strip()]
            if not filled:
                continue
            if len(filled) == 1 and self._begins_section(filled[0][1].text):
                self.columns = {}
            elif self.section:
                self._row(row, filled)

    def _begins_section(self, text: str) -> bool:
        key = sections().get(fold(text))
        if key is not None:
            self.section = key
            self.last = "members" if key == "members" else ""
        return key is not None

    def _row(self, row: Sequence[Cell], filled: Sequence[tuple[int, Cell]]) -> None:
        columns = _columns(filled)
        if columns:
            self.columns = columns
            self.places.tables += 1
        elif self.columns and not (len(filled) == 1 and is_furniture(filled[0][1].text)):
            self._member(row)
        else:
            self._question([cell for _, cell in filled], row)

    def _member(self, row: Sequence[Cell]) -> None:
        member = {name: Answer(name, row[i].text, row[i].where) for i, name in self.columns.items() if i < len(row)}
        self.places.members.append(_with_number_apart(member) if self.pdf else member)
        for i, cell in enumerate(row):
            if i not in self.columns and not _ROW_NUMBER.fullmatch(cell.text):
                self._rest(cell.text, cell.where)

    def _question(self, filled: Sequence[Cell], row: Sequence[Cell]) -> None:
        first, others = filled[0], [cell for cell in filled[1:] if not is_furniture(cell.text)]
        path = questions().get(Place(self.section, label(first.text)))
        if path is None:
            if not self._tick("\t".join(cell.text for cell in filled), first.where):
                for cell in filled:
                    self._rest(cell.text, cell.where)
            return
        if not others:
            self._answer(path, "", row[-1].where)
        for cell in others:
            self._answer(path, cell.text, cell.where)

    def _tick(self, text: str, where: str) -> bool:
        """A line with tick boxes: one with its label is an answer; anything more than that is left to a person."""
        flat = fold(without_mark(" ".join(text.split())))
        named = {name: path for name, path in ticks().items() if name in flat}
        if not named:
            return False
        signs = "".join(map(sign, text))
        boxes = [letter for letter in signs if letter in {TICKED, UNTICKED}]
        beside = _beside(flat, named)
        by_hand = bool(to_yes_no(beside).value) or (len(named) == 1 and {*boxes} == {TICKED, UNTICKED})
        for path in dict.fromkeys(named.values()):
            if by_hand:
                self._answer(path, TICKED, where)
            self._answer(path, UNTICKED if UNTICKED in boxes else "".join(boxes[:1]), where)
        unclear = len(named) > 1 or (len(boxes) > 1 and not by_hand) or (not boxes and self.pdf)
        if unclear or (beside and not to_yes_no(beside).value):
            self._rest(text, where)
        return True

    def _answer(self, path: str, text: str, where: str) -> None:
        self.last = path
        self.places.answers.append(Answer(path, text, where))

    def _rest(self, text: str, where: str) -> None:
        if not is_furniture(text) and not says_nothing(text) and text not in PROMPTS:
            self.places.rest.append(Answer(asked_in(self.section, text) or self.last, text, where))


def _with_number_apart(member: dict[str, Answer]) -> dict[str, Answer]:
    """An address too long for its field runs on under the number beside it, and is then printed as one word with it."""
    email, phone = member.get("email"), member.get("phone")
    match = _RUN_ON.fullmatch(email.text) if email and phone else None
    if email is None or phone is None or match is None:
        return member
    number = f"{match[2]}{phone.text}"
    return member | {"email": replace(email, text=match[1]), "phone": replace(phone, text=number)}


def _beside(flat: str, named: Iterable[str]) -> str:
    """What stands in a line beside its boxes and their labels."""
    for name in sorted(named, key=len, reverse=True):
        flat = flat.replace(name, " ", 1)
    return " ".join("".join(" " if sign(letter) in {TICKED, UNTICKED, "*", "\t"} else letter for letter in flat).split())


def _columns(filled: Sequence[tuple[int, Cell]]) -> dict[int, str]:
    """The attribute in each column, when the row is the head of the table of members."""
    known = {i: heads()[name] for i, cell in filled if (name := label(cell.text)) in heads()}
    others = {fold(cell.text) for i, cell in filled if i not in known} - {fold(NUMBER.nb), fold(NUMBER.nn)}
    return known if len(known) >= _LEAST_HEADS and not others else {}
