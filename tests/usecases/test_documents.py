"""What may be attached, asked, exported, binned and wiped; what the journal says of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from testkit.fake_files import A_CONTENT, A_FILE, FakeFiles
from testkit.fakes import (
    NOW,
    CountingIds,
    FakeStore,
    FakeUnitOfWork,
    FrozenClock,
    NoQueries,
)
from testkit.writes import CASE, CLOSED, DOCUMENT, a_store

from app.domain.documents import LARGE_BYTES, LARGEST_BYTES, Document, MediaType, title_from
from app.domain.errors import RuleBroken
from app.ports.documents import DocumentRefused
from app.ports.vault import DiskFull, ReadOnlyVault
from app.usecases.documents import LARGE, TWIN, DocumentService


@pytest.fixture
def store() -> FakeStore:
    return a_store()


@pytest.fixture
def files() -> FakeFiles:
    return FakeFiles()


@pytest.fixture
def service(store: FakeStore, files: FakeFiles) -> DocumentService:
    return DocumentService(store, NoQueries(), files, clock=FrozenClock(), ids=CountingIds())


def _kept(store: FakeStore) -> dict[int, Document]:
    return store.shelves.of(Document)


def _refusal(work, *given, **named) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        work(*given, **named)
    return refused.value


def test_what_is_attached_is_known_by_its_bytes(service, store) -> None:
    service.attach(CASE, A_FILE)

    (kept,) = _kept(store).values()
    assert (kept.title, kept.media_type, kept.size) == ("scan0001", MediaType.PDF, len(A_CONTENT))
    assert kept.added_on == NOW.date()
    assert service.content(DOCUMENT) == A_CONTENT


def test_a_large_file_is_taken_only_when_she_says_so(service, store, files) -> None:
    files.said[A_FILE] = LARGE_BYTES + 1

    refused = _refusal(service.attach, CASE, A_FILE)
    assert (refused.code, refused.facts) == (LARGE, {"size": 21})
    assert not _kept(store)

    service.attach(CASE, A_FILE, accepted={LARGE})
    assert len(_kept(store)) == 1


def test_a_file_that_is_too_large_is_refused_with_its_size(service, store, files) -> None:
    files.said[A_FILE] = LARGEST_BYTES + 1

    refused = _refusal(service.attach, CASE, A_FILE, accepted={LARGE})

    assert (refused.code, refused.facts) == ("document_too_large", {"size": 51, "largest": 50})
    assert not _kept(store)


def test_the_same_bytes_are_told_and_she_decides(service, store) -> None:
    service.attach(CASE, A_FILE)

    refused = _refusal(service.attach, CASE, A_FILE)
    assert (refused.code, refused.facts["on"]) == (TWIN, NOW.date())
    service.attach(CASE, A_FILE, accepted={TWIN})
    assert len(_kept(store)) == 2


def test_the_same_bytes_in_another_file_are_not_a_twin(service, store) -> None:
    service.attach(CASE, A_FILE)
    service.attach(CLOSED, A_FILE)

    assert len(_kept(store)) == 2


def test_an_export_writes_what_was_attached_and_the_journal_says_no_title(
    service, store, files
) -> None:
    service.attach(CASE, A_FILE)
    service.export(DOCUMENT, Path("document-1.pdf"))

    entry = store.journal[-1]
    assert files.kept[Path("document-1.pdf")] == A_CONTENT
    assert (entry.event, entry.object_id, entry.fields) == ("document_exported", DOCUMENT, ())


def test_nothing_is_exported_when_the_journal_cannot_take_it(
    service, store, files, monkeypatch
) -> None:
    service.attach(CASE, A_FILE)

    def full(_work, _entry) -> None:
        raise DiskFull

    monkeypatch.setattr(FakeUnitOfWork, "commit", full)
    with pytest.raises(DiskFull):
        service.export(DOCUMENT, Path("document-1.pdf"))

    assert Path("document-1.pdf") not in files.kept


def test_a_document_stays_thirty_days_in_the_bin(service, store) -> None:
    service.attach(CASE, A_FILE)
    service.bin(DOCUMENT)
    today = NOW.date()

    assert service.purge_bin(today + timedelta(days=29)) is None
    assert store.journal[-1].event == "document_binned"
    assert service.purge_bin(today + timedelta(days=30)) is not None
    assert store.journal[-1].event == "documents_purged"
    assert not _kept(store)


def test_what_was_put_back_is_never_purged(service, store) -> None:
    service.attach(CASE, A_FILE)
    service.bin(DOCUMENT)
    service.put_back(DOCUMENT)

    assert service.purge_bin(NOW.date() + timedelta(days=400)) is None
    assert len(_kept(store)) == 1


def test_a_vault_open_for_reading_keeps_its_bin() -> None:
    class ReadOnly:
        def work(self) -> None:
            raise ReadOnlyVault

    service = DocumentService(
        ReadOnly(),  # type: ignore[arg-type]
        NoQueries(),
        FakeFiles(),
        clock=FrozenClock(),
        ids=CountingIds(),
    )

    assert service.purge_bin(NOW.date()) is None


def test_only_what_was_attached_is_wiped_and_only_when_asked(service, store, files) -> None:
    assert _wipe_refusal(service, A_FILE) == "not_attached"
    service.attach(CASE, A_FILE)
    assert service.sources() == (A_FILE,)
    assert files.wiped == []

    service.wipe(A_FILE)

    assert files.wiped == [A_FILE]
    assert service.sources() == ()
    assert store.journal[-1].event == "document_source_wiped"


def test_a_source_that_changed_since_is_not_wiped_and_stays_offered(service, store, files) -> None:
    service.attach(CASE, A_FILE)
    before = len(store.journal)
    files.kept[A_FILE] += b" suite"

    assert _wipe_refusal(service, A_FILE) == "source_changed"
    assert service.sources() == (A_FILE,)
    assert len(store.journal) == before


def test_a_source_that_she_keeps_is_offered_no_more(service) -> None:
    service.attach(CASE, A_FILE)
    service.forget_source(A_FILE)

    assert service.sources() == ()


def _wipe_refusal(service: DocumentService, path: Path) -> str:
    with pytest.raises(DocumentRefused) as refused:
        service.wipe(path)
    return refused.value.code


def test_a_document_has_a_title(service) -> None:
    service.attach(CASE, A_FILE)

    assert _refusal(service.rename, DOCUMENT, " \n ").code == "document_without_title"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("courrier  du\u202e maire", "courrier du maire"),
        ("a\tb\nc", "a b c"),
        ("é" * 300, "é" * 200),
    ],
)
def test_a_title_holds_readable_signs_only(name: str, title: str) -> None:
    assert title_from(name) == title
