"""What the words of a text tell of it: which question it asks, and whether it asks at all.

The words stand in `telling_words.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from pipeline.form.vocabulary import REMEMBERED
from pipeline.recognise.telling_words import MEMBER_WORDS, NOT_A_LABEL, TELLING_WORDS


@lru_cache(maxsize=REMEMBERED)
def telling_keys(folded: str) -> tuple[str, ...]:
    """The keys whose words stand in `folded`, in order of precedence."""
    return tuple(dict.fromkeys(TELLING_WORDS[n][0] for n in _telling_index().standing_in(folded)))


OTHER: Final = re.compile(
    r"^(?:antall|ant|tale?t? på|number of|årsverk|(?:prosjekt|sak|saks|case|project) ?(?:nr|nummer|number|no)\b"
    r"|(?:vår|deres|dykkar|your|our) ref|saksbehandler|sakshandsamar|arkiv|kostnadss|ksted|cost cent"
    r"|budsjett|budget|post(?:adresse|nummer|nr)|besøksadresse|adresse|address|org ?nr|organisasjonsnummer|vedlegg|attachment"
    r"|merknad|kommentar"
    r"|comment|andre opplysning|(?:planlagt )?(?:oppstart|slutt)sdato)"
    r"|\b(?:(?:fylles|fyllast|blir fylt|vert fylt|skal fylles) ut av|for official use|office use)\b"
)


@lru_cache(maxsize=REMEMBERED)
def asks_other(folded: str) -> bool:
    """Does a label ask for something that the register does not hold («Antall ansatte», «Saksnr.»)?"""
    return len(folded.split()) < 8 and OTHER.search(folded) is not None  # noqa: PLR2004 - longer is a sentence


@lru_cache(maxsize=REMEMBERED)
def is_prose(folded: str) -> bool:
    """Does the text speak to the sender instead of asking for something?"""
    return bool(_prose_index().standing_in(folded))


# --- finding phrases ------------------------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"\w+")


_Phrase = tuple[int, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Index:
    """Phrases by the words that their first part begins with, so that a text is only asked for those that it may hold.

    A phrase is its place in a table and the patterns of its parts. `whole` has those that begin with a whole word; `open_ended`
    those that begin with the beginning of one, by that beginning, and `ending` those that begin with the end of one, by that
    end.
    """

    whole: Mapping[str, tuple[_Phrase, ...]]
    open_ended: Mapping[str, tuple[_Phrase, ...]]
    ending: Mapping[str, tuple[_Phrase, ...]]

    def standing_in(self, folded: str) -> list[int]:
        """The places of the phrases that stand in `folded`, in the table's order; a place as often as it has such phrases."""
        phrases = (phrase for word in dict.fromkeys(_WORD.findall(folded)) for phrase in self._begun_by(word))
        return sorted(place for place, parts in phrases if all(part.search(folded) for part in parts))

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - there are two of them, for as long as the process lives
    def _begun_by(self, word: str) -> tuple[_Phrase, ...]:
        open_ended = (self.open_ended.get(word[:length], ()) for length in range(1, len(word) + 1))
        ending = (self.ending.get(word[at:], ()) for at in range(len(word)))
        return tuple(chain(self.whole.get(word, ()), *open_ended, *ending))


@cache
def _telling_index() -> _Index:
    return _indexed((place, phrase) for place, (_, phrases) in enumerate(TELLING_WORDS) for phrase in phrases)


@lru_cache(maxsize=REMEMBERED)
def member_keys(folded: str) -> tuple[str, ...]:
    """The keys of a member whose words stand in `folded`, in order of precedence."""
    return tuple(dict.fromkeys(MEMBER_WORDS[n][0] for n in _member_index().standing_in(folded)))


@cache
def _member_index() -> _Index:
    return _indexed((place, phrase) for place, (_, phrases) in enumerate(MEMBER_WORDS) for phrase in phrases)


@cache
def _prose_index() -> _Index:
    return _indexed(enumerate(NOT_A_LABEL))


def _indexed(phrases: Iterable[tuple[int, str]]) -> _Index:
    whole, open_ended, ending = (defaultdict[str, list[_Phrase]](list) for _ in range(3))
    for place, phrase in phrases:
        first = phrase.split()[0]
        table = ending if first.startswith("*") else open_ended if first.endswith("*") else whole
        table[first.strip("*")].append((place, tuple(_pattern(part) for part in phrase.split(" & "))))
    tables = ({word: tuple(found) for word, found in table.items()} for table in (whole, open_ended, ending))
    return _Index(**dict(zip(("whole", "open_ended", "ending"), tables, strict=True)))


def _pattern(part: str) -> re.Pattern[str]:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in part.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")
