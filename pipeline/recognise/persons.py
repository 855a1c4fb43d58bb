"""Claims about people: whoever is named in a line, in the cells of a row, or under a label for a whole person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model import Cell
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.blanks import says_later, says_none
from pipeline.recognise.convert import has_phone
from pipeline.recognise.draft import MEMBER_ATTRIBUTES
from pipeline.recognise.known_labels import PARENTHESIS
from pipeline.recognise.labels import EXACT, TELLING, Asks, Label, find_label
from pipeline.recognise.mentions import ADVISES, Mention
from pipeline.recognise.named import Named, each_named
from pipeline.recognise.people import PersonText, looks_like_name, read_person
from pipeline.recognise.place import ROLE_WORDS, Place

_SURE: Final = 0.95
_WITH_REST: Final = 0.88
_ODD_NAME: Final = 0.6
_BY_KIND: Final = 0.85
_BY_KIND_NAME: Final = 0.75
_MIXED: Final = 0.93
_LEFT_OVER: Final = 0.85
_MENTIONED: Final = 0.9
_BORROWED: Final = 0.6
OUTSIDERS: Final = ("adviser", "contact")
_PIECES: Final = re.compile(r"\s*[|;,\t\n]\s*(?=[^|;,\t\n:]{2,45}:)")
_NEXT_NAME: Final = re.compile(r"(?:,\s*(?:(?:og|and)\s+)?|\s+(?:og|and)\s+)(?=[A-ZÆØÅ])(?![^()]*\))")
_LABELLED: Final = re.compile(r"^\s*([^:]{2,45}):\s*(.*)$", re.DOTALL)


@dataclass(slots=True)
class Persons(Place):
    """A walk that can take people apart."""

    def people(self, text: str, where: str) -> None:
        """One person, or several parted by line feeds or semicolons."""
        named = each_named(text) if "\n" not in text.strip() else ()
        for one in named:
            self._claim_named(one, where, bare_among_others=one.bare and any(not other.bare for other in named))
        for piece in () if named else _each_person(text):
            self.person(piece, where)

    def _claim_named(self, one: Named, where: str, *, bare_among_others: bool) -> None:
        """One of several people in a line; a name of which nothing is said, unlike of the others, may be no person's."""
        self._claim_member(read_person(one.text), None, [(one.text, where)], sure=_ODD_NAME if bare_among_others else None)

    def person(self, text: str, where: str, into: int | None = None) -> bool:
        """A member from one text; False when it is none."""
        if self.labelled_person(text, where, into):
            return True
        said = read_person(text)
        label = find_label(said.name, "members") if said.name else None
        if into is None and (not said.name or (label is not None and label.score >= EXACT)):
            return False
        if into is None and any(map(ADVISES.search, (said.profession, said.title, *said.rest))):
            self.claim_outsider("adviser", said, where, TELLING)
            return True
        self._claim_member(said, into, [(text, where)])
        return True

    def person_in(self, cells: Sequence[Cell]) -> None:
        """A member whose things stand in the cells of a row, without headings."""
        self._claim_member(read_person(", ".join(c.text for c in cells)), None, [(c.text, c.where) for c in cells])

    def _claim_member(
        self, said: PersonText, into: int | None, places: Sequence[tuple[str, str]], sure: float | None = None
    ) -> None:
        index = self.member = self.draft.new_member() if into is None else into
        score = sure or (_SURE if looks_like_name(said.name) and not said.rest else _WITH_REST)
        if said.name and not looks_like_name(said.name):
            score = _ODD_NAME
        self.draft.asked.update(f"members.{attribute}" for attribute in MEMBER_ATTRIBUTES)
        for attribute, words in said.said().items():
            where = next((where for text, where in places if words in text), places[0][1])
            self.draft.claim_member(index, attribute, self.made(words, where, score))
        if not said.role:
            self.give_role(places[0][1])

    def labelled_person(self, text: str, where: str, into: int | None = None) -> bool:
        """«Navn: Kari Nordmann | Rolle: leder | …»: a line in which each answer has its label; False when it is none."""
        pieces = [p for p in _PIECES.split(text) if p.strip()]
        found = [(label, m[2].strip()) for p in pieces if (m := _LABELLED.match(p)) and (label := _of_member(m[1])) is not None]
        if len(found) < 2 or len(found) < len(pieces) - 1:  # noqa: PLR2004 - one may be a name with a remark
            return False
        index = self.member = self.draft.new_member() if into is None else into
        self.give_role(where)
        for label, words in found:
            self.draft.claim_member(index, label.attribute, self.made(words, where, _SURE))
        return True

    def outsider(self, label: Label, text: str, where: str) -> None:
        """The adviser or the contact, whole: «Veileder: Kari Nordmann, kari@….example, 900 00 000»."""
        self.draft.ask(f"{label.section}.name", where)
        if says_none(text) or says_later(text) or looks_like_name(text):
            self.draft.claim(f"{label.section}.name", self.made(text, where, label.score))
        else:
            self.claim_outsider(label.section, read_person(text), where, label.score)

    def claim_outsider(self, section: str, person: PersonText, where: str, score: float) -> None:
        """Name, address and number of the adviser or the contact."""
        sure = score if looks_like_name(person.name) else score * 0.7
        for attribute in ("name", "email", "phone"):
            words = getattr(person, attribute)
            if words:
                self.draft.claim(f"{section}.{attribute}", self.made(words, where, sure))

    def mentioned(self, mention: Mention, where: str) -> None:
        """Somebody whom running text names."""
        said = {"name": mention.name, "email": mention.email, "phone": mention.phone}
        if mention.adviser:
            for attribute, words in said.items():
                self.draft.ask(f"adviser.{attribute}", where)
                if words:
                    self.draft.claim(f"adviser.{attribute}", self.made(words, where, _MENTIONED))
            return
        self.section, self.member = "members", self.draft.new_member()
        self.draft.asked.update(f"members.{attribute}" for attribute in MEMBER_ATTRIBUTES)
        role = ROLE_WORDS[mention.role] if mention.role is not None else ""
        for attribute, words in {**said, "profession": mention.profession, "role": role}.items():
            score = _BORROWED if attribute == "role" and mention.borrows else _MENTIONED
            self.draft.claim_member(self.member, attribute, self.made(words, where, score))

    def mixed_outsider(self, label: Label, text: str, where: str) -> None:
        """Several things of the adviser or the contact in one place («Veileders e-post/tlf»)."""
        said = read_person(text)
        for attribute, words in (("email", said.email), ("phone", said.phone)):
            self.draft.ask(f"{label.section}.{attribute}", where)
            if words:
                self.draft.claim(f"{label.section}.{attribute}", self.made(words, where, _MIXED))
        if looks_like_name(said.name):
            self.draft.claim(f"{label.section}.name", self.made(said.name, where, _MIXED))

    def mixed(self, text: str, where: str, into: int | None = None) -> None:
        """Several things of one person in one place («Teamleder, renholder»; «kari@….example, 900 00 000»)."""
        index = self.member if into is None else into
        if index is None:
            index = self.member = self.draft.new_member()
        said = read_person(text)
        words = said.said()
        loose = [w for w in (words.pop("name", ""), *said.rest) if w]
        for attribute, value in words.items():
            self.draft.claim_member(index, attribute, self.made(value, where, _MIXED))
        if loose and "profession" not in words and "role" in words:
            self.draft.claim_member(index, "profession", self.made(loose[0], where, _LEFT_OVER))

    def of_its_kind(self, text: str, where: str) -> None:
        """The answer to a question that nobody knows, among a person's: what it can only be, when that is still wanting."""
        if self.section not in {"members", "adviser", "contact"} or (self.section == "members" and self.member is None):
            self.draft.unknown.append((text, where))
            return
        attribute = _kind_of(text, member=self.section == "members")
        if not attribute:
            return
        score = _BY_KIND_NAME if attribute == "name" else _BY_KIND
        if self.section != "members":
            path = f"{self.section}.{attribute}"
            if not self.draft.fields.get(path):
                self.draft.claim(path, self.made(text, where, score))
        elif self.member is not None and not self.draft.members[self.member].get(attribute):
            self.draft.claim_member(self.member, attribute, self.made(text, where, score))


