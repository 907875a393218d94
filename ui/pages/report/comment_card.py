"""What she adds to a section, and what in it would give somebody away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from ui.pages.report import state
from ui.texts import text
from ui.widgets.boxes import Card, row
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.usecases.report import Found
    from ui.theme import Theme


class CommentCard(Card):
    """Emits `edited` with every change of the text."""

    edited = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(text("report.comment"))
        self._theme = theme
        self._loading = False
        self._words = label("", "small", wraps=True)
        self.field = named(QPlainTextEdit(), "report_comment", text("report.comment"))
        self.field.setPlaceholderText(text("report.comment_placeholder"))
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(130)
        self._said = named(label("", wraps=True), "report_leaks", text("report.comment"))
        self._warning = QFrame()
        self._warning.setProperty("role", "notice")
        restyle(self._warning, tone="bad")
        inside = row(IconLabel(theme, "triangle-alert", "bad_text"), self._said, gap=10)
        inside.setContentsMargins(12, 8, 12, 8)
        self._warning.setLayout(inside)
        for part in (self._words, self.field, self._warning):
            self.body.addWidget(part)
        self._warning.hide()
        self.field.textChanged.connect(self._tell)

    def show_section(self, section: state.Section, words: str) -> None:
        """Show the comment of a section."""
        self.title.setText(text("report.comment_of", title=section.title))
        self.field.setAccessibleName(self.title.text())
        self._words.setText(text("report.comment_words", title=section.title))
        self._loading = True
        self.field.setPlainText(words)
        self._loading = False
        self.show_leaks(())

    def show_leaks(self, found: Sequence[Found]) -> None:
        """Underline what gives somebody away, and say it."""
        self._said.setText(state.leak_words(found))
        self._said.setAccessibleName(self._said.text())
        self._warning.setVisible(bool(found))
        self.field.setExtraSelections([self._underlined(one) for one in found])

    def _underlined(self, found: Found) -> QTextEdit.ExtraSelection:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(self._theme.colour("danger"))
        look.setBackground(self._theme.colour("bad"))
        look.setForeground(self._theme.colour("bad_text"))
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.field.document())
        cursor.setPosition(found.start)
        end = found.start + len(found.words)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor, made.format = cursor, look  # pyright: ignore[reportAttributeAccessIssue] — the stubs call both methods
        return made

    def _tell(self) -> None:
        if not self._loading:
            self.edited.emit(self.field.toPlainText())
