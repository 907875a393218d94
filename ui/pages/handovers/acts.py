"""What is done from the page of the handovers: each act opens its small windows in turn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.handovers import CARD_SUFFIX, PACKAGE_SUFFIX, HandoverSide, neutral_name
from ui import errors
from ui.dialogs.base import ConfirmDialog
from ui.dialogs.prove import ask_presence
from ui.file_choice import ask_file, ask_new_file
from ui.page import Notice
from ui.pages.handovers.back_dialog import BackDialog
from ui.pages.handovers.codes import TellDialog, TypedCodeDialog
from ui.pages.handovers.give_dialog import GiveDialog, GiveRead
from ui.pages.handovers.receiving import Receiving
from ui.pages.handovers.state import Act
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.changes import Changes
    from app.domain.ids import CaseId
    from app.usecases.handover_lines import HandoverLine
    from app.usecases.handovers import Giving
    from ui.page import Desk, Page
    from ui.pages.handovers.people import People
    from ui.services import Services
    from ui.widgets.long_work import LongWork


class HandoverActs(QObject):
    """Gives files, gives them back, takes codes; what is received is `receiving`."""

    def __init__(
        self, page: Page, desk: Desk, services: Services, people: People, strip: LongWork
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._services = page, desk, services
        self._people = people
        self._handovers = services.casework.handovers
        self.receiving = Receiving(page, desk, services, strip)

    def give(self) -> None:
        """« Confier des dossiers »."""
        self._desk.jobs.run(self, self._read, self._ask_what, failed=self._refused)

    def receive(self) -> None:
        """« Ouvrir un paquet reçu »: a package, a return, or a card."""
        title, kinds = text("handovers.receive_title"), text("handovers.receive_kinds")
        path = ask_file(self._page, title, kinds)
        if path is not None:
            self.take_file(path)

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Take the first of the files dropped on the page."""
        self.take_file(paths[0])

    def take_file(self, path: Path) -> None:
        """Read a card, or look into a package."""
        if path.suffix.lower() == CARD_SUFFIX:
            self._people.read_card(path)
        else:
            self.receiving.look(path)

    def do(self, act: Act, line: HandoverLine) -> None:
        """Do what a card asks for."""
        match act:
            case Act.RECEIPT:
                self._ask_receipt(line)
            case Act.RECEIVE:
                self.receive()
            case Act.GIVE_BACK | Act.AGAIN:
                self._give_back(line)
            case Act.FINISH:
                self._ask_finish(line)
            case Act.CODE:
                work = partial(self._handovers.receipt_code, line.handover.id)
                then = partial(self._show_code, line)
                self._desk.jobs.run(self, work, then, failed=self._refused)
            case Act.CANCEL:
                self._cancel(line)
            case Act.LOST:
                self._give_up(line)

    def _read(self) -> GiveRead:
        return GiveRead(self._services.casework.colleagues.all(), self._handovers.choices())

    def _ask_what(self, read: GiveRead) -> None:
        if not read.colleagues:
            self._page.noticed.emit(Notice(text("handovers.colleague.needed"), "warn"))
            return
        dialog = GiveDialog(self._desk, self._services, read)
        dialog.agreement_wanted.connect(partial(self._ask_agreement, dialog))
        dialog.sealing.connect(partial(self._prove_giving, dialog))
        dialog.ended.connect(partial(self._tell_given, dialog))
        self._page.ask(dialog)

    def _ask_agreement(self, dialog: GiveDialog, case_id: CaseId) -> None:
        self._people.ask_agreement(case_id, dialog.read_again)

    def _prove_giving(self, dialog: GiveDialog, giving: Giving) -> None:
        then = partial(self._choose_file, dialog, giving)
        ask_presence(self._page, self._desk, self._services.vault, then)

    def _choose_file(self, dialog: GiveDialog, giving: Giving) -> None:
        title = text("handovers.give_dialog.save_title")
        path = ask_new_file(dialog, title, neutral_name(PACKAGE_SUFFIX))
        if path is not None:
            dialog.seal(giving, path)

    def _tell_given(self, dialog: GiveDialog, _changes: Changes) -> None:
        name, heading = self._people.naming(dialog.receiver), text("handovers.given_dialog.heading")
        self._tell_steps("given_dialog", heading, name, dialog.written)

    def _tell_steps(
        self, kind: str, heading: str, name: Callable[[], str], path: Path | None
    ) -> None:
        texts = [f"handovers.{kind}.{one}" for one in ("first", "second", "third")]
        said = [partial(_named, one, name) for one in texts]
        said.append(partial(text, "handovers.given_dialog.file", path=path))
        self._page.ask(TellDialog(self._desk, kind, heading, said))

    def _give_back(self, line: HandoverLine) -> None:
        name = self._people.naming(line.colleague.id)
        dialog = BackDialog(self._desk, self._handovers, line.handover.id, name)
        dialog.sealing.connect(partial(self._prove_return, dialog))
        dialog.ended.connect(partial(self._tell_return, dialog, name))
        self._page.ask(dialog)

    def _prove_return(self, dialog: BackDialog) -> None:
        then = partial(self._choose_return, dialog)
        ask_presence(self._page, self._desk, self._services.vault, then)

    def _choose_return(self, dialog: BackDialog) -> None:
        title = text("handovers.back_dialog.save_title")
        path = ask_new_file(dialog, title, neutral_name(PACKAGE_SUFFIX))
        if path is not None:
            dialog.seal(path)

    def _tell_return(self, dialog: BackDialog, name: Callable[[], str], _changes: Changes) -> None:
        heading = text("handovers.returned_dialog.heading")
        self._tell_steps("returned_dialog", heading, name, dialog.written)

    def _ask_receipt(self, line: HandoverLine) -> None:
        name = self._people.naming(line.colleague.id)
        words = partial(_named, "handovers.receipt_dialog.words", name)
        verify = partial(self._handovers.acknowledge, line.handover.id)
        dialog = TypedCodeDialog(self._desk, "receipt_dialog", words, verify, erases=False)
        done = partial(text, "handovers.receipt_dialog.done")
        dialog.accepted.connect(partial(self._say, done))
        self._page.ask(dialog)

    def _ask_finish(self, line: HandoverLine) -> None:
        name = self._people.naming(line.colleague.id)
        words = partial(_named, "handovers.finish_dialog.words", name)
        verify = partial(self._handovers.finish, line.handover.id)
        dialog = TypedCodeDialog(self._desk, "finish_dialog", words, verify, erases=True)
        done = partial(plural, "handovers.finish_dialog.done", len(line.cases))
        dialog.accepted.connect(partial(self._say, done))
        self._page.ask(dialog)

    def _show_code(self, line: HandoverLine, code: str) -> None:
        name = self._people.naming(line.colleague.id)
        side = "given" if line.handover.side is HandoverSide.GIVEN else "taken"
        said = partial(_named, f"handovers.code_dialog.{side}", name)
        heading = text("handovers.code_dialog.heading")
        self._page.ask(TellDialog(self._desk, "code_dialog", heading, [said], code=code))

    def _cancel(self, line: HandoverLine) -> None:
        words = text("handovers.cancel_dialog.words", name=self._name(line))
        heading = text("handovers.cancel_dialog.heading")
        confirm = text("handovers.cancel_dialog.confirm")
        asked = ConfirmDialog(self._desk, "cancel_dialog", heading, words, confirm=confirm)
        work = partial(self._handovers.cancel, line.handover.id)
        done = partial(text, "handovers.cancel_dialog.done")
        asked.accepted.connect(partial(self._do, work, done))
        self._page.ask(asked)

    def _give_up(self, line: HandoverLine) -> None:
        words = text("handovers.cancel_dialog.lost_words", name=self._name(line))
        heading = text("handovers.cancel_dialog.lost_heading")
        confirm = text("handovers.cancel_dialog.lost_confirm")
        asked = ConfirmDialog(self._desk, "lost_dialog", heading, words, confirm=confirm)
        work = partial(self._handovers.cancel, line.handover.id, lost=True)
        done = partial(text, "handovers.cancel_dialog.lost_done")
        asked.accepted.connect(partial(self._do, work, done))
        self._page.ask(asked)

    def _name(self, line: HandoverLine) -> str:
        return self._desk.discretion.whole_name(line.colleague.name)

    def _do(self, work: Callable[[], Changes], done: Callable[[], str]) -> None:
        self._desk.jobs.run(self, work, partial(self._done, done), failed=self._refused)

    def _done(self, done: Callable[[], str], _changes: Changes) -> None:
        self._say(done)

    def _say(self, words: Callable[[], str]) -> None:
        self._page.noticed.emit(Notice(words()))

    def _refused(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self._page.noticed.emit(Notice(errors.message(error), "bad"))


def _named(text_id: str, name: Callable[[], str]) -> str:
    return text(text_id, name=name())
