"""The cards of the today page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui import wording
from ui.formats import day, day_in_words, duration, month_in_words
from ui.pages.today import state
from ui.texts import plural, text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import PressButton, button
from ui.widgets.column_chart import ColumnChart
from ui.widgets.gradual import Gradual
from ui.widgets.labels import IconLabel, chip, label
from ui.widgets.naming import named
from ui.widgets.prose import NameLabel

if TYPE_CHECKING:
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseRow, RecentIntervention, Today
    from ui.page import Desk


class MonthCard(Card):
    """The figures of the month and a column a day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.month", month=month_in_words(desk.clock.today())))
        self._desk = desk
        self._figures = Flow(gap=34)
        self.chart = named(ColumnChart(desk.theme), "today_chart", text("today.chart_name"))
        self.body.addLayout(self._figures)
        self.body.addWidget(self.chart)
        self.body.addStretch(1)

    def show_month(self, today: Today) -> None:
        """Show the month."""
        emptied(self._figures)
        for one in state.figures(today.month):
            figure = column(label(one.value, "figure"), label(one.words, "muted"), gap=0)
            self._figures.addWidget(hosted(figure))
        now = self._desk.clock.today()
        words = state.chart_words(today.month, now)
        self.chart.show_values(today.month.per_day, words, now.day - 1)


class _OpeningCard(Card):
    """A card whose lines open a case file."""

    opened = Signal(object)

    def line(self, words: QWidget, number: str, case_id: int | None, name: str) -> QFrame:
        """Return a line with a button that opens the file, when there is one."""
        made = QFrame()
        made.setProperty("role", "row")
        inside = row(words, gap=10)
        inside.setContentsMargins(0, 5, 0, 6)
        if case_id is not None:
            opener = named(PressButton(number), name, text("today.open_case", number=number))
            opener.setProperty("role", "quiet")
            opener.setProperty("case_id", case_id)
            opener.clicked.connect(self._open)
            inside.addWidget(opener)
        made.setLayout(inside)
        return made

    def _gradual(self) -> Gradual:
        """The lines, in the body."""
        lines = column(gap=8)
        self.body.addLayout(lines)
        self.body.addStretch(1)
        return Gradual(lines, self)

    def _open(self) -> None:
        self.opened.emit(self.sender().property("case_id"))


class RecentCard(_OpeningCard):
    """What was logged last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.recent"))
        self._desk = desk
        self.lines = self._gradual()

    def show_recent(self, recent: tuple[RecentIntervention, ...], lists: Nomenclatures) -> None:
        """Show the last interventions."""
        if recent:
            self.lines.fill(partial(self._told, *one, lists) for one in enumerate(recent))
        else:
            self.lines.fill([partial(label, text("today.recent_none"), "muted", wraps=True)])

    def _told(self, rank: int, one: RecentIntervention, lists: Nomenclatures) -> QWidget:
        name = (
            NameLabel(self._desk.discretion, one.given_name, one.family_name)
            if one.case_id is not None
            else label(text("today.anonymous"), "strong")
        )
        told = (wording.short(lists, one.kind), duration(one.minutes), one.entity_name)
        detail = " · ".join(part for part in told if part)
        day_label = label(day_in_words(one.on, self._desk.clock.today()), "muted")
        words = column(row(name, day_label, -1), label(detail, "muted"), gap=1)
        return self.line(hosted(words), one.number, one.case_id, f"today_recent_{rank}")


class OffersCard(_OpeningCard):
    """Offers made after somebody else's request, which wait for the person's answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.offers"))
        self._desk = desk
        self.lines = self._gradual()

    def show_offers(self, offers: tuple[CaseRow, ...]) -> None:
        """Show the offers waiting."""
        if offers:
            self.lines.fill(partial(self._offer, *one) for one in enumerate(offers))
        else:
            self.lines.fill([partial(label, text("today.offers_none"), "muted", wraps=True)])

    def _offer(self, rank: int, one: CaseRow) -> QWidget:
        words = column(
            row(NameLabel(self._desk.discretion, one.given_name, one.family_name), -1),
            label(text("today.offer_since", day=day(one.opened_on)), "muted"),
            gap=1,
        )
        return self.line(hosted(words), one.number, one.case_id, f"today_offer_{rank}")


class EntitiesCard(Card):
    """What each entity had this month."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.entities"))
        self._desk = desk

    def show_entities(self, entities: tuple[tuple[str, int, int], ...]) -> None:
        """Show interviews and hours by entity."""
        emptied(self.body)
        busy = [one for one in entities if one[1] or one[2]]
        for name, interviews, minutes in busy:
            counts = plural("today.entity_counts", interviews, time=duration(minutes))
            self.body.addLayout(row(label(name, "strong"), -1, label(counts, "muted")))
        if not busy:
            self.body.addWidget(label(text("today.entities_none"), "muted", wraps=True))
        self.body.addStretch(1)


class SettleCard(Card):
    """Rows of past imports that wait for her."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.settle"))
        self._words = label("", wraps=True)
        self.open = button(desk.theme, "today_settle", text("today.settle_open"))
        self.body.addLayout(row(IconLabel(desk.theme, "triangle-alert", "warn_text"), self._words))
        self.body.addLayout(row(self.open, -1))

    def show_count(self, count: int) -> None:
        """Show how many rows wait; none hides the card."""
        self._words.setText(plural("today.settle_count", count))
        self.setVisible(count > 0)


class FirstSteps(Card):
    """What to do first in an empty vault."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.steps_title"))
        self._desk = desk
        self.body.addWidget(label(text("today.steps_words"), "muted", wraps=True))
        self._steps = column(gap=4)
        self.body.addLayout(self._steps)

    def show_steps(self, steps: tuple[state.FirstStep, ...]) -> None:
        """Show the steps, those done with a tick."""
        emptied(self._steps)
        for rank, step in enumerate(steps, start=1):
            words = text(f"today.step.{step.action}")
            opener = button(self._desk.theme, f"step_{step.action}", words)
            opener.setProperty("action", step.action)
            opener.clicked.connect(self._ask)
            told = column(
                label(f"{rank}. {words}", "strong"),
                label(text(f"today.step.{step.action}_words"), "muted", wraps=True),
                gap=1,
            )
            line = row(hosted(told), chip(text("today.step.done"), "good") if step.done else opener)
            line.setContentsMargins(0, 8, 0, 8)
            self._steps.addLayout(line)

    def _ask(self) -> None:
        self.asked.emit(str(self.sender().property("action")))
