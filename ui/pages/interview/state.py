"""What the form holds, as plain values: kept as a draft, checked, handed to the service; no Qt."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.agreements import AgreementForm
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.ids import CaseId, EntityId
from app.domain.interventions import Circumstances, MediationResult, Sphere
from ui.formats import typed_date, typed_minutes

if TYPE_CHECKING:
    from datetime import date

    from app.domain.interventions import Intervention

DRAFT = "interview"
FIELD_OF_CODE = {
    "agreement_needed": "agreement",
    "case_closed": "on",
    "case_exists": "person",
    "case_of_other_entity": "entity",
    "date_in_future": "on",
    "date_too_old": "on",
    "minutes_out_of_range": "duration",
    "person_without_name": "person",
}


class Who(StrEnum):
    """Whom the intervention is with."""

    NOBODY_YET = "nobody_yet"
    CASE = "case"
    NEW = "new"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Form:
    """Everything typed, as typed, so that a draft gives it back.

    `own_notes` belong to the files of `case_ids`, one each in their order, when there are several.
    `issue_words` and `nature_words` are typed but designate no code: they are never dropped.
    """

    who: Who = Who.NOBODY_YET
    case_ids: tuple[int, ...] = ()
    person: str = ""
    family_name: str = ""
    given_name: str = ""
    entity_id: int | None = None
    on: str = ""
    duration: str = ""
    place: str = "LIE.INC"
    kind: str = "CTC.RDV"
    origin: str | None = None
    agreement: str | None = None
    issues: tuple[str, ...] = ()
    issue_words: str = ""
    natures: tuple[str, ...] = ()
    nature_words: str = ""
    note: str = ""
    own_notes: tuple[str, ...] = ()
    sphere: str | None = None
    result: str | None = None
    prevention: bool = False
    in_working_time: bool | None = None
    action: str = ""


def form_name(object_id: int | None, action: str) -> str:
    """The name under which a draft is kept: one for each file, one for a correction."""
    if object_id is None:
        return DRAFT
    return f"intervention:{object_id}" if action == "change" else f"{DRAFT}:{object_id}"


def is_worth_keeping(form: Form) -> bool:
    """Tell whether anything was typed that would be missed."""
    own = any(words.strip() for words in form.own_notes)
    words = form.person.strip() or form.note.strip() or form.action.strip()
    return bool(words or own or form.issues or form.natures)


def written(form: Form) -> str:
    """A form as a draft."""
    return json.dumps(asdict(form), ensure_ascii=False)


def read(draft: str) -> Form | None:
    """A form out of a draft; None when it cannot be read."""
    try:
        kept: Any = json.loads(draft)
        who = Who(kept["who"])
        known: dict[str, Any] = {
            one.name: kept[one.name] for one in fields(Form) if one.name in kept
        }
        known["who"] = who
        for name in ("case_ids", "issues", "natures", "own_notes"):
            known[name] = tuple(known.get(name, ()))
        return Form(**known)
    except (ValueError, TypeError, KeyError):
        return None


def problem(form: Form, today: date) -> tuple[str, str] | None:
    """The first field that is wrong and the text that says why; None when all is well."""
    checks = (
        ("person", form.who is Who.NOBODY_YET, "interview.wrong_person"),
        (
            "person",
            form.who is not Who.CASE and any(words.strip() for words in form.own_notes),
            "interview.wrong_company",
        ),
        (
            "family_name",
            form.who is Who.NEW and not form.family_name.strip(),
            "interview.wrong_name",
        ),
        ("entity", form.who is not Who.CASE and form.entity_id is None, "interview.wrong_entity"),
        ("on", typed_date(form.on, today) is None, "interview.wrong_date"),
        ("duration", not _understood(form.duration), "interview.wrong_duration"),
        ("issues", bool(form.issue_words), "interview.wrong_issues"),
        ("natures", bool(form.nature_words), "interview.wrong_natures"),
    )
    return next(((field, text_id) for field, wrong, text_id in checks if wrong), None)


def draft(form: Form, today: date) -> InterventionDraft:
    """What the service logs; ask `problem` first."""
    entity_id = EntityId(form.entity_id or 0)
    return InterventionDraft(
        on=typed_date(form.on, today) or today,
        kind=form.kind,
        entity_id=entity_id,
        place=form.place,
        minutes=typed_minutes(form.duration),
        case_ids=tuple(CaseId(one) for one in form.case_ids) if form.who is Who.CASE else (),
        new_case=_new_case(form, entity_id),
        issues=form.issues,
        natures=form.natures,
        note=form.note,
        origin=form.origin,
        agreement=AgreementForm(form.agreement) if form.agreement else None,
        own_notes=_own_notes(form),
        circumstances=Circumstances(
            sphere=Sphere(form.sphere) if form.sphere else None,
            result=MediationResult(form.result) if form.result else None,
            prevention=form.prevention,
            in_working_time=form.in_working_time,
        ),
        agreed_action=form.action if takes_action(form) else "",
    )


def takes_action(form: Form) -> bool:
    """Tell whether an action agreed has one file to go to."""
    return form.who is Who.NEW or (form.who is Who.CASE and len(form.case_ids) == 1)


def from_intervention(done: Intervention, on: str, duration: str) -> Form:
    """The form of an intervention logged before, to correct it."""
    own = {one.case_id: one.words for one in done.own_notes}
    said = done.circumstances
    return Form(
        who=Who.CASE if done.case_ids else Who.ANONYMOUS,
        case_ids=tuple(done.case_ids),
        entity_id=done.entity_id,
        on=on,
        duration=duration,
        place=done.place,
        kind=done.kind,
        issues=done.issues,
        natures=done.natures,
        note=done.note,
        own_notes=tuple(own.get(case_id, "") for case_id in done.case_ids),
        sphere=said.sphere.value if said.sphere else None,
        result=said.result.value if said.result else None,
        prevention=said.prevention,
        in_working_time=said.in_working_time,
    )


def split_name(typed: str) -> tuple[str, str]:
    """Family and given name typed together: words in capitals, else the first, are the family's."""
    words = typed.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        rest = [word for word in words if word not in capitals]
        return " ".join(capitals), " ".join(rest)
    return (words[0], " ".join(words[1:])) if words else ("", "")


def _new_case(form: Form, entity_id: EntityId) -> NewCase | None:
    if form.who is not Who.NEW:
        return None
    return NewCase(form.family_name.strip(), entity_id, given_name=form.given_name.strip())


def _own_notes(form: Form) -> tuple[tuple[CaseId, str], ...]:
    if form.who is not Who.CASE or len(form.case_ids) < 2:  # noqa: PLR2004 — several
        return ()
    named = zip(form.case_ids, form.own_notes, strict=False)
    return tuple((CaseId(case_id), words) for case_id, words in named if words.strip())


def _understood(duration: str) -> bool:
    return not duration.strip() or typed_minutes(duration) is not None
