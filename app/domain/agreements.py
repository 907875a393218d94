"""Agreements of the person: typed, dated, withdrawable acts. Nothing is done without one.

See S0 art. 5.4, ANAS 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.ids import AgreementId, CaseId

FILE_OPENING = "ACC.FILE_OPENING"


class Answer(StrEnum):
    """What the person answered."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AgreementForm(StrEnum):
    """How the person expressed it; adhesion may show in behaviour (ANAS-10)."""

    ORAL = "oral"
    WRITTEN = "written"
    BEHAVIOUR = "behaviour"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One recorded answer of the person to one kind of agreement (codes ACC)."""

    id: AgreementId
    case_id: CaseId
    kind: str
    answer: Answer
    form: AgreementForm
    on: date
    scope: str = ""


def last_answer(agreements: Sequence[Agreement], kind: str) -> Agreement | None:
    """What she said last about one kind; None while she was never asked."""
    of_kind = (agreement for agreement in agreements if agreement.kind == kind)
    return max(of_kind, key=lambda one: (one.on, one.id), default=None)


def stands(agreements: Sequence[Agreement], kind: str) -> bool:
    """Tell whether the last answer of that kind is an agreement given."""
    last = last_answer(agreements, kind)
    return last is not None and last.answer is Answer.GIVEN
