"""Colleagues and agreements: the small windows about people that several acts open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.handovers import CARD_SUFFIX, HAND_OVER, neutral_name
from ui import errors
from ui.dialogs.agreement import AgreementDialog
from ui.file_choice import ask_file, ask_new_file
from ui.page import Notice
from ui.pages.handovers.colleague_dialogs import CompareDialog, NewColleagueDialog, RenameDialog
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.changes import Changes
    from app.domain.handovers import Colleague
    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.handovers import Card
    from app.ports.queries import CaseSheet
    from ui.page import Desk, Page
    from ui.pages.handovers.colleagues import Known
    from ui.services import Services


class People(QObject):
    """`known` is what the page read last: the colleagues with the words of their cards."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__(page)
        self._page, self._desk, self._services = page, desk, services
        self._colleagues = services.casework.colleagues
        self.known: tuple[Known, ...] = ()

    def naming(self, colleague_id: int) -> Callable[[], str]:
        """How a colleague is called, as it may be shown at the time."""
        return partial(self._name, colleague_id)

    def save_card(self) -> None:
        """Write her card where she chooses."""
        title = text("handovers.own.save_title")
        path = ask_new_file(self._page, title, neutral_name(CARD_SUFFIX))
        if path is not None:
            work = partial(self._colleagues.save_card, path)
            self._do(work, text("handovers.own.saved"))

    def make_card(self) -> None:
        """Make her card, once."""
        self._desk.jobs.run(self, self._colleagues.card, self._made, failed=self._refused)

    def add(self) -> None:
        """A colleague by her card."""
        title, kinds = text("handovers.colleague.add_title"), text("handovers.colleague.add_kinds")
        path = ask_file(self._page, title, kinds)
        if path is not None:
            self.read_card(path)

    def read_card(self, path: Path) -> None:
        """Read a card, and ask whose it is."""
        read = partial(self._colleagues.read_card, path)
        self._desk.jobs.run(self, read, self._ask_whose, failed=self._refused)

    def do(self, act: str, colleague: Colleague) -> None:
        """Compare, rename or remove a colleague."""
        match act:
            case "compare":
                words = next(
                    (one.words for one in self.known if one.colleague.id == colleague.id), ()
                )
                dialog = CompareDialog(self._desk, self._colleagues, colleague, words)
                self._ask(dialog, text("handovers.colleague.kept"))
            case "rename":
                renaming = RenameDialog(self._desk, self._colleagues, colleague)
                self._ask(renaming, text("handovers.colleague.renamed"))
            case _:
                remove = partial(self._colleagues.remove, colleague.id)
                self._desk.jobs.run(self, remove, self._removed, failed=self._refused)

    def ask_agreement(self, case_id: CaseId, then: Callable[[], None] | None = None) -> None:
        """Open the window of agreements on a file, ready for the one that a handover needs."""
        self._desk.jobs.run(self, partial(self._sheet, case_id), partial(self._record, then))

    def _sheet(self, case_id: CaseId) -> tuple[CaseSheet, Nomenclatures]:
        return self._services.cases.open(case_id), self._services.nomenclatures.current()

    def _record(
        self, then: Callable[[], None] | None, read: tuple[CaseSheet, Nomenclatures]
    ) -> None:
        dialog = AgreementDialog(self._desk, self._services, *read)
        dialog.propose(HAND_OVER)
        if then is not None:
            dialog.accepted.connect(then)
        self._page.ask(dialog)

    def _ask_whose(self, card: Card) -> None:
        dialog = NewColleagueDialog(self._desk, self._colleagues, card)
        self._ask(dialog, text("handovers.colleague.kept"))

    def _ask(self, dialog: CompareDialog | NewColleagueDialog | RenameDialog, said: str) -> None:
        dialog.accepted.connect(partial(self._say, said))
        self._page.ask(dialog)

    def _name(self, colleague_id: int) -> str:
        for one in self.known:
            if one.colleague.id == colleague_id:
                return self._desk.discretion.whole_name(one.colleague.name)
        return ""

    def _removed(self, changes: Changes) -> None:
        undo = partial(self._take_back, changes.object_id or 0)
        self._page.noticed.emit(Notice(text("handovers.colleague.removed"), undo=undo))

    def _take_back(self, binned_id: int) -> None:
        work = partial(self._services.casework.bin.take_back, binned_id)
        self._do(work, text("handovers.colleague.kept"))

    def _made(self, _card: Card) -> None:
        self._page.read()

    def _do(self, work: Callable[[], Changes], said: str) -> None:
        self._desk.jobs.run(self, work, partial(self._done, said), failed=self._refused)

    def _done(self, said: str, _changes: Changes) -> None:
        self._say(said)

    def _say(self, said: str) -> None:
        self._page.noticed.emit(Notice(said))

    def _refused(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self._page.noticed.emit(Notice(errors.message(error), "bad"))
