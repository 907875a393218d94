"""Calendar files: nothing of hers goes out, nothing hostile comes in."""

from __future__ import annotations

import os
import time as stopwatch
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.periods import Period
from app.ports.agenda import CalendarRefused, CodedSlot, OutsideCalendar
from storage.calendars import LARGEST_BYTES, CalendarFiles

if TYPE_CHECKING:
    from pathlib import Path

WEEK = Period(date(2026, 5, 11), date(2026, 5, 17))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PARIS = ZoneInfo("Europe/Paris")


def _read(folder: Path, *events: str, period: Period = WEEK) -> OutsideCalendar:
    blocks = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    path = folder / "autre.ics"
    path.write_bytes(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{blocks}END:VCALENDAR\r\n".encode())
    return CalendarFiles().read(path, period)


def _days(found: OutsideCalendar) -> list[date]:
    return [one.held_on for one in found.events]


def test_a_slot_goes_out_and_comes_back_with_its_code_alone(tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    begins = datetime(2026, 5, 12, 9, 15, tzinfo=PARIS)
    CalendarFiles().write(path, [CodedSlot("0a1b", begins, 45, "2026-0042")], begins)

    lines = path.read_text("utf-8").splitlines()
    assert {line.split(":")[0].split(";")[0] for line in lines} == {
        "BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
        "CLASS",
    }  # fmt: skip
    assert "DTSTART:20260512T071500Z" in lines
    (event,) = CalendarFiles().read(path, WEEK).events
    assert (event.held_on, event.starts_at, event.minutes) == (begins.date(), time(9, 15), 45)
    assert event.words == "2026-0042"


def test_a_calendar_written_again_replaces_the_one_before_and_is_for_her_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "agenda.ics"
    path.write_bytes(b"avant")
    path.chmod(0o644)
    begins = datetime(2026, 5, 12, 9, 15, tzinfo=PARIS)
    CalendarFiles().write(path, [CodedSlot("0a1b", begins, 45, "2026-0042")], begins)

    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_calendar_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarRefused, match="not_written"):
        CalendarFiles().write(
            tmp_path / "absent" / "agenda.ics", [], datetime(2026, 5, 12, tzinfo=PARIS)
        )


@pytest.mark.parametrize(
    ("starts", "shown"),
    [
        ("DTSTART:20260512T071500Z", time(9, 15)),
        ("DTSTART;TZID=America/New_York:20260512T031500", time(9, 15)),
        ("DTSTART;TZID=Zone-inconnue:20260512T091500", time(9, 15)),
        ("DTSTART:20260512T091500", time(9, 15)),
        ("DTSTART;VALUE=DATE:20260512", time(0, 0)),
    ],
)
def test_every_hour_is_that_of_paris(tmp_path: Path, starts: str, shown: time) -> None:
    (event,) = _read(tmp_path, starts).events

    assert (event.held_on, event.starts_at) == (date(2026, 5, 12), shown)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY", [11, 12, 13, 14, 15, 16, 17]),
        ("FREQ=DAILY;INTERVAL=3", [12, 15]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", [11, 14]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", [12]),
        ("FREQ=MONTHLY;BYDAY=2TU", [12]),
        ("FREQ=MONTHLY;BYDAY=-3SU", [17]),
        ("FREQ=MONTHLY;BYMONTHDAY=13", [13]),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=14", [14]),
        ("FREQ=DAILY;UNTIL=20260513T235959Z", [11, 12, 13]),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=TU", []),
    ],
)
def test_a_repeated_event_falls_on_its_days(tmp_path: Path, rule: str, days: list[int]) -> None:
    found = _read(tmp_path, f"UID:un\r\nDTSTART:20260106T091500\r\nRRULE:{rule}")

    assert _days(found) == [date(2026, 5, day) for day in days]


