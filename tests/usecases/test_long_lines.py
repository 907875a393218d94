"""A page pasted into a line is refused with its length; nothing of it is kept."""

from collections.abc import Callable

import pytest
from testkit.builders import ENTITY, a_case, a_person, an_entity
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.errors import RuleBroken
from app.domain.household import HouseholdMember
from app.domain.partners import Partner
from app.domain.people import LONGEST_LINE
from app.usecases.cases import CaseService
from app.usecases.employment import EmploymentService
from app.usecases.household import HouseholdService
from app.usecases.interventions import InterventionService
from app.usecases.partners import PartnerService

TODAY = NOW.date()
PASTED = "mot " * LONGEST_LINE
PERSON = a_person()
CASE = a_case(PERSON)
KIT = {"clock": FrozenClock(), "ids": CountingIds()}
LINES: dict[str, Callable[[FakeStore], object]] = {
    "new file": lambda store: CaseService(store, NoQueries(), **KIT).create(
        NewCase(PASTED, ENTITY), on=TODAY, origin=None, agreement=None
    ),
    "identity": lambda store: CaseService(store, NoQueries(), **KIT).save_person(
        a_person(id=PERSON.id, given_name=PASTED)
    ),
    "interview": lambda store: InterventionService(store, NoQueries(), **KIT).log(
        InterventionDraft(TODAY, "CTC.RDV", ENTITY, new_case=NewCase(PASTED, ENTITY))
    ),
    "household": lambda store: HouseholdService(store, **KIT).save_member(
        HouseholdMember(0, PERSON.id, "REL.ENF", PASTED)
    ),
    "unit": lambda store: EmploymentService(store, clock=FrozenClock()).record(
        CaseAttribute(CASE.id, AttributeKind.UNIT, PASTED, TODAY)
    ),
    "partner": lambda store: PartnerService(store, **KIT).save(Partner(0, "PAR.EXT.BAI", PASTED)),
}


@pytest.mark.parametrize("name", LINES)
def test_a_page_pasted_into_a_line_is_refused(name: str) -> None:
    store = FakeStore().holding(PERSON, CASE, an_entity())

    with pytest.raises(RuleBroken, match="line_too_long"):
        LINES[name](store)