def _each_person(text: str) -> list[str]:
    """The text of each person: a line that names nobody says more of the one above."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        parts = [part for part in text.split(";") if part.strip()]
        if len(parts) > 1 and all(map(_names_somebody, parts)):
            return parts
        names = [part.strip(" .") for part in _NEXT_NAME.split(text)]
        return names if len(names) > 1 and all(looks_like_name(PARENTHESIS.sub(" ", name)) for name in names) else lines
    people: list[str] = []
    for line in lines:
        if people and not _names_somebody(line):
            people[-1] += f", {line}"
        else:
            people.append(line)
    return people


def _names_somebody(text: str) -> bool:
    said = read_person(text)
    return looks_like_name(said.name) or bool(said.rest and looks_like_name(said.rest[0]))


def _of_member(text: str) -> Label | None:
    label = find_label(text, "members")
    theirs = label is not None and (
        label.section in {"members", ""} or (label.section == "contact" and label.attribute != "name")
    )
    return label if label is not None and theirs and label.asks is Asks.FIELD and label.score >= TELLING else None


def _kind_of(text: str, *, member: bool) -> str:
    """The one attribute that a text can only be; empty when that is not certain."""
    if EMAIL.fullmatch(text.strip()):
        return "email"
    if has_phone(text) and not any(map(str.isalpha, text)):
        return "phone"
    said = read_person(text)
    if said.rest or said.email or said.phone:
        return ""
    if looks_like_name(said.name) and said.name == text.strip():
        return "name"
    found = [a for a in ("role", "profession") if getattr(said, a) == text.strip()] if member else []
    return found[0] if len(found) == 1 else ""
