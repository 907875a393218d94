"""The code lists: search, hide, show, add."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.dialogs.local_code import LocalCodeDialog
from ui.models.codes import CodesModel
from ui.models.columns import Column
from ui.pages.settings import state
from ui.texts import text
from ui.widgets.boxes import Flow, column, hosted
from ui.widgets.buttons import KeyButton
from ui.widgets.combo import Combo
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import label
from ui.widgets.naming import name_inner_buttons, named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from app.domain.codes import Code
    from app.domain.nomenclatures import Nomenclatures
    from app.usecases.nomenclatures import NomenclatureService
    from ui.page import Desk

_WIDTHS = (110, 0, 190, 170, 150, 110)
_MOST_ROWS = 14
_LEAST = 120
"""Pixels under which a picker says nothing any more."""
_FIRST_LIST = "ISS"


class CodesTab(QWidget):
    """Emits `asked` with a small window to open, and `said` with what was done."""

    asked = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Desk, nomenclatures: NomenclatureService) -> None:
        super().__init__()
        self._desk, self._nomenclatures = desk, nomenclatures
        self._lists: Nomenclatures | None = None
        self.list: Combo[str] = Combo("settings_list", text("settings.list"))
        self.list.setMinimumContentsLength(26)
        self.search = named(QLineEdit(), "settings_search", text("settings.codes_search_spoken"))
        self.search.setPlaceholderText(text("settings.codes_search"))
        self.search.setClearButtonEnabled(True)
        name_inner_buttons(self.search)
        self.model = CodesModel(_columns(), self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS, _MOST_ROWS),
            "settings_codes",
            text("settings.codes_table"),
        )
        self.none = label(text("settings.codes_none"), "muted")
        self.add = KeyButton(
            desk.theme,
            "settings_add_code",
            text("settings.add_code"),
            icon_name="plus",
            keys="Ctrl+Shift+A",
        )
        self._arrange()
        self.list.picked.connect(self._show)
        self.search.textChanged.connect(self._show)
        self.model.turned.connect(self._turn)
        self.add.clicked.connect(self._add)

    def read(self) -> None:
        """Ask for the lists as they are now."""
        self._desk.jobs.run(self, self._nomenclatures.current, self.show_lists)

    def show_lists(self, lists: Nomenclatures) -> None:
        """Show the lists as they are now."""
        fresh = self._lists is None
        self._lists = lists
        self.list.offer(state.list_choices(lists))
        if fresh:
            self.list.choose(_FIRST_LIST)
        self._show()

    def dialog(self) -> QDialog | None:
        """Return the small window that adds a code to the list shown."""
        if self._lists is None:
            return None
        codes = self._lists.of(self.list.value())
        parents = state.parents(codes)
        return LocalCodeDialog(self._desk, self._nomenclatures, codes.title, parents)

    def _show(self) -> None:
        if self._lists is None:
            return
        row = self.table.currentIndex().row()
        found = state.matching(self._lists.of(self.list.value()), self.search.text())
        same = [code.code for code in found] == [code.code for code in self.model.rows]
        self.model.show_rows(found)
        self.table.selectRow(row if same and row >= 0 else 0)
        self.table.setVisible(bool(found))
        self.none.setVisible(not found)

    def _turn(self, code: Code) -> None:
        hidden = not code.hidden
        work = partial(self._nomenclatures.set_hidden, code.code, hidden=hidden)
        done = partial(self._turned, state.turned_words(code, hidden=hidden))
        self._desk.jobs.run(self, work, done)

    def _turned(self, words: str, _changes: object) -> None:
        self.said.emit(words)

    def _add(self) -> None:
        made = self.dialog()
        if made is not None:
            made.accepted.connect(partial(self.said.emit, text("settings.added")))
            self.asked.emit(made)

    def _arrange(self) -> None:
        choice = Flow(10)
        for part in (self.list, self.search, self.add):
            part.setSizePolicy(part.sizePolicy().Policy.Fixed, part.sizePolicy().Policy.Fixed)
            part.setMinimumWidth(_LEAST)
            choice.addWidget(part)
        self.search.setMinimumWidth(2 * _LEAST)
        self.setLayout(
            column(
                label(text("settings.codes_words"), "muted", wraps=True),
                hosted(choice),
                self.table,
                self.none,
                label(text("settings.codes_keys"), "small"),
                -1,
                gap=12,
            )
        )


def _columns() -> tuple[Column[Code], ...]:
    return (
        Column(text("settings.col_shown"), _shown),
        Column(text("settings.col_label"), state.label_words),
        Column(text("settings.col_short"), _short),
        Column(text("settings.col_sens"), state.sens_words, tone=_tone),
        Column(text("settings.col_validity"), state.validity_words),
        Column(text("settings.col_code"), _code),
    )


def _shown(code: Code) -> str:
    return text("settings.hidden" if code.hidden else "settings.shown")


def _short(code: Code) -> str:
    return code.short


def _tone(code: Code) -> str:
    return "warn" if code.kept_from_employer else "plain"


def _code(code: Code) -> str:
    return code.code
