"""Today: the month in figures, what was logged last, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.changes import Touched
from app.domain.periods import Period
from ui.dialogs.entity import EntityDialog
from ui.dues import by_day, finishing, place_of
from ui.formats import heading_day
from ui.page import Notice, Page, Place
from ui.pages.today import state
from ui.pages.today.agenda_cards import AgendaCard, DueCard
from ui.pages.today.backups_card import BackupsCard, quiet_words
from ui.pages.today.cards import (
    EntitiesCard,
    FirstSteps,
    MonthCard,
    OffersCard,
    RecentCard,
    SettleCard,
)
from ui.pages.today.handovers_card import HandoversCard
from ui.pages.today.sheet_card import SheetCard
from ui.texts import text
from ui.widgets.boxes import ScrollPage, column, hosted
from ui.widgets.labels import label
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.changes import Changes
    from app.domain.entities import ClientEntity
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.agenda import AgendaRow
    from app.ports.plan_dues import PlanDue
    from app.ports.queries import Today
    from app.usecases.backups import BackupState
    from app.usecases.handover_lines import HandoverLine
    from ui.dues import Due, Finishing
    from ui.page import Desk
    from ui.services import Services


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows."""

    today: Today
    entities: tuple[ClientEntity, ...]
    lists: Nomenclatures
    sheet: bool
    drill_due: bool
    slots: tuple[AgendaRow, ...]
    holiday: str
    due: tuple[Due, ...]
    backups: BackupState
    handovers: tuple[HandoverLine, ...]


