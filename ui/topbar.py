"""The bar over the pages: search, discretion, lock, log an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.texts import text
from ui.widgets.buttons import KeyButton
from ui.widgets.naming import name_inner_buttons, named

if TYPE_CHECKING:
    from ui.theme import Theme

_SEARCH_KEYS = ("Ctrl+F", "Ctrl+K")
_SEARCH_LEAST = 240


class TopBar(QWidget):
    """Emits what was typed in the search box, and Down or Enter there as `search_left`."""

    searched = Signal(str)
    search_left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("top_bar")
        self.setProperty("role", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.search = named(QLineEdit(), "search_box", text("shell.search_spoken"))
        self.search.setPlaceholderText(text("shell.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.search.addAction(
            icon(theme, "search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        name_inner_buttons(self.search)
        self.discretion = self._button("discretion", "eye-off", "F8")
        self.lock = self._button("lock", "lock", "Ctrl+L")
        self.log = self._button("log_interview", "plus", "Ctrl+N", role="primary")
        self._arrange()
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(self.search_left)
        for keys in _SEARCH_KEYS:
            QShortcut(QKeySequence(keys), self, self.take_focus)

    def take_focus(self) -> None:
        """Put the cursor in the search box, what it holds selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_words(self, words: str) -> None:
        """Show in the search box what is searched."""
        if self.search.text() != words:
            self.search.setText(words)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the search box downwards, to the results."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.search_left.emit()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit(event.size().width())
        super().resizeEvent(event)

    def fit(self, width: int) -> None:
        """Leave out key caps, then captions, where there is no room for them."""
        for caption, cap in ((True, True), (True, False), (False, False)):
            for one in (self.discretion, self.lock, self.log):
                one.shrink(caption=caption or one is self.log, cap=cap)
            needed = sum(one.sizeHint().width() for one in (self.discretion, self.lock, self.log))
            if width - needed - 90 >= self._theme.px(_SEARCH_LEAST):
                return

    def _button(self, name: str, icon_name: str, keys: str, *, role: str = "") -> KeyButton:
        words = text(f"shell.{name}")
        return KeyButton(
            self._theme, f"top_{name}", words, icon_name=icon_name, keys=keys, role=role
        )

    def _arrange(self) -> None:
        inside = QHBoxLayout(self)
        inside.setContentsMargins(22, 9, 22, 9)
        inside.setSpacing(12)
        self.search.setMaximumWidth(520)
        inside.addWidget(self.search, stretch=3)
        inside.addStretch(1)
        for one in (self.discretion, self.lock, self.log):
            inside.addWidget(one)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())
