"""The documents of a case file, as its page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents import MediaType
from app.domain.ids import DocumentId
from app.ports.queries import DocumentRow
from storage.days import read_day, read_day_if_any

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from storage.driver import Connection


def list_documents(connection: Connection, case_id: CaseId) -> tuple[DocumentRow, ...]:
    """Documents of a case file, newest first, those in the bin included."""
    rows = connection.execute(
        """
        SELECT id, ROW_NUMBER() OVER (ORDER BY id), title, media_type, size, added_on, binned_on
          FROM document
         WHERE case_id = ?
         ORDER BY id DESC
        """,
        (case_id,),
    )
    return tuple(
        DocumentRow(
            document_id=DocumentId(document_id),
            rank=rank,
            title=title,
            media_type=MediaType(media_type),
            size=size,
            added_on=read_day(added_on),
            binned_on=read_day_if_any(binned_on),
        )
        for document_id, rank, title, media_type, size, added_on, binned_on in rows.fetchall()
    )
