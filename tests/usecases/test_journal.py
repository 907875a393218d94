"""The journal is read newest first, never whole."""

from __future__ import annotations

from testkit.fakes import FakeStore, NoQueries

from app.usecases.journal import MOST, JournalService


def test_no_more_is_read_than_a_screen_needs() -> None:
    queries = NoQueries(journal=())
    JournalService(FakeStore(), queries).last(10_000)

    assert queries.asked == [("journal", (MOST,))]


def test_what_goes_to_a_printer_is_noted_by_its_kind_and_its_pages() -> None:
    store = FakeStore()

    JournalService(store, NoQueries()).note_printed("recovery_sheet", 1)

    (entry,) = store.journal
    assert entry.event == "printed"
    assert entry.fields == ("kind:recovery_sheet", "pages:1")
