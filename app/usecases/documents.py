"""Documents of a case file: attach, show, retitle, export, bin, and wipe what they came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.documents import (
    BIN_DAYS,
    LARGE_BYTES,
    Document,
    MediaType,
    megabytes,
    refuse_too_large,
    title_from,
)
from app.domain.errors import RuleBroken
from app.domain.ids import DocumentId
from app.domain.journal import JournalEntry
from app.ports.documents import DocumentRefused
from app.ports.progress import nobody
from app.ports.vault import ReadOnlyVault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date
    from pathlib import Path

    from app.domain.ids import CaseId
    from app.ports.clock import Clock, Ids
    from app.ports.documents import DocumentFiles, IncomingFile, Stamp, WaitingFile
    from app.ports.queries import DocumentRow, ScreenQueries
    from app.ports.store import Store, UnitOfWork

    Progress = Callable[[int], None]

LARGE, TWIN = "document_large", "document_twin"
"""What is refused until she says yes: give the code back in `accepted`."""
_WHOLE = 100


class DocumentService:
    """Keeps documents inside the vault, and remembers which files of this computer they came from.

    `sources` live in memory alone: the path of a file is never written anywhere.
    """

    def __init__(
        self,
        store: Store,
        queries: ScreenQueries,
        files: DocumentFiles,
        *,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._store, self._queries, self._files = store, queries, files
        self._clock, self._ids = clock, ids
        self._sources: dict[Path, Stamp] = {}

    def of_case(self, case_id: CaseId) -> tuple[DocumentRow, ...]:
        """Return the documents of a case file, newest first, those in the bin included."""
        return self._queries.documents(case_id)

    def of_number(self, number: str) -> tuple[CaseId, tuple[DocumentRow, ...]]:
        """Return a case file by its number, with its documents."""
        with self._store.work() as work:
            case = work.cases.by_number(number)
        if case is None:
            raise RuleBroken("unknown_case")
        return case.id, self.of_case(case.id)

    def attach(
        self,
        case_id: CaseId,
        path: Path,
        progress: Progress | None = None,
        *,
        accepted: Collection[str] = (),
    ) -> Changes:
        """Copy a file into the vault, whole or not at all.

        A large one, and one that the file holds already, is refused until `accepted` names it.
        """
        with self._files.open(path) as incoming:
            refuse_too_large(incoming.size)
            if incoming.size > LARGE_BYTES and LARGE not in accepted:
                raise RuleBroken(LARGE, size=megabytes(incoming.size))
            with self._store.work() as work:
                document = self._received(
                    work, case_id, title_from(path.stem), incoming, progress or nobody
                )
                if TWIN not in accepted:
                    _refuse_twin(work, document)
                work.documents.save(document)
                work.commit(JournalEntry("document_attached", "document", document.id))
            self._sources[path] = incoming.stamp
        return Changes(Touched.DOCUMENTS, document.id)

    def content(self, document_id: DocumentId) -> bytes:
        """Return the bytes of a document, to be shown in memory."""
        with self._store.work() as work:
            document = work.documents.get(document_id)
            return b"".join(_whole(document, work.documents.pieces(document_id)))

    def look(self, path: Path) -> tuple[MediaType, bytes]:
        """Return what a file of this computer is, with its bytes, before it is taken."""
        with self._files.open(path) as incoming:
            refuse_too_large(incoming.size)
            return incoming.media_type, b"".join(incoming.pieces(nobody))

    def export(self, document_id: DocumentId, path: Path) -> Changes:
        """Write a copy outside the protected zone; she asked for it, and the journal says so.

        The journal comes first: a copy without a trace would be worse than a trace without a copy.
        """
        with self._store.work() as work:
            document = work.documents.get(document_id)
            work.commit(JournalEntry("document_exported", "document", document_id))
        with self._store.work() as work:
            self._files.save(path, _whole(document, work.documents.pieces(document_id)))
        return Changes(Touched.DOCUMENTS, document_id)

    def rename(self, document_id: DocumentId, title: str) -> Changes:
        """Give a document another title."""
        with self._store.work() as work:
            before = work.documents.get(document_id)
            work.documents.save(replace(before, title=title_from(title)))
            work.commit(JournalEntry("document_renamed", "document", document_id, ("title",)))
        return Changes(Touched.DOCUMENTS, document_id)

    def bin(self, document_id: DocumentId) -> Changes:
        """Put a document in the bin, where it stays thirty days."""
        return self._move(document_id, self._clock.today(), "document_binned")

    def put_back(self, document_id: DocumentId) -> Changes:
        """Take a document out of the bin."""
        return self._move(document_id, None, "document_put_back")

    def purge_bin(self, today: date | None = None) -> Changes | None:
        """Remove for good what has been in the bin for thirty days; None when nothing was.

        A vault open for reading only keeps it until another day.
        """
        try:
            with self._store.work() as work:
                gone = work.documents.binned_before(
                    (today or self._clock.today()) - timedelta(days=BIN_DAYS - 1)
                )
                if not gone:
                    return None
                for document_id in gone:
                    work.documents.delete(document_id)
                work.commit(JournalEntry("documents_purged", "document", None))
        except ReadOnlyVault:
            return None
        return Changes(Touched.DOCUMENTS)

    def waiting(self, folder: Path) -> tuple[WaitingFile, ...]:
        """List what waits in the scan folder, newest first."""
        return self._files.waiting(folder)

    def sources(self) -> tuple[Path, ...]:
        """Return the files attached since the vault was opened that were not wiped."""
        return tuple(self._sources)

    def forget_source(self, path: Path) -> None:
        """Offer no more to wipe a file: she keeps it."""
        self._sources.pop(path, None)

    def wipe(self, path: Path) -> Changes:
        """Wipe a file that was attached since the vault was opened, and no other.

        The entry is written around it: a wipe that fails leaves none.
        """
        stamp = self._sources.get(path)
        if stamp is None:
            raise DocumentRefused("not_attached")
        with self._store.work() as work:
            self._files.wipe(path, stamp)
            work.commit(JournalEntry("document_source_wiped", "document", None))
        self.forget_source(path)
        return Changes(Touched.DOCUMENTS)

    def _received(
        self,
        work: UnitOfWork,
        case_id: CaseId,
        title: str,
        incoming: IncomingFile,
        progress: Progress,
    ) -> Document:
        """Copy the bytes; what is known of them comes last."""
        work.cases.get(case_id)
        document_id = DocumentId(self._ids.new())
        told = _Told(incoming.size, progress)
        size, digest = work.documents.keep_bytes(document_id, incoming.pieces(told))
        return Document(
            id=document_id,
            case_id=case_id,
            title=title or incoming.media_type.suffix.removeprefix("."),
            media_type=incoming.media_type,
            size=size,
            digest=digest,
            added_on=self._clock.today(),
        )

    def _move(self, document_id: DocumentId, binned_on: date | None, event: str) -> Changes:
        with self._store.work() as work:
            before = work.documents.get(document_id)
            work.documents.save(replace(before, binned_on=binned_on))
            work.commit(JournalEntry(event, "document", document_id, ("binned_on",)))
        return Changes(Touched.DOCUMENTS, document_id)


class _Told:
    """Turns bytes read into a percentage, told once each."""

    def __init__(self, whole: int, progress: Progress) -> None:
        self._whole, self._progress, self._last = max(whole, 1), progress, -1

    def __call__(self, read: int) -> None:
        percent = min(_WHOLE, read * _WHOLE // self._whole)
        if percent != self._last:
            self._last = percent
            self._progress(percent)


def _refuse_twin(work: UnitOfWork, document: Document) -> None:
    twin = work.documents.twin(document.case_id, document.digest)
    if twin is None:
        return
    known = work.documents.get(twin)
    raise RuleBroken(TWIN, on=known.added_on, document=twin)


def _whole(document: Document, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Hand on the bytes of a document, and refuse to end on others than were attached."""
    found = sha256()
    for piece in pieces:
        found.update(piece)
        yield piece
    if found.digest() != document.digest:
        raise DocumentRefused("damaged")
