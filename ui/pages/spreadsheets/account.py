"""The account of a file, row by row: what would become of each, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.pages.spreadsheets import state
from ui.texts import text
from ui.widgets.boxes import Card, Flow, hosted
from ui.widgets.buttons import button
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from app.importing.plan import ImportPlan, PlannedRow
    from app.ports.imports import Outcome
    from ui.page import Desk

_WIDTHS = (80, 170, 120, 330, 0)
_MOST_ROWS = 12


class AccountCard(Card):
    """A table of rows under filters by outcome."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("import.account"))
        self._plan: ImportPlan | None = None
        self._wanted: Outcome | None = None
        self._summary = label("", "muted", wraps=True)
        self.filters: dict[Outcome | None, QPushButton] = {
            outcome: _filter(desk, outcome) for outcome in (None, *state.FILTERS)
        }
        self.model: RowsModel[PlannedRow] = RowsModel(_columns(desk), self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS, _MOST_ROWS),
            "import_account",
            text("import.account_table"),
        )
        choices = Flow(8)
        for one in self.filters.values():
            choices.addWidget(one)
            one.clicked.connect(self._filter)
        for part in (self._summary, hosted(choices), self.table):
            self.body.addWidget(part)
        desk.discretion.changed.connect(self.model.show_again)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a reading; what needs a look comes first when there is any."""
        fresh = self._plan is None or self._plan.file_name != plan.file_name
        self._plan = plan
        if fresh:
            asks = [one for one in state.WAITING if plan.count(one)]
            self._wanted = asks[0] if asks else None
        self._summary.setText(state.summary(plan))
        self._summary.setVisible(bool(self._summary.text()))
        for outcome, chosen in self.filters.items():
            chosen.setText(state.filter_words(plan, outcome))
            chosen.setAccessibleName(chosen.text())
            chosen.setVisible(outcome is None or plan.count(outcome) > 0)
        if self._wanted is not None and not plan.count(self._wanted):
            self._wanted = None
        self._show()

    def forget(self) -> None:
        """Another file."""
        self._plan, self._wanted = None, None
        self.model.show_rows(())

    def _filter(self) -> None:
        for outcome, chosen in self.filters.items():
            if chosen is self.sender():
                self._wanted = outcome
        self._show()

    def _show(self) -> None:
        if self._plan is None:
            return
        self.filters[self._wanted].setChecked(True)
        wanted = () if self._wanted is None else (self._wanted,)
        self.model.show_rows(tuple(self._plan.rows(*wanted)))


def _filter(desk: Desk, outcome: Outcome | None) -> QPushButton:
    name = f"import_filter_{outcome.value if outcome else 'all'}"
    made = button(desk.theme, name, text("import.filter_all"), role="choice")
    made.setCheckable(True)
    made.setAutoExclusive(True)
    return made


def _columns(desk: Desk) -> tuple[Column[PlannedRow], ...]:
    return (
        Column(text("import.col_line"), _line, number=True),
        Column(text("import.col_sheet"), _sheet),
        Column(text("import.col_outcome"), state.outcome_words, tone=_tone),
        Column(text("import.col_reason"), state.reason_words),
        Column(text("import.col_said"), partial(_said, desk)),
    )


def _line(planned: PlannedRow) -> str:
    return str(planned.read.row.line)


def _sheet(planned: PlannedRow) -> str:
    return planned.read.row.sheet


def _tone(planned: PlannedRow) -> str:
    return state.OUTCOME_TONES[planned.outcome]


def _said(desk: Desk, planned: PlannedRow) -> str:
    return state.row_words(planned, desk.discretion)
