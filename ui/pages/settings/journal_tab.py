"""The journal in plain words: by subject and period, page after page, verified and printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.pages.settings import journal_state
from ui.paper import Paper
from ui.printing import Printing, PrintRoom
from ui.texts import text
from ui.widgets.boxes import Flow, column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.combo import Combo
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from app.ports.queries import JournalListing, JournalRow, JournalState
    from app.usecases.journal import Subject
    from ui.page import Desk, Page
    from ui.services import Services

    Printed = tuple[JournalListing, JournalState]

_WIDTHS = (190, 0, 280)
_MOST_ROWS = 9
_SUBJECT_LETTERS = 24


class JournalTab(QWidget):
    """A table that is only read, one page of the journal at a time."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__()
        self._desk, self._journal = desk, services.journal
        self._papers = services.formats.papers
        self._printing = Printing(
            page, desk, PrintRoom(services.formats.papers, services.journal, services.vault)
        )
        self._number, self._pages = 0, 1
        self.model: RowsModel[JournalRow] = RowsModel(_columns(desk), self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS, _MOST_ROWS),
            "settings_journal",
            text("journal_tab.table"),
        )
        self.subject: Combo[Subject | None] = Combo("journal_subject", text("journal_tab.subjects"))
        self.period: Combo[str] = Combo("journal_period", text("journal_tab.periods"))
        self.count = named(label("", "muted"), "journal_count", text("journal_tab.table"))
        self.state = named(label("", wraps=True), "journal_state", text("journal_tab.verify"))
        self._make_buttons()
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Ask for the page shown."""
        subject, (since, until) = self.subject.value(), self._span()
        work = partial(self._journal.page, subject, since=since, until=until, number=self._number)
        self._desk.jobs.run(self, work, self._show)

    def _show(self, listing: JournalListing) -> None:
        self._pages = journal_state.page_count(listing)
        self.model.show_rows(listing.rows)
        self.table.setVisible(bool(listing.rows))
        self.count.setText(journal_state.count_words(listing, self._number))
        self.newer.setEnabled(self._number > 0)
        self.older.setEnabled(self._number + 1 < self._pages)
        self.print.setEnabled(bool(listing.rows))
        self.table.select_first()

    def _choose(self) -> None:
        self._number = 0
        self.read()

    def _to_newer(self) -> None:
        self._number = max(0, self._number - 1)
        self.read()

    def _to_older(self) -> None:
        self._number = min(self._pages - 1, self._number + 1)
        self.read()

    def _verify(self) -> None:
        self.state.setText(text("journal_tab.verifying"))
        self.state.show()
        self._desk.jobs.run(self, self._journal.state, self._show_state)

    def _show_state(self, state: JournalState) -> None:
        self.state.setText(journal_state.state_words(state))

    def _print(self) -> None:
        self._desk.jobs.run(self, self._ask_for_paper, self._send)

    def _ask_for_paper(self) -> Printed:
        since, until = self._span()
        asked = self._journal.to_print(self.subject.value(), since=since, until=until)
        return asked, self._journal.state()

    def _send(self, printed: Printed) -> None:
        listing, state = printed
        chosen = (self.subject.currentText(), self.period.currentText())
        make = partial(
            self._papers.listing,
            text("journal_tab.paper_title"),
            journal_state.paper_lead(listing, state, chosen),
            journal_state.paper_columns(),
            journal_state.paper_rows(listing),
        )
        self._printing.ask(Paper("journal", make))

    def _span(self) -> journal_state.Span:
        return journal_state.span(self.period.value() or "always", self._desk.clock.today())

    def _make_buttons(self) -> None:
        theme = self._desk.theme
        self.newer = button(theme, "journal_newer", text("journal_tab.newer"), role="quiet")
        self.older = button(theme, "journal_older", text("journal_tab.older"), role="quiet")
        self.verify = button(theme, "journal_verify", text("journal_tab.verify"))
        self.print = button(theme, "journal_print", text("journal_tab.print"))

    def _arrange(self) -> None:
        self.subject.setMinimumContentsLength(_SUBJECT_LETTERS)
        self.subject.offer(journal_state.subject_choices())
        self.period.offer(journal_state.period_choices())
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state.hide()
        about = column(field_label(text("journal_tab.subjects"), self.subject), self.subject, gap=4)
        when = column(field_label(text("journal_tab.periods"), self.period), self.period, gap=4)
        words = label(text("journal_tab.words"), "muted", wraps=True)
        choices = Flow(gap=14)
        for part in (about, when):
            one = hosted(part)
            one.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            choices.addWidget(one)
        acts = Flow(gap=8)
        for act in (self.verify, self.print):
            acts.addWidget(act)
        self.setLayout(
            column(
                words,
                choices,
                acts,
                self.state,
                self.table,
                row(self.count, -1, self.newer, self.older, gap=8),
                -1,
                gap=12,
            )
        )

    def _connect(self) -> None:
        self.subject.picked.connect(self._choose)
        self.period.picked.connect(self._choose)
        self.newer.clicked.connect(self._to_newer)
        self.older.clicked.connect(self._to_older)
        self.verify.clicked.connect(self._verify)
        self.print.clicked.connect(self._print)


def _columns(desk: Desk) -> tuple[Column[JournalRow], ...]:
    when, event, detail = journal_state.columns()
    return (
        Column(when, partial(_when, desk)),
        Column(event, journal_state.event_words),
        Column(detail, journal_state.detail_words),
    )


def _when(desk: Desk, row: JournalRow) -> str:
    return journal_state.when_words(row, desk.clock.today())