class TodayPage(Page):
    """The first page of the day."""

    name = "today"
    shows = (
        Touched.INTERVENTIONS
        | Touched.CASES
        | Touched.PERSONS
        | Touched.ENTITIES
        | Touched.IMPORTS
        | Touched.NOMENCLATURES
        | Touched.KEYS
        | Touched.AGENDA
        | Touched.PLANS
        | Touched.BACKUPS
        | Touched.HANDOVERS
    )

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self._read: _Read | None = None
        self._said: dict[str, tuple[object, ...]] = {}
        self._heading = label("", "title")
        self.first_steps = FirstSteps(desk)
        self.sheet = SheetCard(desk)
        self.agenda = AgendaCard(desk)
        self.due = DueCard(desk)
        self.backups = BackupsCard(desk)
        self.handovers = HandoversCard(desk)
        self._quiet = label("", "small")
        self.month = MonthCard(desk)
        self.recent = RecentCard(desk)
        self.offers = OffersCard(desk)
        self.settle = SettleCard(desk)
        self.by_entity = EntitiesCard(desk)
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Ask for the month and what waits."""
        self._heading.setText(heading_day(self._desk.clock.today()))
        self._desk.jobs.run(self, self._ask, self._show)

    def _ask(self) -> _Read:
        given, today = self._services, self._desk.clock.today()
        casework = given.casework
        return _Read(
            given.dashboard.today(),
            given.entities.all(),
            given.nomenclatures.current(),
            sheet=given.keys.has_recovery(),
            drill_due=given.keys.drill_due(),
            slots=casework.agenda.between(Period(today, today)),
            holiday=casework.agenda.holidays(today.year).get(today, ""),
            due=by_day(casework.reminders.due(ahead=0), casework.plan_dues.due(ahead=0)),
            backups=given.backups.state(),
            handovers=casework.handovers.all(),
        )

    def _show(self, read: _Read) -> None:
        today, lists = read.today, read.lists
        self._anew(self.month.show_month, today)
        self._anew(self.recent.show_recent, today.recent, lists)
        self._anew(self.offers.show_offers, today.offers_waiting)
        self.settle.show_count(today.to_settle)
        self._anew(self.by_entity.show_entities, today.entities)
        empty = state.is_empty(today)
        self.first_steps.setVisible(empty)
        steps = state.first_steps(today, len(read.entities), sheet=read.sheet)
        self.first_steps.show_steps(steps)
        self.sheet.show_state(there=read.sheet or empty, due=read.drill_due)
        self.backups.show_state(read.backups)
        self.backups.setVisible(self.backups.isVisibleTo(self) and not empty)
        self.handovers.show_lines(read.handovers)
        quiet = quiet_words(read.backups, self._desk.clock.today())
        self._quiet.setText(quiet)
        self._quiet.setVisible(bool(quiet))
        for card in (self.month, self.recent, self.offers, self.by_entity, self.agenda):
            card.setVisible(not empty)
        self._read = read
        self._show_agenda()

    def _show_agenda(self) -> None:
        if self._read is not None:
            self._anew(self.agenda.show_slots, self._read.slots, self._read.holiday)
            self._anew(self.due.show_reminders, self._read.due)

    def _anew(self, show: Callable[..., None], *said: object) -> None:
        """Draw a card again only when it has something else to say."""
        known = (self._desk.clock.today(), self._desk.discretion.on, *said)
        if self._said.get(show.__qualname__) != known:
            self._said[show.__qualname__] = known
            show(*said)

    def _arrange(self) -> None:
        first = SideBySide(self._desk.theme, self.agenda, self.due, narrow=820, shares=(3, 2))
        upper = SideBySide(self._desk.theme, self.month, self.by_entity, narrow=820, shares=(3, 2))
        aside = hosted(column(self.backups, self.handovers, self.offers, self.settle, -1, gap=16))
        lower = SideBySide(self._desk.theme, self.recent, aside, narrow=820, shares=(3, 2))
        heads = (self._heading, 4, self.first_steps, self.sheet)
        content = column(*heads, first, upper, lower, self._quiet, -1, gap=14)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(ScrollPage(content))

    def _connect(self) -> None:
        self.recent.opened.connect(self._open_case)
        self.offers.opened.connect(self._open_case)
        self.settle.open.clicked.connect(self._open_import)
        self.first_steps.asked.connect(self._take_step)
        self.backups.open.clicked.connect(self._see_backups)
        self.handovers.open.clicked.connect(self._see_handovers)
        self.sheet.open.clicked.connect(self._see_to_sheet)
        self.agenda.open.clicked.connect(self._open_agenda)
        self.agenda.opened.connect(self._open_case)
        self.due.done.connect(self._finish)
        self.due.followed.connect(self._follow)
        self._desk.discretion.changed.connect(self._show_agenda)

    def _open_case(self, case_id: int) -> None:
        self.go.emit(Place("case", case_id))

    def _open_agenda(self) -> None:
        self.go.emit(Place("agenda"))

    def _follow(self, one: PlanDue) -> None:
        self.go.emit(place_of(one))

    def _finish(self, one: Due) -> None:
        acts = finishing(one, self._services.casework)
        self._desk.jobs.run(self, acts.do, partial(self._say_done, acts))

    def _say_done(self, acts: Finishing, _changes: Changes) -> None:
        self.noticed.emit(Notice(text(acts.done), undo=partial(self._undo_done, acts)))

    def _undo_done(self, acts: Finishing) -> None:
        self._desk.jobs.run(self, acts.undo, partial(self._say_undone, acts))

    def _say_undone(self, acts: Finishing, _changes: Changes) -> None:
        self.noticed.emit(Notice(text(acts.undone)))

    def _open_import(self) -> None:
        self.go.emit(Place("import"))

    def _see_backups(self) -> None:
        self.go.emit(Place("settings", action="backups"))

    def _see_handovers(self) -> None:
        self.go.emit(Place("handovers"))

    def _see_to_sheet(self) -> None:
        self.go.emit(Place("settings", action=str(self.sheet.open.property("action"))))

    def _take_step(self, action: str) -> None:
        match action:
            case "entity":
                self.ask(EntityDialog(self._desk, self._services.entities))
            case "sheet":
                self.go.emit(Place("settings", action="sheet"))
            case "import":
                self._open_import()
            case _:
                self.go.emit(Place("interview", action="log"))
