"""What is done with one writing: made final, shown, printed, taken out, put in the bin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.changes import Touched
from app.domain.documents import MediaType
from app.ports.renderers import LetterForm
from app.usecases.writings import letter_of
from ui.dialogs.preview import PreviewDialog, Shown
from ui.page import Notice
from ui.pages.case.writing_dialogs import FinishDialog, WritingExportDialog
from ui.paper import Paper
from ui.texts import text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.domain.writings import Writing
    from ui.page import Desk
    from ui.pages.case.panel import CasePanel
    from ui.services import Services


class WritingActs(QObject):
    """The acts of the editor; the panel opens the windows and tells what was done."""

    def __init__(self, panel: CasePanel[Any], desk: Desk, services: Services) -> None:
        super().__init__(panel)
        self._panel, self._desk, self._services = panel, desk, services
        self._ranks: dict[int, int] = {}

    def number(self, writing_id: int, rank: int) -> None:
        """Remember which writing of the file it is: its exported name says nothing else."""
        self._ranks[writing_id] = rank

    def do(self, act: str, writing: Writing) -> None:
        """Do what the editor asks for."""
        match act:
            case "finish":
                self._ask_finish(writing)
            case "preview":
                self._preview(writing)
            case "print":
                self._print(writing)
            case "export":
                self._panel.leaving.emit(partial(self._ask_export, writing))
            case "share":
                self.share(writing)
            case _:
                work = partial(self._services.casework.writings.remove, writing.id)
                self._panel.remove(work, text("writings.removed"))

    def share(self, writing: Writing) -> None:
        """Note what a final writing told its partner."""
        share = partial(self._services.casework.sharing.share_writing, writing.id)
        self._panel.do(share, text("writings.shared_done"))

    def _ask_finish(self, writing: Writing) -> None:
        dialog = FinishDialog(self._desk, self._services, writing)
        dialog.made_final.connect(self._finished)
        self._panel.open_window(dialog)

    def _finished(self, changes: Changes) -> None:
        """Say it, and that whoever signalled was told by it; offer to take both back."""
        told = changes.concerns(Touched.CASES)
        writings, said = self._services.casework.writings, text("writings.draft_again")
        again = partial(writings.draft_again, changes.object_id or 0, untell=told)
        words = text("writings.finished_told" if told else "writings.finished")
        self._panel.noticed.emit(Notice(words, undo=partial(self._panel.do, again, said)))

    def _preview(self, writing: Writing) -> None:
        shown = Shown(writing.title, partial(self._paged, writing))
        shows = self._services.formats.documents
        self._panel.open_window(PreviewDialog(self._desk, shows, shown))

    def _paged(self, writing: Writing) -> tuple[MediaType, bytes]:
        """As it will be printed."""
        return MediaType.PDF, self._services.formats.letters(letter_of(writing), LetterForm.PDF)

    def _print(self, writing: Writing) -> None:
        make = partial(self._services.formats.letters, letter_of(writing), LetterForm.PDF)
        self._panel.printing.emit(Paper("writing", make, text("writings.print_advice")))

    def _ask_export(self, writing: Writing) -> None:
        rank = self._ranks.get(writing.id, 1)
        dialog = WritingExportDialog(self._desk, self._services, writing, rank)
        dialog.accepted.connect(partial(self._say, "writings.exported", "warn"))
        self._panel.open_window(dialog)

    def _say(self, text_id: str, tone: str) -> None:
        self._panel.noticed.emit(Notice(text(text_id), tone))
