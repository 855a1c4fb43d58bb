"""What a mail's subject says of the project: «VS: Påmelding læringsnettverk – prioritet 3 – Bedre flyt i mottaket»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.recognise.labels import find_label
from pipeline.recognise.people import looks_like_name, names_a_place

SUBJECT: Final = "mail subject"
_PREFIX: Final = re.compile(r"(?i)^(?:(?:sv|vs|re|fw|fwd|aw|wg|fs)\s*:\s*)+")
_RANK: Final = re.compile(
    r"(?i)\b(?:prioritet|priority|prioritering|pri|prio)\b\.?(?:\s*(?:nr|nummer|no)\b\.?)?\s*:?\s*(\d{1,2})\b(?!\s*(?:%"
    r"|/)|[-.]\d|-\w)"
)
_QUOTED: Final = re.compile('[«"“”]([^«»"“”]{4,150})[»"“”]')
_PARTS: Final = re.compile(r"\s*[–—|:;]\s*|\s+-\s+")
_OF_THE_MAIL: Final = re.compile(
    r"(?i)\b(?:på|inn)?meld\w*|læringsnettverk\w*|nettverk\w*|skjema\w*|registr\w+|entry\b|kull\s*\d|tørn|vedlegg\w*"
    r"|søknad\w*|interesse\w*"
    r"|oppdater\w*|rett\w*|network|application|frist\w*|deltak\w+|invitasjon\w*|haster"
)
_ITS_NAME: Final = re.compile(r"(?i)^(?:prosjekt(?:et|tittel|navn|namn)?|project|tittel|title)\b\s*:?\s*")
_SENT_THERE: Final = re.compile(
    r"(?i)\b(?:i|se|sjå|jf|jfr|in|see)\b\.?\s+(?:the\s+)?(?:emne\w*|subject\w*|overskrift\w*|tittel(?:en|linja|feltet))\b"
)
_FEWEST: Final = 2


def bare_subject(subject: str) -> str:
    """The subject without «VS:», «SV:» and their like."""
    return _PREFIX.sub("", subject).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSubject:
    """An answer that the subject gives: the path, the form's own label for it, the words. Not `sure`: a person must look."""

    path: str
    label: str
    text: str
    sure: bool


def rank_in(subject: str) -> str:
    """The number in «prioritet 3»; empty when none or several are named."""
    found = set(_RANK.findall(subject))
    return found.pop() if len(found) == 1 else ""


def subject_says(subject: str, text: str) -> list[OfSubject]:
    """What the subject says of the project: its rank, and its name when one piece of it can be that.

    The name is sure when it stands in quotation marks, when «prosjekt» leads it in, or when the mail's `text` refers to it.
    """
    bare = _PREFIX.sub("", subject.strip())
    told = []
    if rank := rank_in(bare):
        told.append(OfSubject(path="priority", label="Prioritet", text=rank, sure=True))
    name, sure = _name(bare)
    if name:
        alone = bool(_SENT_THERE.search(text)) and not _has_more(bare, name)
        told.append(OfSubject(path="title", label="Prosjekttittel", text=name, sure=sure or alone))
    return told


def _name(bare: str) -> tuple[str, bool]:
    """The project's name, and whether it is one for certain."""
    quoted = _QUOTED.findall(bare)
    if len(quoted) == 1 and not _RANK.search(quoted[0]):
        return quoted[0].strip(), True
    left = _RANK.sub(" – ", bare)
    pieces = [piece.strip(" .,–—-:") for part in _PARTS.split(left) for piece in _around_comma(part)]
    named = [_ITS_NAME.sub("", piece) for piece in pieces if _ITS_NAME.match(piece) and _ITS_NAME.sub("", piece)]
    if len(named) == 1:
        return _whole(left, named[0]), True
    found = [piece for piece in pieces if _may_be_name(piece)]
    return (_whole(left, found[0]), False) if found and _whole(left, found[0]).endswith(found[-1]) else ("", False)


def _has_more(bare: str, name: str) -> bool:
    """Is there a word before the name that is neither of the mail, nor of trust, place or person: of the name, perhaps?"""
    before = _RANK.sub(" – ", bare[: bare.index(name)]) if name in bare else ""
    words = (piece.strip(" .,–—-:") for part in _PARTS.split(before) for piece in _around_comma(part))
    return any(word and not _is_explained(word) for word in words)


def _around_comma(part: str) -> list[str]:
    """«Påmelding læringsnettverk, Bedre flyt» in two; a name may have a comma of its own, and is left whole."""
    head, _, tail = part.partition(", ")
    return [head, tail] if tail and (_OF_THE_MAIL.search(head) or load_vocabulary().trust(head) is not None) else [part]


def _whole(left: str, first: str) -> str:
    """From the first piece of the name to the end: a name may have a dash, a colon or a comma of its own."""
    return left[left.index(first) :].strip(" .–—-:,")


def _may_be_name(piece: str) -> bool:
    label = find_label(piece)
    words = len(fold(piece).split()) >= _FEWEST and any(map(str.isalpha, piece))
    return words and not _is_explained(piece) and (label is None or label.field is None)


def _is_explained(piece: str) -> bool:
    """Does it speak of the mail, or name a trust, a place or a person?"""
    place = names_a_place(piece) and len(piece.split()) < 4  # noqa: PLR2004 - «Kirurgisk avdeling Bodø»
    of_mail = _OF_THE_MAIL.search(piece) is not None or load_vocabulary().trust(piece) is not None
    return of_mail or place or looks_like_name(piece)
