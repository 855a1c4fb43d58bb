"""The words with which a letter or a mail ends, below which stands who wrote it; and those that only hand something over."""

from __future__ import annotations

import re
from typing import Final

_CLOSING: Final = re.compile(
    r"(?i)^(?:--|(?:med\s+)?(?:(?:vennlig|venleg|beste?|gode?|mange)\s+)?(?:hilsen|hilsner|helsing|helsingar|hilsninger)|mvh|m\.v\.h|vh"
    r"|(?:best|kind|warm|with)?\s*(?:best\s*)?(?:regards|wishes)|(?:yours\s+)?sincerely|dearvvuođaiguin|ustitlaččat)\b.{0,50}$|^--\s?$"
    r"|^(?:(?:på forhånd )?takk(?: på (?:forhånd|førehand))?|(?:many )?thanks"
    r"|ha (?:en|ein|ei) (?:riktig )?(?:fin|god|flott)\s.{2,30})[,.!\s]*$"
)

_COVER: Final = re.compile(
    r"(?i)^(?:se\b|sjå\b|vedlagt|vedlegg|her\b|til orientering|til info|fyi|videresend|vidaresend|oversend|takk|ha en|god "
    r"|vi melder|me melder|vi ønsker å melde på|påmelding|skjema|som avtalt|jf|ref|please find|attached|ser bra ut|ok\b)"
    r"[^\d@]{0,110}$"
)


def is_closing(text: str) -> bool:
    """«Med vennlig hilsen»: does the letter end here?"""
    return bool(_CLOSING.match(text))


def is_cover(line: str) -> bool:
    """«Her kommer skjemaet vårt»: does a line only hand over what it comes with?"""
    return bool(_COVER.match(line))
