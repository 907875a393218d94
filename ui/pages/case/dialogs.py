"""Which small window answers which wish on the page of a case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.agreement import AgreementDialog
from ui.pages.case.person_dialogs import ContactDialog, IdentityDialog
from ui.pages.case.state_dialogs import ClosingDialog, ReopeningDialog, RequestDialog
from ui.pages.case.urgent_dialog import UrgentDialog

if TYPE_CHECKING:
    from app.domain.cases import Request
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from ui.dialogs.base import AskDialog
    from ui.page import Desk
    from ui.services import Services

_DIALOGS = {
    "agreement": AgreementDialog,
    "closing": ClosingDialog,
    "contact": ContactDialog,
    "identity": IdentityDialog,
    "reopening": ReopeningDialog,
    "request": RequestDialog,
    "urgent": UrgentDialog,
}


class Asker:
    """Makes the windows."""

    def __init__(self, desk: Desk, services: Services) -> None:
        self._desk, self._services = desk, services

    def dialog(self, name: str, sheet: CaseSheet, lists: Nomenclatures) -> AskDialog:
        """Return the window of that name."""
        return _DIALOGS[name](self._desk, self._services, sheet, lists)

    def correction(self, request: Request, sheet: CaseSheet, lists: Nomenclatures) -> AskDialog:
        """Return the window that puts a request right."""
        made = RequestDialog(self._desk, self._services, sheet, lists)
        made.correct(request)
        return made

    def withdrawal(self, kind: str, sheet: CaseSheet, lists: Nomenclatures) -> AskDialog:
        """Return the window that keeps that an agreement was withdrawn."""
        made = AgreementDialog(self._desk, self._services, sheet, lists)
        made.withdraw(kind)
        return made
