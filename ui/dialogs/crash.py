"""A bug showed itself: say so plainly, show the report that may be sent, without any content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from ui.theme import Theme


class CrashDialog(QDialog):
    """Shows the redacted report; closing it goes on."""

    def __init__(self, theme: Theme, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "crash_dialog", text("crash.title"))
        self.setWindowTitle(text("shell.product"))
        shown = named(QPlainTextEdit(report), "crash_report", text("crash.report"))
        shown.setReadOnly(True)
        close = button(theme, "crash_close", text("crash.close"), role="primary")
        close.clicked.connect(self.accept)
        inside = column(
            label(text("crash.title"), "heading"),
            label(text("crash.words"), wraps=True),
            shown,
            row(-1, close),
            gap=12,
        )
        inside.setContentsMargins(20, 18, 20, 18)
        self.setLayout(inside)
        self.resize(560, 380)
