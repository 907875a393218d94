"""« Confier des dossiers »: to whom, until when, which files; then the package is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from app.domain.errors import RuleBroken
from app.usecases.handovers import Giving
from ui import errors
from ui.formats import file_size
from ui.pages.handovers.case_ticks import CaseTicks
from ui.pages.handovers.long_dialog import LongDialog
from ui.texts import plural, text
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.coming_date_field import ComingDateField
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.handovers import Colleague
    from app.domain.ids import CaseId
    from app.usecases.handover_lines import Choice
    from ui.page import Desk
    from ui.services import Services

    Weighed = dict[CaseId, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class GiveRead:
    """What a handover is chosen from."""

    colleagues: tuple[Colleague, ...]
    choices: tuple[Choice, ...]


class GiveDialog(LongDialog):
    """`sealing` carries what she chose; `agreement_wanted` a file whose person is to be asked."""

    narrowest = 720
    sealing = Signal(object)
    agreement_wanted = Signal(object)

    def __init__(self, desk: Desk, services: Services, read: GiveRead) -> None:
        heading, confirm = (
            text("handovers.give_dialog.heading"),
            text("handovers.give_dialog.confirm"),
        )
        super().__init__(desk, "give_dialog", heading, confirm=confirm)
        self._services, self._colleagues = services, read.colleagues
        self._weights: Weighed = {}
        self.receiver = 0
        self.colleague: Combo[int] = Combo(
            "give_colleague", text("handovers.give_dialog.colleague")
        )
        until = text("handovers.give_dialog.until")
        self.until = ComingDateField(desk.clock, "give_until", until, optional=True)
        self.words = named(QLineEdit(), "give_words", text("handovers.give_dialog.filter"))
        self.words.setPlaceholderText(text("handovers.give_dialog.filter"))
        self.cases = CaseTicks(desk)
        self.count = named(label("", "strong"), "give_count", text("handovers.give_dialog.files"))
        documents = text("handovers.give_dialog.documents")
        self.documents = CheckBox("give_documents", documents, documents)
        self._arrange_fields()
        self.words.textChanged.connect(self.cases.narrow)
        self.cases.changed.connect(self._weigh)
        self.cases.agreement_wanted.connect(self.agreement_wanted)
        desk.discretion.changed.connect(self._offer)
        self.cases.show_choices(read.choices)
        self._offer()
        self._weigh()

    @override
    def work(self) -> Callable[[], object] | None:
        """Ask for the proof and the file; the sealing itself is `seal`."""
        if wrong := self._wrong():
            self.say_wrong(wrong)
            return None
        self.say_wrong("")
        ticked, documents = self.cases.ticked(), self.documents.isChecked()
        self.sealing.emit(Giving(self.colleague.value(), ticked, self.until.day(), documents))
        return None

    def seal(self, giving: Giving, path: Path) -> None:
        """Seal the package, followed, and stopped if she asks."""
        self.written, self.receiver = path, giving.colleague_id
        work = partial(self._services.casework.handovers.give, giving, path)
        stopped = text("handovers.give_dialog.stopped")
        self.begin(text("handovers.give_dialog.working"), stopped, work)

    def read_again(self) -> None:
        """Ask again which files may go: an agreement was just recorded."""
        handovers = self._services.casework.handovers
        self._desk.jobs.run(self, handovers.choices, self.cases.show_choices)

    def _wrong(self) -> str:
        chosen = self.colleague.value()
        if any(one.id == chosen and one.compared_on is None for one in self._colleagues):
            return errors.message(RuleBroken("colleague_not_compared"))
        if self.until.day() is None and not self.until.is_empty:
            return text("case.dialog.date_wrong")
        return "" if self.cases.ticked() else text("handovers.give_dialog.none_ticked")

    def _offer(self) -> None:
        self.colleague.offer([(one.id, self._named(one)) for one in self._colleagues])

    def _named(self, one: Colleague) -> str:
        name = self._desk.discretion.whole_name(one.name)
        if one.compared_on is None:
            return text("handovers.give_dialog.not_compared", name=name)
        return name

    def _weigh(self) -> None:
        """Say how many files are ticked, and how much their documents weigh."""
        ticked = self.cases.ticked()
        self.count.setText(plural("handovers.give_dialog.ticked", len(ticked)))
        unknown = [one for one in ticked if one not in self._weights]
        if unknown:
            self._desk.jobs.run(self, partial(self._ask_weights, unknown), self._weighed)
            return
        number = sum(self._weights[one][0] for one in ticked)
        size = sum(self._weights[one][1] for one in ticked)
        words = text("handovers.give_dialog.documents_none")
        if number:
            words = plural("handovers.give_dialog.documents_count", number, size=file_size(size))
        self.documents.setText(words)
        self.documents.setAccessibleName(words)
        self.documents.setEnabled(bool(number))
        if not number:
            self.documents.setChecked(False)

    def _ask_weights(self, cases: list[CaseId]) -> Weighed:
        """On the vault's thread."""
        found: Weighed = {}
        for one in cases:
            kept = [row for row in self._services.documents.of_case(one) if row.binned_on is None]
            found[one] = len(kept), sum(row.size for row in kept)
        return found

    def _weighed(self, found: Weighed) -> None:
        self._weights |= found
        self._weigh()

    def _arrange_fields(self) -> None:
        self.add(text("handovers.give_dialog.colleague"), self.colleague)
        self.add(text("handovers.give_dialog.until"), self.until)
        self.add(text("handovers.give_dialog.files"), self.words)
        for part in (self.cases, self.count, self.documents):
            self.fields.addWidget(part)
        stays = label(text("handovers.give_dialog.stays"), "small", wraps=True)
        self.fields.addWidget(stays)
