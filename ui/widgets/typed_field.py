"""A line for a value that is typed as one writes it, and moved by Up and Down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


class TypedField(QLineEdit):
    """Comes selected when the keyboard comes to it, so that what is typed replaces it."""

    def __init__(self, name: str, spoken: str, hint: str) -> None:
        super().__init__()
        named(self, name, spoken)
        self.explain(hint)

    def explain(self, hint: str) -> None:
        """Tell how a value is typed."""
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()
