"""A row of fields as an understood record, with everything that is wrong with it listed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from app.domain.people import folded
from app.importing import values
from app.importing.people import Who, who_of
from app.importing.values import NotUnderstood
from app.importing.vocabulary import LISTS, SheetKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from app.importing.mapping import MappedRow
    from app.importing.vocabulary import Vocabulary

_Value = TypeVar("_Value")

RETIRED_STATUS, RETIRED, IN_SERVICE = "STA.RET", "BEN.RET", "BEN.AGT"
STATE_NOT_SAID = "AST.SUBMITTED"


class Weight(StrEnum):
    """How much a problem matters: a doubt may be accepted, a fault must be corrected."""

    DOUBT = "doubt"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a row: a code, the field concerned, facts (codes, lines, numbers)."""

    code: str
    field: str = ""
    weight: Weight = Weight.FAULT
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class InterventionRow:
    """A row of contacts, understood."""

    on: date
    entity: str
    who: Who
    kind: str
    place: str | None = None
    minutes: int | None = None
    issues: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    note: str = ""
    origin: str | None = None
    traits: Mapping[str, str] = dataclasses.field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class AidRow:
    """A row of aid applications, understood; amounts in cents."""

    on: date
    entity: str
    who: Who
    scheme: str
    state: str
    purpose: str | None = None
    asked: int | None = None
    granted: int | None = None


