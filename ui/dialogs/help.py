"""The help: one page a subject, opened by F1 at the page where she is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QListWidget, QTextBrowser
from typing_extensions import override

import resources
from ui.texts import LANGUAGE, text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import label
from ui.widgets.naming import named
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

    from ui.theme import Theme

TOPICS = (
    "today",
    "case_list",
    "search",
    "case",
    "interview",
    "day_list",
    "agenda",
    "partners",
    "handovers",
    "import",
    "statistics",
    "report",
    "settings",
    "backups",
    "keys",
    "vault",
)
_SIZE = (900, 640)


class HelpText(QTextBrowser):
    """Shows one page of help; it loads nothing from anywhere, and follows no link."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.document().setDocumentMargin(16)

    def show_topic(self, topic: str) -> None:
        """Show the page of a subject."""
        self.setMarkdown(resources.read_text("help", LANGUAGE, f"{topic}.md"))

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None


class HelpDialog(QDialog):
    """Subjects beside their page; an unknown subject opens the first."""

    def __init__(self, theme: Theme, topic: str) -> None:
        super().__init__()
        named(self, "help_dialog", text("help.title"))
        self.setWindowTitle(text("shell.product"))
        self.page = named(HelpText(), "help_text", text("help.text"))
        self.topics = named(QListWidget(), "help_topics", text("help.topics"))
        self.topics.setProperty("role", "contents")
        self.topics.addItems([text(f"help.topic.{one}") for one in TOPICS])
        self.topics.setMinimumWidth(theme.px(210))
        self.close_it = KeyButton(
            theme, "help_close", text("help.close"), icon_name="x", keys="Escape", role="primary"
        )
        both = SideBySide(theme, self.topics, self.page, narrow=620, shares=(0, 1))
        inside = column(label(text("help.title"), "title"), both, row(-1, self.close_it), gap=12)
        inside.setStretch(1, 1)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        self.resize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self.topics.currentRowChanged.connect(self._show)
        self.close_it.clicked.connect(self.accept)
        self.topics.setCurrentRow(TOPICS.index(topic) if topic in TOPICS else 0)

    def _show(self, rank: int) -> None:
        self.page.show_topic(TOPICS[rank])
