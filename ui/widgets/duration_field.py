"""A field for a duration, typed as `50`, `1h` or `1 h 20`; Up and Down move by five minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from ui.formats import duration, typed_minutes
from ui.texts import text
from ui.widgets.naming import restyle
from ui.widgets.typed_field import TypedField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_STEP = 5


class DurationField(TypedField):
    """Shows the duration understood when the field is left; an empty field is no duration."""

    changed = Signal()

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__(name, spoken, text("fields.duration_hint"))
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._settle)

    def minutes(self) -> int | None:
        """The minutes typed; None when nothing or nothing understandable is typed."""
        return typed_minutes(self.text())

    def understood(self) -> bool:
        """Tell whether what is typed is a duration, or nothing."""
        return not self.text().strip() or self.minutes() is not None

    def show_minutes(self, minutes: int | None) -> None:
        """Show a duration."""
        self.setText(duration(minutes))
        restyle(self, wrong=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.show_minutes(max(_STEP, (self.minutes() or 0) + step))
        self.selectAll()
        self.changed.emit()

    def _edited(self) -> None:
        restyle(self, wrong=False)
        self.changed.emit()

    def _settle(self) -> None:
        if self.understood():
            self.show_minutes(self.minutes())
        else:
            restyle(self, wrong=True)
