"""The small windows of offers and information: made, answered, told, given."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.agreements import AgreementForm
from app.domain.offers import OfferAnswer
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.offers import OutreachOffer
    from ui.page import Desk
    from ui.services import Services

CHANNELS = ("CTC.CRR", "CTC.MEL", "CTC.APP", "CTC.SMS", "CTC.SPO")


class _ConsentDialog(AskDialog):
    """A window about something that happened on a day."""

    def __init__(self, desk: Desk, services: Services, name: str) -> None:
        super().__init__(
            desk, f"{name}_dialog", text(f"consent.dialog.{name}"), confirm=text("case.dialog.save")
        )
        self._services = services
        self.on = DateField(desk.clock, f"{name}_on", text("case.dialog.on"))

    def work_on(self, on: date) -> Callable[[], object] | None:
        """The service call for that day."""
        raise NotImplementedError

    def work(self) -> Callable[[], object] | None:
        """The service call, once the day is understood."""
        on = self.on.day()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        return self.work_on(on)


class OfferDialog(_ConsentDialog):
    """Keep that an offer was made."""

    def __init__(
        self, desk: Desk, services: Services, case_id: CaseId, lists: Nomenclatures
    ) -> None:
        super().__init__(desk, services, "offer")
        self._case_id = case_id
        self.channel: Combo[str] = Combo("offer_channel", text("consent.dialog.channel"))
        self.channel.offer([(code, lists.label_of(code)) for code in CHANNELS])
        self.add(text("consent.dialog.channel"), self.channel)
        self.add(text("case.dialog.on"), self.on)

    def work_on(self, on: date) -> Callable[[], object]:
        """Keep it."""
        make = self._services.casework.offers.make
        return partial(make, self._case_id, on=on, channel=self.channel.value())


class AnswerDialog(_ConsentDialog):
    """Keep the answer, which opens or closes the file."""

    def __init__(self, desk: Desk, services: Services, offer: OutreachOffer) -> None:
        super().__init__(desk, services, "answer")
        self._offer = offer
        self.fields.addWidget(label(text("consent.dialog.answer_words"), "muted", wraps=True))
        self.answer: Combo[OfferAnswer] = Combo("answer_what", text("consent.dialog.what"))
        answers = (OfferAnswer.ACCEPTED, OfferAnswer.DECLINED, OfferAnswer.NONE)
        self.answer.offer([(one, text(f"consent.answer.{one.value}")) for one in answers])
        self.form: Combo[AgreementForm] = Combo("answer_form", text("case.dialog.agreement_form"))
        self.form.offer([(one, text(f"case.form.{one.value}")) for one in AgreementForm])
        self.add(text("consent.dialog.what"), self.answer)
        self.add(text("case.dialog.agreement_form"), self.form)
        self.add(text("case.dialog.on"), self.on)

    def work_on(self, on: date) -> Callable[[], object]:
        """Keep it."""
        answer = self._services.casework.offers.answer
        return partial(answer, self._offer.id, self.answer.value(), on=on, form=self.form.value())


class ToldDialog(_ConsentDialog):
    """Keep that whoever signalled knows that an offer was made."""

    def __init__(self, desk: Desk, services: Services, offer: OutreachOffer) -> None:
        super().__init__(desk, services, "told")
        self._offer = offer
        self.fields.addWidget(label(text("consent.dialog.told_words"), "muted", wraps=True))
        self.add(text("case.dialog.on"), self.on)

    def work_on(self, on: date) -> Callable[[], object]:
        """Keep it."""
        return partial(self._services.casework.offers.third_party_told, self._offer.id, on=on)


class InformationDialog(_ConsentDialog):
    """Keep what the person was told that day."""

    def __init__(
        self, desk: Desk, services: Services, case_id: CaseId, lists: Nomenclatures
    ) -> None:
        super().__init__(desk, services, "information")
        self._case_id = case_id
        self.subjects = {
            code.code: CheckBox(f"information_{code.code.lower()}", code.label, code.label)
            for code in lists.of("INF").offered_on(desk.clock.today())
        }
        for box in self.subjects.values():
            self.fields.addWidget(box)
        self._first = next(iter(self.subjects.values()), None)
        self.how: Combo[str] = Combo("information_how", text("consent.dialog.how"))
        self.how.offer([(how, text(f"consent.how.{how}")) for how in ("oral", "written")])
        self.add(text("consent.dialog.how"), self.how)
        self.add(text("case.dialog.on"), self.on)

    def work_on(self, on: date) -> Callable[[], object] | None:
        """Keep it, if anything is ticked."""
        subjects = tuple(code for code, box in self.subjects.items() if box.isChecked())
        if not subjects:
            self.say_wrong(text("consent.dialog.none_ticked"))
            return None
        inform = self._services.casework.offers.inform
        return partial(inform, self._case_id, subjects, on=on, how=self.how.value())
