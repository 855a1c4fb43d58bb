"""Names as people write them: trusts, professions (faggrupper) and roles, each with one canonical value (domain §7).

Looking up is exact after folding; the nearest word is only ever a suggestion to a person. What is not recognised is None:
never guessed. The words stand in `vocabulary.toml` beside this module; a workspace may add its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from rapidfuzz import fuzz, process

from pipeline.errors import ConfigurationError, Fault
from pipeline.form.vocabulary_file import VocabularyFile, parsed
from pipeline.i18n import msg
from pipeline.model import Role

SHIPPED = Path(__file__).with_name("vocabulary.toml")

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DASHES_DOTS = re.compile(r"[./\\\-\u2010-\u2015\u2212\u2022\u00b7\s]+")
_PUNCTUATION = re.compile(r"[,;:()\[\]«»\"“”'’&+|]+")
_LEGAL_FORM = frozenset({"hf", "helseforetak", "helseforetaket", "helseføretak", "helseføretaket"})
_Meaning = TypeVar("_Meaning")

REMEMBERED = 1 << 14
"""Texts whose folded form or meaning is kept: a form's own texts are asked for many times over, and its labels come back."""

LONGEST_ABBREVIATION = 4
LONGEST_TITLE = 8
"""More words than this are prose, not a title: they are never looked into."""


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """`text` for comparing: NFKC, case folded, dots, dashes and slashes as blanks, blanks collapsed, trimmed."""
    folded = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    return _DASHES_DOTS.sub(" ", folded).strip()


