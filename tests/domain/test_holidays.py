"""Public holidays, against days printed in calendars."""

from datetime import date, timedelta

import pytest

from app.domain.holidays import easter, public_holidays


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2024, 3, 31), (2026, 4, 5),
     (2038, 4, 25), (2049, 4, 18)],
)  # fmt: skip
def test_easter_falls_on_the_sunday_that_calendars_print(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_a_year_has_the_eleven_days_of_the_labour_code() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, month, day)
        for month, day in (
            (1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11),
            (12, 25),
        )
    ]  # fmt: skip


def test_alsace_and_moselle_have_two_more() -> None:
    more = set(public_holidays(2026, alsace_moselle=True)) - set(public_holidays(2026))

    assert more == {date(2026, 4, 3), date(2026, 12, 26)}


def test_two_holidays_may_fall_on_the_same_day() -> None:
    assert len(public_holidays(2008)) == 10
    assert public_holidays(2008)[date(2008, 5, 1)] == "labour"


def test_easter_is_always_a_sunday_of_march_or_april() -> None:
    for year in range(1900, 2200):
        assert easter(year).weekday() == 6
        assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
        assert easter(year) + timedelta(days=1) in public_holidays(year)
