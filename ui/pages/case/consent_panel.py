"""What the person was offered, agreed to and was told: the base of all the rest (ANAS 11, 12)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Touched
from app.domain.agreements import Answer
from app.domain.offers import OfferAnswer
from ui import wording
from ui.formats import day
from ui.page import Place
from ui.pages.case.consent_dialogs import AnswerDialog, InformationDialog, OfferDialog, ToldDialog
from ui.pages.case.panel import CasePanel, standing
from ui.texts import plural, text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import button, icon_button
from ui.widgets.labels import chip, label
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.changes import Changes
    from app.domain.agreements import Agreement
    from app.domain.ids import CaseId
    from app.domain.offers import InformationGiven, OutreachOffer
    from ui.dialogs.base import AskDialog
    from ui.page import Desk
    from ui.services import Services

_TONES = {Answer.GIVEN: "good", Answer.REFUSED: "bad", Answer.WITHDRAWN: "warn"}
_OFFER_TONES = {
    OfferAnswer.WAITING: "warn",
    OfferAnswer.ACCEPTED: "good",
    OfferAnswer.DECLINED: "plain",
    OfferAnswer.NONE: "plain",
}
LETTERS = {"offer_letter": "DOC.MAD", "offer_notice": "DOC.TIE"}


@dataclass(frozen=True, slots=True)
class ConsentRead:
    """What the panel shows beside the agreements of the file."""

    offers: tuple[OutreachOffer, ...]
    information: tuple[InformationGiven, ...]


class ConsentPanel(CasePanel[ConsentRead]):
    """Offers and information on the left, every agreement on the right."""

    name = "consent"
    shows = Touched.CASES

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk, services)
        theme = desk.theme
        self.offer = button(
            theme, "offer_add", text("consent.offer_add"), icon_name="plus", role="quiet"
        )
        self.inform = button(
            theme,
            "information_add",
            text("consent.information_add"),
            icon_name="plus",
            role="quiet",
        )
        self._offers, self._history, self._information = (QVBoxLayout() for _ in range(3))
        self._read: ConsentRead | None = None
        self._arrange()
        self.offer.clicked.connect(self._open_offer)
        self.inform.clicked.connect(self._open_information)
        desk.discretion.changed.connect(self._show_again)

    def ask(self, case_id: CaseId) -> ConsentRead:
        """Read offers and information."""
        offers = self._services.casework.offers
        return ConsentRead(offers.of_case(case_id), offers.information(case_id))

    def show_read(self, read: ConsentRead) -> None:
        """Show them, with the agreements of the file."""
        self._read = read
        said = sorted(self.sheet.agreements, key=lambda one: (one.on, one.id), reverse=True)
        _fill(self._offers, [self._offer(one) for one in read.offers], "consent.offers_none")
        _fill(self._history, [self._agreement(one) for one in said], "consent.history_none")
        told = [self._told(one) for one in reversed(read.information)]
        _fill(self._information, told, "consent.information_none")

    def _show_again(self) -> None:
        if self._read is not None:
            self.show_read(self._read)

    def _offer(self, offer: OutreachOffer) -> QWidget:
        channel = wording.short(self.lists, offer.channel)
        words = text("consent.offer_made", day=day(offer.offered_on), channel=channel)
        answer = chip(text(f"consent.answer.{offer.answer.value}"), _OFFER_TONES[offer.answer])
        lines = column(row(label(words, "strong", wraps=True), answer, gap=8), gap=4)
        waiting = offer.answer is OfferAnswer.WAITING
        days = (self._desk.clock.today() - offer.offered_on).days
        if waiting and days:
            lines.addWidget(label(plural("consent.offer_waiting_long", days), "muted"))
        actions = Flow(gap=8)
        if waiting:
            actions.addWidget(self._action("offer_answer", offer, AnswerDialog))
        if offer.third_party_told_on is None:
            actions.addWidget(self._action("offer_tell", offer, ToldDialog))
        else:
            told = text("consent.offer_told", day=day(offer.third_party_told_on))
            lines.addWidget(label(told, "muted"))
        for name, kind in LETTERS.items():
            actions.addWidget(self._letter(name, kind, offer))
        remove = partial(self._services.casework.offers.remove, offer.id)
        actions.addWidget(self._removal("offer", offer.id, words, remove))
        lines.addWidget(hosted(actions))
        return hosted(lines)

    def _letter(self, name: str, kind: str, offer: OutreachOffer) -> QWidget:
        """A button that begins a letter about an offer, and opens it."""
        words = text(f"consent.{name}")
        made = button(self._desk.theme, f"{name}_{offer.id}", words, icon_name="pen-line")
        made.clicked.connect(partial(self._begin_letter, kind))
        return made

    def _begin_letter(self, kind: str) -> None:
        case_id = self.sheet.case.id
        start = partial(self._services.casework.writings.start, case_id, kind)
        self._desk.jobs.run(self, start, partial(self._open_letter, case_id))

    def _open_letter(self, case_id: CaseId, changes: Changes) -> None:
        self.go.emit(Place("case", case_id, words=str(changes.object_id), action="writings"))

    def _action(
        self, name: str, offer: OutreachOffer, window: type[AnswerDialog | ToldDialog]
    ) -> QWidget:
        made = button(self._desk.theme, f"{name}_{offer.id}", text(f"consent.{name}"))
        made.clicked.connect(partial(self._open_about, offer, window))
        return made

    def _agreement(self, one: Agreement) -> QWidget:
        answer = chip(text(f"case.answer.{one.answer.value}"), _TONES[one.answer])
        form = text(f"case.form.{one.form.value}")
        scope = self._desk.discretion.prose(one.scope)
        told = f"{day(one.on)} · {form}" + (f" · {scope}" if scope else "")
        words = column(
            label(wording.short(self.lists, one.kind), wraps=True),
            standing(label(told, "small", wraps=True), one.id),
            gap=1,
        )
        line = row(hosted(words), answer, gap=8)
        line.setStretch(0, 1)
        return hosted(line)

    def _told(self, one: InformationGiven) -> QWidget:
        how = text(f"consent.how.{one.how}")
        subject = wording.short(self.lists, one.subject)
        words = text("consent.information_line", subject=subject, day=day(one.given_on), how=how)
        remove = partial(self._services.casework.offers.remove_information, one.id)
        removal = self._removal("information", one.id, words, remove)
        line = row(label(words, wraps=True), removal, gap=8)
        line.setStretch(0, 1)
        return hosted(line)

    def _removal(
        self, name: str, record_id: int, words: str, remove: Callable[[], Changes]
    ) -> QWidget:
        """A button that puts in the bin what was noted by mistake."""
        spoken = text("consent.remove_spoken", words=words)
        made = icon_button(self._desk.theme, f"{name}_remove_{record_id}", "trash-2", spoken)
        made.clicked.connect(partial(self.remove, remove, text("consent.removed")))
        return made

    def _open_offer(self) -> None:
        self._open(OfferDialog(self._desk, self._services, self.sheet.case.id, self.lists))

    def _open_information(self) -> None:
        self._open(InformationDialog(self._desk, self._services, self.sheet.case.id, self.lists))

    def _open_about(self, offer: OutreachOffer, window: type[AnswerDialog | ToldDialog]) -> None:
        self._open(window(self._desk, self._services, offer))

    def _open(self, dialog: AskDialog) -> None:
        dialog.accepted.connect(partial(self._say, text("consent.saved")))
        self.open_window(dialog)

    def _arrange(self) -> None:
        offers, history = Card(text("consent.offers")), Card(text("consent.history"))
        information = Card(text("consent.information"))
        offers.head.addWidget(self.offer)
        information.head.addWidget(self.inform)
        offers.body.addWidget(label(text("consent.offers_words"), "muted", wraps=True))
        information.body.addWidget(label(text("consent.information_words"), "muted", wraps=True))
        for card, layout in (
            (offers, self._offers),
            (history, self._history),
            (information, self._information),
        ):
            layout.setSpacing(10)
            card.body.addLayout(layout)
        left = hosted(column(offers, information, -1, gap=14))
        right = hosted(column(history, -1))
        self.setLayout(column(SideBySide(self._desk.theme, left, right, narrow=820), -1))


def _fill(layout: QVBoxLayout, parts: Sequence[QWidget], none: str) -> None:
    emptied(layout)
    for part in parts:
        layout.addWidget(part)
    if not parts:
        layout.addWidget(label(text(none), "muted", wraps=True))
