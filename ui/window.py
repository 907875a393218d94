"""The one window: locked it shows the way in, unlocked the shell; its title never says more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from ui.texts import text
from ui.veil import Veil

if TYPE_CHECKING:
    from ui.theme import Theme

_USUAL_SIZE = (1440, 900)
_LEAST_SIZE = (800, 560)
_FRAME = 40
"""Room for the title bar, which the system draws around."""
_ZOOM_KEYS = (("Ctrl++", "in"), ("Ctrl+=", "in"), ("Ctrl+-", "out"), ("Ctrl+0", "reset"))


class Window(QMainWindow):
    """Shows one of: the unlock page, the shell, the veil of a lock under way."""

    closing = Signal()
    retry_lock = Signal()
    wait_no_more = Signal()
    come_back = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(text("shell.product"))
        self.setMinimumSize(*_LEAST_SIZE)
        room = self.screen().availableSize() - QSize(0, _FRAME)
        self.resize(QSize(*_USUAL_SIZE).boundedTo(room))
        self._theme = theme
        self._dress()
        theme.changed.connect(self._dress)  # before any page: what they measure is dressed
        self._may_close = False
        self._stack = QStackedWidget()
        self._veil = Veil(theme)
        self._veil.retry.connect(self.retry_lock)
        self._veil.leave.connect(self.wait_no_more)
        self._veil.come_back.connect(self.come_back)
        self._stack.addWidget(self._veil)
        self.setCentralWidget(self._stack)
        steps = {"in": theme.zoom_in, "out": theme.zoom_out, "reset": theme.zoom_reset}
        for keys, step in _ZOOM_KEYS:
            QShortcut(QKeySequence(keys), self, steps[step])

    @property
    def content(self) -> QWidget | None:
        """What is shown."""
        return self._stack.currentWidget()

    def show_content(self, content: QWidget) -> None:
        """Show the unlock page or the shell; what was shown before is gone for good."""
        for index in reversed(range(self._stack.count())):
            old = self._stack.widget(index)
            if old is not None and old is not self._veil and old is not content:
                self._stack.removeWidget(old)
                old.deleteLater()
        self._stack.addWidget(content)
        self._stack.setCurrentWidget(content)

    def veil(self, reason: str = "") -> None:
        """Hide everything at once; with a reason, say why the lock waits."""
        self._veil.say(reason)
        self._stack.setCurrentWidget(self._veil)
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self.repaint()

    def veil_copying(self, percent: int) -> None:
        """Say behind the veil how far the last copy is."""
        self._veil.say_copying(percent)

    def geometry_text(self) -> str:
        """Where the window stands, as letters, to come back there after a lock."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def place_at(self, geometry: str) -> None:
        """Stand where a window stood before; a text that is no geometry changes nothing."""
        self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))

    def close_for_good(self) -> None:
        """Close without asking anybody."""
        self._may_close = True
        self.close()

    def _dress(self) -> None:
        self.setStyleSheet(self._theme.sheet)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        self.closing.emit()
