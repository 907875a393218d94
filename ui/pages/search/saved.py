"""The searches kept: one key or click opens one; the one open is renamed or removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.searches import Asked
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.boxes import Flow, emptied
from ui.widgets.buttons import KeyButton, button
from ui.widgets.naming import named
from ui.widgets.private_line import PrivateLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.searches import SavedSearch
    from app.usecases.searches import SearchService
    from ui.page import Desk

_KEYS = 9
_LONGEST = 60


class SavedSearches(QWidget):
    """Emits `opened` with a search kept, and what is wanted of the one that is open."""

    opened = Signal(object)
    keep_wanted = Signal()
    rename_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._shown: tuple[tuple[SavedSearch, ...], SavedSearch | None, bool] = ((), None, False)
        self._flow = Flow(gap=8)
        self.setLayout(self._flow)
        named(self, "search_saved", text("search.saved"))

    def show_saved(self, saved: tuple[SavedSearch, ...], asked: Asked) -> None:
        """Show the searches kept, and what may be done with the one that is asked now."""
        current = next((one for one in saved if one.read() == asked), None)
        keepable = current is None and bool(asked.words.strip()) and len(saved) < _KEYS
        if self._shown != (saved, current, keepable):
            self._shown = saved, current, keepable
            self.show_again()

    def show_again(self) -> None:
        """Show the same in the words of now (discreet mode turned)."""
        saved, current, keepable = self._shown
        emptied(self._flow)
        for rank, one in enumerate(saved[:_KEYS], start=1):
            self._flow.addWidget(self._opener(rank, one))
        if current is not None:
            self._act("rename", partial(self.rename_wanted.emit, current))
            self._act("remove", partial(self.remove_wanted.emit, current))
        elif keepable:
            self._act("keep", self.keep_wanted.emit)
        self.setVisible(self._flow.count() > 0)

    def _opener(self, rank: int, one: SavedSearch) -> KeyButton:
        hidden = self._desk.discretion.on
        words = text("search.saved_masked", rank=rank) if hidden else one.title
        made = KeyButton(
            self._desk.theme, f"search_saved_{rank}", words, icon_name="star", keys=f"Alt+{rank}"
        )
        made.clicked.connect(partial(self.opened.emit, one))
        return made

    def _act(self, act: str, work: Callable[[], object]) -> None:
        words = text(f"search.{act}")
        made = button(self._desk.theme, f"search_{act}", words, role="quiet")
        made.clicked.connect(partial(_do, work))
        self._flow.addWidget(made)


class NameDialog(AskDialog):
    """Asks for the name of a search."""

    def __init__(
        self, desk: Desk, searches: SearchService, asked: Asked | SavedSearch, title: str
    ) -> None:
        super().__init__(
            desk, "search_name_dialog", text("search.name_title"), confirm=text("search.name_save")
        )
        self._searches, self._asked = searches, asked
        self.title = PrivateLine(desk.discretion, "search_name", text("search.name"), title)
        self.title.setMaxLength(_LONGEST)
        self.add(text("search.name"), self.title)

    def work(self) -> Callable[[], object] | None:
        """Keep the search under its name."""
        typed = self.title.text()
        if isinstance(self._asked, Asked):
            return partial(self._searches.save, typed, self._asked)
        return partial(self._searches.rename, self._asked, typed)


def _do(work: Callable[[], object], *_: object) -> None:
    work()
