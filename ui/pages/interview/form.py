"""The form: every field in the order in which she thinks of them, the usual ones filled in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from app.domain.agreements import AgreementForm
from ui import wording
from ui.pages.interview.besides import Besides
from ui.pages.interview.person import PersonPart
from ui.pages.interview.state import Form, takes_action
from ui.texts import text
from ui.widgets.boxes import column, hosted
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.duration_field import DurationField
from ui.widgets.kind_row import KindRow
from ui.widgets.labels import field_label
from ui.widgets.matching import Option
from ui.widgets.naming import named, restyle
from ui.widgets.note_edit import NoteEdit
from ui.widgets.token_field import TokenField

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from app.domain.codes import CodeList
    from ui.page import Desk
    from ui.pages.interview.person import Known
    from ui.pages.interview.reading import Offered

_BUTTONS = 4
_COLUMNS, _LINES = 13, 12
_NARROW = 46
"""Under so many line heights of width, the fields need more lines."""
_WIDE_PLACES = {
    "person": (0, 0, 5),
    "on": (0, 5, 3),
    "duration": (0, 8, 2),
    "place": (0, 10, 3),
    "more": (1, 0, 13),
    "kind": (2, 0, 8),
    "origin": (2, 8, 2),
    "agreement": (2, 10, 3),
    "issues": (3, 0, 13),
    "natures": (4, 0, 13),
    "note": (5, 0, 13),
    "action": (6, 0, 13),
    "besides": (7, 0, 13),
}
_NARROW_PLACES = {
    "person": (0, 0, 13),
    "more": (1, 0, 13),
    "on": (2, 0, 7),
    "duration": (2, 7, 6),
    "place": (3, 0, 7),
    "origin": (3, 7, 6),
    "kind": (4, 0, 13),
    "agreement": (5, 0, 13),
    "issues": (6, 0, 13),
    "natures": (7, 0, 13),
    "note": (8, 0, 13),
    "action": (9, 0, 13),
    "besides": (10, 0, 13),
}


class FormView(QWidget):
    """Shows a form and tells what it holds."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.person = PersonPart(desk.discretion, self)
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
        self.action = named(QLineEdit(), "interview_action", text("interview.action"))
        self.action.setPlaceholderText(text("interview.action_hint"))
        self._may_plan = True
        self.besides = Besides(desk)
        self._touched: set[str] = set()
        self._arrange()
        self._connect()

    def form(self) -> Form:
        """Return what the fields hold."""
        return self.besides.told(self.person.told(self._typed()))

    def _typed(self) -> Form:
        return Form(
            on=self.on.text(),
            duration=self.duration.text(),
            place=self.place.value_or_none() or Form().place,
            kind=self.kind.value(),
            origin=self.origin.value_or_none(),
            agreement=self.agreement.value_or_none(),
            issues=self.issues.codes(),
            issue_words=self.issues.words(),
            natures=self.natures.codes(),
            nature_words=self.natures.words(),
            note=self.note.words(),
            action=self.action.text() if self._may_plan else "",
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
        self.issues.show_codes(form.issues, form.issue_words)
        self.natures.show_codes(form.natures, form.nature_words)
        self.note.show_words(form.note)
        self.action.setText(form.action)
        self.besides.fill(form)
        self.mark("")
        self.blockSignals(False)  # noqa: FBT003 — Qt's own signature

    def show_persons(self, form: Form, persons: tuple[Known, ...]) -> None:
        """Show the files that a form names, with what belongs to each alone."""
        self.besides.fill(form, persons)
        self._show_action()

    def may_plan(self, *, yes: bool) -> None:
        """Offer to add an action to the plan; a correction adds none."""
        self._may_plan = yes
        self._show_action()

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
            "issues": self.issues,
            "natures": self.natures,
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
            tokens.field.typed.connect(self.changed)
        self.issues.passed.connect(self.natures.setFocus)
        self.natures.passed.connect(self.note.setFocus)
        self.note.changed.connect(self.changed)
        self.action.textEdited.connect(self.changed)
        self.besides.changed.connect(self.changed)
        self.besides.changed.connect(self._show_action)
        self.person.changed.connect(self._follow_person)

    def _touch(self) -> None:
        """Remember what she chose herself."""
        name = self.sender().objectName()
        self._touched |= {part for part in ("kind", "place", "duration") if part in name}

    def _follow_person(self) -> None:
        """Who else was there is named beside the first."""
        self.besides.company.start_with(self.person.known)
        self._show_action()

    def _show_action(self) -> None:
        """An action goes to the plan of one file: with several, or without any, none is offered."""
        self._parts["action"].setVisible(self._may_plan and takes_action(self.form()))

    def _after_person(self) -> None:
        """Whom is known: go where something is left to say."""
        missing = self.person.more.isVisible() and not self.person.family_name.text().strip()
        names = self.person.family_name.isVisible()
        (self.person.family_name if missing and names else self.issues).setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < self.fontMetrics().height() * _NARROW
        if narrow is not self._narrow:
            self._narrow = narrow
            self._place(_NARROW_PLACES if narrow else _WIDE_PLACES)
        super().resizeEvent(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 12, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(13)
        self._parts = {
            "person": _under(text("interview.person"), self.person.field),
            "on": _under(text("interview.date"), self.on),
            "duration": _under(text("interview.duration"), self.duration),
            "place": _under(text("interview.place"), self.place),
            "more": self.person.more,
            "kind": _under(text("interview.kind"), self.kind),
            "origin": _under(text("interview.origin"), self.origin),
            "agreement": _under(text("interview.agreement"), self.agreement),
            "issues": _under(text("interview.issues"), self.issues),
            "natures": _under(text("interview.natures"), self.natures),
            "note": hosted(
                column(field_label(text("interview.note"), self.note), self.note, gap=5)
            ),
            "action": _under(text("interview.action"), self.action),
            "besides": self.besides,
        }
        for one in range(_COLUMNS):
            self._grid.setColumnStretch(one, 1)
        self._narrow = False
        self._place(_WIDE_PLACES)
        self._order()

    def _place(self, places: dict[str, tuple[int, int, int]]) -> None:
        """Put every part in its row, from a column, over so many columns."""
        for name, (line, start, span) in places.items():
            self._grid.addWidget(self._parts[name], line, start, 1, span)
        tall, _, _ = places["note"]
        for line in range(_LINES):
            self._grid.setRowStretch(line, 1 if line == tall else 0)

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
            self.action,
            self.on,
            self.duration,
            self.place,
            self.origin,
            self.agreement,
            self.besides.unfold,
            self.besides.company.field,
            self.besides.sphere,
            self.besides.result,
            self.besides.hours,
            self.besides.prevention,
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
