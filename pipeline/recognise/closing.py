"""The words with which a letter or a mail ends: what stands below them is who wrote it."""

from __future__ import annotations

import re
from typing import Final

_CLOSING: Final = re.compile(
    r"(?i)^(?:--|(?:med\s+)?(?:(?:vennlig|venleg|beste?|gode?|mange)\s+)?(?:hilsen|hilsner|helsing|helsingar|hilsninger)|mvh|m\.v\.h|vh"
    r"|(?:best|kind|warm|with)?\s*(?:best\s*)?(?:regards|wishes)|(?:yours\s+)?sincerely|dearvvuođaiguin|ustitlaččat)\b.{0,50}$|^--\s?$"
    r"|^(?:(?:på forhånd )?takk(?: på (?:forhånd|førehand))?|(?:many )?thanks"
    r"|ha (?:en|ein|ei) (?:riktig )?(?:fin|god|flott)\s.{2,30})[,.!\s]*$"
)


def is_closing(text: str) -> bool:
    """«Med vennlig hilsen»: does the letter end here?"""
    return bool(_CLOSING.match(text))
