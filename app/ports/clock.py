"""The clock and the source of ids, as ports.

The domain never asks the machine for the time or for chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The current moment, with its time zone."""
        ...

    def today(self) -> date:
        """The current local day."""
        ...


class Ids(Protocol):
    """Makes ids that no earlier write used."""

    def new(self) -> int:
        """A new id (63 bits)."""
        ...
