"""From a file received to its end: files taken over with a code, or merged with an account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from app.ports.handovers import PackageRefused
from ui import errors
from ui.page import Notice, Place
from ui.pages.handovers.account_dialog import Account, AccountDialog
from ui.pages.handovers.codes import TellDialog
from ui.pages.handovers.received import Package, ReturnDialog, TakeDialog
from ui.texts import plural, text

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.usecases.handovers import Back, Offered, Taken
    from ui.jobs import Progress
    from ui.page import Desk, Page
    from ui.services import Services
    from ui.widgets.long_work import LongWork


class Receiving(QObject):
    """Looks into a package on the strip of the page, then opens the window that fits it."""

    def __init__(self, page: Page, desk: Desk, services: Services, strip: LongWork) -> None:
        super().__init__(page)
        self._page, self._desk, self._services, self._strip = page, desk, services, strip

    def look(self, path: Path) -> None:
        """Look into a package; nothing is written."""
        self._strip.announce(text("handovers.looking"))
        look = partial(self._look, path)
        run = self._desk.jobs.run_long
        self._strip.follow(run(self, look, self._looked, failed=self._refused))

    def _look(self, path: Path, told: Progress) -> Package:
        """On the vault's thread; a return names the files as they are called here."""
        offered = self._services.casework.handovers.look(path, told)
        return Package(path, offered, self._numbers() if offered.is_return else {})

    def _looked(self, package: Package) -> None:
        self._strip.ended()
        offered = package.offered
        if offered.is_return and offered.handover is None:
            self._refused(PackageRefused("unknown_handover"))
        elif offered.is_return:
            back = ReturnDialog(self._desk, self._services, package)
            back.ended.connect(partial(self._merged, package))
            self._page.ask(back)
        elif offered.handover is not None:
            self._refused(PackageRefused("taken_already"))
        else:
            take = TakeDialog(self._desk, self._services, package)
            take.ended.connect(partial(self._taken, take))
            self._page.ask(take)

    def _taken(self, dialog: TakeDialog, taken: Taken) -> None:
        self._desk.jobs.changed.emit(taken.changes)
        count, name = len(taken.cases), dialog.named()
        said = [partial(self._read_out, name), partial(text, "handovers.taken_dialog.later")]
        heading = plural("handovers.taken_dialog.heading", count)
        self._page.ask(TellDialog(self._desk, "taken_dialog", heading, said, code=taken.code))

    def _read_out(self, name: str) -> str:
        return text("handovers.taken_dialog.words", name=self._desk.discretion.whole_name(name))

    def _merged(self, package: Package, back: Back) -> None:
        self._desk.jobs.changed.emit(back.changes)
        lists = self._services.nomenclatures.current
        self._desk.jobs.run(self, lists, partial(self._show_account, package, back))

    def _numbers(self) -> dict[CaseId, str]:
        lines = self._services.casework.handovers.all()
        return {one.case_id: one.number for line in lines for one in line.cases}

    def _show_account(self, package: Package, back: Back, lists: Nomenclatures) -> None:
        sender = partial(self._sender, package.offered)
        account = Account(back, package.numbers, sender, lists)
        dialog = AccountDialog(self._desk, account)
        dialog.opened.connect(self._open_case)
        self._page.ask(dialog)

    def _sender(self, offered: Offered) -> str:
        known = offered.colleague
        return "" if known is None else self._desk.discretion.whole_name(known.name)

    def _open_case(self, case_id: object) -> None:
        self._page.go.emit(Place("case", cast("int", case_id)))

    def _refused(self, error: Exception) -> None:
        self._strip.ended()
        if not errors.is_refusal(error):
            raise error
        self._page.noticed.emit(Notice(errors.message(error), "bad"))
