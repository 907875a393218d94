"""What she searches for, and the searches that she keeps, by name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.errors import RuleBroken
from app.domain.ids import EntityId

_MONTH, _YEAR = timedelta(days=30), timedelta(days=365)


class Found(StrEnum):
    """The kinds of things that words are found in."""

    FILE = "file"
    NOTE = "note"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    WRITING = "writing"
    SHARING = "sharing"
    DOCUMENT = "document"
    WORKING_NOTE = "working_note"
    LEGAL_ACT = "legal_act"
    AGREEMENT = "agreement"
    URGENT = "urgent"
    APPOINTMENT = "appointment"
    REMINDER = "reminder"
    PARTNER = "partner"


class Span(StrEnum):
    """How far back she searches; told from today, so that a search kept stays true."""

    ALWAYS = "always"
    MONTH = "month"
    YEAR = "year"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and the last day, None where there is no end."""
        match self:
            case Span.ALWAYS:
                return None, None
            case Span.MONTH:
                return today - _MONTH, None
            case Span.YEAR:
                return today - _YEAR, None
            case Span.THIS_YEAR:
                return date(today.year, 1, 1), None
            case Span.LAST_YEAR:
                return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, narrowed by an entity, a span, an issue, a kind of thing.

    Files are never sought by issue across entities: that is for statistics (ANAS-05). An issue
    narrows words that are sought within one entity.
    """

    words: str = ""
    entity_id: EntityId | None = None
    span: Span = Span.ALWAYS
    issue: str = ""
    kind: Found | None = None

    def __post_init__(self) -> None:
        """Refuse an issue without an entity."""
        if self.issue and self.entity_id is None:
            raise RuleBroken("issue_across_entities", issue=self.issue)

    def written(self) -> str:
        """Return it as a search that is kept holds it."""
        return json.dumps(
            {
                "words": self.words,
                "entity_id": self.entity_id,
                "span": self.span,
                "issue": self.issue,
                "kind": self.kind,
            },
            ensure_ascii=False,
        )


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

    def read(self) -> Asked:
        """Return what was asked."""
        kept = json.loads(self.asked)
        entity_id, kind = kept["entity_id"], kept["kind"]
        return Asked(
            words=kept["words"],
            entity_id=None if entity_id is None else EntityId(entity_id),
            span=Span(kept["span"]),
            issue=kept["issue"],
            kind=None if kind is None else Found(kind),
        )
