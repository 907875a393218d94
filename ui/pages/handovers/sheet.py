"""The sheet of urgent files: on paper, or as a PDF closed with a phrase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.dialogs.prove import ask_presence
from ui.dialogs.sealed_file import SealedFile, SealedFileDialog
from ui.page import Notice
from ui.paper import Paper
from ui.printing import Printing, PrintRoom
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.urgent_cases import UrgentSheet
    from ui.page import Desk, Page
    from ui.services import Services


class SheetActs(QObject):
    """`show` gives it the sheet as it was read last."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__(page)
        self._page, self._desk, self._services = page, desk, services
        self._sheet: UrgentSheet | None = None
        room = PrintRoom(services.formats.papers, services.journal, services.vault)
        self.printing = Printing(page, desk, room)

    def show(self, sheet: UrgentSheet) -> None:
        """Take the sheet that the page shows."""
        self._sheet = sheet

    def print(self) -> None:
        """Print it, after the phrase and a warning."""
        make = self._make()
        if make is not None:
            self.printing.ask(Paper("urgent_sheet", make, text("handovers.urgent.advice")))

    def export(self) -> None:
        """Write it as a PDF closed with a phrase that is told once."""
        make = self._make()
        if make is not None:
            then = partial(self._draw, make)
            ask_presence(self._page, self._desk, self._services.vault, then)

    def _make(self) -> Callable[[], bytes] | None:
        if self._sheet is None or not self._sheet.lines:
            return None
        return partial(self._services.formats.papers.urgent_sheet, self._sheet)

    def _draw(self, make: Callable[[], bytes]) -> None:
        self._desk.jobs.render(self, make, self._ask_where)

    def _ask_where(self, pdf: bytes) -> None:
        file = SealedFile(
            "urgent_export",
            text("handovers.urgent.sealed.heading"),
            text("handovers.urgent.sealed.words"),
            partial(self._services.casework.urgent_cases.export, pdf),
        )
        dialog = SealedFileDialog(self._desk, file, self._services.vault.propose)
        dialog.accepted.connect(self._say_written)
        self._page.ask(dialog)

    def _say_written(self) -> None:
        self._page.noticed.emit(Notice(text("handovers.urgent.exported"), "warn"))
