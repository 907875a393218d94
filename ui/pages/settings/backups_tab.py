"""Backups: where they stand, the list, what is done with them, and a look at the whole vault."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from app.ports.repair import Remedy
from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.pages.settings import backups_state
from ui.pages.settings.backups_acts import BackupActs
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column, emptied
from ui.widgets.buttons import button
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import label
from ui.widgets.long_work import LongWork
from ui.widgets.naming import named

if TYPE_CHECKING:
    from app.ports.backups import BackupRow
    from app.ports.repair import Survey
    from app.usecases.backups import BackupState
    from ui.page import Desk, Page
    from ui.services import Services

_WIDTHS = (160, 80, 0, 80, 160, 170)
_ROW_ACTS = ("check", "drill", "restore")


class BackupsTab(QWidget):
    """Three cards: the state and the places, the list, the whole vault."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__()
        self._desk, self._backups = desk, services.backups
        self._outside = False
        self.work = LongWork(desk.theme, "backups_work")
        self.acts = BackupActs(page, desk, services, self.work)
        self.model: RowsModel[BackupRow] = RowsModel(self._columns(), self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS), "settings_backups", text("backups.list")
        )
        self.state = named(label("", "strong", wraps=True), "backups_state", text("backups.state"))
        self.place = label("", "muted", wraps=True)
        self.none = label(text("backups.list_none"), "muted")
        self.make = self._button("make", "save", "primary")
        self.choose = self._button("choose", "hard-drive")
        self.remove = self._button("remove", "x")
        self.check = self._button("check", "shield-check")
        self.drill = self._button("drill", "clipboard-check")
        self.restore = self._button("restore", "rotate-ccw")
        self.whole = self._button("whole", "search")
        self.rebuild = self._button("rebuild", "refresh-cw")
        self.repair = self._button("repair", "hospital")
        self.found = named(label("", "strong", wraps=True), "backups_found", text("backups.whole"))
        self._findings = column(gap=6)
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Ask how the backups stand."""
        self._desk.jobs.run(self, self._backups.state, self._show)

    def _show(self, state: BackupState) -> None:
        today = self._desk.clock.today()
        self.state.setText(backups_state.state_words(state, today))
        self.place.setText(backups_state.place_words(state, today))
        outside = [one for one in state.places if one.external]
        self._outside = any(one.present for one in outside)
        self.remove.setVisible(bool(outside))
        self.model.show_rows(state.rows)
        self.table.setVisible(bool(state.rows))
        self.none.setVisible(not state.rows)
        for one in (self.check, self.drill, self.restore):
            one.setEnabled(bool(state.rows))
        self.table.select_first()

    def show_survey(self, found: Survey) -> None:
        """Show what a look at the whole vault found, and what can be done about it."""
        self.found.setText(backups_state.survey_words(found))
        self.found.show()
        emptied(self._findings)
        for one in found.findings:
            self._findings.addWidget(label(backups_state.finding_words(one), wraps=True))
        wanted = backups_state.remedies(found)
        self.rebuild.setVisible(Remedy.REBUILD in wanted)
        mends = bool(wanted & {Remedy.REPAIR, Remedy.RESTORE})
        self.repair.setVisible(mends)
        self._how.setVisible(mends)

    def _columns(self) -> tuple[Column[BackupRow], ...]:
        when = partial(_when, self._desk)
        return (
            Column(text("backups.col_when"), when),
            Column(text("backups.col_where"), backups_state.where_words),
            Column(text("backups.col_why"), backups_state.why_words),
            Column(text("backups.col_size"), backups_state.size_words, number=True),
            Column(
                text("backups.col_verified"),
                backups_state.verified_words,
                backups_state.verified_tone,
            ),
            Column(text("backups.col_phrase"), backups_state.phrase_words),
        )

    def _button(self, act: str, icon_name: str, role: str = "") -> QPushButton:
        words, name = text(f"backups.{act}"), f"backups_{act}"
        return button(self._desk.theme, name, words, icon_name=icon_name, role=role)

    def _arrange(self) -> None:
        where = Card(text("backups.state"))
        where.body.addWidget(self.state)
        where.body.addWidget(self.place)
        where.body.addLayout(_flow(self.make, self.choose, self.remove))
        copies = Card(text("backups.list"))
        copies.body.addWidget(self.table)
        copies.body.addWidget(self.none)
        copies.body.addLayout(_flow(self.check, self.drill, self.restore))
        whole = Card(text("backups.whole"))
        whole.body.addWidget(label(text("backups.whole_words"), "muted", wraps=True))
        whole.body.addWidget(self.found)
        whole.body.addLayout(self._findings)
        whole.body.addLayout(_flow(self.whole, self.rebuild, self.repair))
        self._how = label(text("backups.repair_words"), "small", wraps=True)
        whole.body.addWidget(self._how)
        for one in (self.found, self.rebuild, self.repair, self._how):
            one.hide()
        self.setLayout(column(self.work, where, copies, whole, -1, gap=14))

    def _connect(self) -> None:
        acts = self.acts
        self.make.clicked.connect(self._make)
        self.choose.clicked.connect(acts.choose_place)
        self.remove.clicked.connect(acts.remove_place)
        for name in _ROW_ACTS:
            made: QPushButton = getattr(self, name)
            made.clicked.connect(partial(self._do, name))
        self.whole.clicked.connect(acts.survey)
        self.rebuild.clicked.connect(acts.rebuild)
        self.repair.clicked.connect(acts.lock_for_care)
        acts.surveyed.connect(self.show_survey)

    def _make(self) -> None:
        self.acts.make(outside=self._outside)

    def _do(self, name: str) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            acts = {"check": self.acts.check, "drill": self.acts.drill}
            acts.get(name, self.acts.restore)(self.model.rows[index.row()])


def _when(desk: Desk, row: BackupRow) -> str:
    return backups_state.when_words(row, desk.clock.today())


def _flow(*parts: QWidget) -> Flow:
    made = Flow(gap=10)
    for part in parts:
        made.addWidget(part)
    return made
