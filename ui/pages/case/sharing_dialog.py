"""Share with a partner or the employer: it starts empty, and each item is ticked (ANAS-17)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from app.domain.partners import Sharing, SharingKind
from ui.dialogs.base import AskDialog
from ui.formats import day
from ui.pages.case.tick_list import TickList
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.naming import named
from ui.widgets.partner_combo import PartnerCombo

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.agreements import Agreement
    from app.domain.ids import AgreementId, CaseId
    from app.domain.partners import Partner
    from app.usecases.shareable import Shareable
    from ui.page import Desk
    from ui.services import Services


class SharingDialog(AskDialog):
    """The agreements offered are those that cover the partner chosen."""

    narrowest = 640

    def __init__(
        self,
        desk: Desk,
        services: Services,
        case_id: CaseId,
        partners: tuple[Partner, ...],
        choices: tuple[Shareable, ...],
    ) -> None:
        super().__init__(
            desk,
            "sharing_dialog",
            text("sharing.dialog.title"),
            confirm=text("sharing.dialog.confirm"),
        )
        self._services, self._case_id = services, case_id
        self.partner = PartnerCombo(
            desk.discretion, "sharing_partner", text("sharing.dialog.partner")
        )
        self.partner.offer_partners(partners)
        self.kind: Combo[SharingKind] = Combo("sharing_kind", text("sharing.dialog.kind"))
        self.kind.offer([(one, text(f"sharing.kind.{one.value}")) for one in SharingKind])
        self.purpose = named(QLineEdit(), "sharing_purpose", text("sharing.dialog.purpose"))
        self.agreement: Combo[AgreementId | None] = Combo(
            "sharing_agreement", text("sharing.dialog.agreement")
        )
        self.reason = named(QLineEdit(), "sharing_reason", text("sharing.dialog.reason"))
        self.on = DateField(desk.clock, "sharing_on", text("sharing.dialog.on"))
        self.items = TickList(desk, "sharing_item", text("sharing.dialog.items"), choices)
        self.other = named(QLineEdit(), "sharing_other", text("sharing.dialog.free"))
        self._arrange_fields()
        self._offer_agreements(())
        self.partner.picked.connect(self._read_agreements)
        desk.discretion.changed.connect(self._show_again)
        self._read_agreements()

    def work(self) -> Callable[[], object] | None:
        """Keep what is shared."""
        if self.partner.unseen():
            self.say_wrong(text("sharing.dialog.unseen"))
            return None
        on = self.on.day()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        items = tuple((one.subject, one.words) for one in self.items.ticked())
        if other := self.other.text().strip():
            items = (*items, ("free", other))
        if not items:
            self.say_wrong(text("sharing.dialog.none_ticked"))
            return None
        agreement = self.agreement.value()
        reason = self.reason.text().strip() if agreement is None else ""
        purpose = self.purpose.text().strip()
        made = partial(
            Sharing, 0, self._case_id, self.partner.value(), self.kind.value(), purpose, on
        )
        return partial(self._share, partial(made, agreement, reason), items)

    def _share(self, made: Callable[[], Sharing], items: tuple[tuple[str, str], ...]) -> object:
        return self._services.casework.sharing.share(made(), items)

    def _read_agreements(self) -> None:
        sharing = self._services.casework.sharing
        ask = partial(sharing.usable_agreements, self._case_id, self.partner.value())
        self._desk.jobs.run(self, ask, self._offer_agreements)

    def _offer_agreements(self, agreements: tuple[Agreement, ...]) -> None:
        self._agreements = agreements
        none = (None, text("sharing.dialog.no_agreement"))
        known = [(one.id, self._said(one)) for one in reversed(agreements)]
        self.agreement.offer([*known, none])
        self.agreement.setCurrentIndex(0)

    def _show_again(self) -> None:
        """The same agreements in the words of now (discreet mode turned)."""
        chosen = self.agreement.value()
        self._offer_agreements(self._agreements)
        self.agreement.choose(chosen)

    def _arrange_fields(self) -> None:
        self.add(text("sharing.dialog.partner"), self.partner)
        self.add(text("sharing.dialog.kind"), self.kind)
        self.add(text("sharing.dialog.purpose"), self.purpose)
        self.add(text("sharing.dialog.agreement"), self.agreement)
        self.add(text("sharing.dialog.reason"), self.reason)
        self.add(text("sharing.dialog.on"), self.on)
        self.add(text("sharing.dialog.items"), self.items)
        self.add(text("sharing.dialog.free"), self.other)

    def _said(self, agreement: Agreement) -> str:
        scope = self._desk.discretion.prose(agreement.scope)
        told = text("sharing.with_agreement", day=day(agreement.on))
        return f"{told} · {scope}" if scope else told
