"""Dates, durations, years and amounts in the ways people type them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.values import (
    NotUnderstood,
    read_birth_year,
    read_cents,
    read_count,
    read_date,
    read_minutes,
    read_percent,
    text_of,
)

TODAY = date(2026, 3, 2)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=TODAY)


def refusal(read, *arguments):
    with pytest.raises(NotUnderstood) as refused:
        read(*arguments)
    return refused.value.code


@pytest.mark.parametrize(
    "cell",
    [
        "07/02/2025",
        "7/2/25",
        "7.2.25",
        "07.02.2025",
        "07-02-2025",
        "2025-02-07",
        "2025/02/07",
        "2025-02-07 00:00:00",
        "7 février 2025",
        "7 fév. 2025",
        "vendredi 7 février 2025",
        "07/02/2025 14:30",
        " 07/02/2025 ",
        45695,
        45695.0,
        "45695",
        date(2025, 2, 7),
        datetime(2025, 2, 7, 14, 30, tzinfo=UTC),
    ],
)
def test_a_day_is_read_in_any_usual_form(cell):
    assert read_date(cell, TODAY) == date(2025, 2, 7)


def test_the_first_of_a_month_may_be_written_as_an_ordinal():
    assert read_date("1er février 2025", TODAY) == date(2025, 2, 1)


@pytest.mark.parametrize(
    "cell", ["", "hier", "31/02/2025", "02/13/2025", "2025", 12, 3_000_000, True, time(8, 0)]
)
def test_what_is_no_day_is_refused(cell):
    assert refusal(read_date, cell, TODAY) == "date_unreadable"


@pytest.mark.parametrize("cell", ["01/01/1900", date(1900, 1, 1), "07/02/1969", "07/02/69"])
def test_a_day_long_before_the_work_is_refused(cell):
    assert refusal(read_date, cell, TODAY) == "date_too_old"


@pytest.mark.parametrize("cell", ["07/02/2199", date(2199, 2, 7), "03/03/2026", "7.2.27"])
def test_a_day_to_come_is_refused(cell):
    assert refusal(read_date, cell, TODAY) == "date_in_future"


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%Y"]))
def test_every_day_reads_back_in_every_form(day, form):
    assert read_date(day.strftime(form), TODAY) == day


@given(DAYS)
def test_a_day_as_text_reads_back(day):
    assert read_date(text_of(day), TODAY) == day
    assert read_date((day - date(1899, 12, 30)).days, TODAY) == day


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("50 min", 50),
        ("50min", 50),
        ("50 mn", 50),
        ("50'", 50),
        ("0h50", 50),
        ("0:50", 50),
        ("0:50:00", 50),
        ("45", 45),
        (45, 45),
        (45.0, 45),
        ("1h", 60),
        ("1h30", 90),
        ("1 h 30", 90),
        ("1h30min", 90),
        ("1:30", 90),
        ("1,5 h", 90),
        ("1.5", 90),
        (1.5, 90),
        ("2 heures", 120),
        ("90 minutes", 90),
        (time(1, 30), 90),
        (timedelta(minutes=90), 90),
        (None, None),
        ("", None),
        ("0", None),
        (0, None),
    ],
)
def test_a_duration_is_read_in_any_usual_form(cell, minutes):
    assert read_minutes(cell) == minutes


@pytest.mark.parametrize("cell", ["-50", "-0h50", -50, timedelta(minutes=-50), "-1,5 h"])
def test_a_negative_duration_is_refused(cell):
    assert refusal(read_minutes, cell) == "duration_negative"


@pytest.mark.parametrize("cell", ["un peu", "1h75", "50 €", date(2025, 2, 7)])
def test_what_is_no_duration_is_refused(cell):
    assert refusal(read_minutes, cell) == "duration_unreadable"


@pytest.mark.parametrize("cell", ["25:00", 2_000, timedelta(days=2)])
def test_more_than_a_day_is_refused(cell):
    assert refusal(read_minutes, cell) == "duration_too_long"


@given(st.integers(min_value=1, max_value=24 * 60))
def test_every_duration_reads_back_in_every_form(minutes):
    hours, rest = divmod(minutes, 60)
    forms = [f"{minutes}", f"{minutes} min", f"{hours}h{rest:02d}", f"{hours}:{rest:02d}"]

    assert {read_minutes(form) for form in forms} == {minutes}
    assert read_minutes(text_of(timedelta(minutes=minutes))) == minutes


@pytest.mark.parametrize("cell", [1980, 1980.0, "1980", "12/05/1980", "12.5.80", date(1980, 5, 12)])
def test_only_the_year_of_birth_is_kept(cell):
    assert read_birth_year(cell, TODAY) == 1980


def test_a_birth_year_may_be_unknown_but_not_impossible():
    assert read_birth_year(None, TODAY) is None
    assert refusal(read_birth_year, 1820, TODAY) == "birth_year_out_of_range"
    assert refusal(read_birth_year, 2050, TODAY) == "birth_year_out_of_range"
    assert refusal(read_birth_year, "vers 80", TODAY) == "birth_year_unreadable"


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        (1500, 150_000),
        (0.1, 10),
        (1200.5, 120_050),
        ("1 500", 150_000),
        ("1\u202f500 €", 150_000),
        ("1 200,50 €", 120_050),
        ("1.500,00", 150_000),
        ("1,500.00", 150_000),
        ("1200.5", 120_050),
        ("300 euros", 30_000),
        ("", None),
        ("-", None),
        (None, None),
    ],
)
def test_an_amount_is_read_in_any_usual_form(cell, cents):
    assert read_cents(cell) == cents


def test_an_amount_is_neither_negative_nor_a_word():
    assert refusal(read_cents, "-300") == "amount_negative"
    assert refusal(read_cents, -300) == "amount_negative"
    assert refusal(read_cents, "environ 300") == "amount_unreadable"
    assert refusal(read_cents, date(2025, 2, 7)) == "amount_unreadable"


@given(st.integers(min_value=0, max_value=10**9))
def test_every_amount_reads_back(cents):
    euros, rest = divmod(cents, 100)

    assert read_cents(f"{euros:,}".replace(",", " ") + f",{rest:02d} €") == cents
    assert read_cents(f"{euros}.{rest:02d}") == cents


def test_a_count_of_people_is_a_whole_number():
    assert read_count("1 150") == 1150
    assert read_count(18.0) == 18
    assert read_count("") is None
    assert refusal(read_count, "une vingtaine") == "number_unreadable"
    assert refusal(read_count, -3) == "number_negative"


@pytest.mark.parametrize(("cell", "percent"), [(40, 40), ("40 %", 40), (0.4, 40), ("57,5", 57.5)])
def test_a_share_of_a_post_is_a_percentage(cell, percent):
    assert read_percent(cell) == percent


def test_a_share_of_a_post_stays_within_the_post():
    assert read_percent(0) == 0
    assert read_percent("") is None
    assert refusal(read_percent, 140) == "quota_out_of_range"
    assert refusal(read_percent, "mi-temps") == "number_unreadable"


def test_cells_of_any_kind_become_text():
    assert text_of(None) == ""
    assert text_of(True) == "oui"
    assert text_of(time(8, 5)) == "8h05"
    assert text_of(datetime(2025, 2, 7, 14, 30, tzinfo=UTC).replace(tzinfo=None)) == (
        "2025-02-07 14:30"
    )
