"""Keep what the person answered to one kind of agreement, or that she withdrew it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from app.domain.agreements import FILE_OPENING, AgreementForm, Answer
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from ui.page import Desk
    from ui.services import Services


class AgreementDialog(AskDialog):
    """Records an answer of the person."""

    def __init__(
        self, desk: Desk, services: Services, sheet: CaseSheet, lists: Nomenclatures
    ) -> None:
        super().__init__(
            desk,
            "agreement_dialog",
            text("case.dialog.agreement"),
            confirm=text("case.dialog.save"),
        )
        self._services, self._case_id = services, sheet.case.id
        self.kind: Combo[str] = Combo("agreement_kind", text("case.dialog.agreement_kind"))
        self.answer: Combo[Answer] = Combo("agreement_answer", text("case.dialog.agreement_answer"))
        self.form: Combo[AgreementForm] = Combo(
            "agreement_form", text("case.dialog.agreement_form")
        )
        self.on = DateField(desk.clock, "agreement_on", text("case.dialog.on"))
        self.scope = named(QLineEdit(), "agreement_scope", text("case.dialog.agreement_scope"))
        kinds = lists.of("ACC").offered_on(desk.clock.today())
        self.kind.offer([(code.code, code.label) for code in kinds])
        self.kind.choose(FILE_OPENING)
        self.answer.offer([(one, text(f"case.answer.{one.value}")) for one in Answer])
        self.form.offer([(one, text(f"case.form.{one.value}")) for one in AgreementForm])
        self.add(text("case.dialog.agreement_kind"), self.kind)
        self.add(text("case.dialog.agreement_answer"), self.answer)
        self.add(text("case.dialog.agreement_form"), self.form)
        self.add(text("case.dialog.on"), self.on)
        self.add(text("case.dialog.agreement_scope"), self.scope)
        words = text("case.dialog.agreement_closes")
        self._closes = named(label(words, "muted", wraps=True), "agreement_closes", words)
        self.fields.addWidget(self._closes)
        for one in (self.kind, self.answer):
            one.currentIndexChanged.connect(self._follow)
        self._follow()

    def propose(self, kind: str) -> None:
        """Be ready to keep that the person agreed to this."""
        self.kind.choose(kind)

    def withdraw(self, kind: str) -> None:
        """Be ready to keep that the person took her agreement back."""
        self.kind.choose(kind)
        self.answer.choose(Answer.WITHDRAWN)

    def _follow(self) -> None:
        """Say that a file is closed when the person no longer wants it."""
        refused = self.answer.value() is not Answer.GIVEN
        self._closes.setVisible(refused and self.kind.value() == FILE_OPENING)

    def work(self) -> Callable[[], object] | None:
        """Record the answer."""
        on = self.on.day()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        return partial(
            self._services.cases.record_agreement,
            self._case_id,
            kind=self.kind.value(),
            answer=self.answer.value(),
            form=self.form.value(),
            on=on,
            scope=self.scope.text().strip(),
        )
