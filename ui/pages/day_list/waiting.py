"""What the agenda of the day still holds: one press makes a line of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.formats import duration
from ui.pages.day_list.state import Line, Whom
from ui.texts import text
from ui.widgets.boxes import Flow, column, emptied, hosted
from ui.widgets.buttons import button
from ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ports.agenda import AgendaRow
    from ui.page import Desk


class Waiting(QWidget):
    """Emits `wanted` with the line of an appointment."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._rows: tuple[AgendaRow, ...] = ()
        self._flow = Flow(gap=8)
        self.setLayout(column(label(text("day_list.waiting"), "field"), hosted(self._flow), gap=5))
        self.hide()
        desk.discretion.changed.connect(self._show)

    def show_rows(self, rows: Sequence[AgendaRow], named: frozenset[int]) -> None:
        """Show the appointments that are in no line yet."""
        self._rows = tuple(one for one in rows if one.appointment.id not in named)
        self._show()

    def _show(self) -> None:
        emptied(self._flow)
        for one in self._rows:
            at = one.appointment.starts_at
            name = self._desk.discretion.name(one.given_name, one.family_name)
            said = text("day_list.waiting_one", clock=f"{at.hour}:{at.minute:02d}", name=name)
            made = button(
                self._desk.theme, f"day_waiting_{one.appointment.id}", said, icon_name="plus"
            )
            made.clicked.connect(partial(self._want, one))
            self._flow.addWidget(made)
        self.setVisible(bool(self._rows))

    def _want(self, row: AgendaRow) -> None:
        self.show_rows(self._rows, frozenset({row.appointment.id}))
        self.wanted.emit(line_of(row))


def line_of(row: AgendaRow) -> Line:
    """The line of an appointment, to complete."""
    slot = row.appointment
    whom = Whom(
        slot.case_id, slot.entity_id or 0, row.entity_name, row.number, row.given_name,
        row.family_name,
    )  # fmt: skip
    return Line(whom=whom, kind=slot.contact, minutes=duration(slot.minutes), appointment=slot.id)
