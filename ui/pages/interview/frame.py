"""The card around the form: heading, what is kept, what is wrong, the two buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import KeyButton, button
from ui.widgets.labels import label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from ui.theme import Theme

_WIDEST = 1180


class Frame(QFrame):
    """Holds the form."""

    def __init__(self, theme: Theme, form: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMaximumWidth(_WIDEST)
        self.heading = label(text("interview.title"), "title")
        self.kept = named(label("", "muted"), "interview_kept", text("interview.kept_words"))
        self.afresh = button(theme, "interview_afresh", text("interview.start_afresh"))
        self.cancel = KeyButton(
            theme, "interview_cancel", text("interview.cancel"), icon_name="x", keys="Escape"
        )
        self.submit = KeyButton(
            theme,
            "interview_submit",
            text("interview.submit"),
            icon_name="check",
            keys="Ctrl+Return",
            role="primary",
        )
        self.wrong = named(
            label("", "error", wraps=True), "interview_wrong", text("interview.wrong")
        )
        restored = row(label(text("interview.restored")), -1, self.afresh)
        restored.setContentsMargins(12, 6, 8, 6)
        self._restored = QFrame()
        self._restored.setProperty("role", "notice")
        self._restored.setLayout(restored)
        inside = column(
            row(self.heading, -1, self.kept),
            self._restored,
            form,
            self.wrong,
            row(-1, self.cancel, self.submit),
            gap=14,
        )
        inside.setContentsMargins(18, 16, 18, 16)
        inside.setStretch(2, 1)
        self.setLayout(inside)

    def show_start(self, *, changes_one: bool, restored: bool) -> None:
        """Say what the form is for, and whether a draft was taken up again."""
        self.heading.setText(text("interview.title_change" if changes_one else "interview.title"))
        words = text("interview.submit_change" if changes_one else "interview.submit")
        self.submit.caption.setText(words)
        self.submit.setAccessibleName(words)
        self._restored.setVisible(restored)
        self.kept.setText("")
        self.say_wrong("")

    def show_kept(self, at: datetime) -> None:
        """Say when the draft was kept."""
        local = at.astimezone()
        self.kept.setText(text("interview.kept", clock=f"{local.hour}:{local.minute:02d}"))

    def say_wrong(self, message: str) -> None:
        """Say what is wrong with the form; an empty message takes it back."""
        self.wrong.setText(message)
        self.wrong.setVisible(bool(message))
        restyle(self.wrong)
