"""What rotation may never do, whatever was made when and whatever the clock said."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from testkit.backup_desk import HOME, a_row

from app.ports.backups import BackupRow, Verified
from app.usecases.backup_rotation import LATEST, LEAST, dropped

START = datetime(2024, 1, 1, 18, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def _row(rank: int, made_at: datetime, **more: object) -> BackupRow:
    return a_row(
        path=HOME / f"{rank}.vbk", generation=rank, commit_seq=rank, made_at=made_at, **more
    )


def _daily(days: int) -> list[BackupRow]:
    return [_row(day, START + timedelta(days=day)) for day in range(days)]


@st.composite
def _folders(draw: st.DrawFn) -> list[BackupRow]:
    """Backups in the order of the vault, under a clock that may jump either way."""
    count = draw(st.integers(0, 24))
    rows: list[BackupRow] = []
    for rank in range(count):
        hours = draw(st.integers(-30_000, 30_000) if draw(st.booleans()) else st.just(rank * 24))
        verified = draw(st.sampled_from([Verified.FULL] * 4 + [Verified.BAD, Verified.NOT_YET]))
        pinned = draw(st.sampled_from([None, None, None, TODAY + timedelta(days=5)]))
        made_at = START + timedelta(hours=hours)
        rows.append(_row(rank, made_at, verified=verified, pinned_until=pinned))
    return rows


def _left(rows: list[BackupRow], gone: tuple[BackupRow, ...]) -> list[BackupRow]:
    return [row for row in rows if row not in gone]


@given(_folders())
def test_the_newest_good_and_the_newest_proven_stay(rows: list[BackupRow]) -> None:
    left = _left(rows, dropped(rows, TODAY, sound=True))

    for wanted in ([row for row in rows if row.good], [row for row in rows if row.proven]):
        if wanted:
            assert max(wanted, key=lambda row: row.rank) in left


@given(_folders())
def test_no_clock_empties_a_folder(rows: list[BackupRow]) -> None:
    left = _left(rows, dropped(rows, TODAY, sound=True))

    good = [row for row in rows if row.good]
    assert len([row for row in left if row.good]) >= min(LEAST, len(good))


@given(_folders())
def test_nothing_goes_while_the_vault_fails_its_check(rows: list[BackupRow]) -> None:
    assert dropped(rows, TODAY, sound=False) == ()


@given(_folders())
def test_the_last_good_one_before_a_failed_check_stays_while_young(rows: list[BackupRow]) -> None:
    gone = dropped(rows, TODAY, sound=True)

    for bad in (row for row in rows if not row.good):
        before = [row for row in rows if row.good and row.rank < bad.rank]
        if before and (last := max(before, key=lambda row: row.rank)) in gone:
            assert _later_days_past(rows, last) >= 3


@given(_folders())
def test_what_is_pinned_stays_while_young(rows: list[BackupRow]) -> None:
    for row in dropped(rows, TODAY, sound=True):
        if row.pinned_until is not None:
            assert row.pinned_until < TODAY or not row.good or _later_days_past(rows, row) >= 3


@given(_folders())
def test_what_failed_a_check_stays_to_be_looked_at(rows: list[BackupRow]) -> None:
    for row in dropped(rows, TODAY, sound=True):
        assert row.good or _later_days_past(rows, row) >= 3


def _later_days_past(rows: list[BackupRow], row: BackupRow) -> int:
    """How many days of later good backups are more than thirteen months after this one."""
    limit = row.made_at.date() + timedelta(days=365)
    return len(
        {
            later.made_at.date()
            for later in rows
            if later.good and later.rank > row.rank and later.made_at.date() > limit
        }
    )


def test_two_years_of_daily_backups_are_thinned_by_day_week_and_month() -> None:
    rows = _daily(730)

    left = _left(rows, dropped(rows, rows[-1].made_at.date(), sound=True))

    assert left[-14:] == rows[-14:]
    assert len(left) <= 14 + 8 + 12
    assert len({(row.made_at.year, row.made_at.month) for row in left}) == 12
    assert len([row for row in left if row.made_at > rows[-57].made_at]) >= 14 + 5


def test_nothing_older_than_thirteen_months_stays() -> None:
    rows = _daily(800)
    kept: list[BackupRow] = []
    for rank, row in enumerate(rows):
        kept = _left([*kept, row], dropped([*kept, row], row.made_at.date(), sound=True))
        oldest = min(kept, key=lambda one: one.made_at).made_at
        assert row.made_at - oldest < timedelta(days=13 * 31 + 4), rank


def test_rare_backups_stay_until_three_later_ones_agree_on_their_age() -> None:
    old = [_row(rank, START + timedelta(days=rank)) for rank in range(3)]
    later = [_row(10 + rank, START + timedelta(days=800 + rank)) for rank in range(3)]

    assert dropped([*old, *later[:2]], TODAY, sound=True) == ()
    assert set(dropped([*old, *later], TODAY, sound=True)) == set(old)


def test_backups_of_one_day_are_thinned_to_the_latest_ten() -> None:
    rows = [_row(rank, START + timedelta(minutes=rank)) for rank in range(40)]

    left = _left(rows, dropped(rows, START.date(), sound=True))

    assert left == rows[-LATEST:]


def test_a_clock_a_day_back_does_not_make_the_newest_the_oldest() -> None:
    rows = [*_daily(40), _row(41, START - timedelta(days=3000))]

    assert rows[-1] not in dropped(rows, TODAY, sound=True)
