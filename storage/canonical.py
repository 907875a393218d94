"""One way to write a value as bytes, the same for the seal, the sum, the slots and the journal."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def canonical(value: Mapping[str, object]) -> bytes:
    """Write JSON with sorted keys, no spaces and ASCII escapes: equal values, equal bytes."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return text.encode("ascii")


def to_base64(data: bytes) -> str:
    """Write bytes as standard base64 with its padding."""
    return b64encode(data).decode("ascii")


def from_base64(text: str, length: int) -> bytes:
    """Read base64 written in the one accepted way, of exactly `length` bytes; else ValueError."""
    data = b64decode(text, validate=True)
    if len(data) != length or to_base64(data) != text:
        raise ValueError(length)
    return data
