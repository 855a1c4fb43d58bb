"""What an e-mail address and a telephone number look like among other words."""

from __future__ import annotations

import re
from typing import Final

# An address has at most 254 signs (RFC 5321); without a bound, a long line without blanks is searched from each of its signs.
EMAIL: Final = re.compile(r"[\w.!#$%&'*+^`{}~-]{1,256}@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
PHONE: Final = re.compile(r"(?<![\w@.])(?:\+|00)?\(?\+?\d(?:[\s\u00a0().-]{0,2}\d){7,14}(?![\w@])")
_OFFICE: Final = re.compile(r"(?i)^(?:post|postmottak|firmapost|info|kontakt|arkiv|no-?reply)@")


def is_office_address(address: str) -> bool:
    """Is it an office's address («postmottak@…»), and no person's?"""
    return bool(_OFFICE.match(address))
