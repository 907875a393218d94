"""Damage that exists in memory only: the findings are those a test put there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from testkit.fakes import FakeStore

from app.ports.repair import Finding, Part, Remedy, Survey

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.domain.journal import JournalEntry


def a_finding(
    part: Part = Part.SEARCH, code: str = "stale", remedy: Remedy = Remedy.REBUILD
) -> Finding:
    """One finding."""
    return Finding(part, code, remedy)


@dataclass
class FakeRepairDesk:
    """A `RepairDesk` that journals in a store in memory."""

    store: FakeStore = field(default_factory=FakeStore)
    findings: tuple[Finding, ...] = ()
    checked: datetime | None = None
    bad_end: bool = False

    def survey(self, progress: Callable[[int], None]) -> Survey:
        progress(100)
        return Survey(self.findings, pages=120, journal_entries=40, backups=3)

    def last_checked(self) -> datetime | None:
        return self.checked

    def closed_badly(self) -> bool:
        return self.bad_end

    def rebuild(self, entry: JournalEntry) -> None:
        self.store.journal.append(entry)
        self.findings = ()

    def accept_state(self, entry: JournalEntry) -> None:
        self.store.journal.append(entry)
