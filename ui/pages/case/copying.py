"""From the window that prepares the copy to its preview, its printing and its sealed file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.documents import MediaType
from ui.dialogs.preview import PreviewDialog, Shown
from ui.dialogs.prove import ask_presence
from ui.dialogs.sealed_file import SealedFile, SealedFileDialog
from ui.page import Notice
from ui.pages.case import copy_state
from ui.pages.case.copy_dialog import CopyDialog, Giving
from ui.paper import Paper
from ui.printing import Printing, PrintRoom
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from app.ports.renderers import Papers
    from app.usecases.access_copy import AccessCopy
    from ui.page import Desk, Page
    from ui.services import Services


class Copying(QObject):
    """Opens the windows over the page of the file."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__(page)
        self._page, self._desk, self._services = page, desk, services
        room = PrintRoom(services.formats.papers, services.journal, services.vault)
        self._printing = Printing(page, desk, room)

    def open(self, sheet: CaseSheet, lists: Nomenclatures) -> None:
        """Open the window of this file."""
        giving = Giving(self._services.casework.access_copy, sheet, lists)
        dialog = CopyDialog(self._desk, giving)
        dialog.wanted.connect(partial(self._give, giving))
        self._page.ask(dialog)

    def _give(self, giving: Giving, what: str, copy: AccessCopy) -> None:
        make = self._paper(giving, copy)
        match what:
            case "preview":
                shown = Shown(text("access_copy.title"), partial(_as_document, make))
                shows = self._services.formats.documents
                self._page.ask(PreviewDialog(self._desk, shows, shown))
            case "print":
                self._printing.ask(Paper("access_copy", make))
            case _:
                then = partial(self._make, giving, make)
                ask_presence(self._page, self._desk, self._services.vault, then)

    def _paper(self, giving: Giving, copy: AccessCopy) -> Callable[[], bytes]:
        """How the bytes are made, away from the window; what is hidden is gone before they are."""
        papers, today = self._services.formats.papers, self._desk.clock.today()
        return partial(_made, papers, copy, giving.lists, today)

    def _make(self, giving: Giving, make: Callable[[], bytes]) -> None:
        self._desk.jobs.render(self, make, partial(self._ask_where, giving))

    def _ask_where(self, giving: Giving, pdf: bytes) -> None:
        file = SealedFile(
            "copy_export",
            text("access_copy.export_dialog.heading"),
            text("access_copy.export_dialog.words"),
            partial(giving.service.export, giving.sheet.case.id, pdf),
        )
        dialog = SealedFileDialog(self._desk, file, self._services.vault.propose)
        dialog.accepted.connect(self._say_written)
        self._page.ask(dialog)

    def _say_written(self) -> None:
        self._page.noticed.emit(Notice(text("access_copy.exported"), "warn"))


def _as_document(make: Callable[[], bytes]) -> tuple[MediaType, bytes]:
    return MediaType.PDF, make()


def _made(papers: Papers, copy: AccessCopy, lists: Nomenclatures, today: date) -> bytes:
    lead = copy_state.lead(copy.apart, today)
    return papers.access_copy(text("access_copy.title"), lead, copy_state.sections(copy, lists))
