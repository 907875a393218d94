"""What services need of every kind of record that is simply kept: get, list, save, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.bin import Binned

RecordT = TypeVar("RecordT")


class Records(Protocol[RecordT]):
    """The records of one kind; those of a case file (a person, a plan…) are asked for by owner."""

    def get(self, record_id: int) -> RecordT:
        """One record; raises RuleBroken("unknown_record")."""
        ...

    def of(self, owner_id: int | str) -> tuple[RecordT, ...]:
        """The records of one owner, in the order in which they are shown."""
        ...

    def all(self) -> tuple[RecordT, ...]:
        """Every record, in the order in which they are shown."""
        ...

    def save(self, record: RecordT) -> None:
        """Add or replace a record, and index its words."""
        ...

    def delete(self, record_id: int) -> None:
        """Remove a record for good; what she removes goes through the bin instead."""
        ...


class Bin(Protocol):
    """What was removed, kept for 30 days."""

    def put(self, binned_id: int, removed: Sequence[object], on: date) -> None:
        """Remove records from their tables and keep them: the one she named first, then its own."""
        ...

    def take_back(self, binned_id: int) -> Binned:
        """Put everything back as it was; raises RuleBroken("unknown_record")."""
        ...

    def all(self) -> tuple[Binned, ...]:
        """What lies in the bin, newest first."""
        ...

    def erase(self, binned_id: int) -> None:
        """Erase one thing for good; raises RuleBroken("unknown_record")."""
        ...
