"""Nobody's name in a quote: names, addresses, phones and national identity numbers are masked, and what may be one is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Final

from pipeline.form.vocabulary import load_vocabulary
from pipeline.i18n import Message, msg
from pipeline.intake.national_id import national_ids_in

NAME, MAIL, PHONE, NATIONAL_ID = "[navn]", "[e-post]", "[telefon]", "[fødselsnummer]"

MASKED = msg("held a name, an address or a number")
PERHAPS_A_NAME = msg("«{word}» may be a name")
TELLS_OF_A_ROLE = msg("tells of a role")
TELLS_OF_A_TEAM = msg("tells of the team {team}")

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")  # bounded, so that a long word is no long search
_PHONE = re.compile(r"(?<![\d,.])(?:(?:\+|00)\d{2}[ \u00a0]?)?\d(?:[ \u00a0]?\d){7}(?![\d,.]\d|\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*", re.UNICODE)
_PARTS = re.compile(r"[’'\-]")
_RUN = re.compile(rf"(?:\b[^\W\d_]\.\s?)*{re.escape(NAME)}(?:[ \u00a0]+(?:[^\W\d_]\.\s?)*{re.escape(NAME)})*")
_ROLE = re.compile(r"\b(?:tillits|hovedtillits|fagforening|verneombud|klubbleder)\w*", re.IGNORECASE)
_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{6}[ \u00a0.-]?\d{5}(?!\d)")
_TEAM = re.compile(r"\b[A-ZÆØÅ]{2,6}-\d{1,2}[a-z]?\b")
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.[ \u00a0-]?){1,3}[^\W\d_]\.(?!\w)")
_SENTENCE_END = frozenset(".!?:;\n")
_OPENS_A_SENTENCE = "•–- \t\u00a0"
_ENDS_NO_SENTENCE = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|dr|prof|fru|hr|frk|ass|avd|spl|ovl|fysio|ref|jf|mht|ca|evt|inkl)\.$", re.IGNORECASE
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NO_NAMES: Final = _listed(
    """avklares senere seinere avklart ikke ikkje ingen nn ukjent vakant kommer kjem navn namn skal leder veileder rettleiar
    rådgiver enhetsleder van von der den de av af i og på til team"""
)
_ALSO_WORDS: Final = _listed(
    """alt bakke berg best bo bra dag dal din eller eng even frost ganger godt gran gro hage hans hav hva is jo lite liv mai man
    mange mest min mye natt nord per rein ro rose sand skog sol sommer stein stor storm strand sund sør tale vest vi vinter vold
    vår ås øst"""
)
"""Names that are everyday words too: in small letters they are taken for those."""

_SHORTEST: Final = 3
_NO_OTHER_NAME: Final = _listed(
    """teams samling samlingen samlinga samlingene læringsnettverk læringsnettverket lnv norge norway helse nord nordland troms
    finnmark helgeland tromsø bodø hammerfest alta kirkenes narvik harstad sandnessjøen mosjøen mo rana covid excel word
    outlook powerpoint google forms questback pdsa smart kanban lean jeg eg vi de dere dykk hva kva hvordan korleis potatohead
    facebook ihi sykehus sykehuset jul påske januar februar mars april mai juni juli august september oktober november desember
    mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag sundag sámi sápmi"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text without what tells who somebody is. `why`: what a person must look at before it is used; none when it is clean."""

    text: str
    why: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Names:
    """The people of the network, to know their names by. `people` are names as written anywhere."""

    people: frozenset[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a name, bare."""
        return frozenset(word for name in self.people for word in _words_of(name))

    @cached_property
    def _trusts(self) -> frozenset[str]:
        return frozenset(trust.short for trust in load_vocabulary().trusts)

    def is_name(self, text: str) -> bool:
        """Is the whole text somebody's name?"""
        words = [_bare(part) for word in _WORD.findall(text) for part in _PARTS.split(word)]
        return len(words) > 1 and all(word in self.words for word in words)

    def mask(self, text: str) -> str:
        """`text` with [navn], [e-post], [telefon] and [fødselsnummer] where somebody was named."""
        for start, end in reversed(national_ids_in(text)):
            text = text[:start] + NATIONAL_ID + text[end:]
        text = _ELEVEN_DIGITS.sub(NATIONAL_ID, text)  # one with a slip of the pen is nobody else's business either
        text = _PHONE.sub(PHONE, _MAIL.sub(MAIL, text))
        return _RUN.sub(NAME, _WORD.sub(self._masked, text))

    def told(self, text: str) -> Told:
        """`text` masked, and why a person must look at it."""
        masked = self.mask(text)
        why = [MASKED] if masked != text else []
        why += [Message(PERHAPS_A_NAME.msgid, {"word": word}) for word in dict.fromkeys(_unknown_names(masked))]
        if _ROLE.search(masked):
            why.append(TELLS_OF_A_ROLE)
        why += [Message(TELLS_OF_A_TEAM.msgid, {"team": team}) for team in dict.fromkeys(_TEAM.findall(masked))]
        return Told(text=masked, why=tuple(why))

    def _masked(self, found: re.Match[str]) -> str:
        word = found[0]
        return NAME if self._names(word) or any(self._names(part) for part in _PARTS.split(word)) else word

    def _names(self, word: str) -> bool:
        if not word or word in self._trusts:
            return False
        bare = _bare(word)
        forms = {bare, bare.removesuffix("s")}
        known = forms & self.words
        if word[0].isupper():
            return bool(known)
        return any(len(one) >= _SHORTEST and one not in _ALSO_WORDS for one in known)


def _bare(word: str) -> str:
    """Folded, without accents."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _words_of(name: str) -> Iterator[str]:
    """The words of a name; of «avklares senere» none."""
    words = [_bare(part) for word in _WORD.findall(_MAIL.sub(" ", name)) for part in _PARTS.split(word)]
    if "avklares" in words or "senere" in words:
        return
    yield from (word for word in words if len(word) > 1 and word not in _NO_NAMES)


def names_of(people: Iterable[str]) -> Names:
    """The people, of whom some may be empty."""
    return Names(frozenset(name for name in people if name and name.strip()))


def _unknown_names(text: str) -> Iterator[str]:
    """What may be the name of somebody outside: first names anywhere, capitals within a sentence, and initials."""
    for found in _WORD.finditer(text):
        word, before = found[0], text[: found.start()]
        parts = {_bare(word), *map(_bare, _PARTS.split(word))}
        if before.endswith("[") or len(word) < _SHORTEST:
            continue
        if parts & _first_names() or (_is_capitalised(word) and not _begins_a_sentence(before) and not parts & _KNOWN_WORDS):
            yield word
    yield from _INITIALS.findall(text)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _begins_a_sentence(before: str) -> bool:
    """Does a word begin a sentence, when this is before it? «Dr.» and «K.» end none, and neither does a bracket."""
    before = before.rstrip(_OPENS_A_SENTENCE)
    return not before or before[-1] in '«"' or (before[-1] in _SENTENCE_END and not _ENDS_NO_SENTENCE.search(before))


@cache
def _first_names() -> frozenset[str]:
    """Common Norwegian and Sámi first names, bare; not those that are everyday words."""
    listed = resources.files("pipeline.year").joinpath("first_names.txt").read_text(encoding="utf-8")
    return frozenset(map(_bare, listed.split())) - _ALSO_WORDS


_KNOWN_WORDS: Final = frozenset(map(_bare, _NO_OTHER_NAME))
