"""The model's values as JSON, and back: every frozen dataclass as it is, with no code for any one of them."""

from __future__ import annotations

import hashlib
from typing import TypeVar

import msgspec

T = TypeVar("T")


def encode(value: object) -> bytes:
    """`value` as JSON in UTF-8; mappings keep their order.

    Raises:
        UnicodeEncodeError: a text holds half a character (a lone surrogate), which no file format of ours can hold.
    """
    return msgspec.json.encode(value)


def decode(data: bytes, kind: type[T]) -> T:
    """The value of type `kind` that `encode` wrote.

    Raises:
        msgspec.ValidationError: it was written by another version of the type.
    """
    return msgspec.json.decode(data, type=kind)


def decode_or_none(data: bytes, kind: type[T]) -> T | None:
    """As `decode`; None for what is damaged or was written by another version (a cache)."""
    try:
        return decode(data, kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def content_hash(value: object) -> str:
    """SHA-256 of `value` as JSON with sets and mappings sorted, in hex: equal values have equal hashes, in every process."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
