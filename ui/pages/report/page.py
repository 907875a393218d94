"""The annual report: composed by itself, commented if she wishes, looked at, published."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.changes import Touched
from ui import errors
from ui.page import Notice, Page, Place
from ui.pages.report import state
from ui.pages.report.layout import Parts, arranged
from ui.pages.report.publishing import Publishing
from ui.pages.report.writing import Writing
from ui.paper import Paper
from ui.printing import Printing
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ports.renderers import PageImage
    from app.usecases.report import Found
    from ui.page import Desk
    from ui.pages.report.steps import ReportWork
    from ui.printing import PrintRoom


class ReportPage(Page):
    """Prepares a report when it is shown; nothing leaves before she agreed."""

    name = "report"
    shows = (
        Touched.INTERVENTIONS
        | Touched.CASES
        | Touched.ENTITIES
        | Touched.AID
        | Touched.COLLECTIVE
        | Touched.RELEASES
        | Touched.NOMENCLATURES
    )

    def __init__(self, desk: Desk, work: ReportWork, room: PrintRoom) -> None:
        super().__init__(desk)
        self._work = work
        self._prepared: state.Prepared | None = None
        self._leaks: dict[str, tuple[Found, ...]] = {}
        self.parts = Parts(desk.theme)
        self.writing = Writing(desk.jobs, work, self)
        self.publishing = Publishing(desk.jobs, work, self.parts.work)
        self.printing = Printing(self, desk, room)
        arranged(self, self.parts)
        self._connect()

    def read(self) -> None:
        """Ask which years there are, then prepare the report chosen."""
        self._desk.jobs.run(self, self._work.years, self._show_years)

    def first_field(self) -> QWidget:
        """Whose report."""
        return self.parts.chooser.population

    def pending(self) -> tuple[Callable[[], object], ...]:
        """The comments that are not kept yet."""
        return self.writing.pending()

    def _show_years(self, years: tuple[int, ...]) -> None:
        self.parts.show_any(anything=bool(years))
        if years:
            usual = state.usual_year(years, self._desk.clock.today())
            self.parts.chooser.offer_years(years, usual)
            self._prepare()

    def _prepare(self) -> None:
        asked = self.parts.chooser.asked()
        if asked is None:
            return
        self.writing.keep()
        self.parts.work.announce(text("report.preparing"))
        work, jobs = partial(self._work.prepare, asked), self._desk.jobs
        self.parts.work.follow(jobs.run_long(self, work, self._show, failed=self._failed))

    def _show(self, prepared: state.Prepared) -> None:
        self.parts.work.ended()
        self._prepared = prepared
        self.parts.chooser.offer_populations(prepared.release, prepared.asked.population)
        self.parts.head.say(state.title(prepared), state.lead(prepared))
        over = state.is_over(prepared.asked.year, self._desk.clock.today())
        self.parts.preview.say_published(published=prepared.preview.published)
        self.parts.say_over(prepared.asked.year, over=over)
        self.writing.begin(prepared.asked.form, prepared.comments)
        self.parts.contents.show_comments(prepared.comments)
        self._show_section(self.parts.contents.current)
        self._draw()

    def _draw(self) -> None:
        """Draw the pages with what she wrote, away from the window."""
        if self._prepared is not None:
            known, comments = self._prepared, dict(self.writing.comments)
            work = partial(self._drawn, known, comments)
            self._desk.jobs.render(self, work, self.parts.preview.show_pages)

    def _drawn(self, known: state.Prepared, comments: state.Comments) -> tuple[PageImage, ...]:
        document = self._work.document(known.asked, known.release, comments)
        return self._work.pages(document)

    def _show_section(self, section: state.Section) -> None:
        words = self.writing.comments.get(section.number, "")
        self.parts.comment.show_section(section, words)
        self.parts.comment.show_leaks(self._leaks.get(section.number, ()))

    def _edited(self, words: str) -> None:
        self.writing.edit(self.parts.contents.current.number, words)

    def _kept(self) -> None:
        self.parts.contents.show_comments(self.writing.comments)
        self._draw()

    def _looked(self, found: dict[str, tuple[Found, ...]]) -> None:
        self._leaks = found
        self.parts.comment.show_leaks(found.get(self.parts.contents.current.number, ()))

    def _ask_publish(self) -> None:
        if self._prepared is not None and self._may_leave():
            self.ask(self.publishing.dialog(self._desk, self._prepared))

    def _ask_print(self) -> None:
        known = self._prepared
        if known is None or not known.preview.published or not self._may_leave():
            return
        make = partial(self._work.printed, known.asked, known.release, dict(self.writing.comments))
        self.printing.ask(Paper("report", make))

    def _may_leave(self) -> bool:
        """Keep what she wrote, and tell whether it designates nobody; say so if it does."""
        self.writing.keep()
        if self._leaks:
            sections = ", ".join(sorted(self._leaks))
            self.noticed.emit(Notice(text("report.leaks_block", sections=sections), "bad"))
        return not self._leaks

    def _failed(self, error: Exception) -> None:
        self.parts.work.ended()
        if not errors.is_refusal(error):
            raise error
        self.noticed.emit(Notice(errors.message(error), "bad"))

    def _stopped(self) -> None:
        said = "report.publish_stopped" if self.publishing.under_way else "report.stopped"
        self.noticed.emit(Notice(text(said)))

    def _to_import(self) -> None:
        self.go.emit(Place("import"))

    def _connect(self) -> None:
        self.parts.chooser.changed.connect(self._prepare)
        self.parts.chooser.publish.clicked.connect(self._ask_publish)
        self.parts.preview.to_paper.clicked.connect(self._ask_print)
        self.parts.bring_in.clicked.connect(self._to_import)
        self.parts.contents.chosen.connect(self._show_section)
        self.parts.comment.edited.connect(self._edited)
        self.parts.work.stopped.connect(self._stopped)
        self.writing.kept.connect(self._kept)
        self.writing.looked.connect(self._looked)
        self.publishing.written.connect(self.parts.done.show_files)
        self.publishing.failed.connect(self._failed)
