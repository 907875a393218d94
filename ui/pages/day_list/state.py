"""What the list holds, as plain values: kept as a draft, checked, handed to the service; no Qt."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from app.domain.drafts import InterventionDraft
from app.domain.ids import CaseId, EntityId
from app.domain.interventions import PLACE_UNKNOWN
from ui.formats import typed_minutes

if TYPE_CHECKING:
    from datetime import date

    from app.domain.nomenclatures import Nomenclatures

DRAFT = "day_list"
USUAL_KIND = "CTC.APP"


@dataclass(frozen=True, slots=True)
class Whom:
    """With whom: a case file, or with `case_id` None somebody unnamed of an entity."""

    case_id: int | None
    entity_id: int
    entity_name: str
    number: str = ""
    given_name: str = ""
    family_name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as typed; `typed` and `issue_words` designate nothing yet: they are never lost."""

    whom: Whom | None = None
    typed: str = ""
    kind: str = USUAL_KIND
    minutes: str = ""
    issue: str | None = None
    issue_words: str = ""
    words: str = ""
    appointment: int | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed; the kind and the minutes stand there by themselves."""
        return not (
            self.whom or self.typed.strip() or self.issue or self.issue_words or self.words.strip()
        )


@dataclass(frozen=True, slots=True)
class DayList:
    """The lines of one day, which is as typed too."""

    on: str
    lines: tuple[Line, ...] = ()


def written(day: DayList) -> str:
    """The list as a draft; nothing typed, nothing to keep."""
    lines = [_kept(line) for line in day.lines if not line.is_empty]
    return json.dumps({"on": day.on, "lines": lines}, ensure_ascii=False) if lines else ""


def read(draft: str) -> DayList | None:
    """A list out of a draft; None when it cannot be read."""
    try:
        kept: Any = json.loads(draft)
        return DayList(str(kept["on"]), tuple(_line(one) for one in kept["lines"]))
    except (ValueError, TypeError, KeyError):
        return None


def problem(line: Line) -> str:
    """The text that says what is missing in a line; empty when all is well."""
    checks = (
        (line.whom is None, "day_list.wrong_person"),
        (
            bool(line.minutes.strip()) and typed_minutes(line.minutes) is None,
            "day_list.wrong_minutes",
        ),
        (bool(line.issue_words.strip()), "day_list.wrong_issue"),
    )
    return next((text_id for wrong, text_id in checks if wrong), "")


def draft(line: Line, on: date, lists: Nomenclatures) -> InterventionDraft:
    """What the service logs; ask `problem` first."""
    whom = line.whom or Whom(None, 0, "")
    return InterventionDraft(
        on=on,
        kind=line.kind,
        entity_id=EntityId(whom.entity_id),
        place=lists.get(line.kind).text("place") or PLACE_UNKNOWN,
        minutes=typed_minutes(line.minutes),
        case_ids=() if whom.case_id is None else (CaseId(whom.case_id),),
        issues=(line.issue,) if line.issue else (),
        note=line.words,
    )


def _kept(line: Line) -> dict[str, Any]:
    """A line without the name of its person: the vault knows her by her file."""
    kept = asdict(line)
    if line.whom is not None:
        kept["whom"] = {"case_id": line.whom.case_id, "entity_id": line.whom.entity_id}
    return kept


def _line(kept: dict[str, Any]) -> Line:
    known = {one.name: kept[one.name] for one in fields(Line) if one.name in kept}
    if known.get("whom") is not None:
        known["whom"] = Whom(known["whom"]["case_id"], known["whom"]["entity_id"], "")
    return Line(**known)
