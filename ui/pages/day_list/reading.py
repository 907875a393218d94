"""What the list asks of the vault: codes, entities, the draft, and the files typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.agenda import AppointmentState
from app.domain.errors import Refusal
from app.domain.ids import CaseId, EntityId
from app.domain.periods import Period
from ui.pages.day_list import state
from ui.pages.day_list.state import DayList, Line, Whom

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.entities import ClientEntity
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.agenda import AgendaRow
    from app.ports.queries import CaseRow
    from ui.services import Services

_MOST_USUAL = 40
SHORT_KINDS = ("CTC.APP", "CTC.TEL", "CTC.MEL", "CTC.SMS", "CTC.DEM", "CTC.ABS", "CTC.ANN")
"""What stands first in the list of kinds: the short ones, then missed and cancelled."""


@dataclass(frozen=True, slots=True)
class Start:
    """What can be chosen, and the list that was being typed, if there is one."""

    lists: Nomenclatures
    entities: tuple[ClientEntity, ...]
    usual_issues: tuple[str, ...]
    typed: DayList | None


def start(services: Services) -> Start:
    """Read everything that the list needs, on the vault's thread."""
    entities = services.entities.all()
    kept = services.drafts.read(state.DRAFT)
    typed = state.read(kept[0]) if kept else None
    if typed is not None:
        names = {one.id: one.name for one in entities}
        lines = tuple(_known(services, line, names) for line in typed.lines)
        typed = replace(typed, lines=lines)
    return Start(
        services.nomenclatures.current(),
        entities,
        services.interventions.usual("ISS", _MOST_USUAL),
        typed,
    )


def waiting(services: Services, on: date) -> tuple[AgendaRow, ...]:
    """The appointments with a person of that day of which nothing is said yet."""
    return tuple(
        row
        for row in services.casework.agenda.between(Period(on, on))
        if row.appointment.case_id is not None
        and row.appointment.stands is AppointmentState.PLANNED
    )


def whom_of(row: CaseRow) -> Whom:
    """A row of the case list as the list of the day names it."""
    return Whom(
        row.case_id, row.entity_id, row.entity_name, row.number, row.given_name, row.family_name
    )


def _known(services: Services, line: Line, names: Mapping[EntityId, str]) -> Line:
    """A line of the draft with the name of its person; a file that is gone is asked for again."""
    if line.whom is None:
        return line
    if line.whom.case_id is None:
        name = names.get(EntityId(line.whom.entity_id))
        return replace(line, whom=None if name is None else replace(line.whom, entity_name=name))
    try:
        sheet = services.cases.open(CaseId(line.whom.case_id))
    except Refusal:
        return replace(line, whom=None)
    whom = Whom(
        sheet.case.id,
        sheet.entity.id,
        sheet.entity.name,
        sheet.case.number,
        sheet.person.given_name,
        sheet.person.family_name,
    )
    return replace(line, whom=whom)
