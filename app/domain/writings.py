"""Professional writings and letters: they engage their author (JUS-16)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId


class WritingState(StrEnum):
    """A draft may change; a final text is what left or was given."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Writing:
    """One letter or report of a case file (a code DOC); `advice_on` when advice was sought."""

    id: int
    case_id: CaseId
    kind: str
    title: str
    body: str
    written_on: date
    recipient: str = ""
    state: WritingState = WritingState.DRAFT
    advice_on: date | None = None
    sent_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a writing without a title."""
        if not self.title.strip():
            raise RuleBroken("writing_without_title")


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """Her own wording of a kind of letter; the shipped ones are resources."""

    id: int
    kind: str
    title: str
    body: str
