"""The search: everything that holds the words of the search box, one query under way at most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.changes import Touched
from ui.last_question import LastQuestion
from ui.page import Notice, Page, Place
from ui.pages.search import state
from ui.pages.search.filters import Filters
from ui.pages.search.results import Results
from ui.pages.search.saved import NameDialog, SavedSearches
from ui.texts import text
from ui.widgets.boxes import Flow, ScrollPage, column, hosted
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.changes import Changes
    from app.domain.entities import ClientEntity
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.searches import Asked, SavedSearch
    from app.ports.queries import SearchListing
    from ui.page import Desk
    from ui.services import Services

RESULTS = "results"
"""The action of a place that goes on among the results."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the page shows beside the results; read again only when it changed."""

    entities: tuple[ClientEntity, ...]
    lists: Nomenclatures
    saved: tuple[SavedSearch, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What one question brought back."""

    asked: Asked
    listing: SearchListing
    around: _Around


class SearchPage(Page):
    """Files with the passages found in them; Enter goes to the very place."""

    name = "search"
    shows = (
        Touched.CASES
        | Touched.PERSONS
        | Touched.INTERVENTIONS
        | Touched.ENTITIES
        | Touched.NOMENCLATURES
        | Touched.PLANS
        | Touched.PARTNERS
        | Touched.WRITINGS
        | Touched.DOCUMENTS
        | Touched.AGENDA
        | Touched.SEARCHES
    )

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self._searches = services.searches
        self._words = ""
        self._around: _Around | None = None
        self._question = LastQuestion(desk.jobs, self)
        self._to_results = False
        theme = desk.theme
        self.head = PageHead(theme, text("search.title"), "")
        self.filters = Filters(self)
        self.saved = SavedSearches(desk)
        self.results = Results(desk)
        self.widen = button(theme, "search_widen", text("search.widen"))
        self.empty = EmptyState(
            theme, "search", text("search.empty_title"), text("search.empty_words")
        )
        self.none = EmptyState(
            theme, "search", text("search.none_title"), text("search.none_words"), self.widen
        )
        self._arrange()
        self._connect()

    def concerns(self, changes: Changes) -> bool:
        """Tell whether what was written makes this page stale; then it forgets what it knew."""
        concerned = super().concerns(changes)
        if concerned:
            self._around = None
        return concerned

    def open_at(self, place: Place) -> None:
        """Search what was typed; Enter there goes on among the results."""
        self._words = place.words
        self._to_results = place.action == RESULTS
        self.read()

    def place(self) -> Place:
        """The search, with its words."""
        return Place(self.name, words=self._words)

    def first_field(self) -> QWidget:
        """The results, or what narrows them where there is none."""
        return self.filters.entity if self.results.isHidden() else self.results

    def read(self) -> None:
        """Ask; while an answer is under way, only the last question waits."""
        work = partial(self._ask, self.filters.asked(self._words), self._around)
        self._question.ask(work, self._show)

    def _ask(self, asked: Asked, around: _Around | None) -> _Read:
        """On the vault's thread."""
        given = self._services
        known = around or _Around(
            given.entities.all(), given.nomenclatures.current(), self._searches.saved()
        )
        return _Read(asked, self._searches.find(asked), known)

    def _show(self, read: _Read) -> None:
        if read.around is not self._around:
            self._around = read.around
            self.filters.offer(read.around.entities, read.around.lists)
        lines = state.lines(read.listing)
        self.results.show_lines(lines, read.around.lists)
        self.saved.show_saved(read.around.saved, read.asked)
        self.head.say(text("search.title"), state.counted(read.listing))
        self.results.setVisible(bool(lines))
        self.none.setVisible(not lines and bool(read.asked.words.strip()))
        self.empty.setVisible(not lines and not read.asked.words.strip())
        if self._to_results:
            self._to_results = False
            self.first_field().setFocus()

    def _open_row(self, rank: int) -> None:
        self.go.emit(state.place(self.results.hits.rows[rank]))

    def _open_saved(self, saved: SavedSearch) -> None:
        asked = saved.read()
        self.filters.show_asked(asked)
        self.go.emit(Place(self.name, words=asked.words, action=RESULTS))

    def _keep(self) -> None:
        asked = self.filters.asked(self._words)
        self.ask(NameDialog(self._desk, self._searches, asked, asked.words.strip()))

    def _rename(self, saved: SavedSearch) -> None:
        self.ask(NameDialog(self._desk, self._searches, saved, saved.title))

    def _remove(self, saved: SavedSearch) -> None:
        self._desk.jobs.run(self, partial(self._searches.remove, saved.id), self._say_removed)

    def _say_removed(self, changes: Changes) -> None:
        undo = partial(self._take_back, changes.object_id or 0)
        self.noticed.emit(Notice(text("search.removed"), undo=undo))

    def _take_back(self, binned_id: int) -> None:
        work = partial(self._services.casework.bin.take_back, binned_id)
        self._desk.jobs.run(self, work, self._say_back)

    def _say_back(self, _changes: Changes) -> None:
        self.noticed.emit(Notice(text("search.taken_back")))

    def _widen(self) -> None:
        self.filters.reset()
        self.read()

    def _connect(self) -> None:
        self.filters.changed.connect(self.read)
        self.results.opened.connect(self._open_row)
        self.saved.opened.connect(self._open_saved)
        self.saved.keep_wanted.connect(self._keep)
        self.saved.rename_wanted.connect(self._rename)
        self.saved.remove_wanted.connect(self._remove)
        self.widen.clicked.connect(self._widen)
        self._desk.discretion.changed.connect(self.saved.show_again)

    def _arrange(self) -> None:
        narrow = Flow(gap=10)
        filters = self.filters
        for one in (filters.entity, filters.span, filters.issue, filters.kind):
            one.setSizePolicy(one.sizePolicy().Policy.Fixed, one.sizePolicy().Policy.Fixed)
            one.setMinimumContentsLength(19)
            narrow.addWidget(one)
        inside = column(
            self.head, hosted(narrow), self.saved, self.results, self.empty, self.none, -1, gap=14
        )
        inside.setStretch(3, 300)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(ScrollPage(inside, margins=(22, 18, 22, 18)))
