"""Statistics: a year counted, in her view or as it would be published, with the proof beside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Touched
from app.domain.periods import civil_year
from app.statistics.populations import EVERYBODY
from ui import errors
from ui.page import Notice, Page, Place
from ui.pages.statistics import state
from ui.pages.statistics.chooser import Chooser
from ui.pages.statistics.control_card import ControlCard
from ui.pages.statistics.legend import Legend
from ui.pages.statistics.tables_view import TablesView
from ui.texts import text
from ui.widgets.boxes import ScrollPage, column, hosted
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.long_work import LongWork
from ui.widgets.page_head import PageHead
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from app.usecases.statistics import StatisticsService
    from ui.jobs import Progress
    from ui.page import Desk
    from ui.services import Formats


class StatisticsPage(Page):
    """Counts when it is shown; what was counted stays until something changed."""

    name = "statistics"
    shows = (
        Touched.INTERVENTIONS
        | Touched.CASES
        | Touched.PERSONS
        | Touched.ENTITIES
        | Touched.AID
        | Touched.COLLECTIVE
        | Touched.RELEASES
        | Touched.NOMENCLATURES
    )

    def __init__(self, desk: Desk, statistics: StatisticsService, formats: Formats) -> None:
        super().__init__(desk)
        self._statistics = statistics
        self._shown: state.Shown | None = None
        self.chooser = Chooser(desk.theme)
        title, lead = text("statistics.title"), text("statistics.lead")
        self.head = PageHead(desk.theme, title, lead, *self.chooser.parts, narrow=2000)
        self.work = LongWork(desk.theme, "statistics_work")
        self.legend, self.control = Legend(desk.theme), ControlCard(desk.theme)
        self.tables = TablesView(desk, formats.chart)
        self.bring_in = button(
            desk.theme, "statistics_import", text("statistics.none_import"), role="primary"
        )
        self._empty = EmptyState(
            desk.theme,
            "chart-column",
            text("statistics.none_title"),
            text("statistics.none_words"),
            self.bring_in,
        )
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Ask which years there are, then count the one chosen."""
        self._desk.jobs.run(self, self._statistics.years, self._show_years)

    def first_field(self) -> QWidget:
        """Whose figures."""
        return self.chooser.population

    def _show_years(self, years: tuple[int, ...]) -> None:
        self._empty.setVisible(not years)
        for part in (self.head, self._body):
            part.setVisible(bool(years))
        if years:
            fresh = self.chooser.year.value_or_none() is None
            self.chooser.year.offer([(year, str(year)) for year in years])
            if fresh:
                self.chooser.year.choose(state.usual_year(years, self._desk.clock.today()))
            self._count()

    def _count(self) -> None:
        year = self.chooser.year.value_or_none()
        if year is None:
            return
        population = self.chooser.population.value_or_none() or EVERYBODY
        self.work.announce(text("statistics.counting"))
        work = partial(_counted, self._statistics, year, population)
        self.work.follow(self._desk.jobs.run_long(self, work, self._show, failed=self._failed))

    def _show(self, shown: state.Shown) -> None:
        self.work.ended()
        self._shown = shown
        self.chooser.population.offer(state.populations(shown.release))
        self.chooser.population.choose(shown.population)
        self.head.words.setText(state.subtitle(shown, self.chooser.year.value()))
        self.control.show_audit(shown.release.audit)
        self._turn()

    def _turn(self) -> None:
        """Show the view asked for."""
        hers = self.chooser.shows_true
        self.legend.setVisible(hers)
        if self._shown is not None:
            covered = self._desk.discretion.on
            self.tables.show_tables(
                state.true_tables(self._shown, covered=covered)
                if hers
                else state.published_tables(self._shown)
            )

    def _failed(self, error: Exception) -> None:
        self.work.ended()
        if not errors.is_refusal(error):
            raise error
        self.tables.show_tables(())
        self.control.show_refusal(errors.message(error))

    def _stopped(self) -> None:
        self.noticed.emit(Notice(text("statistics.stopped")))

    def _to_report(self) -> None:
        self.go.emit(Place("report"))

    def _to_import(self) -> None:
        self.go.emit(Place("import"))

    def _arrange(self) -> None:
        aside = hosted(column(self.control, -1))
        main = hosted(column(self.legend, self.tables, -1, gap=12))
        self._body = SideBySide(self._desk.theme, main, aside, narrow=1000, shares=(5, 2))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        parts = column(self.head, self.work, self._empty, self._body, -1, gap=14)
        inside.addWidget(ScrollPage(parts))

    def _connect(self) -> None:
        self.chooser.changed.connect(self._count)
        self.chooser.turned.connect(self._turn)
        self.chooser.report_wanted.connect(self._to_report)
        self.bring_in.clicked.connect(self._to_import)
        self.work.stopped.connect(self._stopped)
        self._desk.discretion.changed.connect(self._turn)


def _counted(
    statistics: StatisticsService, year: int, population: str, progress: Progress
) -> state.Shown:
    """Count, protect, attack: the attack cannot be interrupted half-way, only what follows it."""
    period = civil_year(year)
    progress(5)
    preview = statistics.preview(period)
    progress(70)
    known = population if population in preview.release.populations else EVERYBODY
    assistant = statistics.assistant_view(period, known)
    progress(100)
    return state.Shown(preview, known, assistant)
