"""The frame of an open vault: side bar, top bar, the page shown, and the pages that are stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.dialogs.help import HelpDialog
from ui.page import Notice, Place
from ui.sidebar import NavEntry, SideBar
from ui.texts import text
from ui.topbar import TopBar
from ui.widgets.naming import named
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.read_only_banner import ReadOnlyBanner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.changes import Changes
    from ui.page import Desk, Page

NAVIGATION = (
    NavEntry("today", "sun", "shell.nav.today"),
    NavEntry("day_list", "list-checks", "shell.nav.day_list"),
    NavEntry("case_list", "folder-lock", "shell.nav.case_list"),
    NavEntry("agenda", "calendar-days", "shell.nav.agenda"),
    NavEntry("partners", "handshake", "shell.nav.partners"),
    NavEntry("handovers", "arrow-left-right", "shell.nav.handovers"),
    NavEntry("import", "file-input", "shell.nav.import"),
    NavEntry("statistics", "chart-column", "shell.nav.statistics"),
    NavEntry("report", "file-text", "shell.nav.report"),
    NavEntry("settings", "settings", "shell.nav.settings", apart=True),
)
_PARENTS = {"case": "case_list", "interview": "case_list"}


class Shell(QWidget):
    """Shows one page at a time; re-reads the one shown when concerned, the others when shown."""

    lock_wanted = Signal()
    restart_wanted = Signal(str)
    moved = Signal(object)

    def __init__(
        self, desk: Desk, makers: Mapping[str, Callable[[], Page]], more: str = ""
    ) -> None:
        super().__init__()
        self._desk, self._makers, self._more = desk, dict(makers), more
        self._pages: dict[str, Page] = {}
        self._stale = set(makers)
        self._shown: Page | None = None
        self._before = Place("today")
        entries = [entry for entry in NAVIGATION if entry.page in makers]
        self.side = SideBar(desk.theme, entries)
        self.top = TopBar(desk.theme)
        self.notices = NoticeBar(desk.theme)
        self.banner = ReadOnlyBanner(desk.theme)
        self._stack = named(QStackedWidget(), "page_stack", text("shell.page_area"))
        self._arrange()
        self._connect()

    @property
    def shown(self) -> Page | None:
        """The page shown."""
        return self._shown

    def page(self, name: str) -> Page:
        """A page by name, made the first time that it is wanted: the first one shows at once."""
        made = self._pages.get(name)
        if made is None:
            made = self._pages[name] = self._makers[name]()
            self._stack.addWidget(made)
            made.go.connect(self.go)
            made.noticed.connect(self.say)
        return made

    def knows(self, name: str) -> bool:
        """Tell whether there is such a page."""
        return name in self._makers

    def go(self, place: Place) -> None:
        """Show a place; « back » is where she was before."""
        if place.page == "lock":
            self.restart_wanted.emit(place.action)
            return
        if place.page == "back":
            place = self._before
        page = self.page(place.page)
        if self._shown is not None and self._shown is not page:
            self._before = self._shown.place()
        self._shown = page
        self._stale.discard(place.page)
        self._stack.setCurrentWidget(page)
        if page.name == "search":
            self.top.show_words(place.words)
        self.side.mark(_PARENTS.get(place.page, place.page))
        page.open_at(place)
        if not place.words and place.inside is None:
            (page.first_field() or page).setFocus()
        self.moved.emit(place)

    def follow(self, changes: Changes) -> None:
        """Take in what a write touched; a page not made yet reads when it is shown."""
        for name, page in self._pages.items():
            if page.concerns(changes):
                if page is self._shown:
                    page.read()
                else:
                    self._stale.add(name)

    def is_stale(self, name: str) -> bool:
        """Tell whether a page must be read again when it is shown."""
        return name in self._stale

    def place(self) -> Place:
        """Where she is."""
        return self._shown.place() if self._shown is not None else Place("today")

    def pending(self) -> tuple[Callable[[], object], ...]:
        """What the pages still have to write before the lock."""
        return tuple(work for page in self._pages.values() for work in page.pending())

    def say(self, notice: Notice) -> None:
        """Show a notice under the page."""
        self.notices.say(notice)

    def show_time_left(self, seconds: int) -> None:
        """Say in the side bar how long the vault stays open."""
        more = [self._more] if self._more else []
        if self._desk.discretion.on:
            more.append(text("shell.status_discreet"))
        self.side.show_time_left(seconds, more="\n".join(more))

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.banner)
        right.addWidget(self._stack, stretch=1)
        strip = QVBoxLayout()
        strip.setContentsMargins(22, 0, 22, 10)
        strip.addWidget(self.notices)
        right.addLayout(strip)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.side)
        inside.addLayout(right, stretch=1)
        self.setTabOrder(self.side, self.top)

    def _connect(self) -> None:
        self.side.chosen.connect(self._choose)
        self.side.help.clicked.connect(self._help)
        QShortcut(QKeySequence("F1"), self, self._help)
        QShortcut(QKeySequence("Ctrl+Shift+L"), self, self._list_day)
        self.top.searched.connect(self._search)
        self.top.search_left.connect(self._leave_search)
        self.banner.restore.clicked.connect(self._see_backups)
        self.top.lock.clicked.connect(self.lock_wanted)
        self.top.log.clicked.connect(self._log)
        self.top.discretion.clicked.connect(self._desk.discretion.toggle)

    def _choose(self, name: str) -> None:
        self.go(Place(name))

    def _see_backups(self) -> None:
        self.go(Place("settings", action="backups"))

    def _search(self, words: str) -> None:
        """What is typed above is searched at once, the cursor staying where it is."""
        if self.knows("search"):
            self.go(Place("search", words=words))
            self.top.search.setFocus()

    def _leave_search(self) -> None:
        """Go on among the results."""
        if self.knows("search"):
            self.go(Place("search", words=self.top.search.text(), action="results"))

    def _help(self) -> None:
        """Open the help at the page shown."""
        if self._shown is not None:
            self._shown.ask(HelpDialog(self._desk.theme, self._shown.name))

    def _list_day(self) -> None:
        """Go to the list of the end of the day."""
        if self.knows("day_list"):
            self.go(Place("day_list"))

    def _log(self) -> None:
        """Log an interview, with the person of the case file shown if there is one."""
        here = self.place()
        case_id = here.object_id if here.page == "case" else None
        self.go(Place("interview", case_id, action="log"))
