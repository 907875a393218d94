"""One sheet as it was understood: what it holds, where its header is, what each column feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.importing.mapping import NOT_IMPORTED
from ui.pages.spreadsheets import state
from ui.texts import text
from ui.widgets.boxes import Card, hosted, row
from ui.widgets.buttons import button
from ui.widgets.combo import Combo
from ui.widgets.labels import label
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from app.importing.mapping import Column
    from app.importing.plan import PlannedSheet
    from app.importing.vocabulary import SheetKind
    from ui.theme import Theme

_NARROW = 760


class SheetCard(Card):
    """Emits `kind_picked` (sheet, kind) and `column_picked` (header, field)."""

    kind_picked = Signal(str, str)
    column_picked = Signal(str, str)

    def __init__(self, theme: Theme, rank: int, sheet: PlannedSheet) -> None:
        super().__init__(state.sheet_title(sheet))
        self._theme, self._rank, self._sheet = theme, rank, sheet
        self._combos: dict[int, Combo[str]] = {}
        spoken = text("import.sheet_kind", sheet=state.sheet_title(sheet))
        self.kind: Combo[str] = Combo(f"import_kind_{rank}", spoken)
        self.kind.offer([(one.value or "", one.words) for one in state.kind_choices()])
        self.kind.setMinimumContentsLength(22)
        self.kind.setMinimumWidth(160)
        self.head.addWidget(self.kind)
        self._words = label("", "muted", wraps=True)
        self.more = button(theme, f"import_columns_{rank}", "", role="link")
        self._columns: QWidget | None = None
        self.body.addLayout(row(self._words, self.more, gap=16))
        self.kind.picked.connect(self._pick_kind)
        self.more.clicked.connect(self._turn)
        self._fill()

    def same_columns(self, sheet: PlannedSheet) -> bool:
        """Tell whether this card can show a new reading of its sheet without being made anew."""
        mine, other = self._sheet.read, sheet.read
        return (
            mine.name == other.name
            and _kind(self._sheet) is _kind(sheet)
            and [one.header for one in mine.columns] == [one.header for one in other.columns]
        )

    def show_sheet(self, sheet: PlannedSheet) -> None:
        """Show a new reading: the pickers stay where they are, and with them the focus."""
        self._sheet = sheet
        self._words.setText(state.sheet_words(sheet))
        for column in sheet.read.columns:
            if column.index in self._combos:
                self._combos[column.index].choose(column.field or NOT_IMPORTED)

    def _fill(self) -> None:
        sheet = self._sheet
        kind = _kind(sheet)
        self.kind.choose(kind.value if kind else state.NO_KIND)
        self._words.setText(state.sheet_words(sheet))
        columns = [column for column in sheet.read.columns if column.header]
        self.more.setVisible(bool(columns) and kind is not None)
        self._open(shown=kind is not None and state.wants_a_look(sheet))

    def _make_columns(self, kind: SheetKind) -> QWidget:
        """Make the pickers, the first time that she wants to see them."""
        columns = [column for column in self._sheet.read.columns if column.header]
        half = -(-len(columns) // 2)
        halves = [self._grid(kind, some) for some in (columns[:half], columns[half:])]
        made = SideBySide(self._theme, *halves, narrow=_NARROW)
        self.body.addWidget(made)
        return made

    def _grid(self, kind: SheetKind, columns: list[Column]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for line, column in enumerate(columns):
            grid.addWidget(
                label(column.header, "" if column.field else "muted", wraps=True), line, 0
            )
            grid.addWidget(self._combo(kind, column), line, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(len(columns), 1)
        return hosted(grid)

    def _combo(self, kind: SheetKind, column: Column) -> Combo[str]:
        spoken = text("import.column_of", header=column.header)
        made: Combo[str] = Combo(f"import_column_{self._rank}_{column.index}", spoken)
        made.offer([(one.value or NOT_IMPORTED, one.words) for one in state.field_choices(kind)])
        made.choose(column.field or NOT_IMPORTED)
        made.setProperty("header", column.header)
        made.picked.connect(self._pick_column)
        self._combos[column.index] = made
        return made

    def _turn(self) -> None:
        self._open(shown=self._columns is None or self._columns.isHidden())

    def _open(self, *, shown: bool) -> None:
        kind = _kind(self._sheet)
        if shown and self._columns is None and kind is not None:
            self._columns = self._make_columns(kind)
        if self._columns is not None:
            self._columns.setVisible(shown)
        words = text("import.columns_hide" if shown else "import.columns_show")
        self.more.setText(words)
        self.more.setAccessibleName(words)

    def _pick_kind(self) -> None:
        self.kind_picked.emit(self._sheet.read.name, self.kind.value())

    def _pick_column(self) -> None:
        for combo in self._combos.values():
            if combo is self.sender():
                self.column_picked.emit(str(combo.property("header")), combo.value())


def _kind(sheet: PlannedSheet) -> SheetKind | None:
    return sheet.read.header.kind if sheet.read.header else None
