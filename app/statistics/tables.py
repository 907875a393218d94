"""Tables of figures: raw ones that stay in memory, protected ones that alone may leave.

See disclosure.md §6.1–6.4, §6.10.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MASK_SIGN = "n.c."
TOTAL = "_T"
UNKNOWN = "_U"


class Measure(StrEnum):
    """What a cell prints."""

    PERSONS = "persons"
    INTERVENTIONS = "interventions"
    ISSUES = "issues"
    APPLICATIONS = "applications"
    CENTS = "cents"
    ACTIONS = "actions"
    PARTICIPANTS = "participants"


class Extent(StrEnum):
    """How much of the report a population may have, by the number of persons followed.

    See domain §4.6, rule 2.
    """

    MINIMAL = "minimal"
    SHORT = "short"
    FULL = "full"


class CellKey(NamedTuple):
    """Where a cell stands.

    The same key in two tables is the same unknown: that makes linked tables safe. `population` is
    an entity (`E` + id), a group (`G.OTHER`) or everybody (`ALL`); `coordinates` are (dimension,
    code) pairs, sorted, without those at their total.
    """

    population: str
    measure: Measure
    coordinates: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """A stable text form: `E12|persons|gender=F`."""
        where = ",".join(f"{dimension}={code}" for dimension, code in self.coordinates)
        return f"{self.population}|{self.measure.value}|{where}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printable number.

    `value` is what is printed (cents for euros), `persons` what the threshold reads. `top1` and
    `top2` are the largest two persons' shares of `value`; `headcount` bounds `persons` where the
    employer knows it; `sensitive` raises the threshold (classes H, P, V); `personal` is false for
    what concerns nobody in particular (table 7.1); `parent` is the group that the cell is a part
    of; `follows` is a count without which this cell is not printed either (an amount follows its
    number of grants); `virtual` is a difference that no table prints but that readers can work out.
    """

    key: CellKey
    persons: int
    value: int
    top1: int = 0
    top2: int = 0
    headcount: int | None = None
    sensitive: bool = False
    personal: bool = True
    parent: CellKey | None = None
    follows: CellKey | None = None
    virtual: bool = False


class RelationKind(StrEnum):
    """Why a relation holds."""

    SUM = "sum"
    """The parts of a table add up."""
    ENTITIES = "entities"
    """The entities add up to their group or to everybody, persons met by several counted once."""
    BOUND = "bound"
    """One number cannot pass another."""
    FLOW = "flow"
    """Stock and flow: open before, and new, and not closed, is open now."""
    FLOOR = "floor"
    """The extent of a report tells between which numbers of persons a population lies."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A linear fact that everybody knows: lower ≤ Σ coefficient × cell ≤ upper (None = open)."""

    kind: RelationKind
    terms: tuple[tuple[CellKey, int], ...]
    lower: int | None = 0
    upper: int | None = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a code, its label, and one cell per column (None = structurally empty).

    `level` 1 is a detail of the line above it; `is_total` is the base of the table or of one of its
    parts.
    """

    code: str
    label: str
    keys: tuple[CellKey | None, ...]
    is_total: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, label and measure."""

    code: str
    label: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class TableView:
    """How cells are laid out under a fixed number (§4.3).

    Numbering never moves, even when all is hidden.
    """

    number: str
    title: str
    base: str
    population: str
    dimension: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    chart: str = ""
    shares: bool = False
    notes: tuple[str, ...] = ()
    withheld: str = ""
    """Why the table has no rows in this edition (a reason of `report` wording), else empty."""


@dataclass(frozen=True, slots=True)
class RawTables:
    """All true cells of a year, every population together, with the relations between them.

    Never leaves the vault's memory.
    """

    period: str
    cells: Mapping[CellKey, Cell]
    relations: tuple[Relation, ...]
    views: tuple[TableView, ...]
    populations: Mapping[str, str]
    """Population → its label, in print order."""
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Group population → the entity populations merged into it."""
    extents: Mapping[str, Extent] = field(default_factory=dict[str, "Extent"])
    """Population → how much of the report it may have."""
    withheld: frozenset[CellKey] = frozenset()
    """Cells that are laid out but must not be printed, whatever protection finds."""

    @property
    def shown(self) -> frozenset[CellKey]:
        """The cells that some table lays out.

        The others are never printed, yet readers may try to work them out.
        """
        return frozenset(
            key for view in self.views for row in view.rows for key in row.keys if key is not None
        )
