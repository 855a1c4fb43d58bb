"""What stands on a form and came into no value: the accounts are made up after reading, from the paper and the claims alone.

Whatever way the words were lost, they are found here: each line, cell and control must be a value, a known label, or one of the
things that forms say without asking («Skjemaet sendes …»). The rest is unplaced, and casts doubt on what was not found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.recognise.addresses import EMAIL, is_office_address
from pipeline.recognise.blanks import is_blank, without_guidance
from pipeline.recognise.convert import has_phone
from pipeline.recognise.draft import Draft, Written
from pipeline.recognise.labels import PARTS, Asks, Label, find_label
from pipeline.recognise.people import looks_like_name
from pipeline.recognise.telling import is_prose
from pipeline.recognise.ticks import with_boxes

_PIECES: Final = re.compile(r"[\n\t|;☒☐:?]|\s[–—/-]\s")
_WITHIN: Final = re.compile(r"\n(?=[a-zæøå(])")  # a line feed in mid-sentence: the edge of a cell
_EDGES: Final = " \t.,:;|/()[]–—-_*•·●▪\uf0b7\"«»'<>#"
_MOST_LEADING: Final = 7
_FILLERS: Final = frozenset(
    {"ja", "nei", "yes", "no", "x", "tlf", "tel", "telefon", "mobil", "mob", "phone", "e", "post", "epost", "mail"}
    | {"og", "and", "eller", "or", "nr", "er", "av", "is", "are", "på", "i", "til"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """Words that came nowhere; `index` counts the written pieces of the form.

    `important`: they may be a person, an address, a tick. `leads`: a sentence that said something else is told with
    them («Teamet ledes av …»), and they name nothing themselves.
    """

    text: str
    where: str
    index: int
    lone: bool
    control: bool
    important: bool
    leads: bool


def unplaced(draft: Draft) -> list[Unplaced]:
    """Everything on the form that is neither value nor label nor the form's own talk, in the order of the form."""
    said: dict[str, list[str]] = defaultdict(list)
    for _, claim in draft.claims():
        said[claim.where].append(claim.text)
    for text, where in (*draft.others, *draft.continued):
        said[where].append(text)
    everywhere = "\n".join(_flat(text) for texts in said.values() for text in texts)
    found = []
    for index, written in enumerate(draft.written):
        rest = _left_of(draft, written, said.get(written.where, []), everywhere)
        if rest and (said.get(written.where) or not _is_title(index, written)):
            found.append(
                Unplaced(
                    text=rest,
                    where=written.where,
                    index=index,
                    lone=written.lone,
                    control=written.control,
                    important=_is_important(rest),
                    leads=written.lone and bool(said.get(written.where)) and _only_leads(rest),
                )
            )
    return found


def _only_leads(rest: str) -> bool:
    """A few small words at a time, none of them a name or a number."""
    pieces = [piece.split() for piece in rest.split(" … ")]
    small = (not any(word[0].isupper() or word[0].isdigit() for word in words[1:]) for words in pieces)
    begun = all(words[0][0].islower() for words in pieces[1:] if words)
    return begun and all(small) and all(len(words) <= _MOST_LEADING for words in pieces)


def _is_title(index: int, written: Written) -> bool:
    return index == 0 and written.lone and not EMAIL.search(written.text)


def _left_of(draft: Draft, written: Written, said: list[str], everywhere: str) -> str:
    """The words of a written piece that no claim and no label accounts for."""
    if (
        is_blank(written.text)
        or (written.lone and is_furniture(written.text))
        or (written.heading and not said and find_label(written.text) is not None)
    ):
        return ""
    if written.control:
        return "" if said or _flat(written.text) in everywhere else written.text
    rest = _without(with_boxes(written.text), said)
    if "\n" not in rest.strip() and _is_accounted(draft, rest.strip("☒☐ \t:?")):
        return ""
    if is_prose(fold(rest)):
        return rest if any(not is_office_address(address) for address in EMAIL.findall(rest)) else ""
    ticked = "☒" in rest
    left = [piece for piece in _pieces(_WITHIN.sub(" ", without_guidance(rest))) if not _is_accounted(draft, piece)]
    if not left:
        return ""
    return ("☒ " if ticked else "") + " … ".join(left)


def is_furniture(text: str) -> bool:
    """Is it what a program prints around a page (its address, the time, the page's number), a receipt, or a letter's foot?"""
    if _HOUSE.search(text) and not any(not is_office_address(address) for address in EMAIL.findall(text)):
        return True
    left = _PRINTED_ROUND.sub(" ", text)
    return (left != text and not left.strip(" \t.,:;|/·-–")) or bool(_RECEIPT.match(text))


_PRINTED_ROUND: Final = re.compile(
    r"(?i)(?:https?://|www\.|file:)\S+|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b"
    r"|\b(?:side|page|spørsmål|question)\s+\d+(?:\s+(?:av|of)\s+\d+)?|\b\d{1,3}\s?/\s?\d{1,3}\b|\bkl\b"
)
_RECEIPT: Final = re.compile(
    r"(?i)^(?:referanse|ref|svar-?id|kvittering|sak|fullført|innsendt|levert|mottatt|sendt|utskrift)\b[^@]{0,60}\d[\d.:/ -]*$"
)
_HOUSE: Final = re.compile(r"(?i)\b(?:postboks|org\.? ?nr|organisasjonsnummer|besøksadresse)\b.*\d{4}")


def _without(text: str, said: list[str]) -> str:
    """`text` less what was claimed of it, line by line, the longest first."""
    for words in sorted({line for claim in said for line in claim.split("\n") if line.strip()}, key=len, reverse=True):
        if words in text:
            before, _, after = text.rpartition(words)
            text = f"{before}\n{after}"
        else:
            pattern = r"\s+".join(map(re.escape, words.split()))
            text = re.sub(pattern, "\n", text, count=1)
    return text


def _pieces(text: str) -> Iterator[str]:
    for piece in _PIECES.split(text):
        trimmed = piece.strip(_EDGES + " \u00a0")
        if trimmed:
            yield trimmed


def _is_accounted(draft: Draft, piece: str) -> bool:
    """A label, a number of a row, or a word that carries nothing."""
    if EMAIL.search(piece) or has_phone(piece):
        return False
    words = [w for w in fold(piece.strip(_EDGES)).split() if w not in _FILLERS]
    if not words:
        return True
    if all(word.isdigit() and len(word) < 3 for word in words):  # noqa: PLR2004 - the number of a row or a question, «5.1»
        return "priority" in draft.fields
    labels = (find_label(piece), find_label(piece, "members"), find_label(f"{piece}?"))
    return any(label is not None and _is_known(draft, label) for label in labels)


def _is_known(draft: Draft, label: Label) -> bool:
    """A label for certain; or one by its telling words, whose question has been answered elsewhere on the form.

    An answer uses such words as well: «Avdeling for rus» is the name of a unit.
    """
    if label.score >= PARTS or label.field is None or label.asks is not Asks.FIELD:
        return True
    return label.field.path in draft.fields or label.section == "members"


def _is_important(text: str) -> bool:
    addresses = [address for address in EMAIL.findall(text) if not is_office_address(address)]
    return "☒" in text or bool(addresses) or has_phone(text) or any(map(looks_like_name, text.split(" … ")))


def _flat(text: str) -> str:
    return " ".join(text.split())
