"""What the today page says; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.formats import day_in_words, duration, month_in_words, number
from ui.texts import plural, text

if TYPE_CHECKING:
    from datetime import date

    from app.ports.queries import DayCounts, Today


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to do in a new vault, and whether it is done."""

    action: str
    done: bool


def figures(month: DayCounts) -> tuple[Figure, ...]:
    """The four figures of the month."""
    return (
        Figure(number(month.interviews), plural("today.interviews", month.interviews)),
        Figure(number(month.persons), plural("today.persons", month.persons)),
        Figure(number(month.new_persons), plural("today.new_persons", month.new_persons)),
        Figure(duration(month.minutes) or duration(0), text("today.time")),
    )


def chart_words(month: DayCounts, today: date) -> str:
    """The chart for somebody who does not see it."""
    busiest = max(month.per_day, default=0)
    if busiest == 0:
        return text("today.chart_empty", month=month_in_words(today))
    on = today.replace(day=month.per_day.index(busiest) + 1)
    return plural("today.chart", busiest, day=day_in_words(on, today))


def is_empty(today: Today) -> bool:
    """Tell whether the vault holds nothing yet: the page then teaches the first steps."""
    return not today.recent and not today.open_cases and not today.offers_waiting


def first_steps(today: Today, entities: int, *, sheet: bool) -> tuple[FirstStep, ...]:
    """What to do first, in order."""
    return (
        FirstStep("sheet", done=sheet),
        FirstStep("entity", done=entities > 0),
        FirstStep("import", done=today.open_cases > 0),
        FirstStep("log", done=bool(today.recent)),
    )
