"""A field for a day to come: without a year, the next such day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from ui.formats import typed_coming_date
from ui.texts import text
from ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from datetime import date

    from app.ports.clock import Clock


class ComingDateField(DateField):
    """Understands `7/2`, `demain`, `lundi` as days that come."""

    def __init__(self, clock: Clock, name: str, spoken: str, *, optional: bool = False) -> None:
        super().__init__(clock, name, spoken, optional=optional)
        self.explain(text("fields.coming_date_hint"))

    @override
    def day(self) -> date | None:
        """The day typed; None when it cannot be understood, or is left empty."""
        if self.is_empty:
            return None
        return typed_coming_date(self.text(), self._clock.today())