@dataclass(frozen=True, slots=True)
class CollectiveRow:
    """A row of collective actions, understood."""

    on: date
    entity: str
    theme: str
    theme_code: str | None = None
    participants: int | None = None


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A row of employers, understood; the headcount is that of 31 December of `year`."""

    entity: str
    year: int
    headcount: int | None = None
    quota: float | None = None


Record = InterventionRow | AidRow | CollectiveRow | EntityRow


@dataclass(frozen=True, slots=True)
class UnknownPiece:
    """A value that no list knows yet: its list, and the text as it was typed."""

    list_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a row turned out to be. `record` is None when a fault leaves nothing to import."""

    record: Record | None
    problems: tuple[Problem, ...]
    unknown: tuple[UnknownPiece, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reading of a row depends on; `entity` is the employer of rows that name none."""

    words: Vocabulary
    today: date
    headcount_year: int
    entity: str = ""


class _Reading:
    """Reads the fields of one row and gathers what is wrong with them."""

    def __init__(self, row: MappedRow, setting: Setting) -> None:
        self._row = row
        self._setting = setting
        self.problems: list[Problem] = [
            Problem("formula_not_computed", name, Weight.DOUBT) for name in row.not_computed
        ]
        self.unknown: list[UnknownPiece] = []

    def value(self, name: str, read: Callable[[str], _Value]) -> _Value | None:
        """A field read by a reader that may refuse."""
        try:
            return read(self._row.text(name))
        except NotUnderstood as refused:
            self.problems.append(Problem(refused.code, name))
            return None

    def needed(self, name: str, value: _Value | None, code: str) -> _Value | None:
        """A value without which there is no record."""
        if not value and not any(problem.field == name for problem in self.problems):
            self.problems.append(Problem(code, name))
        return value

    def day(self, name: str) -> date | None:
        """The date of the row."""
        if not self._row.text(name):
            self.problems.append(Problem("date_missing", name))
            return None
        return self.value(name, lambda text: values.read_date(text, self._setting.today))

    def entity(self) -> str:
        """The employer as typed, one blank between words."""
        typed = self._row.text("entity") or self._setting.entity
        self.needed("entity", typed, "entity_missing")
        return typed

    def code(self, name: str) -> str | None:
        """The code of a field that holds one value."""
        text = self._row.text(name)
        if not text:
            return None
        found = self._setting.words.code(LISTS[name], text)
        if found is None:
            self._not_known(name, text)
        return found or None

    def several(self, name: str) -> tuple[str, ...]:
        """The codes of a field that may hold several values, in several columns."""
        found: dict[str, None] = {}
        for cell in self._row.cells.get(name, ()):
            codes = self._setting.words.codes(LISTS[name], cell)
            found.update(dict.fromkeys(codes.found))
            for piece in codes.unknown:
                self._not_known(name, piece)
        return tuple(found)

    def _not_known(self, name: str, text: str) -> None:
        piece = UnknownPiece(LISTS[name], text)
        if piece not in self.unknown:
            self.unknown.append(piece)
        if not any(
            problem.code == "value_unknown" and problem.field == name for problem in self.problems
        ):
            facts = {"list": LISTS[name]}
            self.problems.append(Problem("value_unknown", name, Weight.DOUBT, facts))

    def note(self) -> str:
        """The free text, its lines kept."""
        return "\n".join(cell.strip() for cell in self._row.cells.get("note", ()))

    def done(self, record: Record | None) -> Understood:
        """The outcome of the reading."""
        return Understood(record, tuple(self.problems), tuple(self.unknown))


def understand(row: MappedRow, setting: Setting) -> Understood:
    """What a row says, by the kind of its sheet."""
    reading = _Reading(row, setting)
    match row.kind:
        case SheetKind.INTERVENTIONS:
            record = _intervention(row, reading, setting)
        case SheetKind.AID:
            record = _aid(row, reading)
        case SheetKind.COLLECTIVE:
            record = _collective(row, reading, setting)
        case SheetKind.ENTITIES:
            record = _entity(reading, setting)
    return reading.done(record)


def _intervention(row: MappedRow, reading: _Reading, setting: Setting) -> InterventionRow | None:
    on, entity = reading.day("date"), reading.entity()
    who = _who(row, reading, setting)
    if not row.text("kind"):
        reading.problems.append(Problem("kind_missing", "kind", Weight.FAULT))
    kind = reading.code("kind")
    minutes = reading.value("minutes", values.read_minutes)
    issues, natures = reading.several("issues"), reading.several("natures")
    place, origin = reading.code("place"), reading.code("origin")
    traits = _traits(row, reading)
    if on is None or not entity or not row.text("kind"):
        return None
    return InterventionRow(
        on=on, entity=entity, who=who, kind=kind or "", place=place, minutes=minutes, issues=issues,
        natures=natures, note=reading.note(), origin=origin, traits=traits,
    )  # fmt: skip


def _who(row: MappedRow, reading: _Reading, setting: Setting) -> Who:
    gender = reading.code("gender")
    year = reading.value("birth_year", lambda text: values.read_birth_year(text, setting.today))
    return who_of(row, gender, year)


def _traits(row: MappedRow, reading: _Reading) -> Mapping[str, str]:
    """The dated traits that a row states; a retired status makes a retired beneficiary."""
    status = reading.code("status")
    stated = {
        "status": status,
        "category": reading.code("category"),
        "unit": row.text("unit") if folded(row.text("unit")) else None,
        "beneficiary": reading.code("beneficiary"),
    }
    if stated["beneficiary"] is None and status is not None:
        stated["beneficiary"] = RETIRED if status == RETIRED_STATUS else IN_SERVICE
    return {name: value for name, value in stated.items() if value}


def _aid(row: MappedRow, reading: _Reading) -> AidRow | None:
    on, entity = reading.day("decided_on"), reading.entity()
    reading.needed("case_number", row.text("case_number"), "case_number_missing")
    reading.needed("scheme", row.text("scheme"), "scheme_missing")
    scheme, purpose, state = (
        reading.code("scheme"),
        reading.code("purpose"),
        reading.code("decision"),
    )
    asked, granted = (
        reading.value("asked", values.read_cents),
        reading.value("granted", values.read_cents),
    )
    if on is None or not entity or not row.text("case_number") or not row.text("scheme"):
        return None
    return AidRow(
        on=on, entity=entity, who=who_of(row, None, None), scheme=scheme or "",
        state=state or STATE_NOT_SAID, purpose=purpose, asked=asked, granted=granted,
    )  # fmt: skip


def _collective(row: MappedRow, reading: _Reading, setting: Setting) -> CollectiveRow | None:
    on, entity = reading.day("on"), reading.entity()
    theme = reading.needed("theme", row.text("theme"), "theme_missing")
    code = setting.words.code(LISTS["theme"], theme or "")
    participants = reading.value("participants", values.read_count)
    if on is None or not entity or not theme:
        return None
    return CollectiveRow(on, entity, theme, code or None, participants)


def _entity(reading: _Reading, setting: Setting) -> EntityRow | None:
    entity = reading.entity()
    headcount = reading.value("headcount", values.read_count)
    quota = reading.value("quota", values.read_percent)
    return EntityRow(entity, setting.headcount_year, headcount, quota) if entity else None