def test_one_day_of_a_series_left_out_or_moved(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "UID:un\r\nDTSTART:20260504T090000\r\nRRULE:FREQ=DAILY\r\nEXDATE:20260512T090000",
        "UID:un\r\nRECURRENCE-ID:20260513T090000\r\nDTSTART:20260513T160000",
    )

    at = {one.held_on.day: one.starts_at.hour for one in found.events}
    assert at == {11: 9, 13: 16, 14: 9, 15: 9, 16: 9, 17: 9}


def test_an_event_of_several_days_is_shown_on_each(tmp_path: Path) -> None:
    found = _read(tmp_path, "DTSTART:20260512T220000\r\nDTEND:20260514T020000\r\nSUMMARY:Trajet")

    assert [(one.held_on.day, one.starts_at.hour, one.minutes) for one in found.events] == [
        (12, 22, 120), (13, 0, 1440), (14, 0, 120),
    ]  # fmt: skip


def test_only_what_places_an_event_is_read(tmp_path: Path) -> None:
    (event,) = _read(
        tmp_path,
        "DTSTART:20260512T091500\r\nSUMMARY:Réunion\r\nDESCRIPTION:secret\r\n"
        "ATTENDEE;CN=Nom Fictif:mailto:nom@exemple.invalid\r\nLOCATION:ici\r\n"
        "BEGIN:VALARM\r\nSUMMARY:autre\r\nEND:VALARM",
    ).events

    assert event.words == "Réunion"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=999999999", "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=x",
    ],
)  # fmt: skip
def test_a_rule_that_is_not_followed_is_told(tmp_path: Path, rule: str) -> None:
    found = _read(tmp_path, f"DTSTART:20260512T091500\r\nRRULE:{rule}")

    assert (found.events, found.left) == ((), 1)


def test_impossible_and_endless_rules_cost_no_more_than_the_days_shown(tmp_path: Path) -> None:
    rules = (
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=999999999", "FREQ=WEEKLY;BYMONTHDAY=31;BYMONTH=2",
    )  # fmt: skip
    events = [f"UID:{one}\r\nDTSTART:19000101T000000\r\nRRULE:{rule}" for one in range(100)
              for rule in rules]  # fmt: skip
    begun = stopwatch.perf_counter()

    assert _read(tmp_path, *events, period=YEAR).events == ()
    assert stopwatch.perf_counter() - begun < 20


def test_a_bomb_of_events_is_refused(tmp_path: Path) -> None:
    daily = "UID:{}\r\nDTSTART:20260101T0900\r\nRRULE:FREQ=DAILY".format
    events = [daily(one).replace("T0900", "T090000") for one in range(20)]

    with pytest.raises(CalendarRefused) as refused:
        _read(tmp_path, *events, period=YEAR)
    assert refused.value.code == "too_many"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"BEGIN:VCALENDAR" + b" " * LARGEST_BYTES, "too_large"),
        (b"PK\x03\x04", "not_a_calendar"),
        (b"", "not_a_calendar"),
    ],
)
def test_what_is_no_calendar_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "autre.ics"
    path.write_bytes(content)
    with pytest.raises(CalendarRefused) as refused:
        CalendarFiles().read(path, WEEK)
    assert refused.value.code == code


PIECES = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VALARM", "DTSTART:20260512T091500",
        "DTSTART;TZID=\x00:x", "DTSTART;VALUE=PERIOD:1/2", "DTEND:19000101", "DURATION:-P9999D",
        "DTEND:99991231T235959Z", "DTSTART:00010101T000000Z", "RRULE:", "RRULE:FREQ=DAILY;COUNT=-1",
        "EXDATE:20260512", "RECURRENCE-ID:x", "SUMMARY:\x1b[31m\u202e", " suite", 'UID:;;;:::"',
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(lines=st.lists(PIECES | st.text(max_size=30), max_size=25))
def test_whatever_is_written_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("ics") / "autre.ics"
    written = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT"])
    path.write_text(written, "utf-8", errors="replace", newline="")

    found = CalendarFiles().read(path, WEEK)

    assert all(one.held_on in WEEK and one.words.isprintable() for one in found.events)
