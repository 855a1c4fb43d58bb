"""The model's values as JSON, and back: every frozen dataclass of `pipeline.model` as it is, with no code for any one of them.

Deterministic: equal values give equal bytes (sets and mappings are sorted), so the bytes can be hashed as content.
"""

from __future__ import annotations

import hashlib
from typing import TypeVar

import msgspec

T = TypeVar("T")


def encode(value: object) -> bytes:
    """`value` as JSON in UTF-8.

    Raises:
        UnicodeEncodeError: a text holds half a character (a lone surrogate), which no file format of ours can hold.
    """
    return msgspec.json.encode(value, order="deterministic")


def decode(data: bytes, kind: type[T]) -> T:
    """The value of type `kind` that `encode` wrote.

    Raises:
        msgspec.ValidationError: it was written by another version of the type.
    """
    return msgspec.json.decode(data, type=kind)


def content_hash(value: object) -> str:
    """SHA-256 of `value` as JSON, in hex."""
    return hashlib.sha256(encode(value)).hexdigest()
