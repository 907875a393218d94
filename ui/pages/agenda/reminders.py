"""What she wants to be reminded of, overdue first, and the situations without news."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.ports.plan_dues import DueKind, PlanDue
from app.usecases.reminders import MOST_SILENT
from app.usecases.settings import declared
from ui.dues import due_id, due_on, due_said
from ui.formats import day
from ui.pages.agenda import state
from ui.texts import plural, text
from ui.widgets.boxes import Card, Flow, column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.combo import Combo
from ui.widgets.gradual import Gradual
from ui.widgets.labels import chip, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ports.agenda import SilentCase
    from ui.dues import Due
    from ui.page import Desk


class RemindersCard(Card):
    """Reminders, and what plans expect; `done` tells either, the others one of a kind."""

    done = Signal(object)
    opened = Signal(object)
    followed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("agenda.reminder.title"))
        self._desk = desk
        self.add = button(
            desk.theme, "agenda_reminder_new", text("agenda.reminder.add"), icon_name="plus"
        )
        lines = column(gap=0)
        self.lines = Gradual(lines, self)
        self.body.addLayout(lines)
        self.body.addLayout(row(self.add, -1))
        self.body.addStretch(1)

    def show_reminders(self, rows: tuple[Due, ...]) -> None:
        """Show what is due."""
        none = partial(label, text("agenda.reminder.none"), "muted", wraps=True)
        self.lines.fill([partial(self._line, one) for one in rows] or [none])

    def _line(self, one: Due) -> QWidget:
        words, name = due_said(one, self._desk.discretion), due_id(one)
        when, tone = state.due_words(due_on(one), self._desk.clock.today())
        if isinstance(one, PlanDue):
            spoken = text("agenda.plan.open", words=words)
            opener = self._act(f"reminder_{name}", text("agenda.plan.open_short"), spoken)
            opener.clicked.connect(partial(self.followed.emit, one))
        else:
            spoken = text("agenda.reminder.open", words=words)
            opener = self._act(f"reminder_{name}", text("agenda.reminder.open_short"), spoken)
            opener.clicked.connect(partial(self.opened.emit, one))
        acts = Flow(gap=2)
        acts.addWidget(opener)
        if not isinstance(one, PlanDue) or one.kind is DueKind.ACTION:
            spoken = text("agenda.reminder.done_spoken", words=words)
            done = self._act(f"reminder_done_{name}", text("agenda.reminder.done"), spoken)
            done.clicked.connect(partial(self.done.emit, one))
            acts.addWidget(done)
        said = hosted(column(label(words, wraps=True), hosted(acts), gap=1))
        return _framed(chip(when, tone), said)

    def _act(self, name: str, shown: str, spoken: str) -> QPushButton:
        made = _small(name, shown, self._desk)
        made.setAccessibleName(spoken)
        return made


class SilentCard(Card):
    """`wanted` tells what she wants of a situation: open, close, remind, leave."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("agenda.silent.title"))
        self._desk = desk
        self._shown: tuple[tuple[SilentCase, ...], bool] | None = None
        self.weeks: Combo[str] = Combo("agenda_silent_weeks", text("agenda.silent.weeks_spoken"))
        choices = declared()["agenda_silent_weeks"].choices
        self.weeks.offer([(one, plural("agenda.silent.weeks", int(one))) for one in choices])
        lines = column(gap=0)
        self.lines = Gradual(lines, self)
        hint = Flow(gap=8)
        hint.addWidget(label(text("agenda.silent.hint"), "muted"))
        hint.addWidget(self.weeks)
        self.body.addWidget(hosted(hint))
        self.body.addWidget(label(text("agenda.silent.only"), "small", wraps=True))
        self.body.addLayout(lines)
        self.body.addStretch(1)

    def show_silent(self, cases: tuple[SilentCase, ...], weeks: int) -> None:
        """Show the situations; a list that is there already stays, long as it may be."""
        self.weeks.choose(str(weeks))
        shown = (cases, self._desk.discretion.on)
        if shown == self._shown:
            return
        self._shown = shown
        parts: list[Callable[[], QWidget]] = [partial(self._line, one) for one in cases]
        if not cases:
            parts.append(partial(label, text("agenda.silent.none"), "muted", wraps=True))
        if len(cases) == MOST_SILENT:
            told = text("agenda.silent.oldest", count=len(cases))
            parts.append(partial(label, told, "small", wraps=True))
        self.lines.fill(parts)

    def _line(self, one: SilentCase) -> QWidget:
        discreet = self._desk.discretion.on
        name = "" if discreet else f"{one.given_name} {one.family_name}".strip()
        words = " · ".join(part for part in (one.number, name) if part)
        opener = _small(f"silent_open_{one.number}", words, self._desk)
        opener.setAccessibleName(text("agenda.silent.open", number=one.number))
        opener.clicked.connect(partial(self.wanted.emit, "open", one))
        since = label(text("agenda.silent.since", day=day(one.since)), "muted")
        acts = Flow(gap=2)
        for act in ("remind", "leave", "close"):
            acts.addWidget(self._act(act, one))
        return _framed(hosted(column(row(opener, -1), row(since, -1), hosted(acts), gap=1)))

    def _act(self, act: str, one: SilentCase) -> QPushButton:
        made = _small(f"silent_{act}_{one.number}", text(f"agenda.silent.{act}"), self._desk)
        made.setAccessibleName(text(f"agenda.silent.{act}_spoken", number=one.number))
        made.clicked.connect(partial(self.wanted.emit, act, one))
        return made


def _small(name: str, words: str, desk: Desk) -> QPushButton:
    return button(desk.theme, name, words, role="link")


def _framed(*parts: QWidget | int) -> QFrame:
    made = QFrame()
    made.setProperty("role", "row")
    inside = row(*parts, gap=8)
    inside.setContentsMargins(0, 5, 0, 6)
    made.setLayout(inside)
    return made
