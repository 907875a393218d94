"""What every service of the casework does with a record: keep it, or put it in the bin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from app.domain.journal import JournalEntry, differing

if TYPE_CHECKING:
    from dataclasses import Field
    from datetime import date
    from typing import Any, ClassVar

    from app.ports.clock import Ids
    from app.ports.store import UnitOfWork


@runtime_checkable
class Record(Protocol):
    """A frozen dataclass with an id, 0 while it is new."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def id(self) -> int:
        """Its id."""
        ...


RecordT = TypeVar("RecordT", bound=Record)


def keep(work: UnitOfWork, ids: Ids, record: RecordT, subject: str) -> tuple[RecordT, JournalEntry]:
    """Save a record, new (id 0) or corrected; return it with its entry for the journal."""
    kept = work.records(type(record))
    if record.id:
        fields = differing(kept.get(record.id), record)
        kept.save(record)
        return record, JournalEntry(f"{subject}_changed", subject, record.id, fields)
    made = replace(record, id=ids.new())
    kept.save(made)
    return made, JournalEntry(f"{subject}_made", subject, made.id)


def put_in_bin(work: UnitOfWork, ids: Ids, removed: tuple[Record, ...], on: date) -> int:
    """Remove a record with what hangs on it; return the id that takes them back."""
    binned = ids.new()
    work.bin.put(binned, removed, on)
    return binned
