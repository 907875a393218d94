"""The social assessment in its five dimensions, dated, nothing mandatory (BRY-49, ANAS-09)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId

DIMENSIONS = ("social", "economic", "family", "personal", "work")


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was understood on a day, together with the person; a new one starts from the last."""

    id: int
    case_id: CaseId
    assessed_on: date
    social: str = ""
    economic: str = ""
    family: str = ""
    personal: str = ""
    work: str = ""
    resources: str = ""
    conclusion: str = ""

    def __post_init__(self) -> None:
        """Refuse one that says nothing at all."""
        said = [one.name for one in fields(self) if one.name not in {"id", "case_id"}]
        if not any(str(getattr(self, name)).strip() for name in said if name != "assessed_on"):
            raise RuleBroken("assessment_empty")
