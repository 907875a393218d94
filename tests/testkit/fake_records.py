"""Records of every kind over plain dictionaries."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from app.domain.bin import Binned
from app.domain.errors import RuleBroken
from app.domain.working_notes import WorkingNote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from testkit.fake_repositories import Shelves

OWNERS = ("case_id", "sharing_id", "writing_id", "person_id", "colleague_id", "kind")


class FakeRecords:
    """`of` selects by the first owner that the kind has, as the real tables declare it."""

    def __init__(self, shelves: Shelves, kind: type[Any]) -> None:
        self._shelves, self._kind = shelves, kind

    def get(self, record_id: int) -> Any:
        return self._shelves.get(self._kind, record_id, "unknown_record")

    def of(self, owner_id: int | str) -> tuple[Any, ...]:
        names = {one.name for one in fields(self._kind)}
        owner = next(name for name in OWNERS if name in names)
        return tuple(one for one in self.all() if getattr(one, owner) == owner_id)

    def all(self) -> tuple[Any, ...]:
        return tuple(self._shelves.of(self._kind).values())

    def save(self, record: Any) -> None:
        self._shelves.put(record)

    def delete(self, record_id: int) -> None:
        self._shelves.of(self._kind).pop(record_id, None)


class FakeBin:
    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def put(self, binned_id: int, removed: Sequence[Any], on: date) -> None:
        for record in removed:
            del self._shelves.of(type(record))[record.id]
        first = removed[0]
        case_id = getattr(first, "case_id", None)
        noted_on = first.written_on if isinstance(first, WorkingNote) else None
        self._shelves.of(Binned)[binned_id] = (
            Binned(binned_id, case_id, type(first).__name__.lower(), "", on, noted_on, first.id),
            tuple(removed),
        )

    def take_back(self, binned_id: int) -> Binned:
        if binned_id not in self._shelves.of(Binned):
            raise RuleBroken("unknown_record")
        binned, removed = self._shelves.of(Binned).pop(binned_id)
        for record in removed:
            self._shelves.put(record)
        return binned

    def all(self) -> tuple[Binned, ...]:
        return tuple(binned for binned, _ in self._shelves.of(Binned).values())

    def erase(self, binned_id: int) -> None:
        if self._shelves.of(Binned).pop(binned_id, None) is None:
            raise RuleBroken("unknown_record")
