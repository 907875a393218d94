"""What leaves a file can be taken back at once, from the notice that says so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.page import Notice
from ui.texts import text

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.page import Desk, Page
    from ui.services import Services


class PuttingBack:
    """Says on a page that something is in the bin, and takes it back when she asks."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        self._page, self._desk, self._bin = page, desk, services.casework.bin

    def offer(self, said: str, changes: Changes) -> None:
        """Say that it is in the bin; the changes name what takes it back."""
        undo = partial(self._take_back, changes.object_id or 0)
        self._page.noticed.emit(Notice(said, undo=undo))

    def _take_back(self, binned_id: int) -> None:
        work = partial(self._bin.take_back, binned_id)
        self._desk.jobs.run(self._page, work, self._say_back)

    def _say_back(self, _changes: Changes) -> None:
        self._page.noticed.emit(Notice(text("case.taken_back")))
