"""What a diploma says of a person, and the code that proves it: an HMAC over all of it, short enough to read out on a phone.

The code is 16 signs of Crockford's base32 (80 bits of HMAC-SHA256) in groups of four. Whoever types it in may write small
letters, O for 0, I or L for 1, and leave out or add blanks and dashes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
import unicodedata
from dataclasses import asdict, dataclass

SIGNS = 16
"""Letters and digits of a code."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS, _GROUP = 5, 4
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—.]+")
_QR_LINE = re.compile(r"\s*KULL-DIPLOM\s*:(.*):(.*)", re.IGNORECASE | re.DOTALL)
_NUMBERED = re.compile(r"\s*(\S*-\d+)[\s:,]+(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPart:
    """A meeting that a person took part in: its key, the days (counted from 1) with their dates, and their length when known.

    `minutes` are those of the days that he or she was there.
    """

    meeting: str
    days: tuple[int, ...]
    dates: tuple[dt.date, ...]
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """All that a diploma states: the code is bound to each word of it.

    `teams` and `projects` are the ids and titles of one team, or of those of an adviser. `unit` and `trust` may be empty.
    """

    cohort: str
    number: str
    name: str
    adviser: bool
    teams: tuple[str, ...]
    projects: tuple[str, ...]
    unit: str
    trust: str
    meetings: tuple[TakenPart, ...]
    issued: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDiploma:
    """A diploma that stands, with its code. `registration` is the team whose trust it goes to, `owner` begins its file name."""

    certified: Certified
    code: str
    registration: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to have verified: the code as it was issued, and the number when it was given (else empty)."""

    code: str
    number: str = ""


def number_of(cohort: str, ordinal: int) -> str:
    """«kull-2-001»."""
    return f"{cohort}-{ordinal:03d}"


def code_of(key: bytes, certified: Certified) -> str:
    """The code of a diploma: «7K3M-9QXD-2V8T-HR5N»."""
    mac = hmac.new(key, canonical(certified), hashlib.sha256).digest()
    bits = int.from_bytes(mac, "big") >> (8 * len(mac) - _BITS * SIGNS)
    signs = "".join(_ALPHABET[bits >> _BITS * place & 31] for place in reversed(range(SIGNS)))
    return grouped(signs)


def canonical(certified: Certified) -> bytes:
    """What the code is made from: the same words give the same bytes, however their letters are put together."""
    written = json.dumps(asdict(certified), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return unicodedata.normalize("NFC", written).encode()


def proves(key: bytes, certified: Certified, code: str) -> bool:
    """Is `code`, as `asked_for` gives it, the one of this diploma? Takes as long whatever is wrong with it."""
    return hmac.compare_digest(code_of(key, certified).encode(), code.encode())


def qr_line(number: str, code: str) -> str:
    """What the QR code holds: no address, since there is no server to ask."""
    return f"KULL-DIPLOM:{number}:{code}"


def asked_for(text: str) -> Asked:
    """What is to be verified, from a code alone, from number and code, or from all that the QR code holds."""
    if found := _QR_LINE.fullmatch(text):
        return Asked(number=_plain_number(found[1]), code=_as_issued(found[2]))
    numbered = _NUMBERED.fullmatch(text)
    if numbered and len(_signs(text)) != SIGNS:
        return Asked(number=_plain_number(numbered[1]), code=_as_issued(numbered[2]))
    return Asked(code=_as_issued(text))


def grouped(signs: str) -> str:
    """«7K3M9QXD» → «7K3M-9QXD»."""
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def _as_issued(written: str) -> str:
    return grouped(_signs(written))


def _signs(written: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", written)).upper().translate(_READ_AS)


def _plain_number(written: str) -> str:
    return "-".join(_BETWEEN.sub(" ", written).split()).casefold()
