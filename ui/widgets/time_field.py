"""A field for an hour, typed as one writes it: `9h15`, `9:15`, `14`; Up and Down move."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from typing_extensions import override

from ui.formats import clock_time, typed_time
from ui.texts import text
from ui.widgets.naming import restyle
from ui.widgets.typed_field import TypedField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_STEP, _DAY = 15, 24 * 60


class TimeField(TypedField):
    """Shows the hour understood when the field is left; one not understood is marked."""

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__(name, spoken, text("fields.time_hint"))
        self.editingFinished.connect(self._settle)

    def time(self) -> time | None:
        """The hour typed; None when it cannot be understood."""
        return typed_time(self.text())

    def show_time(self, shown: time) -> None:
        """Show an hour."""
        self.setText(clock_time(shown))
        restyle(self, wrong=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP}.get(Qt.Key(event.key()))
        now = self.time()
        if step is None or now is None:
            super().keyPressEvent(event)
            return
        minutes = (now.hour * 60 + now.minute + step) % _DAY
        self.show_time(time(*divmod(minutes, 60)))
        self.selectAll()

    def _settle(self) -> None:
        found = self.time()
        if found is None:
            restyle(self, wrong=True)
        else:
            self.show_time(found)
