"""The week, a column a day, or the days one below the other; arrows move among the slots."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.formats import day_in_words, day_of_week
from ui.pages.agenda import state
from ui.texts import text
from ui.widgets.boxes import emptied
from ui.widgets.buttons import PressButton
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from app.domain.periods import Period
    from app.ports.agenda import AgendaRow
    from ui.page import Desk

_DAYS = 7
_NARROWEST = 130
"""Under this width a day, at 100 %, the days go one below the other."""
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class _Stop(PressButton):
    """A button that leaves the arrows to the week: Qt's own go from button to button."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _DIRECTIONS:
            event.ignore()
            return
        super().keyPressEvent(event)


class SlotButton(_Stop):
    """One slot: lines cut where the column ends, all of them in its tip."""

    def __init__(self, row: AgendaRow, desk: Desk) -> None:
        super().__init__()
        self.row, self._desk = row, desk
        self._lines = state.slot_lines(row, desk.discretion)
        spoken = state.slot_spoken(row, desk.discretion)
        named(self, f"agenda_slot_{row.appointment.id}", spoken)
        self.setToolTip("\n".join((*self._lines, state.state_words(row))))
        self.setProperty("role", "slot")
        self.setProperty("tone", state.STATE_TONES[row.appointment.stands])
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().lineSpacing() * len(self._lines) + 14)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 22
        cut = [
            self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room)
            for line in self._lines
        ]
        self.setText("\n".join(cut))


class DayColumn(QFrame):
    """One day: its name, its holiday, its slots."""

    def __init__(self, desk: Desk, day: date, holiday: str) -> None:
        super().__init__()
        self.day = day
        today = desk.clock.today()
        self.setProperty("role", "day")
        self.setProperty("today", day == today)
        words = day_in_words(day, today)
        self.head = named(
            _Stop(day_of_week(day)), f"agenda_day_{day.weekday()}", text("agenda.new_on", day=words)
        )
        self.head.setProperty("role", "day_head")
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(6, 6, 6, 8)
        self._inside.setSpacing(5)
        self._inside.addWidget(self.head)
        if holiday:
            self._inside.addWidget(label(text(f"agenda.holiday.{holiday}"), "small", wraps=True))
        self.stops: list[QPushButton] = [self.head]

    def hold(self, slots: list[SlotButton]) -> None:
        """Show the slots of the day."""
        for one in slots:
            self._inside.addWidget(one)
        self.stops.extend(slots)
        if not slots:
            self._inside.addWidget(label(text("agenda.empty_day"), "small"))
        self._inside.addStretch(1)


class WeekView(QWidget):
    """`opened` tells a slot, `new_wanted` a day, `shifted` a slot and the days it moves by."""

    opened = Signal(object)
    new_wanted = Signal(object)
    shifted = Signal(object, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "agenda_week", text("agenda.week")).setProperty("role", "clear")
        self._desk = desk
        self._listed = False
        self._days: list[DayColumn] = []
        self._inside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(6)
        desk.theme.changed.connect(self._fit)

    @property
    def day(self) -> date | None:
        """The day where the keyboard is."""
        found = self._where()
        return None if found is None else self._days[found[0]].day

    def show_week(
        self, week: Period, rows: tuple[AgendaRow, ...], holidays: Mapping[date, str], on: date
    ) -> None:
        """Show a week; the keyboard goes to a day, or stays on the slot where it was."""
        stops = (stop for day in self._days for stop in day.stops)
        name = next((stop.objectName() for stop in stops if stop.hasFocus()), "")
        emptied(self._inside)
        self._days = []
        for rank in range(_DAYS):
            day = week.first + timedelta(days=rank)
            made = DayColumn(self._desk, day, holidays.get(day, ""))
            made.head.clicked.connect(partial(self.new_wanted.emit, day))
            made.hold([self._slot(row) for row in rows if row.appointment.held_on == day])
            self._inside.addWidget(made, stretch=1)
            self._days.append(made)
        self._fit()
        self._focus(name, on)

    def list_days(self, *, listed: bool) -> None:
        """Show the days one below the other, or side by side where there is room."""
        self._listed = listed
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _DIRECTIONS.get(Qt.Key(event.key()))
        found = self._where()
        if step is None or found is None:
            super().keyPressEvent(event)
            return
        across, down = step if not self._stacked else (0, step[0] + step[1])
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._shift(found, across)
            return
        self._move(*found, across, down)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, super().minimumSizeHint().height())

    @property
    def _stacked(self) -> bool:
        return self._inside.direction() is QBoxLayout.Direction.TopToBottom

    def _slot(self, row: AgendaRow) -> SlotButton:
        made = SlotButton(row, self._desk)
        made.clicked.connect(partial(self.opened.emit, row))
        return made

    def _shift(self, found: tuple[int, int], days: int) -> None:
        stop = self._days[found[0]].stops[found[1]]
        if isinstance(stop, SlotButton) and days:
            self.shifted.emit(stop.row, days)

    def _move(self, column: int, rank: int, across: int, down: int) -> None:
        if across:
            target = self._days[max(0, min(_DAYS - 1, column + across))].stops
            target[min(rank, len(target) - 1)].setFocus()
            return
        stops = self._days[column].stops
        if 0 <= rank + down < len(stops):
            stops[rank + down].setFocus()
        elif self._stacked and 0 <= column + down < _DAYS:
            self._days[column + down].stops[0 if down > 0 else -1].setFocus()

    def _where(self) -> tuple[int, int] | None:
        for column, day in enumerate(self._days):
            for rank, stop in enumerate(day.stops):
                if stop.hasFocus():
                    return column, rank
        return None

    def _focus(self, name: str, on: date) -> None:
        """Put the keyboard back where it was, or on the day asked for."""
        if not name:
            return
        stops = [stop for day in self._days for stop in day.stops]
        same = [stop for stop in stops if stop.objectName() == name and name.count("slot")]
        heads = [day.head for day in self._days if day.day == on]
        (same or heads or stops)[0].setFocus()

    def focus_day(self, on: date) -> None:
        """Put the keyboard on a day."""
        for day in self._days:
            if day.day == on:
                day.head.setFocus()

    def _fit(self) -> None:
        narrow = self.width() < self._desk.theme.px(_NARROWEST) * _DAYS
        directions = QBoxLayout.Direction
        stacked = self._listed or narrow
        self._inside.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        for rank in range(self._inside.count()):
            self._inside.setStretch(rank, 0 if stacked else 1)
