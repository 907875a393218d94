"""The sealed result of protection: printed values and masks, never true values.

See disclosure.md §6.1, §6.10.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.statistics.tables import MASK_SIGN, CellKey, Extent, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.statistics.tables import TableView


class Seal:
    """The token that only `protect` holds; a SafeTable cannot be made without it."""

    __slots__ = ()


_SEAL = Seal()


class Unsealed(TypeError):
    """Somebody tried to make a protected table without protection.

    A bug, never the user's doing.
    """


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A protected table: its layout and the printed value of each cell.

    A masked cell is absent from `printed`. Only `app.statistics.disclosure.protect` makes one (an
    architecture test looks for any other caller).
    """

    view: TableView
    printed: Mapping[CellKey, int]
    seal: Seal

    def __post_init__(self) -> None:
        """Refuse a table that protection did not make."""
        if self.seal is not _SEAL:
            raise Unsealed

    def value(self, key: CellKey) -> int | None:
        """The printed value, or None where it is masked."""
        return self.printed.get(key)

    def text(self, key: CellKey | None) -> str:
        """The value as printed.

        French thousands, euros for cents, « n.c. » where masked, a dash where there is no cell.
        """
        if key is None:
            return "–"
        value = self.printed.get(key)
        if value is None:
            return MASK_SIGN
        if key.measure is Measure.CENTS:
            return f"{grouped(round(value / 100))}\u202f€"
        return grouped(value)


def grouped(number: int) -> str:
    """A whole number with narrow no-break spaces between thousands, as French prints it."""
    return f"{number:,}".replace(",", "\u202f")


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What the independent attack found over everything printed.

    The proof that the window shows.
    """

    cells: int
    sensitive: int
    masked: int
    complementary: int
    exact: int
    short: int
    linked_tables: int
    hidden_share: float
    """Share of the persons counted (one-way cells) that the masks hide, 0–1."""
    attacker: str
    earlier_releases: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Tell whether nothing small can be found exactly or nearly."""
        return self.exact == 0 and self.short == 0


@dataclass(frozen=True, slots=True)
class ProtectedRelease:
    """Everything printable of one period, all populations together, with its audit.

    What the ledger keeps.
    """

    period: str
    rules: str
    """Stable text of the protection rules (threshold, sensitive threshold, version)."""
    tables: tuple[SafeTable, ...]
    populations: Mapping[str, str]
    audit: AuditResult
    extents: Mapping[str, Extent] = field(default_factory=dict[str, "Extent"])
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Group → the entities in it."""

    def of(self, population: str) -> tuple[SafeTable, ...]:
        """The tables of one population, in print order."""
        return tuple(table for table in self.tables if table.view.population == population)
