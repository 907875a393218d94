"""What the person may receive of her file: rows read by what each column says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.ids import CaseId
    from app.domain.redactions import Passages

FREE_TEXTS: Mapping[str, frozenset[str]] = {
    "agreement": frozenset({"scope"}),
    "intervention": frozenset({"note"}),
    "intervention_note": frozenset({"note"}),
    "assessment": frozenset(
        {"social", "economic", "family", "personal", "work", "resources", "conclusion"}
    ),
    "action_plan": frozenset({"conclusion"}),
    "plan_goal": frozenset({"title"}),
    "plan_action": frozenset({"title"}),
    "sharing": frozenset({"partner_id", "purpose", "exception_reason"}),
    "shared_item": frozenset({"words"}),
    "writing": frozenset({"title", "body", "recipient", "partner_id"}),
    "urgent_case": frozenset({"words"}),
    "writing_item": frozenset({"words"}),
    "document": frozenset({"title"}),
}
"""What she wrote freely, by table: it may be anything, and holds passages to hide."""


class Spot(NamedTuple):
    """One value of a file: its table, its row and its column."""

    table: str
    row_id: int
    column: str


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row with the values that go to the person, as the table keeps them.

    `owner_id` is the row that it hangs on: an intervention, a plan, a sharing.
    """

    table: str
    row_id: int
    owner_id: int | None
    values: Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Apart:
    """What stays out and is announced: how many, and the folded names of everybody else."""

    working_notes: int
    drafts: int
    members: int
    names: frozenset[str]


class AccessQueries(Protocol):
    """Reads for the copy that the person receives (ANAS-04)."""

    def given(self, case_id: CaseId) -> tuple[GivenRow, ...]:
        """Every row of a file, with the columns declared as given and no other."""
        ...

    def apart(self, case_id: CaseId) -> Apart:
        """What is announced and not given."""
        ...


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One value under its name; hidden passages are None."""

    name: str
    passages: Passages


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """One thing of the file, with what it says."""

    heading: str
    lines: tuple[CopyLine, ...]


@dataclass(frozen=True, slots=True)
class CopySection:
    """One part of the copy."""

    title: str
    entries: tuple[CopyEntry, ...]


class Sealer(Protocol):
    """Closes a PDF with a phrase (AES-256), in memory."""

    def __call__(self, pdf: bytes, phrase: bytearray) -> bytes: ...
