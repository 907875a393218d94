"""The today page asks about today."""

from testkit.fakes import NOW, FrozenClock, NoQueries

from app.usecases.dashboard import DashboardService


def test_the_page_counts_the_month_of_the_clock() -> None:
    queries = NoQueries(today="counts")

    assert DashboardService(queries, clock=FrozenClock()).today() == "counts"
    assert queries.asked == [("today", (NOW.date(),))]
