"""Counting, previewing and publishing a period."""

from dataclasses import replace
from datetime import datetime

import pytest
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock
from testkit.workbook_facts import workbook_facts

from app.changes import Touched
from app.domain.errors import RuleBroken
from app.domain.periods import Period, civil_year
from app.statistics.disclosure.frozen import frozen
from app.statistics.report import COMMITTEE
from app.usecases.statistics import Shade, StatisticsService

YEAR = civil_year(2025)


class _Facts:
    """The example years, read once; `late` drops the last interventions."""

    def __init__(self):
        self._years = {}
        self.late = 0

    def facts(self, period):
        year = period.first.year
        if year not in self._years:
            self._years[year] = workbook_facts(year)
        found = self._years[year]
        acts = tuple(act for act in found.interventions[self.late :] if act.on in period)
        return replace(found, interventions=acts, period=period)


@pytest.fixture(scope="module")
def facts():
    return _Facts()


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def service(store, facts):
    facts.late = 0
    return StatisticsService(store, facts, clock=FrozenClock(), ids=CountingIds())


@pytest.mark.requirement("JUS-04")
def test_the_exact_counts_are_those_of_each_entity_and_of_all(service):
    counted = service.exact(YEAR)

    assert counted["Ville de Bellerive"]["persons_followed"] == 75
    assert list(counted)[-1] == "Toutes collectivités"


@pytest.mark.requirement("BRY-20")
def test_publishing_freezes_the_figures_and_journals_it(service, store):
    published = service.publish(YEAR)

    assert [entry.event for entry in store.journal] == ["release_published"]
    assert published.changes.touched == Touched.RELEASES
    assert len(published.documents) == 7
    with store.work() as work:
        assert work.releases.find("2025").content == frozen(published.release)


@pytest.mark.requirement("BRY-20")
def test_a_published_period_is_reprinted_even_when_its_data_moved(service, store, facts):
    first = service.publish(YEAR)
    facts.late = 25
    again = service.publish(YEAR, edition=COMMITTEE)

    assert frozen(again.release) == frozen(first.release)
    assert (first.late_data, again.late_data) == (False, True)
    assert [entry.event for entry in store.journal] == ["release_published", "release_reprinted"]


def test_a_preview_publishes_nothing(service, store):
    preview = service.preview(YEAR)

    assert (preview.published, store.journal) == (False, [])


def test_one_report_may_be_asked_for_alone(service):
    (document,) = service.publish(YEAR, ["E1000"]).documents

    assert document.subtitle == "Ville de Bellerive"


@pytest.mark.requirement("CHO-10")
def test_a_period_that_is_not_over_is_not_published(store, facts):
    early = FrozenClock(datetime(2025, 11, 3, 9, tzinfo=NOW.tzinfo))
    service = StatisticsService(store, facts, clock=early, ids=CountingIds())

    with pytest.raises(RuleBroken) as refusal:
        service.publish(YEAR)
    assert refusal.value.code == "period_not_over"
    assert store.journal == []


@pytest.mark.requirement("CHO-10")
def test_a_half_year_cannot_be_published_beside_its_year(service):
    service.publish(YEAR)

    with pytest.raises(RuleBroken) as refusal:
        service.publish(Period(YEAR.first, YEAR.first.replace(month=6, day=30)))
    assert refusal.value.code == "period_overlaps_release"


@pytest.mark.requirement("CHO-10")
@pytest.mark.parametrize("order", [(2024, 2025), (2025, 2024)])
def test_two_years_are_published_in_either_order(service, order):
    published = [service.publish(civil_year(year)) for year in order]

    assert published[1].release.audit.earlier_releases == (str(order[0]),)
    assert published[1].release.audit.safe


@pytest.mark.requirement("CHO-10")
def test_files_open_after_the_year_are_not_printed_once_the_next_year_is(service):
    service.publish(civil_year(2025))
    earlier = service.publish(civil_year(2024)).release

    printed = {key.coordinates for table in earlier.tables for key in table.printed}
    assert (("activity", "OPEN"),) not in printed


def test_the_assistant_sees_true_figures_and_why_they_are_hidden(service):
    view = service.assistant_view(YEAR, "E1000")
    cells = [cell for table in view.tables for cell in table.cells.values()]

    assert {cell.shade for cell in cells} == set(Shade)
    assert all(cell.cause for cell in cells if cell.shade is Shade.HIDDEN)
    assert all(cell.gives_away for cell in cells if cell.shade is Shade.PROTECTING)


def test_an_unknown_population_is_refused(service):
    with pytest.raises(RuleBroken) as refusal:
        service.assistant_view(YEAR, "E9")
    assert refusal.value.code == "unknown_population"
