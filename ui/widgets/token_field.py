"""Several codes chosen by typing: each becomes a chip, Backspace takes the last one back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout
from typing_extensions import override

from ui.icons import icon
from ui.texts import text
from ui.widgets.boxes import Flow
from ui.widgets.matching import Option, fitting
from ui.widgets.naming import named, restyle
from ui.widgets.suggest import SuggestField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.theme import Theme


class TokenField(QFrame):
    """Codes in the order chosen; `changed` when one comes or goes, `passed` to go on."""

    changed = Signal()
    passed = Signal()

    def __init__(self, theme: Theme, name: str, spoken: str) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "tokens")
        named(self, f"{name}_box", spoken)
        self._options: tuple[Option[str], ...] = ()
        self._usual: tuple[str, ...] = ()
        self._chips: dict[str, QPushButton] = {}
        self.field = SuggestField(name, spoken)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.setMinimumWidth(160)
        self._flow = Flow(gap=5)
        self._flow.addWidget(self.field)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 5, 8, 5)
        inside.addLayout(self._flow)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.typed.connect(self._propose)
        self.field.chosen.connect(self.add)
        self.field.passed.connect(self.passed)

    def codes(self) -> tuple[str, ...]:
        """The codes chosen, in order."""
        return tuple(self._chips)

    def offer_codes(self, options: Sequence[Option[str]], usual: Sequence[str]) -> None:
        """Say which codes there are, and which are most used."""
        self._options, self._usual = tuple(options), tuple(usual)

    def words(self) -> str:
        """What is typed and designates no code yet."""
        return self.field.text().strip()

    def show_codes(self, codes: Sequence[str], words: str = "") -> None:
        """Show exactly these codes, and words that are not one yet."""
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        self.field.setText(words)
        for code in codes:
            self._add_chip(code)

    def add(self, code: str) -> None:
        """Choose a code."""
        self.field.clear()
        if code not in self._chips:
            self._add_chip(code)
            self.changed.emit()

    def remove(self, code: str) -> None:
        """Take a code back."""
        chip = self._chips.pop(code, None)
        if chip is not None:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
            self.field.setFocus()
            self.updateGeometry()
            self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            restyle(self, active=event.type() is QEvent.Type.FocusIn)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            erases = event.key() == Qt.Key.Key_Backspace and not self.field.text()
            if erases and self._chips:
                self.remove(list(self._chips)[-1])
                return True
        return super().eventFilter(watched, event)

    def _propose(self, words: str) -> None:
        left = [option for option in self._options if option.value not in self._chips]
        self.field.offer(fitting(left, words, self._usual))

    def _add_chip(self, code: str) -> None:
        words = next((one.words for one in self._options if one.value == code), code)
        name = f"{self.field.objectName()}_{len(self._chips)}"
        chip = named(QPushButton(words), name, text("fields.remove", words=words))
        chip.setProperty("role", "picked")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setIcon(icon(self._theme, "x", "good_text"))
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.setToolTip(text("fields.remove", words=words))
        chip.clicked.connect(partial(self.remove, code))
        self._chips[code] = chip
        self._flow.insert(self._flow.count() - 1, chip)
        self.updateGeometry()