def trust_key(text: str) -> str:
    """The name of a trust for comparing: folded, without «HF», «helseforetak» and punctuation."""
    return " ".join(_trust_words(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustName:
    """A health trust: canonical name, the short name of its ids («UNN»), organisation number, other names it goes by."""

    name: str
    short: str
    orgnr: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a word for a profession, a role or a trust may be dressed and still be it; every word folded.

    `places` maps a trust's short name to the words that may follow it («UNN Harstad»).
    """

    heads: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str]
    joining: frozenset[str]
    acting: frozenset[str]
    unions: frozenset[str]
    union_names: re.Pattern[str]
    places: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """Trusts, professions and roles by their folded words. `professions` maps each canonical profession to its synonyms.

    Looking up costs a few dictionary look-ups, whatever the size of the vocabulary, and is remembered by the text.
    """

    trusts: tuple[TrustName, ...]
    professions: Mapping[str, tuple[str, ...]]
    never_union_rep: frozenset[str]
    wording: Wording
    trust_words: Mapping[str, TrustName]
    profession_words: Mapping[str, str]
    role_words: Mapping[str, Role]

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - a vocabulary lives as long as the process
    def trust(self, text: str) -> TrustName | None:
        """The trust that `text` names, with or without «HF» and its places; None when that is not certain."""
        words = _trust_words(text)
        return self.trust_words.get(" ".join(words)) or self._trust_at_place(words)

    def trust_by_orgnr(self, orgnr: str) -> TrustName | None:
        """The trust with this organisation number (blanks do not count)."""
        wanted = "".join(orgnr.split())
        return next((trust for trust in self.trusts if trust.orgnr == wanted), None)

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - a vocabulary lives as long as the process
    def profession(self, text: str) -> str | None:
        """The canonical profession of a title or profession; None for words that are not known or could be two.

        «enhetsleder (sykepleier)» is a sykepleier (domain §2, fact 4), «enhetsleder» says nothing.
        """
        words = _words(text)
        if len(words) > LONGEST_TITLE:
            return None
        beside_role = (profession for role, profession in self._pairs(words) if role)
        return self._profession_of(words) or next(beside_role, None)

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - a vocabulary lives as long as the process
    def role(self, text: str) -> Role | None:
        """The role that a title or role gives; None for words that are not known or could be two.

        A profession or a union's name beside the word does not hide it («enhetsleder (sykepleier)», «TV Fagforbundet»).
        A verneombud is STAFF: a member, but never a union representative (domain §2, team.union-rep).
        """
        words = _words(text)
        if len(words) > LONGEST_TITLE:
            return None
        beside_profession = (role for role, profession in self._pairs(words) if profession)
        return self._role_of(words) or next((role for role in beside_profession if role), None)

    def is_safety_representative(self, text: str) -> bool:
        """Does `text` say verneombud, alone or beside a profession?"""
        words = _words(text)
        return any(" ".join(words[a:b]) in self.never_union_rep for a, b in combinations(range(len(words[:9]) + 1), 2))

    def hide_unions(self, text: str) -> str:
        """`text` with every union's name as «…»: what a role or title may be shown as (domain §2, fact 2)."""
        return self.wording.union_names.sub("…", text)

    def nearest_trust(self, text: str) -> tuple[TrustName, float] | None:
        """The trust whose name is most like `text`, and how alike (0–1): a suggestion to a person, never an answer."""
        found = _nearest(trust_key(text), self.trust_words)
        return found and (self.trust_words[found[0]], found[1])

    def _trust_at_place(self, words: list[str]) -> TrustName | None:
        for cut in range(len(words) - 1, 0, -1):
            trust = self.trust_words.get(" ".join(words[:cut]))
            if trust and set(words[cut:]) <= self.wording.places[trust.short] | self.wording.joining:
                return trust
        return None

    def _profession_of(self, words: list[str]) -> str | None:
        if found := self.profession_words.get(" ".join(words)):
            return found
        bare = self._undressed(words)
        if found := self.profession_words.get(" ".join(bare)):
            return found
        meanings = {self._profession_word(word) for word in bare if word != "og"}
        return meanings.pop() if len(meanings) == 1 else None

    def _undressed(self, words: list[str]) -> list[str]:
        bare = [word for word in words if word not in self.wording.before] or words
        while len(bare) > 1 and bare[-1] in self.wording.after | self.wording.joining:
            bare = bare[:-1]
        return bare

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - as above
    def _profession_word(self, word: str) -> str | None:
        if found := self.profession_words.get(word):
            return found
        head = next((head for head in self.wording.heads if word.endswith(head)), "")
        return self.profession_words.get(head)

    def _role_of(self, words: list[str]) -> Role | None:
        if found := self.role_words.get(" ".join(words)):
            return found
        acting = len(words) > 1 and words[0] in self.wording.acting
        if acting and self.role_words.get(" ".join(words[1:])) is Role.LEADER:
            return Role.LEADER
        return Role.UNION_REP if any(self._is_rep_of(*halves) for halves in _halves(words)) else None

    def _is_rep_of(self, rep: list[str], union: list[str]) -> bool:
        named = union[1:] if union[0] in self.wording.joining else union
        return self.role_words.get(" ".join(rep)) is Role.UNION_REP and " ".join(named) in self.wording.unions

    def _pairs(self, words: list[str]) -> Iterator[tuple[Role | None, str | None]]:
        for one, other in _halves([word for word in words if word != "og"]):
            if profession := self._profession_of(other):
                yield self._role_of(one), profession


def load_vocabulary(extra: Path | None = None) -> Vocabulary:
    """The shipped vocabulary, with the words of `extra` (a TOML file of the same shape) added; cached by content.

    Raises:
        ConfigurationError: `extra` has not that shape, or gives a word two meanings; every fault at once.
    """
    if extra is None:
        return _vocabulary("", SHIPPED.name)
    return _vocabulary(extra.read_text(encoding="utf-8"), extra.name)


@lru_cache(maxsize=8)
def _vocabulary(extra: str, name: str) -> Vocabulary:
    files = (parsed(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name), parsed(extra, name))
    trusts = tuple(
        TrustName(name=entry.name, short=short, orgnr=entry.orgnr, also=entry.also)
        for file in files
        for short, entry in file.trusts.items()
    )
    never = frozenset(_key(word) for file in files for word in file.wording.never_union_rep)
    faults: list[Fault] = []
    vocabulary = Vocabulary(
        trusts=trusts,
        professions=_synonyms(files),
        never_union_rep=never,
        wording=_wording(files),
        trust_words=_index(_trust_meanings(trusts), name, faults),
        profession_words=_index(_profession_meanings(files), name, faults),
        role_words=_index(_role_meanings(files, never), name, faults),
    )
    if faults:
        raise ConfigurationError(tuple(faults))
    return vocabulary


def _synonyms(files: Iterable[VocabularyFile]) -> dict[str, tuple[str, ...]]:
    synonyms: dict[str, tuple[str, ...]] = {}
    for file in files:
        for canonical, words in file.professions.items():
            synonyms[canonical] = synonyms.get(canonical, ()) + words
    return synonyms


def _wording(files: tuple[VocabularyFile, ...]) -> Wording:
    tables = [file.wording for file in files]
    return Wording(
        heads=tuple(_key(word) for table in tables for word in table.heads),
        before=frozenset(_key(word) for table in tables for word in table.before),
        after=frozenset(_key(word) for table in tables for word in table.after),
        joining=frozenset(_key(word) for table in tables for word in table.joining),
        acting=frozenset(_key(word) for table in tables for word in table.acting),
        unions=frozenset(_key(word) for table in tables for word in table.unions),
        union_names=_union_names(word for table in tables for word in table.unions),
        places={
            short: frozenset(part for place in entry.places for part in _words(place))
            for file in files
            for short, entry in file.trusts.items()
        },
    )


def _union_names(unions: Iterable[str]) -> re.Pattern[str]:
    """Unions as written in running text; abbreviations in capitals only, since «lo» and «of» are words of their own."""
    longest_first = sorted(set(unions), key=lambda name: (-len(name), name))
    names = [r"[\s./-]+".join(map(re.escape, name.split())) for name in longest_first]
    known = "|".join(name if len(name) <= LONGEST_ABBREVIATION else f"(?i:{name})" for name in names)
    return re.compile(rf"\b(?:{known}|(?i:\w+(?:forbund|forening|foreining)(?:et|en|a)?))\b")


def _trust_meanings(trusts: Iterable[TrustName]) -> Iterator[tuple[str, TrustName]]:
    for trust in trusts:
        for text in (trust.name, trust.short, *trust.also):
            yield trust_key(text), trust


def _profession_meanings(files: Iterable[VocabularyFile]) -> Iterator[tuple[str, str]]:
    for canonical, words in _synonyms(files).items():
        yield from ((_key(text), canonical) for text in (canonical, *words))


def _role_meanings(files: Iterable[VocabularyFile], never_union_rep: Iterable[str]) -> Iterator[tuple[str, Role]]:
    yield from ((word, Role.STAFF) for word in never_union_rep)
    for file in files:
        for role, words in file.roles.items():
            yield from ((_key(text), role) for text in words)


def _index(meanings: Iterable[tuple[str, _Meaning]], name: str, faults: list[Fault]) -> dict[str, _Meaning]:
    index: dict[str, _Meaning] = {}
    for word, meaning in meanings:
        if index.setdefault(word, meaning) != meaning:
            said = msg("The word has two meanings in the vocabulary: keep one of them.")
            faults.append(Fault(file=name, place=word, message=said))
    return index


def _words(text: str) -> list[str]:
    return _PUNCTUATION.sub(" ", fold(text)).split()


def _key(text: str) -> str:
    return " ".join(_words(text))


def _trust_words(text: str) -> list[str]:
    words = _words(text)
    return [word for word in words if word not in _LEGAL_FORM] or words


def _halves(words: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    for cut in range(1, len(words)):
        yield words[:cut], words[cut:]
        yield words[cut:], words[:cut]


def _nearest(text: str, index: Mapping[str, object]) -> tuple[str, float] | None:
    found = process.extractOne(text, index.keys(), scorer=fuzz.ratio) if text else None
    return found and (found[0], round(found[1] / 100, 3))
