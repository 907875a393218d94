"""Plans of imports without a vault, for the rules that decide rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.domain.cases import CaseFile
from app.domain.entities import ClientEntity
from app.domain.nomenclatures import standard
from app.domain.people import Person
from app.importing.employers import Employers
from app.importing.identity import Register
from app.importing.mapping import Corrections
from app.importing.people import Who
from app.importing.plan import ImportPlan, PlannedRow
from app.importing.planner import Known, Planner
from app.importing.reading import Reader
from app.importing.vocabulary import vocabulary
from app.ports.imports import Sheet

TODAY = date(2026, 3, 2)


def a_sheet(*rows: tuple[Any, ...], name: str = "Suivi") -> Sheet:
    """A sheet of rows as a reader hands it over."""
    return Sheet(name, rows)


def a_plan(
    *sheets: Sheet,
    corrections: Corrections | None = None,
    entities: Iterable[ClientEntity] = (),
    cases: Iterable[tuple[Person, CaseFile, str]] = (),
    known: Known | None = None,
    accepted: Iterable[str] = (),
    file_name: str = "suivi.xlsx",
) -> ImportPlan:
    """What would become of some sheets in a vault that holds these employers and case files."""
    wanted = corrections or Corrections()
    words = vocabulary(standard(), wanted.values)
    reader = Reader(words, TODAY, wanted, lambda _: None, lambda _: None)
    register = Register()
    for person, case, entity in cases:
        who = Who("", person.family_name, person.given_name, person.gender, person.birth_year)
        register.know(person, case, entity, who)
    planner = Planner(
        employers=Employers({entity.key: entity for entity in entities}, words.taught),
        register=register,
        known=known or Known(),
        suggest=words.nearest,
        accepted=frozenset(accepted),
    )
    return planner.plan(reader.read(sheets, file_name), file_name, wanted)


def decided(plan: ImportPlan) -> list[tuple[str, str | None]]:
    """Outcome and reason of each row, in order."""
    return [(row.outcome.value, row.reason) for row in plan.rows()]


def only(plan: ImportPlan) -> PlannedRow:
    """The only row of a plan."""
    (row,) = plan.rows()
    return row
