"""When a backup is due, where copies go, and what is verified when."""

from datetime import timedelta
from pathlib import Path

import pytest
from testkit.backup_desk import HOME, FakeDesk, a_row
from testkit.fakes import NOW, FakeStore, FrozenClock

from app.ports.backups import BackupReason, NotEnoughRoom, PlaceMissing, Verified
from app.usecases.backups import BackupService, DueCheck, Overdue

OUTSIDE = Path("cle-usb/copies")


def _no_progress(percent: int) -> None:
    """Nobody looks."""


def _service(desk: FakeDesk, store: FakeStore | None = None, **later: float) -> BackupService:
    return BackupService(store or FakeStore(), desk, clock=FrozenClock(NOW + timedelta(**later)))


def _events(store: FakeStore) -> list[str]:
    return [entry.event for entry in store.journal]


def test_the_first_unlock_of_a_day_calls_for_a_backup() -> None:
    desk = FakeDesk(found=[a_row(made_at=NOW)])

    assert not _service(desk, hours=3).due(BackupReason.DAILY)
    assert _service(desk, days=1).due(BackupReason.DAILY)
    assert _service(desk, days=-1).due(BackupReason.DAILY)
    assert _service(FakeDesk()).due(BackupReason.DAILY)


def test_locking_calls_for_a_backup_after_four_hours_if_something_was_written() -> None:
    desk = FakeDesk(found=[a_row(made_at=NOW)])

    assert not _service(desk, hours=3).due(BackupReason.LOCK)
    assert _service(desk, hours=5).due(BackupReason.LOCK)
    desk.changed = False
    assert not _service(desk, hours=5).due(BackupReason.LOCK)


def test_a_clock_set_back_does_not_put_backups_off() -> None:
    desk = FakeDesk(found=[a_row(made_at=NOW)])

    assert _service(desk, days=-400).due(BackupReason.LOCK)


def test_a_backup_that_failed_does_not_count_as_the_last() -> None:
    desk = FakeDesk(found=[a_row(made_at=NOW, verified=Verified.BAD)])

    assert _service(desk, hours=1).due(BackupReason.DAILY)


@pytest.mark.parametrize("reason", [BackupReason.ASKED, BackupReason.BEFORE_IMPORT])
def test_what_is_asked_or_precedes_a_risk_is_always_due(reason: BackupReason) -> None:
    assert _service(FakeDesk(found=[a_row(made_at=NOW)])).due(reason)


def test_a_backup_goes_home_and_to_the_chosen_place() -> None:
    desk, store = FakeDesk(), FakeStore()
    service = _service(desk, store)
    service.choose_place(OUTSIDE)

    service.make(BackupReason.ASKED, _no_progress)

    assert [row.external for row in desk.found] == [False, True]
    assert _events(store) == ["backup_place_chosen", "backup_made", "backup_made"]


def test_a_backup_before_a_risk_stays_at_home() -> None:
    desk = FakeDesk()
    service = _service(desk)
    service.choose_place(OUTSIDE)

    service.make(BackupReason.BEFORE_IMPORT, _no_progress)

    assert [row.external for row in desk.found] == [False]


def test_an_absent_disk_is_told_and_is_no_error() -> None:
    desk, store = FakeDesk(), FakeStore()
    service = _service(desk, store)
    service.choose_place(OUTSIDE)
    desk.absent.add(OUTSIDE.absolute())

    service.make(BackupReason.LOCK, _no_progress)

    home, outside = service.state().places
    assert (home.present, home.last_good) == (True, NOW)
    assert (outside.present, outside.last_good) == (False, None)


def test_an_absent_disk_is_an_error_when_its_copy_is_asked_for() -> None:
    desk = FakeDesk(absent={OUTSIDE})
    service = _service(desk)

    with pytest.raises(PlaceMissing):
        service.choose_place(OUTSIDE)
    with pytest.raises(PlaceMissing):
        service.snapshot(BackupReason.ASKED, external=True, progress=_no_progress)


def test_a_full_disk_outside_spoils_nothing_at_lock() -> None:
    desk = FakeDesk()
    service = _service(desk)
    service.choose_place(OUTSIDE)
    desk.full.add(OUTSIDE.absolute())

    service.make(BackupReason.LOCK, _no_progress)

    assert [row.external for row in desk.found] == [False]
    with pytest.raises(NotEnoughRoom):
        service.make(BackupReason.ASKED, _no_progress)


