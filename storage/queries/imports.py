"""Past imports, as their page lists them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.ids import ImportBatchId
from app.ports.imports import Outcome
from app.ports.queries import ImportBatchRow

if TYPE_CHECKING:
    from storage.driver import Connection


def list_imports(connection: Connection) -> tuple[ImportBatchRow, ...]:
    """Past imports, newest first."""
    rows = connection.execute(
        """
        SELECT b.id, b.imported_at, b.file_name, b.undone_at,
               (SELECT COUNT(*) FROM import_row WHERE batch_id = b.id AND outcome = :new),
               (SELECT COUNT(*) FROM import_row
                 WHERE batch_id = b.id AND outcome IN (:doubtful, :bad))
          FROM import_batch AS b
         ORDER BY b.imported_at DESC, b.id DESC
        """,
        {
            "new": Outcome.NEW.value,
            "doubtful": Outcome.DOUBTFUL.value,
            "bad": Outcome.BAD.value,
        },
    )
    return tuple(
        ImportBatchRow(
            batch_id=ImportBatchId(batch_id),
            imported_at=datetime.fromisoformat(imported_at),
            file_name=file_name,
            created=created,
            to_settle=to_settle if undone_at is None else 0,
            undone_at=None if undone_at is None else datetime.fromisoformat(undone_at),
        )
        for batch_id, imported_at, file_name, undone_at, created, to_settle in rows
    )
