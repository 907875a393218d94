"""The fingerprint of a row: the same content in any file form and typing has the same one."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from app.domain.people import folded
from app.importing import values
from app.importing.people import case_number
from app.importing.values import NotUnderstood

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.importing.mapping import MappedRow

_SIZE = 16
_DAYS = frozenset({"date", "decided_on", "on"})
_AMOUNTS = frozenset({"asked", "granted"})
_COUNTS = frozenset({"participants", "headcount"})


def fingerprint(row: MappedRow, today: date, headcount_year: int) -> bytes:
    """Hash what a row says, field by field, whatever its codes are taught to mean later."""
    parts = [row.kind.value, str(headcount_year) if "headcount" in row.cells else ""]
    for name in sorted(row.cells):
        said = _said(name, row, today)
        if said:
            parts.extend((name, said))
    return blake2b("\x1f".join(parts).encode(), digest_size=_SIZE).digest()


def _said(name: str, row: MappedRow, today: date) -> str:
    text = row.text(name)
    read = _reader(name, today)
    if read is not None:
        try:
            value = read(text)
        except NotUnderstood:
            return folded(text)
        return "" if value is None else str(value)
    if name == "case_number":
        return case_number(text) or folded(text)
    return folded(text)


def _reader(name: str, today: date) -> Callable[[str], object] | None:
    if name in _DAYS:
        return lambda text: values.read_date(text, today)
    if name in _AMOUNTS:
        return values.read_cents
    if name in _COUNTS:
        return values.read_count
    match name:
        case "minutes":
            return values.read_minutes
        case "quota":
            return values.read_percent
        case "birth_year":
            return lambda text: values.read_birth_year(text, today)
        case _:
            return None
