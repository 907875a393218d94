"""Keys and recovery: the ways into the vault, and what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.pages.settings import keys_state
from ui.pages.settings.keys_acts import KeyActs
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column
from ui.widgets.buttons import button
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from app.ports.keys import KeySlot
    from ui.page import Desk, Page
    from ui.services import Services

    Known = tuple[tuple[KeySlot, ...], bool]

_WIDTHS = (0, 130, 330)
_MOST_ROWS = 4


class KeysTab(QWidget):
    """Four cards: the phrase, the recovery sheet, the key file, a phrase that was seen."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__()
        self._desk, self._keys = desk, services.keys
        self.acts = KeyActs(page, desk, services)
        columns: tuple[Column[KeySlot], ...] = (
            Column(text("keys_tab.col_kind"), keys_state.kind_words),
            Column(text("keys_tab.col_day"), keys_state.day_words),
            Column(text("keys_tab.col_cost"), keys_state.cost_words),
        )
        self.model: RowsModel[KeySlot] = RowsModel(columns, self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS, _MOST_ROWS),
            "settings_keys",
            text("keys_tab.table"),
        )
        self.change = self._button("change", "key-round")
        self.recalibrate = self._button("recalibrate", "refresh-cw")
        self.sheet = self._button("sheet", "file-text")
        self.drill = self._button("drill", "clipboard-check")
        self.share = self._button("share", "users")
        self.revoke = self._button("revoke", "ban")
        self.use_file = self._button("use_file", "hard-drive")
        self.drop_file = self._button("drop_file", "x")
        self.rotate = self._button("rotate", "shield-alert")
        self.recovery_words = named(
            label("", wraps=True), "keys_recovery_words", text("keys_tab.recovery")
        )
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Ask for the ways into the vault."""
        self._desk.jobs.run(self, self._ask, self._show)

    def _ask(self) -> Known:
        return self._keys.slots(), self._keys.drill_due()

    def _show(self, known: Known) -> None:
        slots, due = known
        self.model.show_rows(slots)
        self.table.select_first()
        there = keys_state.ways(slots)
        self.recovery_words.setText(keys_state.recovery_words(recovery=there.recovery, due=due))
        words = text("keys_tab.sheet_again" if there.recovery else "keys_tab.sheet_first")
        self.sheet.setText(f"\u00a0{words}")
        self.sheet.setAccessibleName(words)
        for one in (self.drill, self.share, self.revoke):
            one.setVisible(there.recovery)
        self.use_file.setVisible(not there.key_file)
        self.drop_file.setVisible(there.key_file)

    def _button(self, act: str, icon_name: str) -> QPushButton:
        known = "sheet_first" if act == "sheet" else act
        words = text(f"keys_tab.{known}")
        return button(self._desk.theme, f"keys_{act}", words, icon_name=icon_name)

    def _arrange(self) -> None:
        ways = Card(text("keys_tab.ways"))
        ways.body.addWidget(label(text("keys_tab.escrow"), "muted", wraps=True))
        ways.body.addWidget(self.table)
        ways.body.addLayout(_flow(self.change, self.recalibrate))
        recovery = Card(text("keys_tab.recovery"))
        recovery.body.addWidget(self.recovery_words)
        recovery.body.addWidget(label(text("keys_tab.recovery_more"), "small", wraps=True))
        recovery.body.addLayout(_flow(self.sheet, self.drill, self.share, self.revoke))
        file = Card(text("keys_tab.file"))
        file.body.addWidget(label(text("keys_tab.file_why"), "muted", wraps=True))
        file.body.addLayout(_flow(self.use_file, self.drop_file))
        seen = Card(text("keys_tab.seen"))
        seen.body.addWidget(label(text("keys_tab.seen_words"), "muted", wraps=True))
        seen.body.addLayout(_flow(self.rotate))
        self.setLayout(column(ways, recovery, file, seen, -1, gap=14))

    def _connect(self) -> None:
        acts = self.acts
        self.change.clicked.connect(acts.change_phrase)
        self.recalibrate.clicked.connect(acts.recalibrate)
        self.sheet.clicked.connect(acts.make_sheet)
        self.drill.clicked.connect(acts.drill)
        self.share.clicked.connect(acts.share)
        self.revoke.clicked.connect(acts.revoke_sheet)
        self.use_file.clicked.connect(acts.use_key_file)
        self.drop_file.clicked.connect(acts.drop_key_file)
        self.rotate.clicked.connect(acts.rotate)
        acts.changed.connect(self.read)


def _flow(*parts: QWidget) -> Flow:
    made = Flow(gap=10)
    for part in parts:
        made.addWidget(part)
    return made
