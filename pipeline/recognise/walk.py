"""The walk through somebody's form: what stands at a label becomes claims; `lines.py` and `grids.py` find what stands where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.form.definition import Field, Kind
from pipeline.model import Role
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.blanks import is_blank, says_none, without_guidance
from pipeline.recognise.convert import has_phone, to_yes_no
from pipeline.recognise.labels import PEOPLE_SECTIONS, Asks, Label, find_label
from pipeline.recognise.people import read_person
from pipeline.recognise.persons import OUTSIDERS, Persons
from pipeline.recognise.ticks import Tick, Ticks, has_boxes, read_ticks

_IN_ITS_SECTION: Final = 0.9
_LED_IN: Final = re.compile(r"^\s*(?:[–—-]\s+|[*:]\s*)(?=\S)")  # «Enhet – Sengepost 7B»: the dash parts question and answer
_LISTED: Final = re.compile(r"[,;\n/•]|\s+og\s+|\s+and\s+|\s+samt\s+")


@dataclass(slots=True)
class Walk(Persons):
    """One walk through a form, from its first line to its last."""

    def leave_blank(self) -> None:
        """The question that waits for an answer gets none; were its own words one, they answer the question above."""
        if self.passed is not None:
            self.answer(*self.passed)
        if self.pending is not None:
            self.answer(self.pending, "", self.pending_where)

    def answer(self, label: Label, text: str, where: str) -> None:
        """`text` is what stands at `label`."""
        self.pending, self.open_text, self.passed = None, "", None
        text = _LED_IN.sub("", without_guidance(text)) if "\n" not in text.strip() else without_guidance(text)
        match label.asks:
            case Asks.FIELD:
                self._answer_field(label, text, where)
            case Asks.SECTION:
                self._answer_section(label, text, where)
            case Asks.ROLE:
                self.enter_role(label)
                if not is_blank(text):
                    self.people(text, where)
                    self.role_is_given = label.role is not Role.STAFF
            case Asks.MIXED if label.section in OUTSIDERS:
                self.mixed_outsider(label, text, where)
            case Asks.MIXED:
                self.mixed(text, where)
            case Asks.OTHER:
                self.draft.answer_other(text, where)
            case Asks.PERSON_NUMBER:
                self.start_person(label)
                if not is_blank(text):
                    self.person(text, where, into=self.member)

    # --- fields ----------------------------------------------------------------------------------------------------------

    def _answer_field(self, label: Label, text: str, where: str) -> None:
        field = label.field
        section = label.section or (self.section if self.section in PEOPLE_SECTIONS else "contact")
        if self._is_advisers(label):
            section = "adviser"
        if field is None:
            return
        if section == "members":
            self._answer_member(label, text, where)
        elif section in PEOPLE_SECTIONS:
            self._answer_outsider(section, label, text, where)
        else:
            answer = _boxes_as_answer(text) if field.kind is Kind.TICK and has_boxes(text) else text
            self.draft.claim(field.path, self.made(answer, where, label.score))
            self.open_text = field.path if field.kind is Kind.LONG_TEXT else ""

    def _is_advisers(self, label: Label) -> bool:
        """«Kontakt-e-post» among the adviser's questions: how to reach the adviser, who is named and not yet reached so."""
        said = self.draft.fields
        reaches = label.section == "contact" and label.attribute in {"email", "phone"}
        inside = self.section == "adviser" and bool(said.get("adviser.name"))
        return reaches and inside and not said.get(f"adviser.{label.attribute}")

    def _answer_outsider(self, section: str, label: Label, text: str, where: str) -> None:
        """Something of the adviser or the contact; a whole person in the place of a name is taken apart."""
        attribute = label.attribute
        if attribute == "name" and (EMAIL.search(text) or has_phone(text)):
            self.claim_outsider(section, read_person(text), where, label.score)
        elif attribute in {"name", "email", "phone"} or section == "adviser":
            inside = self.section == section
            score = max(label.score, _IN_ITS_SECTION) if inside else label.score
            self.draft.claim(f"{section}.{attribute}", self.made(_boxes_as_words(text), where, score))

    def _answer_member(self, label: Label, text: str, where: str) -> None:
        attribute = label.attribute
        if label.role is not None:
            self.draft.asked.add(f"members.{attribute}")
            if is_blank(text) and (label.role, label.number) not in self.by_role:
                return
            self.go_to_role(label.role, label.number)
        elif label.number is not None:
            self.go_to(label.number)
        if attribute == "trained_agent" and (self.member is None or _names_somebody(text)):
            self.draft.claim_agents(self.made(text, where, label.score))
            return
        taken = (
            self.member is not None
            and label.role is None
            and attribute == "name"
            and self.draft.members[self.member].get("name")
        )
        if self.member is None or (taken and label.number is None):
            self.member = self.draft.new_member()
            self.give_role(where)
        if attribute == "name" and (EMAIL.search(text) or has_phone(text)):
            self.person(text, where, into=self.member)
            return
        score = max(label.score, _IN_ITS_SECTION) if self.section == "members" else label.score
        self.draft.claim_member(self.member, attribute, self.made(_boxes_as_words(text), where, score))

    def _answer_section(self, label: Label, text: str, where: str) -> None:
        self.enter(label)
        if is_blank(text):
            self.draft.ask("adviser.name" if label.section == "adviser" else label.section, where)
        elif label.section == "challenges":
            self.challenges(text, where, label.score)
        elif label.section in {"adviser", "contact"}:
            self.outsider(label, text, where)
        elif label.section == "members":
            self.people(text, where)

    # --- ticks -----------------------------------------------------------------------------------------------------------

    def boxes(self, ticks: Ticks, where: str, asked: Label | None = None) -> None:
        """Each box to the field its words name; a ja/nei pair to the question before it."""
        question = asked or (find_label(ticks.question, self.section) if ticks.question else None) or self.pending
        self.pending = None
        if ticks.yes_or_no and question is not None:
            at = self.pending_where or where
            self.answer(question, ticks.answer(), where)
            if len(ticks.boxes) == 1 and not ticks.boxes[0].ticked:  # the other answer may stand on a line of its own
                self.ask(question, at)
            return
        if question is not None and question.asks is Asks.SECTION:
            self.enter(question)
        for box in ticks.boxes:
            self._box(box, where, question)

    def _box(self, box: Tick, where: str, question: Label | None) -> None:
        label = find_label(box.label, self.section)
        asked = question.field if question is not None and question.asks is Asks.FIELD else None
        if label is not None and _is_tick(label.field):
            self.answer(label, "ja" if box.ticked else "nei", where)
        elif question is not None and asked is not None:
            if box.ticked:
                self.answer(question, box.label or "ja", where)
            else:
                self.draft.asked.add(asked.path)

    def challenges(self, text: str, where: str, score: float) -> None:
        """The challenges as ticks or as words («høy turnover, begrenset kapasitet»)."""
        self.draft.ask("challenges", where)
        if has_boxes(text):
            self.section = "challenges"
            for line in filter(has_boxes, text.split("\n")):
                self.boxes(read_ticks(line), where)
            return
        if says_none(text):
            self.draft.continued.append((text, where))
            return
        for piece in (p.strip(" .-–") for p in _LISTED.split(text)):
            label = find_label(piece, "challenges")
            if label is not None and label.field is not None and label.section == "challenges":
                self.draft.claim(label.field.path, self.made("ja", where, min(score, label.score)))
            elif piece:
                self.draft.claim("challenges.other", self.made(piece, where, score))


def _is_tick(field: Field | None) -> bool:
    return field is not None and field.kind is Kind.TICK


def _names_somebody(text: str) -> bool:
    """«Utdannet forbedringsagent: Kari Nordmann»: no yes and no no."""
    return not is_blank(text) and to_yes_no(_boxes_as_words(text)).value is None


def _boxes_as_answer(text: str) -> str:
    """«☒ Ja ☐ Nei» as «ja»; one box alone as ja or nei; empty when neither of two is ticked."""
    ticks = read_ticks(text)
    if ticks.yes_or_no:
        return ticks.answer()
    return ("ja" if ticks.boxes[0].ticked else "nei") if len(ticks.boxes) == 1 else ""


def _boxes_as_words(text: str) -> str:
    """«☒ Ja ☐ Nei» as «ja»; «☒ Leder ☐ Tillitsvalgt» as «Leder»; other text as it is."""
    if not has_boxes(text):
        return text
    ticks = read_ticks(text)
    if ticks.yes_or_no or len(ticks.boxes) == 1:
        return _boxes_as_answer(text)
    return ", ".join(box.label for box in ticks.boxes if box.ticked)
