"""Days as columns hold them: ISO texts, which sort as days do."""

from __future__ import annotations

from datetime import date


def written(day: date | None) -> str | None:
    """Write a day, or nothing."""
    return None if day is None else day.isoformat()


def read_day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


def read_day_if_any(text: str | None) -> date | None:
    """Read a day that may be missing."""
    return None if text is None else date.fromisoformat(text)
