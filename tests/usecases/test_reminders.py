"""Reminders, and silent situations: proposed, never acted upon (ANAS-12, ANAS-13)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from testkit.agenda import FakeAgenda
from testkit.builders import a_case, an_entity
from testkit.fakes import CountingIds, FakeStore, FrozenClock

from app.domain.agenda import LeftAlone, Reminder
from app.domain.errors import RuleBroken
from app.usecases.reminders import ReminderService
from app.usecases.settings import SettingsService

TODAY = date(2026, 5, 12)
CASE = a_case()


@pytest.fixture
def store() -> FakeStore:
    return FakeStore().holding(an_entity(), CASE)


@pytest.fixture
def reminders(store: FakeStore) -> ReminderService:
    return ReminderService(store, FakeAgenda(store), clock=FrozenClock(), ids=CountingIds())


@pytest.mark.requirement("ANAS-12")
def test_what_is_due_is_shown_until_it_is_done_and_again_when_undone(
    reminders: ReminderService,
) -> None:
    late = reminders.save(Reminder(0, TODAY - timedelta(days=3), "Rappeler", CASE.id)).object_id
    reminders.save(Reminder(0, TODAY + timedelta(days=60), "Plus tard"))
    assert [one.reminder.id for one in reminders.due()] == [late]

    reminders.done(late or 0)
    assert reminders.due() == ()
    assert reminders.get(late or 0).done_on == TODAY
    reminders.undone(late or 0)
    assert len(reminders.due()) == 1


def test_a_reminder_of_nothing_is_refused() -> None:
    with pytest.raises(RuleBroken, match="reminder_empty"):
        Reminder(0, TODAY, "  ")


def test_a_reminder_goes_to_the_bin(reminders: ReminderService, store: FakeStore) -> None:
    kept = reminders.save(Reminder(0, TODAY, "Rappeler")).object_id or 0
    reminders.remove(kept)

    assert store.shelves.of(Reminder) == {}
    assert store.journal[-1].event == "reminder_removed"


@pytest.mark.requirement("ANAS-13")
def test_the_number_of_silent_weeks_is_hers(store: FakeStore) -> None:
    queries = FakeAgenda(store)
    reminders = ReminderService(store, queries, clock=FrozenClock(), ids=CountingIds())
    reminders.silent()
    SettingsService(store).write("agenda_silent_weeks", "12")
    reminders.silent()

    assert queries.asked == [
        (TODAY - timedelta(weeks=8), TODAY),
        (TODAY - timedelta(weeks=12), TODAY),
    ]


@pytest.mark.requirement("ANAS-13")
def test_a_silent_situation_is_left_for_some_weeks_and_nothing_else_changes(
    reminders: ReminderService, store: FakeStore
) -> None:
    reminders.leave(CASE.id)
    left = reminders.leave(CASE.id).object_id or 0

    (kept,) = store.shelves.of(LeftAlone).values()
    assert kept.until == TODAY + timedelta(weeks=4)
    with store.work() as work:
        assert work.cases.get(CASE.id) == CASE
    reminders.propose_again(left)
    assert store.shelves.of(LeftAlone) == {}
