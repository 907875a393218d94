"""What the form asks of the vault before it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.ids import CaseId, InterventionId
from ui.formats import duration, short_day
from ui.pages.interview import state
from ui.pages.interview.person import Known
from ui.pages.interview.state import Form, Who

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.entities import ClientEntity
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import LastTime
    from ui.page import Place
    from ui.services import Services

USUAL_KINDS = ("CTC.RDV", "CTC.TEL", "CTC.MEL", "CTC.VAD")
_MOST_USUAL = 40


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen, and what she chooses most."""

    lists: Nomenclatures
    entities: tuple[ClientEntity, ...]
    usual_kinds: tuple[str, ...]
    usual_issues: tuple[str, ...]
    usual_natures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What the form starts from; `kept_at` when it is a draft."""

    offered: Offered
    form: Form
    known: tuple[Known, ...]
    kept_at: datetime | None = None


def start(services: Services, place: Place, today: str) -> Start:
    """Read everything that the form needs, on the vault's thread."""
    offered = read_offered(services)
    kept = services.drafts.read(state.form_name(place.object_id, place.action))
    form = state.read(kept[0]) if kept else None
    if form is not None and kept is not None:
        return Start(offered, form, known(services, form), kept[1])
    form = _fresh(services, place, today, offered.lists)
    return Start(offered, form, known(services, form))


def read_offered(services: Services) -> Offered:
    """Read the codes, the entities and what she uses most."""
    logged = services.interventions
    kinds = logged.usual("CTC", _MOST_USUAL)
    return Offered(
        lists=services.nomenclatures.current(),
        entities=services.entities.all(),
        usual_kinds=(*kinds, *(kind for kind in USUAL_KINDS if kind not in kinds)),
        usual_issues=logged.usual("ISS", _MOST_USUAL),
        usual_natures=logged.usual("NAT", _MOST_USUAL),
    )


def known(services: Services, form: Form) -> tuple[Known, ...]:
    """Read the files that a form names, the first one first."""
    if form.who is not Who.CASE:
        return ()
    sheets = [services.cases.open(CaseId(case_id)) for case_id in form.case_ids]
    return tuple(
        Known(
            sheet.case.id,
            sheet.case.number,
            sheet.person.given_name,
            sheet.person.family_name,
            sheet.entity.id,
            sheet.entity.name,
        )
        for sheet in sheets
    )


def proposed(
    services: Services, lists: Nomenclatures, case_id: int | None, kind: str | None
) -> Form:
    """What last time proposes, else what is usual for such an intervention."""
    last = services.interventions.proposal(None if case_id is None else CaseId(case_id), kind)
    if last is None or (kind is not None and last.kind != kind):
        return _usual(lists, kind or USUAL_KINDS[0])
    return _of_last(last)


def _fresh(services: Services, place: Place, today: str, lists: Nomenclatures) -> Form:
    if place.action == "change" and place.object_id is not None:
        done = services.interventions.get(InterventionId(place.object_id))
        return state.from_intervention(done, short_day(done.on), duration(done.minutes))
    if place.action == "appointment" and place.object_id is not None:
        return _of_appointment(services, place.object_id)
    base = proposed(services, lists, place.object_id, None)
    who = Who.NOBODY_YET if place.object_id is None else Who.CASE
    cases = () if place.object_id is None else (place.object_id,)
    return Form(
        who=who,
        case_ids=cases,
        on=today,
        kind=base.kind,
        place=base.place,
        duration=base.duration,
        entity_id=base.entity_id,
    )


def _of_appointment(services: Services, appointment_id: int) -> Form:
    """The interview that an appointment becomes: who, when, how they met, and off hours."""
    kept = services.casework.agenda.get(appointment_id)
    return Form(
        who=Who.NOBODY_YET if kept.case_id is None else Who.CASE,
        case_ids=() if kept.case_id is None else (kept.case_id,),
        entity_id=kept.entity_id,
        on=short_day(kept.held_on),
        kind=kept.contact,
        place=kept.place or Form().place,
        duration=duration(kept.minutes),
        in_working_time=False if kept.off_hours else None,
    )


def _of_last(last: LastTime) -> Form:
    return Form(
        kind=last.kind,
        place=last.place,
        duration=duration(last.minutes),
        entity_id=last.entity_id,
    )


def _usual(lists: Nomenclatures, kind: str) -> Form:
    code = lists.get(kind)
    return Form(
        kind=kind,
        place=code.text("place") or Form().place,
        duration=duration(code.number("minutes") or None),
    )
