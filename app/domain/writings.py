"""Professional writings and letters: they engage their author (JUS-16)."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """One letter or report of a case file (a code DOC); `advice_on` when advice was sought.

    `partner_id` is who it is for, when that is somebody of the address book.
    """

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
    partner_id: int | None = None

    def __post_init__(self) -> None:
        """Refuse a writing without a title."""
        if not self.title.strip():
            raise RuleBroken("writing_without_title")

    @property
    def is_final(self) -> bool:
        """Tell whether it left or was given."""
        return self.state is WritingState.FINAL

    def rewritten(self, title: str, body: str, advice_on: date | None) -> Writing:
        """Change a draft; a final text is what was read by others, and stays."""
        self._refuse_final()
        return replace(self, title=title, body=body, advice_on=advice_on)

    def finished(self, sent_on: date, recipient: str) -> Writing:
        """Make it final: who received it, and when."""
        self._refuse_final()
        return replace(self, state=WritingState.FINAL, sent_on=sent_on, recipient=recipient.strip())

    def draft_again(self) -> Writing:
        """Take back that it is final: it did not leave after all."""
        return replace(self, state=WritingState.DRAFT, sent_on=None)

    def _refuse_final(self) -> None:
        if self.is_final:
            raise RuleBroken("writing_final", sent_on=self.sent_on)


@dataclass(frozen=True, slots=True)
class WritingItem:
    """One thing ticked for a writing, in the words of the file: `subject` tells where from."""

    id: int
    writing_id: int
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """Her own wording of a kind of letter; the shipped ones are resources."""

    id: int
    kind: str
    title: str
    body: str
