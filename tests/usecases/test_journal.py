"""The journal is read newest first, never whole."""

from __future__ import annotations

import pytest
from testkit.fakes import FakeStore, NoQueries

from app.ports.queries import JournalListing
from app.usecases.journal import MOST, MOST_PRINTED, PAGE, JournalService, Subject, events_of


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


@pytest.mark.parametrize("subject", [one for one in Subject if one is not Subject.FAILED])
def test_a_subject_asks_for_its_events_alone(subject: Subject) -> None:
    queries = NoQueries(journal_page=JournalListing((), 0))
    JournalService(FakeStore(), queries).page(subject, number=2)

    ((_, (asked,)),) = queries.asked
    assert asked.events == events_of(subject)
    assert asked.skipped == 2 * PAGE
    assert bool(asked.but) is (subject is Subject.RECORDS)


def test_no_event_is_of_two_subjects() -> None:
    events = [event for subject in Subject for event in events_of(subject)]
    assert len(events) == len(set(events))


def test_failed_tries_are_looked_for_in_openings() -> None:
    queries = NoQueries(journal_page=JournalListing((), 0))
    JournalService(FakeStore(), queries).page(Subject.FAILED)

    ((_, (asked,)),) = queries.asked
    assert asked.mark == "failed_tries:"


def test_paper_takes_the_newest_entries_up_to_a_limit() -> None:
    queries = NoQueries(journal_page=JournalListing((), 0))
    JournalService(FakeStore(), queries).to_print()

    ((_, (asked,)),) = queries.asked
    assert (asked.skipped, asked.limit) == (0, MOST_PRINTED)
