"""What was understood of a file, to be corrected before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.importing.mapping import Corrections
from ui.pages.spreadsheets import state
from ui.pages.spreadsheets.account import AccountCard
from ui.pages.spreadsheets.sheet_card import SheetCard
from ui.pages.spreadsheets.values_card import EntityCard, ValuesCard
from ui.texts import text
from ui.widgets.boxes import column
from ui.widgets.buttons import KeyButton, button
from ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from app.domain.nomenclatures import Nomenclatures
    from app.importing.plan import ImportPlan, PlannedSheet, UnknownValue
    from ui.page import Desk


class ReviewView(QWidget):
    """Emits `corrected` with every correction made, `run_wanted`, or `left`."""

    corrected = Signal(object)
    run_wanted = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._corrections = Corrections()
        self.sheets: list[SheetCard] = []
        self.run = KeyButton(
            desk.theme,
            "import_run",
            text("import.run_nothing"),
            icon_name="check",
            keys="Ctrl+Return",
            role="primary",
        )
        self.back = button(desk.theme, "import_back", text("import.back"), icon_name="arrow-left")
        words = text("import.understood_words")
        self._head = PageHead(desk.theme, "", words, self.back, self.run)
        self.entity = EntityCard()
        self.values = ValuesCard()
        self.account = AccountCard(desk)
        self._cards = column(gap=14)
        self._arrange()
        self.run.clicked.connect(self.run_wanted)
        self.back.clicked.connect(self.left)
        self.values.picked.connect(self._value_picked)
        self.entity.named_it.connect(self._entity_named)

    def begin(self) -> None:
        """Forget the file before."""
        self._corrections = Corrections()
        for part in (self.values, self.entity, self.account):
            part.forget()
        self._clear_sheets()

    def show_plan(self, plan: ImportPlan, lists: Nomenclatures) -> None:
        """Show a reading of the file."""
        self._head.title.setText(plan.file_name)
        self._show_sheets(plan.sheets)
        self.values.show_unknown(plan, lists)
        self.entity.setVisible(state.lacks_entity(plan))
        self.account.show_plan(plan)
        words = state.run_words(plan)
        self.run.caption.setText(words)
        self.run.setAccessibleName(words)
        self.run.updateGeometry()
        self.busy(on=False, may_run=state.may_run(plan))

    def busy(self, *, on: bool, may_run: bool = False) -> None:
        """While the file is read again, nothing can be imported."""
        self.run.setEnabled(may_run and not on)

    def first_button(self) -> QWidget:
        """What she would press next: import, or another file when nothing is new."""
        return self.run if self.run.isEnabled() else self.back

    def _show_sheets(self, sheets: tuple[PlannedSheet, ...]) -> None:
        fits = len(sheets) == len(self.sheets) and all(
            card.same_columns(sheet) for card, sheet in zip(self.sheets, sheets, strict=True)
        )
        if fits:
            for card, sheet in zip(self.sheets, sheets, strict=True):
                card.show_sheet(sheet)
            return
        picked = [card.kind.objectName() for card in self.sheets if card.kind.hasFocus()]
        self._clear_sheets()
        for rank, sheet in enumerate(sheets):
            self._add_sheet(rank, sheet)
            if self.sheets[-1].kind.objectName() in picked:
                self.sheets[-1].kind.setFocus()

    def _add_sheet(self, rank: int, sheet: PlannedSheet) -> None:
        made = SheetCard(self._desk.theme, rank, sheet)
        made.kind_picked.connect(self._kind_picked)
        made.column_picked.connect(self._column_picked)
        self.sheets.append(made)
        self._cards.addWidget(made)

    def _clear_sheets(self) -> None:
        for card in self.sheets:
            self._cards.removeWidget(card)
            card.setObjectName("")
            card.setParent(None)
            card.deleteLater()
        self.sheets = []

    def _kind_picked(self, sheet: str, kind: str) -> None:
        self._correct(state.with_kind(self._corrections, sheet, kind))

    def _column_picked(self, header: str, field: str) -> None:
        self._correct(state.with_column(self._corrections, header, field))

    def _value_picked(self, unknown: UnknownValue, meant: str | None) -> None:
        self._correct(state.with_value(self._corrections, unknown, meant))

    def _entity_named(self, name: str) -> None:
        self._correct(replace(self._corrections, entity=name))

    def _correct(self, corrections: Corrections) -> None:
        self._corrections = corrections
        self.corrected.emit(corrections)

    def _arrange(self) -> None:
        parts = (self._head, self.entity, self.values, self._cards, self.account, -1)
        self.setLayout(column(*parts, gap=14))