def test_the_external_copy_is_overdue_after_a_week_then_a_month() -> None:
    store = FakeStore()
    service = _service(FakeDesk(), store)
    assert service.state().external_overdue is Overdue.NONE
    service.choose_place(OUTSIDE)
    assert service.state().external_overdue is Overdue.RED
    service.make(BackupReason.ASKED, _no_progress)

    overdue = [
        _service(FakeDesk(), store, days=days).state().external_overdue for days in (6, 8, 31)
    ]

    assert overdue == [Overdue.NONE, Overdue.SOON, Overdue.RED]


def test_what_rotation_drops_is_forgotten_and_removed() -> None:
    many = [
        a_row(path=HOME / f"{rank}.vbk", generation=rank, made_at=NOW - timedelta(hours=40 - rank))
        for rank in range(1, 20)
    ]
    desk, store = FakeDesk(found=list(many)), FakeStore()
    service = _service(desk, store)

    service.make(BackupReason.ASKED, _no_progress)

    assert len(desk.found) == 11
    assert {row.generation for row in desk.found} >= {*range(11, 20), 21}
    assert _events(store) == ["backup_made"]


def test_nothing_is_dropped_while_the_vault_fails_its_check() -> None:
    many = [a_row(path=HOME / f"{rank}.vbk", generation=rank) for rank in range(1, 16)]
    desk = FakeDesk(found=list(many), is_sound=False)

    _service(desk).make(BackupReason.ASKED, _no_progress)

    assert len(desk.found) == 16


def test_the_sums_of_the_newest_are_checked_once_a_start() -> None:
    desk = FakeDesk(found=[a_row()])
    service = _service(desk)
    first = service.due_checks()[0]
    assert first == DueCheck(desk.found[0], Verified.SUMS)

    service.note(service.examine(first, _no_progress))

    assert Verified.SUMS not in {due.level for due in service.due_checks()}
    assert service.rows()[0].verified is Verified.FULL


def test_sums_that_hold_leave_nothing_in_the_journal() -> None:
    desk, store = FakeDesk(), FakeStore()
    service = _service(desk, store)
    service.make(BackupReason.ASKED, _no_progress)
    before = len(store.journal)

    service.note(service.examine(service.due_checks()[0], _no_progress))

    assert len(store.journal) == before


def test_one_older_backup_in_turn_is_checked_whole_each_week() -> None:
    rows = [
        a_row(
            path=HOME / f"{rank}.vbk", generation=rank, verified_at=NOW - timedelta(days=90 - rank)
        )
        for rank in range(3)
    ]
    desk, store = FakeDesk(found=rows), FakeStore()
    service = _service(desk, store)

    service.check(_full_check(service).row, _no_progress)

    assert desk.found[-1].generation == 0
    assert Verified.FULL not in {due.level for due in service.due_checks()}
    later = _service(desk, store, days=8)
    assert _full_check(later).row.generation == 1


def _full_check(service: BackupService) -> DueCheck:
    return next(due for due in service.due_checks() if due.level is Verified.FULL)


def test_a_drill_is_proposed_every_three_months() -> None:
    desk, store = FakeDesk(), FakeStore()
    service = _service(desk, store)
    service.make(BackupReason.ASKED, _no_progress)

    def proposed(days: int) -> bool:
        levels = {due.level for due in _service(desk, store, days=days).due_checks()}
        return Verified.DRILL in levels

    assert [proposed(30), proposed(95)] == [False, True]
    _service(desk, store, days=95).drill(service.rows()[0], _no_progress)
    assert [proposed(120), proposed(190)] == [False, True]
    assert service.state().last_drill == NOW + timedelta(days=95)


def test_a_backup_that_fails_is_marked_and_kept() -> None:
    row = a_row()
    desk, store = FakeDesk(found=[row], bad={row.path}), FakeStore()
    service = _service(desk, store)

    service.check(row, _no_progress)

    state = service.state()
    assert [one.verified for one in state.rows] == [Verified.BAD]
    assert state.last_good is None
    assert state.due_daily
    assert _events(store) == ["backup_bad"]


def test_a_restore_backs_up_what_is_there_first() -> None:
    row = a_row()
    desk, store = FakeDesk(found=[row]), FakeStore()

    _service(desk, store).restore(row, None, _no_progress)

    assert desk.found[-1].reason is BackupReason.BEFORE_RESTORE
    assert desk.restored == [(row, None)]
