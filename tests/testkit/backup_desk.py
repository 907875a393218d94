"""Backups that exist in memory only: a place is a folder name, a copy is a row."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from testkit.fakes import NOW

from app.ports.backups import BackupReason, BackupRow, NotEnoughRoom, Snapshot, Verified
from app.ports.keys import Proof

HOME = Path("essai.armoire/backups")


def a_row(**changed: object) -> BackupRow:
    """A backup verified when it was made, yesterday."""
    row = BackupRow(
        path=HOME / "sauvegarde-a1b2c3-20260511T093000Z-000007.vbk",
        external=False,
        made_at=NOW - timedelta(days=1),
        reason=BackupReason.DAILY,
        generation=7,
        size=5_242_880,
        verified=Verified.FULL,
        verified_at=NOW - timedelta(days=1),
        pinned_until=None,
        same_keys=True,
        epoch=1,
        commit_seq=70,
    )
    return replace(row, **changed)  # type: ignore[arg-type]


@dataclass
class FakeDesk:
    """A `BackupDesk` whose places are there unless said otherwise."""

    found: list[BackupRow] = field(default_factory=list[BackupRow])
    absent: set[Path] = field(default_factory=set[Path])
    full: set[Path] = field(default_factory=set[Path])
    bad: set[Path] = field(default_factory=set[Path])
    changed: bool = True
    is_sound: bool = True
    restored: list[tuple[BackupRow, Proof | None]] = field(
        default_factory=list[tuple[BackupRow, Proof | None]]
    )
    moment: datetime = NOW
    generation: int = 20
    home: Path = HOME

    def present(self, place: Path) -> bool:
        return place not in self.absent

    def snapshot(
        self, place: Path, reason: BackupReason, *, external: bool, progress: Callable[[int], None]
    ) -> Snapshot:
        if place in self.full:
            raise NotEnoughRoom(needed=22, free=10)
        progress(50)
        self.generation += 1
        return Snapshot(place / f"{self.generation:06}.partial", reason, external)

    def verify(self, snapshot: Snapshot, progress: Callable[[int], None]) -> BackupRow:
        progress(100)
        row = a_row(
            path=snapshot.partial.with_suffix(".vbk"),
            external=snapshot.external,
            reason=snapshot.reason,
            made_at=self.moment,
            verified_at=self.moment,
            generation=self.generation,
        )
        self.found.append(row)
        return row

    def discard(self, snapshot: Snapshot) -> None:
        self.found = [row for row in self.found if row.path.stem != snapshot.partial.stem]

    def rows(self, places: tuple[Path, ...]) -> tuple[BackupRow, ...]:
        here = [row for row in self.found if row.path.parent in set(places) - self.absent]
        return tuple(sorted(here, key=lambda row: row.rank, reverse=True))

    def remove(self, row: BackupRow) -> None:
        self.found.remove(row)

    def changed_since(self, row: BackupRow, quiet: frozenset[str]) -> bool:
        return self.changed

    def sound(self) -> bool:
        return self.is_sound

    def check(
        self, row: BackupRow, progress: Callable[[int], None], *, sums_only: bool = False
    ) -> BackupRow:
        return self._verified(row, row.verified if sums_only else Verified.FULL)

    def drill(self, row: BackupRow, progress: Callable[[int], None]) -> BackupRow:
        return self._verified(row, Verified.DRILL)

    def restore(self, row: BackupRow, proof: Proof | None, progress: Callable[[int], None]) -> None:
        self.restored.append((row, proof))

    def _verified(self, row: BackupRow, level: Verified) -> BackupRow:
        self.found.remove(row)
        verified = replace(
            row, verified=Verified.BAD if row.path in self.bad else level, verified_at=self.moment
        )
        self.found.append(verified)
        return verified
