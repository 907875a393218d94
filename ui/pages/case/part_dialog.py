"""The base of the small windows about a part of a file: lines, days, and a removal."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal

from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.private_line import PrivateLine

if TYPE_CHECKING:
    from datetime import date

    from ui.page import Desk
    from ui.services import Services


class PartDialog(AskDialog):
    """Its words are under `texts`, its removal is `removal`; `removed` when she wants it gone."""

    removed = Signal()
    texts: ClassVar[str]
    removal: ClassVar[str] = "case.dialog.to_bin"

    def __init__(
        self, desk: Desk, services: Services, name: str, heading: str, *, removable: bool = False
    ) -> None:
        super().__init__(desk, f"{name}_dialog", heading, confirm=text("case.dialog.save"))
        self._services, self._name, self._removable = services, name, removable
        self._remove = button(
            desk.theme,
            f"{name}_remove",
            text(self.removal),
            icon_name="trash-2",
            role="quiet",
        )
        self._remove.clicked.connect(self._take_away)

    def line(self, name: str, words: str) -> PrivateLine:
        """Add a line of text, hidden in discreet mode."""
        spoken = text(f"{self.texts}.dialog.{name}")
        made = PrivateLine(self._desk.discretion, f"{self._name}_{name}", spoken, words)
        self.add(spoken, made)
        return made

    def day_or_none(self, name: str, known: date | None) -> DateField:
        """Add a day that may stay empty."""
        spoken = text(f"{self.texts}.dialog.{name}")
        made = DateField(self._desk.clock, f"{self._name}_{name}", spoken, optional=True)
        if known is not None:
            made.show_day(known)
        self.add(spoken, made)
        return made

    def understood(self, *fields: DateField) -> bool:
        """Tell whether each day is empty or understood; say it when one is not."""
        wrong = any(field.day() is None and not field.is_empty for field in fields)
        if wrong:
            self.say_wrong(text("case.dialog.date_wrong"))
        return not wrong

    def place_removal(self) -> None:
        """Put the removal under the fields; shown before it is there it would be a window."""
        self.fields.addLayout(row(self._remove, -1))
        self._remove.setVisible(self._removable)

    def _take_away(self) -> None:
        self.removed.emit()
        self.reject()
