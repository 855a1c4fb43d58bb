"""Messages that a person reads: English in the code, bokmål and nynorsk in the catalogues.

A step never renders words: it returns a `Message` (an English msgid and its values), and the edge asks for
it in a language. So a finding stands in the register in bokmål, in a letter in the recipient's målform, and in a
log in English, from one value.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Union

LOCALE_DIR = Path(__file__).resolve().parent / "locale"
DOMAIN = "kull"
DEFAULT_LANGUAGE = "nb"

Param = Union[str, int, float, "Message"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence not yet in any language: `msgid` is English, with `{name}` for each of `params`.

    A value may be a `Message` itself (what a field is called): it is put into the same language.
    """

    msgid: str
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)  # a mapping has no hash; equal messages hash alike

    def in_language(self, language: str = DEFAULT_LANGUAGE) -> str:
        """The sentence in `language` ("nb", "nn" or "en")."""
        return translate(self, language)

    def __str__(self) -> str:
        """The English sentence, for logs and tracebacks."""
        return translate(self, "en")


def msg(msgid: str, /, **params: Param) -> Message:
    """A `Message`; Babel collects the first argument of every call into the catalogue (so: a literal)."""
    return Message(msgid, params)


def translate(message: Message, language: str = DEFAULT_LANGUAGE) -> str:
    """`message` in `language`. What the catalogue lacks is shown in English; a test holds that nothing is lacking."""
    values = {name: translate(v, language) if isinstance(v, Message) else v for name, v in message.params.items()}
    return catalogue(language).gettext(message.msgid).format_map(values)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of `language`; English needs none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[language], fallback=True)
