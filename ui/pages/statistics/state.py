"""What the statistics page shows: tables in two views, the control in words; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.statistics.populations import EVERYBODY
from app.statistics.release import grouped
from app.statistics.tables import MASK_SIGN, Measure
from app.usecases.statistics import Shade
from ui.formats import number
from ui.models.figures import FigureCell, FigureRow
from ui.texts import has_text, plural, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.statistics.release import AuditResult, ProtectedRelease, SafeTable
    from app.statistics.tables import CellKey, Row, TableView
    from app.usecases.statistics import AssistantView, Place, Preview, TrueCell, TrueTable

NO_CELL = "–"
COVERED = "▇▇"


@dataclass(frozen=True, slots=True)
class Figures:
    """One table ready to be shown: its number and title, headings, rows, notes, why it has none."""

    number: str
    title: str
    base: str
    headings: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    notes: tuple[str, ...]
    withheld: str
    safe: SafeTable | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reading brought: the release, and her true figures when she asked for them."""

    preview: Preview
    population: str
    assistant: AssistantView | None = None

    @property
    def release(self) -> ProtectedRelease:
        """What is or would be printed."""
        return self.preview.release


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One line of the control: what, and how much."""

    words: str
    value: str


def usual_year(years: Sequence[int], today: date) -> int:
    """The year to show first: the one just over when it holds something, else the newest."""
    return today.year - 1 if today.year - 1 in years else max(years)


def populations(release: ProtectedRelease) -> tuple[tuple[str, str], ...]:
    """Every population with its label, everybody first."""
    rest = [(key, label) for key, label in release.populations.items() if key != EVERYBODY]
    return ((EVERYBODY, release.populations[EVERYBODY]), *rest)


def published_tables(shown: Shown) -> tuple[Figures, ...]:
    """The tables as they would be printed."""
    return tuple(_published(table) for table in shown.release.of(shown.population))


def true_tables(shown: Shown, *, covered: bool) -> tuple[Figures, ...]:
    """Her tables with true figures; in discreet mode the hidden ones stay covered."""
    if shown.assistant is None:
        return ()
    safe = {table.view.number: table for table in shown.release.of(shown.population)}
    return tuple(
        _true(table, safe.get(table.view.number), covered=covered)
        for table in shown.assistant.tables
    )


def _published(table: SafeTable) -> Figures:
    rows = tuple(_line(row, [_printed(table, key) for key in row.keys]) for row in table.view.rows)
    return _figures(table.view, rows, table)


def _printed(table: SafeTable, key: CellKey | None) -> FigureCell:
    if key is None:
        return FigureCell(NO_CELL)
    if table.value(key) is None:
        return FigureCell(MASK_SIGN, "masked", text("statistics.masked"))
    return FigureCell(table.text(key))


def _true(table: TrueTable, safe: SafeTable | None, *, covered: bool) -> Figures:
    rows = tuple(
        _line(row, [_true_cell(table, key, covered=covered) for key in row.keys])
        for row in table.view.rows
    )
    return _figures(table.view, rows, safe)


def _true_cell(table: TrueTable, key: CellKey | None, *, covered: bool) -> FigureCell:
    if key is None:
        return FigureCell(NO_CELL)
    cell = table.cells[key]
    if cell.shade is Shade.PRINTED:
        return FigureCell(_amount(key, cell.value))
    value = COVERED if covered else _amount(key, cell.value)
    return FigureCell(value, cell.shade.value, why(cell))


def why(cell: TrueCell) -> str:
    """Why a true figure is not printed, in a sentence."""
    if cell.shade is Shade.HIDDEN:
        return text(f"statistics.cause.{cell.cause}")
    if cell.gives_away is None:
        return text("statistics.protecting")
    return _gives_away(cell.gives_away)


def _gives_away(place: Place) -> str:
    if not place.table:
        return text("statistics.gives_away_shared", population=place.population)
    return text(
        "statistics.gives_away",
        line=place.line,
        table=place.table,
        population=place.population,
    )


def _amount(key: CellKey, value: int) -> str:
    if key.measure is Measure.CENTS:
        return f"{grouped(round(value / 100))}\u202f€"
    return grouped(value)


def _line(row: Row, cells: list[FigureCell]) -> FigureRow:
    return FigureRow(row.label, tuple(cells), row.level, row.is_total)


def _figures(view: TableView, rows: tuple[FigureRow, ...], safe: SafeTable | None) -> Figures:
    withheld = text(f"statistics.withheld.{view.withheld}") if view.withheld else ""
    return Figures(
        number=view.number,
        title=view.title,
        base=view.base,
        headings=("", *(column.label for column in view.columns)),
        rows=rows,
        notes=view.notes,
        withheld=withheld,
        safe=safe,
    )


def thresholds(release: ProtectedRelease) -> tuple[str, str]:
    """The two thresholds of the rules of a release: usual and sensitive."""
    rules = dict(part.split("=") for part in release.rules.split(";"))
    return rules["k"], rules["k_sensitive"]


def subtitle(shown: Shown, year: int) -> str:
    """Whose figures, of when, above which threshold, and whether they are frozen."""
    usual, sensitive = thresholds(shown.release)
    label = shown.release.populations[shown.population]
    parts = [
        label,
        text("statistics.period", year=year),
        text("statistics.threshold", k=usual, sensitive=sensitive),
    ]
    if shown.preview.published:
        late = shown.preview.late_data
        parts.append(text("statistics.late" if late else "statistics.frozen"))
    return " · ".join(parts)


def control_lines(audit: AuditResult) -> tuple[ControlLine, ...]:
    """What the control found, line by line."""
    safe = audit.sensitive - audit.exact - audit.short
    earlier = ", ".join(audit.earlier_releases) or text("statistics.earlier_none")
    share = f"{audit.hidden_share * 100:.1f}".replace(".", ",")
    return (
        ControlLine(text("statistics.protected"), f"{number(safe)} / {number(audit.sensitive)}"),
        ControlLine(text("statistics.complement"), number(audit.complementary)),
        ControlLine(text("statistics.cells"), number(audit.cells)),
        ControlLine(text("statistics.share"), f"{share}\u202f%"),
        ControlLine(text("statistics.linked"), number(audit.linked_tables)),
        ControlLine(text("statistics.earlier"), earlier),
    )


def attack_words(audit: AuditResult) -> str:
    """What the strongest attack knows, and what it found."""
    known = [
        text(f"statistics.attacker.{one}")
        for one in audit.attacker.split("+")
        if has_text(f"statistics.attacker.{one}")
    ]
    found = "statistics.attack_fails" if audit.safe else "statistics.attack_works"
    weak = audit.exact + audit.short
    return f"{text('statistics.attack', known=', '.join(known))} {plural(found, weak)}"
