"""Where a reader of somebody's form is: in which section, at which person, with which question still to be answered.

`Walk` holds that state and makes the claims; `lines.py` and `grids.py` find what to claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.form.definition import Kind
from pipeline.model import Role
from pipeline.recognise.convert import EMAIL, PHONE, is_blank, says_later, says_none, to_phone, to_yes_no, without_guidance
from pipeline.recognise.draft import Claim, Draft
from pipeline.recognise.labels import EXACT, PEOPLE_SECTIONS, TELLING, TORN, Asks, Label, find_label, section_of
from pipeline.recognise.people import PersonText, looks_like_name, read_person
from pipeline.recognise.ticks import Ticks, has_boxes, read_ticks

_PERSON_ATTRIBUTES: Final = ("name", "title", "profession", "role", "email", "phone", "trained_agent")


@dataclass(slots=True)
class Walk:
    """The state of one walk through a form. `method` and `sureness` go into every claim."""

    draft: Draft
    method: str
    sureness: float = 1.0
    section: str = ""
    member: int | None = None
    role: Role | None = None
    pending: Label | None = None
    pending_where: str = ""
    open_text: str = ""
    known: frozenset[tuple[str, str]] = frozenset()

    # --- claims ----------------------------------------------------------------------------------------------------------

    def made(self, text: str, where: str, score: float) -> Claim:
        """A claim at this walk's sureness."""
        return Claim(text=text, where=where, method=self.method, confidence=round(score * self.sureness, 3))

    def ask(self, label: Label, where: str) -> None:
        """`label` stands alone at `where`: its answer comes next."""
        self.pending, self.pending_where = label, where

    def leave_blank(self) -> None:
        """The question that waits for an answer gets none."""
        if self.pending is not None:
            self.answer(self.pending, "", self.pending_where)

    def answer(self, label: Label, text: str, where: str) -> None:
        """`text` is what stands at `label`."""
        self.pending = None
        self.open_text = ""
        text = without_guidance(text)
        if label.asks is Asks.FIELD and label.field is not None:
            self._answer_field(label, text, where)
        elif label.asks is Asks.SECTION:
            self._answer_section(label, text, where)
        elif label.asks is Asks.ROLE:
            self._answer_role(label, text, where)
        elif label.asks is Asks.MIXED:
            self.mixed(text, where)
        elif label.asks is Asks.OTHER:
            self.draft.answer_other(text, where)
        else:
            self.start_person(label)
            self.person(text, where, into=self.member)

    def _answer_field(self, label: Label, text: str, where: str) -> None:
        section = label.section or self._section_of_shared()
        field = label.field
        if field is None:
            return
        if section == "members":
            self._answer_member(label, text, where)
        elif section in PEOPLE_SECTIONS:
            self._answer_person(section, label, text, where)
        elif field.kind is Kind.TICK and has_boxes(text):
            self._answer_boxes(label, text, where)
        else:
            self.draft.claim(field.path, self.made(text, where, label.score))
            if field.kind is Kind.LONG_TEXT:
                self.open_text = field.path

    def _section_of_shared(self) -> str:
        """«Navn» outside any known section: the contact's, before the team is named."""
        return self.section if self.section in PEOPLE_SECTIONS else "contact"

    def _answer_boxes(self, label: Label, text: str, where: str) -> None:
        ticks = read_ticks(text)
        answer = ticks.answer() if ticks.yes_or_no else text if len(ticks.boxes) == 1 and not ticks.boxes[0].label else ""
        if not answer and len(ticks.boxes) == 1:
            answer = "ja" if ticks.boxes[0].ticked else "nei"
        if label.field is not None:
            self.draft.claim(label.field.path, self.made(answer, where, label.score))

    def _answer_person(self, section: str, label: Label, text: str, where: str) -> None:
        """Something of the adviser or the contact; a whole person in the place of a name is taken apart."""
        attribute = label.attribute
        if attribute == "name" and (EMAIL.search(text) or _has_phone(text)):
            self._claim_person(section, read_person(text), where, label.score)
        elif attribute in {"name", "email", "phone"} or section == "adviser":
            score = label.score if label.score > TORN or self.section == section else TORN
            value = _boxes_as_words(text)
            self.draft.claim(
                f"{section}.{attribute}", self.made(value, where, max(score, 0.9) if self.section == section else score)
            )
        else:
            self.draft.pass_over(text, where)

    def _answer_member(self, label: Label, text: str, where: str) -> None:
        attribute = label.attribute
        if label.number is not None:
            self._go_to(label.number)
        if attribute == "trained_agent" and self.member is None:
            self.draft.agents.append(self.made(text, where, label.score))
            self.draft.asked.add("members.trained_agent")
            return
        if attribute == "trained_agent" and not is_blank(text) and to_yes_no(_boxes_as_words(text)).value is None:
            self.draft.agents.append(self.made(text, where, label.score))
            return
        if self.member is None or (
            attribute == "name" and self.draft.members[self.member].get("name") and label.number is None
        ):
            self.member = self.draft.new_member()
            self._give_role(where)
        if attribute == "name" and (EMAIL.search(text) or _has_phone(text)):
            self.person(text, where, into=self.member)
            return
        score = max(label.score, 0.9) if self.section == "members" else label.score
        self.draft.claim_member(self.member, attribute, self.made(_boxes_as_words(text), where, score))

    def _go_to(self, number: int) -> None:
        while len(self.draft.members) < number <= 40:  # noqa: PLR2004 - no form has room for more
            self.draft.new_member()
        if 0 < number <= len(self.draft.members):
            self.member = number - 1

    def _give_role(self, where: str) -> None:
        if self.role is not None and self.member is not None:
            self.draft.claim_member(self.member, "role", self.made(ROLE_WORDS[self.role], where, 0.95))

    def _answer_section(self, label: Label, text: str, where: str) -> None:
        self.enter(label)
        if is_blank(text):
            self.draft.asked.add("adviser.name" if label.section == "adviser" else label.section)
        elif label.section == "challenges":
            self.challenges(text, where, label.score)
        elif label.section in {"adviser", "contact"}:
            self._whole_person(label, text, where)
        elif label.section == "members":
            for line in text.split("\n"):
                self.people(line, where)
        else:
            self.draft.pass_over(text, where)

    def _whole_person(self, label: Label, text: str, where: str) -> None:
        self.draft.asked.add(f"{label.section}.name")
        if says_none(text) or says_later(text) or looks_like_name(text):
            self.draft.claim(f"{label.section}.name", self.made(text, where, label.score))
            return
        self._claim_person(label.section, read_person(text), where, label.score)

    def _claim_person(self, section: str, person: PersonText, where: str, score: float) -> None:
        if not looks_like_name(person.name):
            score *= 0.7
        for attribute in ("name", "email", "phone"):
            words = getattr(person, attribute)
            if words:
                self.draft.claim(f"{section}.{attribute}", self.made(words, where, score))
        for words in person.rest:
            self.draft.pass_over(words, where, important=bool(EMAIL.search(words)))

    def _answer_role(self, label: Label, text: str, where: str) -> None:
        """«Leder: Kari Nordmann, sykepleier, …», «Tillitsvalgte: …; …»."""
        self.section, self.role, self.member = "members", label.role, None
        if is_blank(text):
            return
        if label.role is Role.LEADER or label.role is Role.UNION_REP or label.role is Role.STAFF:
            self.people(text, where)

    # --- people ----------------------------------------------------------------------------------------------------------

    def people(self, text: str, where: str) -> None:
        """One person, or several parted by line feeds or semicolons."""
        pieces = [p for p in text.split("\n") if p.strip()]
        if len(pieces) == 1 and ";" in text:
            parts = [p for p in text.split(";") if p.strip()]
            if len(parts) > 1 and sum(looks_like_name(read_person(p).name) for p in parts) == len(parts):
                pieces = parts
        for piece in pieces:
            self.person(piece, where)

    def labelled_person(self, text: str, where: str, into: int | None = None) -> bool:
        """«Navn: Kari Nordmann | Rolle: leder | …»: a line in which each answer has its label; False when it is none."""
        pieces = [p for p in _LABELLED_PIECES.split(text) if p.strip()]
        found = [(label, m[2].strip()) for p in pieces if (m := _LABELLED.match(p)) and (label := _of_member(m[1])) is not None]
        if len(found) < 2 or len(found) < len(pieces) - 1:  # noqa: PLR2004 - one may be a name with a remark
            return False
        index = self.draft.new_member() if into is None else into
        self.member = index
        self._give_role(where)
        for label, words in found:
            self.draft.claim_member(index, label.attribute, self.made(words, where, 0.95))
        return True

    def person(self, text: str, where: str, into: int | None = None) -> bool:
        """A member from one text; False when it is none."""
        if self.labelled_person(text, where, into):
            return True
        said = read_person(text)
        label = find_label(said.name, "members") if said.name else None
        if into is None and (not said.name or (label is not None and label.score >= EXACT)):
            self.draft.pass_over(text, where, important=bool(said.email))
            return False
        index = self.draft.new_member() if into is None else into
        self.member = index
        score = 0.95 if looks_like_name(said.name) and not said.rest else 0.88
        if said.name and not looks_like_name(said.name):
            score = 0.6
        for attribute in _PERSON_ATTRIBUTES:
            self.draft.asked.add(f"members.{attribute}")
        for attribute, words in said.said().items():
            self.draft.claim_member(index, attribute, self.made(words, where, score))
        if not said.role and self.role is not None:
            self._give_role(where)
        for words in said.rest:
            self.draft.pass_over(words, where, important=bool(EMAIL.search(words)) or looks_like_name(words))
        return True

    def mixed(self, text: str, where: str, into: int | None = None) -> None:
        """Several things of one person in one place («Teamleder, renholder»; «kari@….example, 900 00 000»)."""
        index = self.member if into is None else into
        if index is None:
            index = self.member = self.draft.new_member()
        said = read_person(text)
        words = said.said()
        loose = [w for w in (words.pop("name", ""), *said.rest) if w]
        for attribute, value in words.items():
            self.draft.claim_member(index, attribute, self.made(value, where, 0.93))
        for word in loose:
            free = "profession" if "profession" not in words and "role" in words else ""
            if free:
                self.draft.claim_member(index, free, self.made(word, where, 0.85))
                words[free] = word
            else:
                self.draft.pass_over(word, where, important=True)

    def start_person(self, label: Label) -> None:
        """«Deltaker 3»: the answers that follow are this person's."""
        self.section, self.pending, self.role = "members", None, label.role
        if label.number is not None:
            self._go_to(label.number)
        if label.number is None or self.member is None:
            self.member = self.draft.new_member()
        self._give_role("")

    def enter(self, label: Label) -> None:
        """A section begins."""
        if label.section != self.section or label.section != "members":
            self.member = None
        self.section, self.role, self.pending, self.open_text = label.section, None, None, ""

    # --- ticks -----------------------------------------------------------------------------------------------------------

    def boxes(self, ticks: Ticks, where: str, asked: Label | None = None) -> None:
        """Each box to the field its words name; a ja/nei pair to the question before it."""
        question = asked or (find_label(ticks.question, self.section) if ticks.question else None) or self.pending
        if ticks.yes_or_no and question is not None:
            self.answer(question, ticks.answer(), where)
            return
        if question is not None and question.asks is Asks.SECTION:
            self.enter(question)
        for box in ticks.boxes:
            label = find_label(box.label, self.section)
            if label is not None and label.asks is Asks.FIELD and label.field is not None and label.field.kind is Kind.TICK:
                self.answer(label, "ja" if box.ticked else "nei", where)
            elif question is not None and question.asks is Asks.FIELD and box.ticked:
                self.answer(question, box.label or "ja", where)
            elif question is not None and question.asks is Asks.FIELD:
                self.draft.asked.add(question.field.path if question.field else "")
            elif box.ticked:
                self.draft.pass_over(f"☒ {box.label}", where, important=True)
        self.pending = None

    def challenges(self, text: str, where: str, score: float) -> None:
        """The challenges as ticks or as words («høy turnover, begrenset kapasitet»)."""
        self.draft.asked.add("challenges")
        if has_boxes(text):
            self.section = "challenges"
            for line in text.split("\n"):
                if has_boxes(line):
                    self.boxes(read_ticks(line), where)
            return
        if says_none(text):
            return
        for piece in re.split(r"[,;\n/•]|\s+og\s+|\s+and\s+|\s+samt\s+", text):
            label = find_label(piece.strip(" .-–"), "challenges")
            if label is not None and label.field is not None and label.section == "challenges":
                self.draft.claim(label.field.path, self.made("ja", where, min(score, label.score)))
            elif piece.strip(" .-–"):
                self.draft.claim("challenges.other", self.made(piece, where, score))

    def is_tick_section(self) -> bool:
        """Is the walk in a section that is answered by ticks?"""
        return bool(self.section) and all(f.kind is Kind.TICK for f in section_of(self.section).fields)


_LABELLED_PIECES: Final = re.compile(r"\s*[|;,\t\n]\s*(?=[^|;,\t\n:]{2,45}:)")
_LABELLED: Final = re.compile(r"^\s*([^:]{2,45}):\s*(.*)$", re.DOTALL)


def _of_member(text: str) -> Label | None:
    label = find_label(text, "members")
    known = label is not None and label.asks is Asks.FIELD and label.section in {"members", ""} and label.score >= TELLING
    return label if known else None


ROLE_WORDS: Final = {Role.LEADER: "leder", Role.UNION_REP: "tillitsvalgt", Role.STAFF: "medarbeider"}


def _has_phone(text: str) -> bool:
    return any(to_phone(m[0]).certain for m in PHONE.finditer(text))


def _boxes_as_words(text: str) -> str:
    """«☒ Ja ☐ Nei» as «ja»; «☒ Leder ☐ Tillitsvalgt» as «Leder»; other text as it is."""
    if not has_boxes(text):
        return text
    ticks = read_ticks(text)
    if ticks.yes_or_no:
        return ticks.answer()
    chosen = [box.label for box in ticks.boxes if box.ticked]
    if len(ticks.boxes) == 1:
        return "ja" if chosen else "nei"
    return ", ".join(chosen)
