"""Who was told what, with which agreement: the one page of a file that says it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Touched
from ui.formats import day
from ui.pages.case.panel import CasePanel, standing
from ui.pages.case.sharing_dialog import SharingDialog
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted
from ui.widgets.buttons import button, icon_button
from ui.widgets.labels import chip, label
from ui.widgets.prose import Prose

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.domain.partners import Partner
    from app.usecases.handover_lines import Entrusted
    from app.usecases.shareable import Shareable
    from app.usecases.sharing import Told
    from ui.page import Desk
    from ui.services import Services


@dataclass(frozen=True, slots=True)
class SharingRead:
    """What was told, and what a new sharing may start from."""

    told: tuple[Told, ...]
    entrusted: tuple[Entrusted, ...]
    partners: tuple[Partner, ...]
    choices: tuple[Shareable, ...]


class SharingPanel(CasePanel[SharingRead]):
    """A list, newest first, and a window that starts empty."""

    name = "sharing"
    shows = Touched.CASES | Touched.PARTNERS | Touched.HANDOVERS

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk, services)
        self._read: SharingRead | None = None
        self._opened = 0
        self.new = button(desk.theme, "sharing_new", text("sharing.new"), icon_name="upload")
        self.none = label(text("sharing.none"), "muted", wraps=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        words = label(text("sharing.words"), "muted", wraps=True)
        self.setLayout(column(self._heading(), words, self.none, self._list, -1, gap=12))
        self.new.clicked.connect(self._open_new)
        desk.discretion.changed.connect(self._show_list)

    def _heading(self) -> QWidget:
        heading = Flow(gap=16)
        heading.addWidget(label(text("sharing.title"), "heading"))
        heading.addWidget(self.new)
        return hosted(heading)

    def ask(self, case_id: CaseId) -> SharingRead:
        """Read what was told, the address book and what may be ticked."""
        casework = self._services.casework
        return SharingRead(
            casework.sharing.told(case_id),
            casework.handovers.entrusted(case_id),
            casework.partners.all(),
            casework.sharing.choices(case_id),
        )

    def show_read(self, read: SharingRead) -> None:
        """Show it; the name of a partner opened before is masked again."""
        self._read, self._opened = read, 0
        self._show_list()

    def _show_list(self) -> None:
        if self._read is None:
            return
        emptied(self._list)
        self.none.setVisible(not self._read.told and not self._read.entrusted)
        for one in self._read.entrusted:
            self._list.addWidget(self._whole_file(one))
        for told in self._read.told:
            self._list.addWidget(self._card(told))

    def _whole_file(self, one: Entrusted) -> QWidget:
        """The file as a whole, entrusted to a colleague for an absence."""
        name = self._desk.discretion.whole_name(one.colleague.name)
        handover = one.handover
        card = Card(text("sharing.entrusted", name=name, day=day(handover.made_on)))
        card.title.setWordWrap(True)
        card.head.setStretch(0, 1)
        if one.agreement is not None:
            basis = Flow(gap=8)
            said = text("sharing.with_agreement", day=day(one.agreement.on))
            basis.addWidget(chip(said, "good"))
            card.body.addWidget(hosted(basis))
        ended = handover.ended_on
        words = (
            text("sharing.entrusted_now")
            if ended is None
            else text("sharing.entrusted_over", day=day(ended))
        )
        card.body.addWidget(label(words, "muted", wraps=True))
        return card

    def _card(self, told: Told) -> QWidget:
        discretion = self._desk.discretion
        opened = told.sharing.id == self._opened
        partner = discretion.partner(told.partner, on_purpose=opened)
        card = Card(text("sharing.to", partner=partner, day=day(told.sharing.shared_on)))
        card.title.setWordWrap(True)
        card.head.setStretch(0, 1)
        card.head.addWidget(self._removal(told, card.title.text()))
        basis = Flow(gap=8)
        for one in (chip(text(f"sharing.kind.{told.sharing.kind.value}")), self._basis(told)):
            basis.addWidget(one)
        if discretion.hides(told.partner, on_purpose=opened) and not discretion.on:
            basis.addWidget(self._opener(told))
        card.body.addWidget(hosted(basis))
        purpose = text("sharing.purpose", purpose=discretion.prose(told.sharing.purpose))
        card.body.addWidget(label(purpose, "muted", wraps=True))
        for item in told.items:
            subject = text(f"sharing.item.{item.subject}")
            card.body.addWidget(label(subject, "field"))
            card.body.addWidget(Prose(discretion, item.words))
        return standing(card, told.sharing.id)

    def _opener(self, told: Told) -> QWidget:
        """A button that names, in this card alone, a partner who is masked in lists."""
        spoken = text("sharing.name_spoken", day=day(told.sharing.shared_on))
        made = button(self._desk.theme, f"sharing_name_{told.sharing.id}", text("sharing.name"))
        made.setAccessibleName(spoken)
        made.clicked.connect(partial(self._open, told.sharing.id))
        return made

    def _open(self, sharing_id: int) -> None:
        self._opened = sharing_id
        self._show_list()
        part = self.part_of(sharing_id)
        if part is not None:
            self.revealed.emit(part)

    def _removal(self, told: Told, words: str) -> QWidget:
        """A button that puts in the bin a sharing that never took place."""
        spoken = text("sharing.remove_spoken", words=words)
        name = f"sharing_remove_{told.sharing.id}"
        made = icon_button(self._desk.theme, name, "trash-2", spoken)
        remove = partial(self._services.casework.sharing.remove, told.sharing.id)
        made.clicked.connect(partial(self.remove, remove, text("sharing.removed")))
        return made

    def _basis(self, told: Told) -> QWidget:
        if told.agreement is not None:
            return chip(text("sharing.with_agreement", day=day(told.agreement.on)), "good")
        reason = self._desk.discretion.prose(told.sharing.exception_reason)
        return chip(text("sharing.without_agreement", reason=reason), "warn")

    def _open_new(self) -> None:
        if self._read is None:
            return
        if not self._read.partners:
            self.none.setText(text("sharing.no_partner"))
            self.none.show()
            return
        dialog = SharingDialog(
            self._desk, self._services, self.sheet.case.id, self._read.partners, self._read.choices
        )
        dialog.accepted.connect(partial(self._say, text("sharing.done")))
        self.open_window(dialog)
