"""What the vault remembers of its backups."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from app.ports.backups import BackupNote, BackupReason, Verified

if TYPE_CHECKING:
    from app.ports.backups import BackupRow
    from storage.driver import Connection


class BackupTable:
    """The `backup` table, which also knows the copies whose disk is elsewhere."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[BackupNote, ...]:
        """Every backup remembered, newest first."""
        rows = self._connection.execute(
            """
            SELECT file_name, external, made_at, reason, generation, commit_seq, epoch, verified,
                   verified_at, pinned_until
              FROM backup
             ORDER BY generation DESC, commit_seq DESC, made_at DESC, external
            """
        )
        return tuple(_note(*row) for row in rows)

    def save(self, row: BackupRow) -> None:
        """Add or replace what is known of a backup."""
        self._connection.execute(
            """
            INSERT INTO backup (file_name, external, made_at, reason, generation, commit_seq,
                                epoch, verified, verified_at, pinned_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (file_name, external) DO UPDATE
               SET verified = excluded.verified,
                   verified_at = excluded.verified_at,
                   pinned_until = excluded.pinned_until
            """,
            (
                row.path.name,
                row.external,
                row.made_at.isoformat(),
                row.reason.value,
                row.generation,
                row.commit_seq,
                row.epoch,
                row.verified.value,
                row.verified_at and row.verified_at.isoformat(),
                row.pinned_until and row.pinned_until.isoformat(),
            ),
        )

    def forget(self, row: BackupRow) -> None:
        """Remove what was known of a backup."""
        self._connection.execute(
            "DELETE FROM backup WHERE file_name = ? AND external = ?", (row.path.name, row.external)
        )


def _note(
    file_name: str, external: int, made_at: str, reason: str, *rest: int | str | None
) -> BackupNote:
    generation, commit_seq, epoch, verified, verified_at, pinned_until = rest
    return BackupNote(
        file_name=file_name,
        external=bool(external),
        made_at=datetime.fromisoformat(made_at),
        reason=BackupReason(reason),
        generation=int(generation or 0),
        commit_seq=int(commit_seq or 0),
        epoch=int(epoch or 0),
        verified=Verified(str(verified)),
        verified_at=datetime.fromisoformat(str(verified_at)) if verified_at else None,
        pinned_until=date.fromisoformat(str(pinned_until)) if pinned_until else None,
    )
