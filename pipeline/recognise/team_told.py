"""The team that a form of the year is for, where only its title says so: «Statusrapport – UNN-1», «Framdriftsplan for Fall»."""

from __future__ import annotations

import re
from typing import Final

from pipeline.form.definition import FormDefinition
from pipeline.recognise.filled_by_label import Heard, Said

TEAM_ID: Final = re.compile(r"\b([A-ZÆØÅ]{2,}[A-ZÆØÅ0-9]*)[ -](u?\d{1,3}[a-z]{0,2})\b")
_TEAM_ALONE: Final = re.compile(
    r"(?:(?i:team|gruppe)[ :–-]+([A-ZÆØÅ]{2,}[A-ZÆØÅ0-9]*[ -]u?\d{1,3}[a-z]{0,2})(?:\s*[–—,:(-].{0,60})?"
    r"|[A-ZÆØÅ]{2,}-\d{1,3}[a-z]?)$"
)
NAMED: Final = 0.9
_MAYBE: Final = 0.75
_WHEN: Final = re.compile(
    r"(?i)\b(?:\d{1,2}\.?\s*)?(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan|feb|mar|apr"
    r"|jun|jul|aug|sep|sept|okt|nov|des|uke|veke|våren|hausten|høsten)\b\.?\s*\d{0,4}|\b\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|\b20\d\d\b"
)
_JOINING: Final = re.compile(
    r"(?i)^(?:for|frå|fra|til|av|team(?:et)?|gruppe|vår|læringsnettverk\w*|–|—|-|:|,|\.|\s|\(|\)|nr)+|[\s–—:,.()-]+$"
)
_FEWEST_LETTERS: Final = 4


def with_team_of_title(form: FormDefinition, said: Said) -> list[Heard]:
    """The answers, with the team that the title names when no question about it is answered."""
    asked = next((field for section in form.sections for field in section.fields if field.key == "team"), None)
    if asked is None or any(one.field is asked for one in said.answers):
        return said.answers
    for text, where in said.titles:
        if named := team_in(text):
            return [Heard(field=asked, text=named, where=where, sure=NAMED), *said.answers]
    for text, where in said.titles:
        if name := _rest_of_title(text, form):
            return [Heard(field=asked, text=name, where=where, sure=_MAYBE), *said.answers]
    told = {match[1] or match[0] for text, _ in said.rest if (match := _TEAM_ALONE.match(text))}
    for text, where in said.rest if len(told) == 1 else ():
        if match := _TEAM_ALONE.match(text):
            return [Heard(field=asked, text=match[1] or match[0], where=where, sure=NAMED), *said.answers]
    return said.answers


def team_in(text: str) -> str:
    """The team's number in a title; the whole of it when it has several, for a person to see; nothing when it has none."""
    ids = {match[0] for match in TEAM_ID.finditer(text)}
    return text if len(ids) > 1 else "".join(ids)


def names_team_only(text: str, form: FormDefinition) -> bool:
    """«Statusrapport FIN-3, 6. oktober»: the title with a team's number and perhaps a date, and nothing more."""
    return bool(TEAM_ID.search(text)) and not any(map(str.isalpha, _rest_of_title(TEAM_ID.sub(" ", text), form, fewest=1)))


def _rest_of_title(text: str, form: FormDefinition, *, fewest: int = _FEWEST_LETTERS) -> str:
    titles = sorted({form.title.nb, form.title.nn, *form.also}, key=len, reverse=True)
    rest = re.sub(rf"(?:{'|'.join(map(re.escape, titles))})(?:en|a|ene|ane)?\b", " ", text, count=1, flags=re.IGNORECASE)
    rest = _JOINING.sub("", _WHEN.sub(" ", rest).strip())
    name = _JOINING.sub("", rest)
    return " ".join(name.split()) if sum(letter.isalpha() for letter in name) >= fewest else ""
