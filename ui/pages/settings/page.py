"""Settings: one tab a subject, every choice kept at once."""

from __future__ import annotations

from functools import partial
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
from ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from ui.page import Desk
    from ui.services import Services

    Tab = CodesTab | EntitiesTab | LookTab | KeysTab | BackupsTab | JournalTab | BinTab

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
        self._tabs: Tabs[Tab] = Tabs(
            {
                "codes": self._make_codes,
                "entities": self._make_entities,
                "look": partial(LookTab, self, desk, services),
                "keys": partial(KeysTab, self, desk, services),
                "backups": partial(BackupsTab, self, desk, services),
                "journal": partial(JournalTab, self, desk, services),
                "bin": partial(BinTab, self, desk, services),
            }
        )
        words = tuple((one, text(f"settings.tab.{one}")) for one in TABS)
        self.bar = TabRow("settings_tabs", text("settings.tabs"), words)
        head = PageHead(desk.theme, text("settings.title"), text("settings.lead"))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPage(column(head, self.bar, self._tabs.column, -1, gap=14))
        inside.addWidget(self._scroll)
        self.bar.currentChanged.connect(self._show_tab)
        self._tabs.show(TABS[0])

    def tab(self, name: str) -> Tab:
        """What a tab shows."""
        return self._tabs.part(name)

    def read(self) -> None:
        """Ask for what the tab shown shows; the others are read when they are turned to."""
        self.tab(TABS[self.bar.currentIndex()]).read()

    def open_at(self, place: Place) -> None:
        """Show the tab asked for, or the keys when something is to be done with them."""
        wanted = "keys" if place.action in {"sheet", "drill"} else place.action
        before = self.bar.currentIndex()
        if wanted in TABS:
            self.bar.setCurrentIndex(TABS.index(wanted))
        if self.bar.currentIndex() == before:
            self.read()
        keys = self.tab(wanted) if wanted == "keys" else None
        if isinstance(keys, KeysTab) and wanted != place.action:
            (keys.acts.make_sheet if place.action == "sheet" else keys.acts.drill)()

    def first_field(self) -> QWidget:
        """The tabs."""
        return self.bar

    def _show_tab(self, shown: int) -> None:
        self._tabs.show(TABS[shown])
        self._scroll.verticalScrollBar().setValue(0)
        self.read()

    def _say(self, words: str) -> None:
        self.noticed.emit(Notice(words))

    def _make_codes(self) -> CodesTab:
        made = CodesTab(self._desk, self._services.nomenclatures)
        made.said.connect(self._say)
        made.asked.connect(self.ask)
        return made

    def _make_entities(self) -> EntitiesTab:
        made = EntitiesTab(self._desk, self._services.entities)
        made.asked.connect(self.ask)
        return made
