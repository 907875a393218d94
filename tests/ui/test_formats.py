"""Dates, durations and numbers: as written, and as typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import formats

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("", TODAY),
        ("aujourd'hui", TODAY),
        ("aujourd’hui", TODAY),
        ("hier", date(2026, 11, 20)),
        ("Avant-hier", date(2026, 11, 19)),
        ("lundi", date(2026, 11, 16)),
        ("sam", TODAY),
        ("7/2", date(2026, 2, 7)),
        ("07.02.26", date(2026, 2, 7)),
        ("7 2 2026", date(2026, 2, 7)),
        ("30/12", date(2025, 12, 30)),
        ("12", date(2026, 11, 12)),
        ("25", date(2026, 10, 25)),
        ("2026-03-01", date(2026, 3, 1)),
        ("sam. 21/11/2026", TODAY),
        ("29/02/2025", None),
        ("31/2", None),
        ("demain", None),
        ("1/2/3/4", None),
    ],
)
def test_a_day_is_understood_as_one_types_it(typed: str, understood: date | None) -> None:
    assert formats.typed_date(typed, TODAY) == understood


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("50", 50),
        ("45 min", 45),
        ("1h", 60),
        ("1 h 20", 80),
        ("1h05", 65),
        ("2H", 120),
        ("x", None),
    ],
)
def test_a_duration_is_understood_as_one_types_it(typed: str, minutes: int | None) -> None:
    assert formats.typed_minutes(typed) == minutes


@given(st.integers(min_value=1, max_value=24 * 60))
def test_a_duration_shown_is_understood_again(minutes: int) -> None:
    assert formats.typed_minutes(formats.duration(minutes)) == minutes


@given(st.dates(min_value=date(1970, 1, 1), max_value=TODAY))
def test_a_day_shown_is_understood_again(day: date) -> None:
    assert formats.typed_date(formats.short_day(day), TODAY) == day


@given(st.text())
def test_nothing_typed_breaks_the_fields(typed: str) -> None:
    assert formats.typed_date(typed, TODAY) is None or typed is not None
    assert formats.typed_minutes(typed) is None or formats.typed_minutes(typed) >= 0


def test_numbers_have_narrow_spaces() -> None:
    assert formats.number(12480) == "12\u202f480"


def test_days_are_written_in_words() -> None:
    assert formats.heading_day(date(2026, 5, 12)) == "Mardi 12 mai 2026"
    assert formats.day_in_words(date(2026, 5, 1), TODAY) == "vendredi 1er mai"
    assert formats.day_in_words(date(2025, 5, 2), TODAY) == "vendredi 2 mai 2025"
