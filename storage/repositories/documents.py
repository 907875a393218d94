"""Documents of case files: what is known of them in one table, their bytes in chunks in another."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.documents import CHUNK_BYTES, Document, MediaType, refuse_too_large
from app.domain.errors import RuleBroken
from app.domain.ids import CaseId, DocumentId
from storage.database import small_cache
from storage.days import read_day, read_day_if_any, written
from storage.repositories.search_words import index_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from storage.driver import Connection


class DocumentTable:
    """The `document` and `document_chunk` tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, document_id: DocumentId) -> Document:
        """One document."""
        row = self._connection.execute(
            """
            SELECT case_id, title, media_type, size, digest, added_on, binned_on
              FROM document
             WHERE id = ?
            """,
            (document_id,),
        ).fetchone()
        if row is None:
            raise RuleBroken("unknown_document", document=document_id)
        case_id, title, media_type, size, digest, added_on, binned_on = row
        return Document(
            id=document_id,
            case_id=CaseId(case_id),
            title=title,
            media_type=MediaType(media_type),
            size=size,
            digest=bytes(digest),
            added_on=read_day(added_on),
            binned_on=read_day_if_any(binned_on),
        )

    def keep_bytes(self, document_id: DocumentId, pieces: Iterable[bytes]) -> tuple[int, bytes]:
        """Keep the bytes of a document whose `save` follows, a few chunks at a time."""
        size, found = 0, sha256()
        with small_cache(self._connection):
            for rank, chunk in enumerate(_chunks(pieces)):
                size += len(chunk)
                refuse_too_large(size)
                found.update(chunk)
                self._connection.execute(
                    "INSERT INTO document_chunk (document_id, rank, bytes) VALUES (?, ?, ?)",
                    (document_id, rank, chunk),
                )
        return size, found.digest()

    def pieces(self, document_id: DocumentId) -> Iterator[bytes]:
        """The bytes of a document, chunk by chunk."""
        ranks = self._connection.execute(
            "SELECT COUNT(*) FROM document_chunk WHERE document_id = ?", (document_id,)
        ).fetchone()
        for rank in range(ranks[0]):
            row = self._connection.execute(
                "SELECT bytes FROM document_chunk WHERE document_id = ? AND rank = ?",
                (document_id, rank),
            ).fetchone()
            if row is not None:
                yield bytes(row[0])

    def twin(self, case_id: CaseId, digest: bytes) -> DocumentId | None:
        """A document of the same case file with the same bytes."""
        row = self._connection.execute(
            "SELECT MIN(id) FROM document WHERE case_id = ? AND digest = ?", (case_id, digest)
        ).fetchone()
        return None if row[0] is None else DocumentId(row[0])

    def binned_before(self, day: date) -> tuple[DocumentId, ...]:
        """The documents put in the bin before a day."""
        rows = self._connection.execute(
            "SELECT id FROM document WHERE binned_on < ? ORDER BY id", (written(day),)
        )
        return tuple(DocumentId(row[0]) for row in rows.fetchall())

    def save(self, document: Document) -> None:
        """Add or replace a document, and index its title with its case file."""
        self._connection.execute(
            """
            INSERT INTO document (id, case_id, title, media_type, size, digest, added_on, binned_on)
            VALUES (:id, :case_id, :title, :media_type, :size, :digest, :added_on, :binned_on)
                ON CONFLICT (id) DO UPDATE
               SET title = :title, binned_on = :binned_on
            """,
            {
                "id": document.id,
                "case_id": document.case_id,
                "title": document.title,
                "media_type": document.media_type.value,
                "size": document.size,
                "digest": document.digest,
                "added_on": written(document.added_on),
                "binned_on": written(document.binned_on),
            },
        )
        index_case(self._connection, document.case_id)

    def delete(self, document_id: DocumentId) -> None:
        """Remove a document with its bytes."""
        case_id = self.get(document_id).case_id
        self._connection.execute("DELETE FROM document WHERE id = ?", (document_id,))
        index_case(self._connection, case_id)


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut to the size of a chunk."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= CHUNK_BYTES:
            yield bytes(waiting[:CHUNK_BYTES])
            del waiting[:CHUNK_BYTES]
    if waiting:
        yield bytes(waiting)
