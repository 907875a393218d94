"""One text to read again: what is hidden stands in black, what is proposed is underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui.texts import text
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.theme import Theme

    Span = tuple[int, int]

_WIDE = "utf-16-le"
_UNIT = 2


class CopyText(QPlainTextEdit):
    """Read with the keyboard or the mouse, never changed; places are those of the text itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "copy_text", text("access_copy.passage"))
        self._theme = theme
        self._words = ""
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setTabChangesFocus(True)

    def show_text(self, words: str, hidden: Iterable[Span], proposed: Iterable[Span]) -> None:
        """Show a text; the cursor stays where it is in the same one."""
        if words != self._words:
            self._words = words
            self.setPlainText(words.replace("\r", " "))
        looks = [self._marked(one, self._proposal()) for one in proposed]
        self.setExtraSelections([*looks, *(self._marked(one, self._bar()) for one in hidden)])

    def selected(self) -> Span:
        """The letters selected; nothing but a place when none is."""
        cursor = self.textCursor()
        return self._place(cursor.selectionStart()), self._place(cursor.selectionEnd())

    def select(self, span: Span) -> None:
        """Select letters, and bring them in sight."""
        self.setTextCursor(self._cursor(span))
        self.ensureCursorVisible()

    def _place(self, unit: int) -> int:
        """Qt counts halves of the letters beyond the first plane: count letters."""
        wide = self._words.encode(_WIDE, "surrogatepass")[: unit * _UNIT]
        return len(wide.decode(_WIDE, "ignore"))

    def _unit(self, place: int) -> int:
        return len(self._words[:place].encode(_WIDE, "surrogatepass")) // _UNIT

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._unit(span[0]))
        cursor.setPosition(self._unit(span[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _marked(self, span: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = self._cursor(span), look  # pyright: ignore[reportAttributeAccessIssue] — the stubs call both methods
        return made

    def _bar(self) -> QTextCharFormat:
        """Dark, and still readable here: only the copy loses the letters."""
        look = QTextCharFormat()
        look.setBackground(self._theme.colour("text"))
        look.setForeground(self._theme.colour("surface"))
        return look

    def _proposal(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(self._theme.colour("warn_text"))
        look.setBackground(self._theme.colour("warn"))
        look.setForeground(self._theme.colour("warn_text"))
        return look
