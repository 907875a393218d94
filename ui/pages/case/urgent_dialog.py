"""« En mon absence… »: the words of the sheet, and the agreement that it rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from app.domain.agreements import AgreementForm, Answer, last_answer
from app.domain.handovers import HAND_OVER, UrgentCase
from ui.dialogs.base import AskDialog
from ui.formats import day
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from ui.page import Desk
    from ui.services import Services

_HEIGHT = 96


class UrgentDialog(AskDialog):
    """A few words; without the person's agreement they stay here, and that is said.

    `removed` tells what takes the words back once they are in the bin.
    """

    removed = Signal(object)
    narrowest = 560

    def __init__(
        self,
        desk: Desk,
        services: Services,
        sheet: CaseSheet,
        lists: Nomenclatures,  # noqa: ARG002 — every window of a file is made with the same
    ) -> None:
        heading, confirm = text("handovers.urgent.dialog.heading"), text("case.dialog.save")
        super().__init__(desk, "urgent_dialog", heading, confirm=confirm)
        self._services, self._case_id = services, sheet.case.id
        self._known: UrgentCase | None = None
        words, masked = (
            text("handovers.urgent.dialog.words"),
            text("handovers.urgent.dialog.hidden"),
        )
        self.words = NoteEdit(desk.discretion, "urgent_words", words, masked)
        self.words.setFixedHeight(desk.theme.px(_HEIGHT))
        has_phone = bool(sheet.person.phone)
        phone = text(f"handovers.urgent.dialog.{'phone' if has_phone else 'no_phone'}")
        self.phone = CheckBox("urgent_phone", phone, phone)
        self.phone.setEnabled(has_phone)
        self.agreed = named(label("", wraps=True), "urgent_agreed", heading)
        record = text("handovers.urgent.dialog.record")
        self.record = button(desk.theme, "urgent_agree", record, icon_name="check")
        self.remove = button(
            desk.theme, "urgent_remove", text("handovers.urgent.dialog.remove"), role="quiet"
        )
        self._arrange_fields()
        self._show_agreement(sheet)
        self.record.clicked.connect(self._record)
        self.remove.clicked.connect(self._remove)
        work = partial(services.casework.urgent_cases.of, self._case_id)
        desk.jobs.run(self, work, self._show)

    @override
    def work(self) -> Callable[[], object] | None:
        """Keep the words."""
        words = self.words.words().strip()
        if not words:
            self.say_wrong(text("handovers.urgent.dialog.words_wrong"))
            return None
        today = self._desk.clock.today()
        known = 0 if self._known is None else self._known.id
        kept = UrgentCase(known, self._case_id, words, today, with_phone=self.phone.isChecked())
        return partial(self._services.casework.urgent_cases.keep, kept)

    def _show(self, known: UrgentCase | None) -> None:
        self._known = known
        self.remove.setVisible(known is not None)
        if known is not None:
            self.words.show_words(known.words)
            self.phone.setChecked(known.with_phone and self.phone.isEnabled())

    def _show_agreement(self, sheet: CaseSheet) -> None:
        last = last_answer(sheet.agreements, HAND_OVER)
        given = last is not None and last.answer is Answer.GIVEN
        self.record.setVisible(not given)
        if last is not None and given:
            self.agreed.setText(text("handovers.urgent.dialog.agreed", day=day(last.on)))
        else:
            self.agreed.setText(text("handovers.urgent.dialog.not_agreed"))

    def _record(self) -> None:
        record = partial(
            self._services.cases.record_agreement,
            self._case_id,
            kind=HAND_OVER,
            answer=Answer.GIVEN,
            form=AgreementForm.ORAL,
            on=self._desk.clock.today(),
        )
        self._desk.jobs.run(self, record, self._recorded, failed=self._refused)

    def _recorded(self, _changes: object) -> None:
        self.record.hide()
        self.agreed.setText(text("handovers.urgent.dialog.recorded"))
        self.words.setFocus()

    def _remove(self) -> None:
        if self._known is not None:
            work = partial(self._services.casework.urgent_cases.remove, self._known.id)
            self.run(work, self._removed)

    def _removed(self, changes: object) -> None:
        self.accept()
        self.removed.emit(changes)

    def _arrange_fields(self) -> None:
        self.add(text("handovers.urgent.dialog.words"), self.words)
        self.fields.addWidget(label(text("handovers.urgent.dialog.hint"), "small", wraps=True))
        self.fields.addWidget(self.phone)
        self.fields.addSpacing(8)
        asked = column(self.agreed, row(self.record, -1), gap=6)
        line = row(IconLabel(self._desk.theme, "handshake"), hosted(asked), gap=10)
        line.setStretch(1, 1)
        self.fields.addLayout(line)
        for one in (self.record, self.remove):
            one.setAutoDefault(False)
        self.fields.addLayout(row(self.remove, -1))
