"""Settings: one tab a subject, every choice kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Touched
from ui.page import Notice, Page, Place
from ui.pages.settings.backups_tab import BackupsTab
from ui.pages.settings.bin_tab import BinTab
from ui.pages.settings.codes_tab import CodesTab
from ui.pages.settings.entities_tab import EntitiesTab
from ui.pages.settings.journal_tab import JournalTab
from ui.pages.settings.keys_tab import KeysTab
from ui.pages.settings.look_tab import LookTab
from ui.texts import text
from ui.widgets.boxes import ScrollPage, column
from ui.widgets.page_head import PageHead
from ui.widgets.tab_row import TabRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.nomenclatures import Nomenclatures
    from ui.page import Desk
    from ui.services import Services

    Read = tuple[Nomenclatures, Mapping[str, str]]

TABS = ("codes", "entities", "look", "keys", "backups", "journal", "bin")


class SettingsPage(Page):
    """Tabs; the arrows go from one to the next."""

    name = "settings"
    shows = (
        Touched.SETTINGS
        | Touched.NOMENCLATURES
        | Touched.ENTITIES
        | Touched.JOURNAL
        | Touched.KEYS
        | Touched.BACKUPS
    )

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self.codes = CodesTab(desk, services.nomenclatures)
        self.entities = EntitiesTab(desk, services.entities)
        self.look = LookTab(self, desk, services)
        self.keys = KeysTab(self, desk, services)
        self.backups = BackupsTab(self, desk, services)
        self.journal = JournalTab(self, desk, services)
        self.bin = BinTab(self, desk, services)
        self._tabs: tuple[QWidget, ...] = (
            *(self.codes, self.entities, self.look),
            *(self.keys, self.backups, self.journal, self.bin),
        )
        words = tuple((one, text(f"settings.tab.{one}")) for one in TABS)
        self.bar = TabRow("settings_tabs", text("settings.tabs"), words)
        head = PageHead(desk.theme, text("settings.title"), text("settings.lead"))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPage(column(head, self.bar, *self._tabs, -1, gap=14))
        inside.addWidget(self._scroll)
        self._connect()
        self._show_tab(0)

    def read(self) -> None:
        """Ask for what is chosen, and for what the tab shown shows."""
        self._desk.jobs.run(self, self._ask, self._show)
        self.entities.read()
        self.keys.read()
        self.backups.read()
        self.journal.read()
        self.bin.read()

    def open_at(self, place: Place) -> None:
        """Show the tab asked for, or the keys when something is to be done with them."""
        super().open_at(place)
        if place.action in {"sheet", "drill"}:
            self.bar.setCurrentIndex(TABS.index("keys"))
            acts = self.keys.acts
            (acts.make_sheet if place.action == "sheet" else acts.drill)()
        elif place.action in TABS:
            self.bar.setCurrentIndex(TABS.index(place.action))

    def first_field(self) -> QWidget:
        """The tabs."""
        return self.bar

    def _ask(self) -> Read:
        return self._services.nomenclatures.current(), self._services.settings.all()

    def _show(self, read: Read) -> None:
        lists, settings = read
        self.codes.show_lists(lists)
        self.look.show_settings(settings)

    def _show_tab(self, shown: int) -> None:
        for rank, tab in enumerate(self._tabs):
            tab.setVisible(rank == shown)
        self._scroll.verticalScrollBar().setValue(0)

    def _say(self, words: str) -> None:
        self.noticed.emit(Notice(words))

    def _connect(self) -> None:
        self.bar.currentChanged.connect(self._show_tab)
        self.codes.said.connect(self._say)
        self.codes.asked.connect(self.ask)
        self.entities.asked.connect(self.ask)
