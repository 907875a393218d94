"""What she copies: plain text, kept out of clipboard histories, gone after twenty seconds.

The widgets of Qt copy by themselves; what they put there is replaced in the same turn, before any
other program is served. Selecting a text publishes nothing (the « primary selection » of X11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

if TYPE_CHECKING:
    from collections.abc import Mapping

KEPT_SECONDS = 20
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_KDE = "x-kde-passwordManagerHint"
HINTS: Mapping[str, bytes] = {
    _KDE: b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "application/x-nspasteboard-concealed-type": b"1",
}
"""What asks the clipboard histories of KDE, Windows and macOS to look away."""


class ClipboardGuard(QObject):
    """Watches what this program puts on the clipboard."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._leaving = QTimer(self, singleShot=True, interval=KEPT_SECONDS * 1000)
        self._leaving.timeout.connect(self.forget)
        clipboard.dataChanged.connect(self._copied)
        clipboard.selectionChanged.connect(self._selected)

    def forget(self) -> None:
        """Empty the clipboard if what it holds is still ours."""
        self._leaving.stop()
        if self._clipboard.ownsClipboard() and self._is_ours():
            self._clipboard.clear()

    def _copied(self) -> None:
        if not self._clipboard.ownsClipboard() or self._is_ours():
            return
        words = self._clipboard.text()
        if words:
            self._clipboard.setMimeData(kept_out_of_histories(words))
            self._leaving.start()

    def _selected(self) -> None:
        mode = QClipboard.Mode.Selection
        if self._clipboard.ownsSelection() and self._clipboard.text(mode):
            self._clipboard.clear(mode)

    def _is_ours(self) -> bool:
        return self._clipboard.mimeData().hasFormat(_KDE)


def kept_out_of_histories(words: str) -> QMimeData:
    """Return a text as the clipboard may hold it: plain, and with every hint to look away."""
    held = QMimeData()
    held.setText(words)
    for name, value in HINTS.items():
        held.setData(name, value)
    return held
