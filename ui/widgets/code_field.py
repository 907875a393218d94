"""One field for a whole code: typed as it comes, read in groups, judged under the field.

One field rather than eight boxes: it is one stop for the keyboard and one name for a screen
reader, and what was read is said group by group below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui.code_reading import reading
from ui.widgets.boxes import column
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 80


class CodeLine(QLineEdit):
    """A line whose content is never copied, and which offers no menu."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_LONGEST)
        self.setDragEnabled(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferUppercase
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        standard = QKeySequence.StandardKey
        if event.matches(standard.Copy) or event.matches(standard.Cut):
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()


class CodeField(QWidget):
    """Tells whether a code of so many groups may be complete; `changed` at each key."""

    changed = Signal()
    entered = Signal()

    def __init__(
        self, name: str, words: str, groups: int, check: Callable[[bytearray], object]
    ) -> None:
        super().__init__()
        self._groups, self._check = groups, check
        self.complete = False
        self.line = named(CodeLine(), name, words)
        self.read = named(label("", "strong", wraps=True), f"{name}_read", words)
        self.verdict = named(label("", "small", wraps=True), f"{name}_verdict", words)
        inside = column(field_label(words, self.line), self.line, self.read, self.verdict, gap=4)
        self.setLayout(inside)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self.entered)
        self._look()

    def take(self) -> bytearray:
        """Return what is typed and empty the field; whoever takes it has it wiped."""
        taken = bytearray(self.line.text(), "utf-8")
        self.line.clear()
        return taken

    def _look(self) -> None:
        found = reading(self.line.text(), self._groups, self._check)
        self.complete = found.complete
        self.read.setText(" ".join(found.groups))
        self.read.setVisible(bool(found.groups))
        self.verdict.setText(found.words)
        self.verdict.setAccessibleName(found.words)
        restyle(self.verdict, role="error" if found.wrong else "small")
        restyle(self.line, wrong=found.wrong)
        self.changed.emit()
