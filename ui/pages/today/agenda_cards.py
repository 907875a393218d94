"""What the agenda holds for today, and the reminders that are due."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.ports.plan_dues import DueKind, PlanDue
from ui.dues import due_id, due_on, due_said
from ui.formats import clock_time, day, duration
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import chip, label

if TYPE_CHECKING:
    from app.ports.agenda import AgendaRow
    from ui.dues import Due
    from ui.page import Desk

_MOST, _HOUR = 8, 46


class AgendaCard(Card):
    """`opened` tells the case file of a slot."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.agenda"))
        self._desk = desk
        self.open = button(
            desk.theme, "today_agenda", text("today.agenda_open"), icon_name="calendar-days"
        )
        self._lines = column(gap=0)
        self.body.addLayout(self._lines)
        self.body.addLayout(row(self.open, -1))
        self.body.addStretch(1)

    def show_slots(self, rows: tuple[AgendaRow, ...], holiday: str) -> None:
        """Show the slots of today."""
        emptied(self._lines)
        if holiday:
            self._lines.addWidget(label(text(f"agenda.holiday.{holiday}"), "muted"))
        for one in rows:
            self._lines.addWidget(self._line(one))
        if not rows:
            self._lines.addWidget(label(text("today.agenda_none"), "muted", wraps=True))

    def _line(self, one: AgendaRow) -> QWidget:
        slot, discreet = one.appointment, self._desk.discretion.on
        name = f"{one.given_name} {one.family_name}".strip()
        place = "" if one.number else one.entity_name
        kind = "various" if slot.kind.value == "other" else slot.kind.value
        about = one.number or text(f"agenda.kind.{kind}")
        said = " · ".join(part for part in ("" if discreet else name, place) if part)
        words = column(label(about, "strong"), gap=1)
        more = "" if discreet else slot.words
        detail = " · ".join(part for part in (said, more, duration(slot.minutes)) if part)
        words.addWidget(label(detail, "muted", wraps=True))
        hour = label(clock_time(slot.starts_at), "strong")
        hour.setMinimumWidth(self._desk.theme.px(_HOUR))
        parts: list[QWidget | int] = [hour, hosted(words)]
        if slot.case_id is not None:
            spoken = text("today.open_case", number=one.number)
            opener = button(
                self._desk.theme,
                f"today_slot_{slot.id}",
                text(f"agenda.state.{slot.stands.value}"),
                role="quiet",
            )
            opener.setAccessibleName(spoken)
            opener.clicked.connect(partial(self.opened.emit, slot.case_id))
            parts.append(opener)
        return _framed(*parts)


class DueCard(Card):
    """Reminders and plans overdue or due today; hidden when there is none.

    `done` tells either, `followed` what a plan expects.
    """

    done = Signal(object)
    followed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.due"))
        self._desk = desk
        self._lines = column(gap=0)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_reminders(self, rows: tuple[Due, ...]) -> None:
        """Show the first ones."""
        emptied(self._lines)
        for one in rows[:_MOST]:
            self._lines.addWidget(self._line(one))
        self.setVisible(bool(rows))

    def _line(self, one: Due) -> QWidget:
        words, on = due_said(one, self._desk.discretion), due_on(one)
        late = on < self._desk.clock.today()
        when = day(on) if late else text("agenda.reminder.today")
        acts = Flow(gap=4)
        if isinstance(one, PlanDue):
            acts.addWidget(self._act("open", one, text("agenda.plan.open", words=words)))
        if not isinstance(one, PlanDue) or one.kind is DueKind.ACTION:
            acts.addWidget(self._act("done", one, text("agenda.reminder.done_spoken", words=words)))
        said = column(label(words, wraps=True), hosted(acts), gap=0)
        return _framed(chip(when, "bad" if late else "warn"), hosted(said))

    def _act(self, act: str, one: Due, spoken: str) -> QWidget:
        shown = "agenda.plan.open_short" if act == "open" else "agenda.reminder.done"
        made = button(self._desk.theme, f"today_{act}_{due_id(one)}", text(shown), role="quiet")
        made.setAccessibleName(spoken)
        made.clicked.connect(partial((self.done if act == "done" else self.followed).emit, one))
        return made


def _framed(*parts: QWidget | int) -> QFrame:
    made = QFrame()
    made.setProperty("role", "row")
    inside = row(*parts, gap=10)
    inside.setContentsMargins(0, 5, 0, 6)
    made.setLayout(inside)
    return made
