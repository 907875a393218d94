"""Files of persons of the same name, shown before a new one is opened: hers may be among them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui import wording
from ui.texts import text
from ui.widgets.boxes import Flow, emptied, hosted
from ui.widgets.buttons import button
from ui.widgets.labels import label

if TYPE_CHECKING:
    from app.domain.ids import EntityId
    from app.ports.queries import CaseRow
    from ui.page import Desk


class KnownFiles(QWidget):
    """Emits `opened` with a file to go to, or `same` with the person it is about."""

    opened = Signal(object)
    same = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "clear")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.hide()

    def show_rows(self, rows: tuple[CaseRow, ...], entity_id: EntityId) -> None:
        """Show the files known; with another employer, the same person may get a second one."""
        emptied(self._lines)
        here = {row.person_id for row in rows if row.entity_id == entity_id}
        for row in rows:
            words = text(
                "case_list.create.known_file",
                number=row.number,
                entity=row.entity_name,
                state=wording.state_words(row.state),
            )
            self._lines.addWidget(label(words, wraps=True))
            self._lines.addWidget(self._actions(row, second=row.person_id not in here))
        self.setVisible(bool(rows))

    def _actions(self, row: CaseRow, *, second: bool) -> QWidget:
        actions = Flow(gap=8)
        opener = self._action("open", row)
        opener.clicked.connect(partial(self.opened.emit, row.case_id))
        actions.addWidget(opener)
        if second:
            same = self._action("same", row)
            same.clicked.connect(partial(self.same.emit, row.person_id))
            actions.addWidget(same)
        return hosted(actions)

    def _action(self, name: str, row: CaseRow) -> QPushButton:
        words = text(f"case_list.create.known.{name}")
        made = button(self._desk.theme, f"new_case_{name}_{row.number}", words)
        made.setAccessibleName(f"{words} ({row.number})")
        made.setAutoDefault(False)
        return made
