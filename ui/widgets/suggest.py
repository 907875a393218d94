"""A field that proposes while one types: arrows move, Enter takes, Tab takes and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView
from typing_extensions import override

from ui.texts import text
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from ui.widgets.matching import Option

_MOST_HEIGHT = 300


class _Proposals(QListView):
    """The list under the field; it never takes the focus."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field.window())
        named(self, f"{field.objectName()}_proposals", text("fields.proposals"))
        self.setProperty("role", "suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.lines = QStringListModel(self)
        self.setModel(self.lines)
        self.hide()

    def show_under(self, field: QLineEdit, words: Sequence[str]) -> None:
        """Show these lines right under a field, the first one selected."""
        self.lines.setStringList(list(words))
        self.point_at(0)
        window = field.window()
        corner = field.mapTo(window, QPoint(0, field.height() + 3))
        line = max(self.sizeHintForRow(0), 20)
        height = min(line * len(words) + 14, _MOST_HEIGHT, window.height() - corner.y() - 8)
        width = min(max(field.width(), 360), window.width() - corner.x() - 8)
        self.setGeometry(corner.x(), corner.y(), width, max(height, line + 14))
        self.show()
        self.raise_()

    def point_at(self, row: int) -> None:
        """Select a line."""
        index = self.lines.index(row, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)


class SuggestField(QLineEdit):
    """`typed` asks for options, `offer` brings them, `chosen` tells what was taken."""

    typed = Signal(str)
    chosen = Signal(object)
    passed = Signal()
    """Enter in a field where nothing is typed or proposed: go on."""

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        named(self, name, spoken)
        self._options: tuple[Option[Any], ...] = ()
        self._list: _Proposals | None = None
        self._take_first = False
        self.textEdited.connect(self._edited)

    @property
    def proposals(self) -> tuple[Option[Any], ...]:
        """What is proposed now."""
        return self._options if self.is_open else ()

    @property
    def is_open(self) -> bool:
        """Tell whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    def offer(self, options: Sequence[Option[Any]]) -> None:
        """Propose these options; none closes the list."""
        self._options = tuple(options)
        if self._take_first:
            self._take_first = False
            self._take(0)
        elif not self._options or not self.hasFocus():
            self.close_list()
        else:
            self._proposed().show_under(self, [option.words for option in self._options])

    def close_list(self) -> None:
        """Propose nothing any more."""
        if self._list is not None:
            self._list.hide()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            forward = event.key() == Qt.Key.Key_Tab
            if forward and self.is_open and self.text().strip():
                self._take(self._row())
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not _with_control(event):
                self._enter()
            case Qt.Key.Key_Escape if self.is_open:
                self.close_list()
            case _:
                super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_list()

    def _edited(self, words: str) -> None:
        self._take_first = False
        self.typed.emit(words)

    def _enter(self) -> None:
        """Take the line pointed at; when none has come yet, take the first that comes."""
        if self.is_open:
            self._take(self._row())
        elif self.text().strip():
            self._take_first = True
            self.typed.emit(self.text())
        else:
            self.passed.emit()

    def _move(self, step: int) -> None:
        if not self.is_open:
            self.typed.emit(self.text())
            return
        self._proposed().point_at((self._row() + step) % len(self._options))

    def _row(self) -> int:
        return max(0, self._proposed().currentIndex().row())

    def _take(self, row: int) -> None:
        self.close_list()
        if row < len(self._options):
            self.chosen.emit(self._options[row].value)

    def _proposed(self) -> _Proposals:
        if self._list is None:
            self._list = _Proposals(self)
            self._list.clicked.connect(self._clicked)
        return self._list

    def _clicked(self, index: QModelIndex) -> None:
        self._take(index.row())


def _with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
