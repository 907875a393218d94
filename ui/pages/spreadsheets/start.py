"""Where an import begins: a place to drop a file, what waits, and the past imports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from ui.file_choice import ask_file
from ui.pages.spreadsheets.past import PastCard
from ui.pages.spreadsheets.settle import SettleCard
from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from ui.page import Desk
    from ui.theme import Theme


class DropArea(QFrame):
    """Takes one file, dropped or chosen; emits its path."""

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "import_drop", text("import.file_area")).setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.choose = KeyButton(
            theme,
            "import_choose",
            text("import.choose"),
            icon_name="file-input",
            keys="Ctrl+O",
            role="primary",
        )
        title = label(text("import.drop_title"), "heading")
        words = label(text("import.drop_words"), "muted", wraps=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setMinimumHeight(theme.px(44))
        inside = column(
            row(-1, IconLabel(theme, "file-input", size=34), -1),
            row(-1, title, -1),
            words,
            6,
            row(-1, self.choose, -1),
            gap=10,
        )
        inside.setContentsMargins(24, 26, 24, 26)
        self.setLayout(inside)
        self.choose.clicked.connect(self._ask)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            restyle(self, active=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, active=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, active=False)
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def take(self, paths: list[Path]) -> None:
        """Take the file that was dropped, if it is one."""
        if len(paths) == 1:
            self.chosen.emit(paths[0])
        else:
            self.refused.emit(text("import.only_one"))

    def _ask(self) -> None:
        chosen = ask_file(self, text("import.choose_title"), text("import.files"))
        if chosen is not None:
            self.chosen.emit(chosen)


class StartView(QWidget):
    """The first view of the import page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.drop = DropArea(desk.theme)
        self.settle = SettleCard(desk)
        self.past = PastCard(desk)
        inside = column(
            column(
                label(text("import.title"), "title"),
                label(text("import.title_words"), "muted", wraps=True),
                gap=2,
            ),
            self.drop,
            self.settle,
            self.past,
            -1,
            gap=16,
        )
        self.setLayout(inside)
