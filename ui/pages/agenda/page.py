"""The agenda: a week of slots, reminders, situations without news."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Touched
from app.domain.agenda import Reminder
from app.domain.ids import CaseId
from app.ports.agenda import AgendaRow, ReminderRow
from ui.dues import by_day
from ui.page import Page, Place
from ui.pages.agenda import state
from ui.pages.agenda.acts import Acts
from ui.pages.agenda.exchange import Exchange
from ui.pages.agenda.finding import Finding
from ui.pages.agenda.reminders import RemindersCard, SilentCard
from ui.pages.agenda.slot_dialog import Offered, SlotDialog, new_slot
from ui.pages.agenda.small_dialogs import ReminderDialog
from ui.pages.agenda.week import WeekView
from ui.texts import text
from ui.widgets.boxes import Flow, ScrollPage, column, hosted
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import label
from ui.widgets.page_head import PageHead
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ports.agenda import SilentCase
    from app.ports.queries import CaseSheet
    from ui.dues import Due
    from ui.page import Desk
    from ui.services import Services

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows."""

    rows: tuple[AgendaRow, ...]
    holidays: Mapping[date, str]
    due: tuple[Due, ...]
    silent: tuple[SilentCase, ...]
    settings: Mapping[str, str]
    offered: Offered


class AgendaPage(Page):
    """Arrows move, N adds, Enter opens, T is today, PageUp and PageDown change the week."""

    name = "agenda"
    shows = (
        Touched.AGENDA
        | Touched.CASES
        | Touched.PERSONS
        | Touched.INTERVENTIONS
        | Touched.ENTITIES
        | Touched.SETTINGS
        | Touched.NOMENCLATURES
        | Touched.PLANS
    )

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self._on = desk.clock.today()
        self._offered: Offered | None = None
        self._wanted: CaseSheet | None = None
        self.acts = Acts(self, desk, services.casework)
        self.exchange = Exchange(self, desk, services.casework.calendars)
        self.finding = Finding(self, desk, services)
        self.week = WeekView(desk)
        self.reminders = RemindersCard(desk)
        self.silent = SilentCard(desk)
        self._make_buttons(desk)
        self._arrange()
        self._connect()

    def open_at(self, place: Place) -> None:
        """Show a week, or what a search found; from a file, propose an appointment."""
        self._on = self.finding.seek(place) or self._on
        if place.action == "new" and place.object_id is not None:
            case_id = CaseId(place.object_id)
            self._desk.jobs.run(self, partial(self._services.cases.open, case_id), self._want)
        self.read()

    def read(self) -> None:
        """Ask for the week shown, what is due and what is silent."""
        self._desk.jobs.run(self, partial(self._ask, state.week_of(self._on).first), self._show)

    def first_field(self) -> QWidget:
        """The button that adds."""
        return self.add

    def show_day(self, on: date) -> None:
        """Show the week of a day."""
        self._on = on
        self.read()
        self.week.focus_day(on)

    def _ask(self, monday: date) -> _Read:
        given, casework = self._services, self._services.casework
        week = state.week_of(monday)
        holidays = dict(casework.agenda.holidays(week.first.year))
        if week.last.year != week.first.year:
            holidays |= casework.agenda.holidays(week.last.year)
        return _Read(
            casework.agenda.between(week),
            holidays,
            by_day(casework.reminders.due(), casework.plan_dues.due()),
            casework.reminders.silent(),
            given.settings.all(),
            Offered(
                given.nomenclatures.current(), given.entities.all(), casework.agenda.duty_minutes()
            ),
        )

    def _show(self, read: _Read) -> None:
        week = state.week_of(self._on)
        self._offered = read.offered
        self.head.say(text("agenda.title"), state.week_words(week))
        listed = read.settings["agenda_shown_as"] == "list"
        self.view.setText(text("agenda.as_week" if listed else "agenda.as_list"))
        self.view.setAccessibleName(self.view.text())
        self.east.setChecked(read.settings["agenda_alsace_moselle"] == "yes")
        self.week.list_days(listed=listed)
        self.week.show_week(week, read.rows, read.holidays, self._on)
        self.reminders.show_reminders(read.due)
        self.silent.show_silent(read.silent, int(read.settings["agenda_silent_weeks"]))
        self.finding.reveal(self._scroll, self.reminders.lines)
        if self._wanted is not None:
            self._propose(self._wanted)

    def _want(self, sheet: CaseSheet) -> None:
        """A file from which an appointment is wanted; asked once what may be chosen is read."""
        self._wanted = sheet
        if self._offered is not None:
            self._propose(sheet)

    def _propose(self, sheet: CaseSheet) -> None:
        self._wanted = None
        person = sheet.person
        slot = self._new_row(self._on, CaseId(sheet.case.id))
        self._open(
            AgendaRow(slot.appointment, sheet.case.number, person.family_name, person.given_name)
        )

    def _new_row(self, on: date, case_id: CaseId | None = None) -> AgendaRow:
        return AgendaRow(replace(new_slot(on), case_id=case_id))

    def _add(self) -> None:
        self._new_on(self.week.day or self._on)

    def _new_on(self, on: date) -> None:
        self._open(self._new_row(on))

    def _open(self, row: AgendaRow) -> None:
        if self._offered is None:
            return
        dialog = SlotDialog(self._desk, self._services, self._offered, row)
        dialog.kept.connect(self.acts.say_kept)
        dialog.acted.connect(partial(self._act, row))
        self.ask(dialog)

    def _act(self, row: AgendaRow, act: str) -> None:
        self.acts.act(act, row)

    def _add_reminder(self) -> None:
        self._open_reminder(None)

    def _open_reminder(self, row: ReminderRow | None) -> None:
        dialog = ReminderDialog(self._desk, self._services, row)
        if row is not None:
            dialog.removed.connect(partial(self.acts.remove_reminder, row))
        self.ask(dialog)

    def _see_to_silence(self, act: str, case: SilentCase) -> None:
        match act:
            case "remind":
                due_on = self._desk.clock.today() + _WEEK
                words = text("agenda.silent.reminder_words")
                made = Reminder(0, due_on, words, case.case_id)
                self._open_reminder(
                    ReminderRow(made, case.number, case.family_name, case.given_name)
                )
            case "leave":
                self.acts.leave(case)
            case "close":
                self.go.emit(Place("case", case.case_id, action="closing"))
            case _:
                self.go.emit(Place("case", case.case_id))

    def _go_today(self) -> None:
        self.show_day(self._desk.clock.today())

    def _go_before(self) -> None:
        self.show_day(self._on - _WEEK)

    def _go_after(self) -> None:
        self.show_day(self._on + _WEEK)

    def _import(self) -> None:
        self.exchange.bring_in(state.week_of(self._on))

    def _export(self) -> None:
        self.exchange.ask_period(state.week_of(self._on))

    def _turn_view(self) -> None:
        listed = self.view.text() == text("agenda.as_week")
        self._keep("agenda_shown_as", "week" if listed else "list")

    def _keep_weeks(self) -> None:
        self._keep("agenda_silent_weeks", self.silent.weeks.value())

    def _keep_east(self) -> None:
        self._keep("agenda_alsace_moselle", "yes" if self.east.isChecked() else "no")

    def _keep(self, key: str, value: str) -> None:
        self._desk.jobs.run(self, partial(self._services.settings.write, key, value), _kept)

    def _make_buttons(self, desk: Desk) -> None:
        theme = desk.theme
        self.add = button(
            theme, "agenda_new", text("agenda.new"), icon_name="calendar-plus", role="primary"
        )
        self.before = button(
            theme, "agenda_before", text("agenda.before"), icon_name="chevron-left"
        )
        self.after = button(theme, "agenda_after", text("agenda.after"), icon_name="chevron-right")
        self.today = button(theme, "agenda_today", text("agenda.today"))
        self.view = button(theme, "agenda_view", text("agenda.as_list"))
        self.bring = button(theme, "agenda_import", text("agenda.import"), icon_name="import")
        self.send = button(theme, "agenda_export", text("agenda.send"), icon_name="file-output")
        east = text("agenda.alsace_moselle")
        self.east = CheckBox("agenda_east", east, east)
        for one in (self.before, self.after):
            one.setToolTip(one.accessibleName())
            one.setText("")

    def _connect(self) -> None:
        for pressed, do in (
            (self.add, self._add),
            (self.before, self._go_before),
            (self.after, self._go_after),
            (self.today, self._go_today),
            (self.view, self._turn_view),
            (self.bring, self._import),
            (self.send, self._export),
            (self.east, self._keep_east),
            (self.reminders.add, self._add_reminder),
        ):
            pressed.clicked.connect(do)
        self.week.opened.connect(self._open)
        self.week.new_wanted.connect(self._new_on)
        self.week.shifted.connect(self.acts.shift)
        self.reminders.done.connect(self.acts.finish)
        self.reminders.followed.connect(self.acts.follow)
        for one in (self.reminders.opened, self.finding.unlisted):
            one.connect(self._open_reminder)
        self.silent.wanted.connect(self._see_to_silence)
        self.silent.weeks.picked.connect(self._keep_weeks)
        self._desk.discretion.changed.connect(self.read)
        for keys, do in (
            ("N", self._add),
            ("T", self._go_today),
            ("PgUp", self._go_before),
            ("PgDown", self._go_after),
        ):
            made = QShortcut(QKeySequence(keys), self, do)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _arrange(self) -> None:
        self.head = PageHead(
            self._desk.theme,
            text("agenda.title"),
            "",
            self.before,
            self.today,
            self.after,
            self.add,
        )
        foot = Flow(gap=10)
        for one in (self.view, self.bring, self.send, self.east):
            foot.addWidget(one)
        keys = label(text("agenda.keys"), "small", wraps=True)
        below = SideBySide(self._desk.theme, self.reminders, self.silent, narrow=820)
        content = column(self.head, self.week, keys, hosted(foot), below, -1, gap=14)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPage(content)
        inside.addWidget(self._scroll)


def _kept(_changes: object) -> None:
    """What was kept comes back through the changes."""
