"""Files dropped anywhere on a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget


class FileDrops(QObject):
    """`arrived` while files are held over the page, `left` after, `dropped` carries their paths."""

    arrived = Signal()
    left = Signal()
    dropped = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.left.emit()
            found = paths(event.mimeData())
            event.acceptProposedAction()
            if found:
                self.dropped.emit(found)
            return True
        if isinstance(event, QDragEnterEvent):
            if paths(event.mimeData()):
                event.acceptProposedAction()
                self.arrived.emit()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.left.emit()
        return False


def paths(carried: QMimeData) -> tuple[Path, ...]:
    """The files of this computer that a drag carries."""
    return tuple(Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile())
