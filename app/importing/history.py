"""What imported rows say of a case file over time: its requests, its agreement, its traits.

A spreadsheet repeats on each line who asked. One request is opened for the first line of a person
in each civil year (the report counts the first request of the period), and one more whenever
somebody else is named than the time before. A line that does not say who asked takes the first
answer given in the same year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.cases import ORIGIN_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Contact:
    """One imported line of a case file: its day, who asked, the traits that it states."""

    on: date
    origin: str | None = None
    traits: Mapping[str, str] = field(default_factory=dict[str, str])
    interview: bool = False
    counted: bool = True


def requests_of(
    contacts: Iterable[Contact], known: Iterable[tuple[date, str]]
) -> tuple[tuple[date, str], ...]:
    """The requests to open, beside those already known, as (day, origin)."""
    opened: list[tuple[date, str]] = []
    ordered = sorted(contacts, key=lambda one: one.on)
    before = sorted(known)
    for contact in ordered:
        last = max((one for one in (*before, *opened) if one[0] <= contact.on), default=None)
        if last is None or last[0].year != contact.on.year:
            opened.append((contact.on, _origin(contact, ordered)))
        elif contact.origin and contact.origin != last[1]:
            opened.append((contact.on, contact.origin))
    return tuple(opened)


def _origin(contact: Contact, ordered: Sequence[Contact]) -> str:
    if contact.origin:
        return contact.origin
    later = (
        one.origin for one in ordered if one.on >= contact.on and one.on.year == contact.on.year
    )
    return next((origin for origin in later if origin), ORIGIN_UNKNOWN)


def agreed_on(contacts: Iterable[Contact]) -> date:
    """The day of the first interview, else of the first contact that counts, else of any."""
    return min(contacts, key=lambda one: (not one.interview, not one.counted, one.on)).on


def traits_of(contacts: Iterable[Contact]) -> tuple[tuple[date, str, str], ...]:
    """The changes of traits over time as (day, trait, value); a blank changes nothing."""
    held: dict[str, str] = {}
    changes: list[tuple[date, str, str]] = []
    for contact in sorted(contacts, key=lambda one: one.on):
        for name, value in contact.traits.items():
            if held.get(name) != value:
                held[name] = value
                changes.append((contact.on, name, value))
    return tuple(changes)
