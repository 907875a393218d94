"""The form: every field in the order in which she thinks of them, the usual ones filled in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.agreements import AgreementForm
from ui import wording
from ui.pages.interview.person import PersonPart
from ui.pages.interview.state import Form
from ui.texts import text
from ui.widgets.boxes import column, hosted
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.duration_field import DurationField
from ui.widgets.kind_row import KindRow
from ui.widgets.labels import field_label
from ui.widgets.matching import Option
from ui.widgets.naming import restyle
from ui.widgets.note_edit import NoteEdit
from ui.widgets.token_field import TokenField

if TYPE_CHECKING:
    from datetime import date

    from app.domain.codes import CodeList
    from ui.page import Desk
    from ui.pages.interview.reading import Offered

_BUTTONS = 4


class FormView(QWidget):
    """Shows a form and tells what it holds."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.person = PersonPart(desk.discretion)
        self.on = DateField(desk.clock, "interview_on", text("interview.date"))
        self.duration = DurationField("interview_duration", text("interview.duration"))
        self.place: Combo[str] = Combo("interview_place", text("interview.place"))
        self.kind = KindRow("interview_kind", text("interview.kind"))
        self.origin: Combo[str | None] = Combo("interview_origin", text("interview.origin"))
        self.agreement: Combo[str | None] = Combo(
            "interview_agreement", text("interview.agreement")
        )
        self.issues = TokenField(desk.theme, "interview_issues", text("interview.issues_spoken"))
        self.natures = TokenField(desk.theme, "interview_natures", text("interview.natures"))
        self.note = NoteEdit(
            desk.discretion,
            "interview_note",
            text("interview.note_spoken"),
            text("interview.note_masked"),
        )
        self.note.setMinimumHeight(170)
        self._touched: set[str] = set()
        self._arrange()
        self._connect()

    def form(self) -> Form:
        """Return what the fields hold."""
        return self.person.told(
            Form(
                on=self.on.text(),
                duration=self.duration.text(),
                place=self.place.value_or_none() or Form().place,
                kind=self.kind.value(),
                origin=self.origin.value_or_none(),
                agreement=self.agreement.value_or_none(),
                issues=self.issues.codes(),
                natures=self.natures.codes(),
                note=self.note.words(),
            )
        )

    def fill(self, form: Form) -> None:
        """Show a form."""
        self.blockSignals(True)  # noqa: FBT003 — Qt's own signature
        self._touched.clear()
        self.person.fill(form)
        self.on.setText(form.on)
        self.duration.setText(form.duration)
        self.place.choose(form.place)
        self.kind.choose(form.kind)
        self.origin.choose(form.origin)
        self.agreement.choose(form.agreement)
        self.issues.show_codes(form.issues)
        self.natures.show_codes(form.natures)
        self.note.show_words(form.note)
        self.mark("")
        self.blockSignals(False)  # noqa: FBT003 — Qt's own signature

    def offer(self, offered: Offered, today: date) -> None:
        """Offer the codes of that day, most used first, and the entities."""
        lists = offered.lists
        self.person.offer_entities(offered.entities)
        places = lists.of("LIE").offered_on(today)
        self.place.offer([(code.code, code.short) for code in places])
        origins = [(code.code, code.short) for code in lists.of("ORI").offered_on(today)]
        self.origin.offer([(None, text("interview.origin_none")), *origins])
        forms = [(one.value, text(f"agreement.{one.value}")) for one in AgreementForm]
        self.agreement.offer([(None, text("interview.agreement_none")), *forms])
        kinds = {code.code: code.short for code in lists.of("CTC").offered_on(today)}
        usual = [code for code in offered.usual_kinds if code in kinds][:_BUTTONS]
        others = [(code, words) for code, words in kinds.items() if code not in usual]
        self.kind.offer([(code, kinds[code]) for code in usual], others)
        self.issues.offer_codes(_options(lists.of("ISS"), today), offered.usual_issues)
        self.natures.offer_codes(_options(lists.of("NAT"), today), offered.usual_natures)

    def mark(self, field: str) -> None:
        """Mark the field of that name as wrong, and no other; put the cursor there."""
        fields: dict[str, QWidget] = {
            "on": self.on,
            "duration": self.duration,
            "agreement": self.agreement,
        }
        for name, one in fields.items():
            restyle(one, wrong=name == field)
        found = self.person.mark(field) or fields.get(field)
        if found is not None:
            found.setFocus()

    def propose(self, form: Form) -> None:
        """Take over what last time proposes, but nothing over what she chose herself."""
        if "kind" not in self._touched:
            self.kind.choose(form.kind)
        if "place" not in self._touched:
            self.place.choose(form.place)
        if "duration" not in self._touched:
            self.duration.setText(form.duration)

    def _connect(self) -> None:
        self.person.changed.connect(self.changed)
        self.person.decided.connect(self._after_person)
        self.on.changed.connect(self.changed)
        self.duration.changed.connect(self.changed)
        self.duration.changed.connect(self._touch)
        self.place.picked.connect(self._touch)
        self.kind.picked.connect(self._touch)
        for one in (self.place, self.kind, self.origin, self.agreement):
            one.picked.connect(self.changed)
        for tokens in (self.issues, self.natures):
            tokens.changed.connect(self.changed)
        self.issues.passed.connect(self.natures.setFocus)
        self.natures.passed.connect(self.note.setFocus)
        self.note.changed.connect(self.changed)

    def _touch(self) -> None:
        """Remember what she chose herself."""
        name = self.sender().objectName()
        self._touched |= {part for part in ("kind", "place", "duration") if part in name}

    def _after_person(self) -> None:
        """Whom is known: go where something is left to say."""
        missing = self.person.more.isVisible() and not self.person.family_name.text().strip()
        names = self.person.family_name.isVisible()
        (self.person.family_name if missing and names else self.issues).setFocus()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(13)
        grid.addWidget(_under(text("interview.person"), self.person.field), 0, 0, 1, 5)
        grid.addWidget(_under(text("interview.date"), self.on), 0, 5, 1, 3)
        grid.addWidget(_under(text("interview.duration"), self.duration), 0, 8, 1, 2)
        grid.addWidget(_under(text("interview.place"), self.place), 0, 10, 1, 3)
        grid.addWidget(self.person.more, 1, 0, 1, 13)
        grid.addWidget(_under(text("interview.kind"), self.kind), 2, 0, 1, 8)
        grid.addWidget(_under(text("interview.origin"), self.origin), 2, 8, 1, 2)
        grid.addWidget(_under(text("interview.agreement"), self.agreement), 2, 10, 1, 3)
        grid.addWidget(_under(text("interview.issues"), self.issues), 3, 0, 1, 13)
        grid.addWidget(_under(text("interview.natures"), self.natures), 4, 0, 1, 13)
        note = hosted(column(field_label(text("interview.note"), self.note), self.note, gap=5))
        grid.addWidget(note, 5, 0, 1, 13)
        for one in range(13):
            grid.setColumnStretch(one, 1)
        grid.setRowStretch(5, 1)
        self._order()

    def _order(self) -> None:
        """Tab goes as one fills in: whom, when, how long, where, how, then what."""
        chain = (
            self.person.field,
            self.person.family_name,
            self.person.given_name,
            self.person.entity,
            self.issues.field,
            self.natures.field,
            self.note.editor,
            self.on,
            self.duration,
            self.place,
            self.origin,
            self.agreement,
        )
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)


def _under(words: str, field: QWidget) -> QWidget:
    return hosted(column(field_label(words, field), field, -1, gap=5))


def _options(codes: CodeList, today: date) -> tuple[Option[str], ...]:
    return tuple(
        Option(code.code, wording.path(codes, code.code), also=code.label)
        for code in codes.offered_on(today)
    )
