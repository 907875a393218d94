"""Add or correct a partner of the address book."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.partners import Partner
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.private_line import PrivateLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.nomenclatures import Nomenclatures
    from ui.page import Desk
    from ui.services import Services

_LINES = ("name", "contact", "phone", "email", "address")


class PartnerDialog(AskDialog):
    """`retired` when she no longer wants the partner proposed, `proposed` when she does again."""

    narrowest = 520
    retired = Signal()
    proposed = Signal()

    def __init__(
        self, desk: Desk, services: Services, partner: Partner | None, lists: Nomenclatures
    ) -> None:
        super().__init__(
            desk, "partner_dialog", text("partners.dialog.title"), confirm=text("case.dialog.save")
        )
        self._services, self._partner = services, partner
        self.kind: Combo[str] = Combo("partner_kind", text("partners.dialog.kind"))
        offered = lists.of("PAR").offered_on(desk.clock.today())
        self.kind.offer([(one.code, one.label) for one in offered if one.parent is not None])
        self.lines = {name: self._line(name) for name in _LINES}
        sensitive = text("partners.dialog.sensitive")
        self.sensitive = CheckBox("partner_sensitive", sensitive, sensitive)
        self.retire = button(
            desk.theme, "partner_retire", text("partners.dialog.retire"), role="quiet"
        )
        self.retire.setVisible(partner is not None and partner.left_on is None)
        self.retire.clicked.connect(self._stop_proposing)
        self.propose = button(
            desk.theme, "partner_propose", text("partners.dialog.propose"), role="quiet"
        )
        self.propose.setVisible(partner is not None and partner.left_on is not None)
        self.propose.clicked.connect(self._propose_again)
        self._arrange_fields()
        if partner is not None:
            self._show(partner)

    def work(self) -> Callable[[], object] | None:
        """Keep the partner."""
        said = {name: line.text().strip() for name, line in self.lines.items()}
        return partial(self._save, self.kind.value(), said, sensitive=self.sensitive.isChecked())

    def _save(self, kind: str, said: dict[str, str], *, sensitive: bool) -> object:
        known = self._partner
        kept = Partner(
            0 if known is None else known.id,
            kind,
            **said,
            sensitive=sensitive,
            left_on=None if known is None else known.left_on,
        )
        return self._services.casework.partners.save(kept)

    def _line(self, name: str) -> PrivateLine:
        spoken = text(f"partners.dialog.{name}")
        return PrivateLine(self._desk.discretion, f"partner_{name}", spoken)

    def _arrange_fields(self) -> None:
        self.add(text("partners.dialog.kind"), self.kind)
        for name, line in self.lines.items():
            self.add(text(f"partners.dialog.{name}"), line)
        self.fields.addWidget(self.sensitive)
        self.fields.addLayout(row(self.retire, self.propose, -1))

    def _show(self, partner: Partner) -> None:
        self.kind.choose(partner.kind)
        for name, line in self.lines.items():
            line.setText(str(getattr(partner, name)))
        self.sensitive.setChecked(partner.sensitive)

    def _propose_again(self) -> None:
        self.proposed.emit()
        self.reject()

    def _stop_proposing(self) -> None:
        self.retired.emit()
        self.reject()
