"""What she searches for, and the searches that she keeps."""

from datetime import date

import pytest
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.domain.errors import RuleBroken
from app.domain.ids import EntityId
from app.domain.searches import Asked, Found, SavedSearch, Span
from app.ports.queries import SearchFilter, SearchListing
from app.usecases.bin import BinService
from app.usecases.searches import SearchService

TODAY = NOW.date()
ASKED = Asked("logement", EntityId(1), Span.LAST_YEAR, "ISS.LOG", Found.NOTE)
FOUND = SearchListing(more=True)


def _service(store: FakeStore | None = None, queries: NoQueries | None = None) -> SearchService:
    return SearchService(
        store or FakeStore(),
        queries or NoQueries(search=FOUND),
        clock=FrozenClock(),
        ids=CountingIds(),
    )


def test_a_search_asks_for_the_days_and_codes_that_were_meant() -> None:
    queries = NoQueries(search=FOUND)

    assert _service(queries=queries).find(ASKED) is FOUND

    (_, (asked,)) = queries.asked[0]
    assert isinstance(asked, SearchFilter)
    assert (asked.since, asked.until) == (date(TODAY.year - 1, 1, 1), date(TODAY.year - 1, 12, 31))
    assert {"ISS.LOG", "ISS.LOG.01"} <= set(asked.issues)
    assert "ISS.BUD" not in asked.issues


@pytest.mark.requirement("ANAS-05")
def test_no_issue_is_sought_across_entities() -> None:
    with pytest.raises(RuleBroken) as refused:
        Asked("logement", issue="ISS.LOG")

    assert refused.value.code == "issue_across_entities"


@pytest.mark.requirement("ANAS-05")
def test_nothing_is_listed_without_words() -> None:
    queries = NoQueries(search=FOUND)

    assert _service(queries=queries).find(Asked("  ", EntityId(1), issue="ISS.LOG")).files == ()
    assert queries.asked == []


@pytest.mark.parametrize("span", list(Span))
def test_a_span_ends_no_later_than_today(span: Span) -> None:
    since, until = span.days(TODAY)

    assert (until or TODAY) <= TODAY
    assert (since or TODAY) <= (until or TODAY)


def test_a_search_kept_is_read_as_it_was_asked() -> None:
    store = FakeStore()
    service = _service(store)

    service.save(" Logement ", ASKED)

    (kept,) = service.saved()
    assert (kept.title, kept.read()) == ("Logement", ASKED)


def test_the_journal_keeps_no_word_of_a_search() -> None:
    store = FakeStore()
    service = _service(store)
    kept = service.save("Titre", ASKED).object_id or 0
    service.rename(service.saved()[0], "Autre titre")
    service.remove(kept)

    assert [entry.event for entry in store.journal] == [
        "saved_search_made",
        "saved_search_changed",
        "saved_search_removed",
    ]
    written = repr(store.journal).casefold()
    assert "logement" not in written
    assert "titre" not in written.replace("title", "")


def test_a_search_removed_comes_back() -> None:
    store = FakeStore()
    service = _service(store)
    service.save("Titre", ASKED)
    (kept,) = service.saved()

    binned = service.remove(kept.id).object_id or 0
    assert service.saved() == ()
    BinService(store, clock=FrozenClock()).take_back(binned)

    assert service.saved() == (kept,)


def test_a_search_needs_a_name() -> None:
    with pytest.raises(RuleBroken) as refused:
        _service().save("  ", ASKED)

    assert refused.value.code == "search_without_title"


def test_a_search_without_filters_is_read_back_too() -> None:
    asked = Asked("bail")

    assert SavedSearch(1, "Baux", asked.written()).read() == asked
