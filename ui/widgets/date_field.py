"""A field for a day, typed as one speaks: `7/2`, `hier`, `lundi`; Up and Down move by a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from ui.formats import short_day, typed_date
from ui.texts import text
from ui.widgets.naming import restyle
from ui.widgets.typed_field import TypedField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.ports.clock import Clock


class DateField(TypedField):
    """Shows the day understood when the field is left; one not understood is marked.

    An optional one may be left empty, and starts so; elsewhere empty means today.
    """

    changed = Signal()

    def __init__(self, clock: Clock, name: str, spoken: str, *, optional: bool = False) -> None:
        super().__init__(name, spoken, text("fields.date_hint"))
        self._clock, self._optional = clock, optional
        if not optional:
            self.show_day(clock.today())
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._settle)

    def day(self) -> date | None:
        """The day typed; None when it cannot be understood, or is left empty."""
        if self.is_empty:
            return None
        return typed_date(self.text(), self._clock.today())

    @property
    def is_empty(self) -> bool:
        """Tell whether it is left empty on purpose."""
        return self._optional and not self.text().strip()

    def show_day(self, day: date) -> None:
        """Show a day."""
        self.setText(short_day(day))
        restyle(self, wrong=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        day = self.day()
        if step is None or day is None:
            super().keyPressEvent(event)
            return
        self.show_day(day + timedelta(days=step))
        self.selectAll()
        self.changed.emit()

    def _edited(self) -> None:
        restyle(self, wrong=False)
        self.changed.emit()

    def _settle(self) -> None:
        day = self.day()
        if day is None:
            restyle(self, wrong=not self.is_empty)
        else:
            self.show_day(day)
