"""Searches that she keeps, by name."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One search kept: what she called it, and what was asked (JSON text)."""

    id: int
    title: str
    asked: str

    def __post_init__(self) -> None:
        """Refuse a search without a name."""
        if not self.title.strip():
            raise RuleBroken("search_without_title")
