"""The journal is read newest first, never whole."""

from __future__ import annotations

from testkit.fakes import NoQueries

from app.usecases.journal import MOST, JournalService


def test_no_more_is_read_than_a_screen_needs() -> None:
    queries = NoQueries(journal=())
    JournalService(queries).last(10_000)

    assert queries.asked == [("journal", (MOST,))]
