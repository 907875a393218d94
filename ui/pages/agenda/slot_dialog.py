"""Add or correct a slot of the agenda, and say what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState
from app.domain.interventions import PLACE_UNKNOWN
from ui.dialogs.base import AskDialog
from ui.pages.agenda.state import kind_words
from ui.texts import text
from ui.widgets.boxes import Flow, column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.case_field import CaseField
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.coming_date_field import ComingDateField
from ui.widgets.duration_field import DurationField
from ui.widgets.labels import field_label
from ui.widgets.naming import named
from ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.entities import ClientEntity
    from app.domain.ids import EntityId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.agenda import AgendaRow
    from ui.page import Desk
    from ui.services import Services

_USUAL_MINUTES = 45
_USUAL_HOUR = time(9)
_WEEKS = (1, 4, 8, 13, 26, 52)
_ACTS = ("log", "case_file", "miss", "cancel", "again", "remove", "remove_rest")
_ICONS = {"log": "pen-line", "case_file": "folder-key", "miss": "calendar-x", "cancel": "x",
          "again": "rotate-ccw", "remove": "trash-2", "remove_rest": "trash-2"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen in the dialog, and how long a new duty session is proposed."""

    lists: Nomenclatures
    entities: tuple[ClientEntity, ...]
    duty_minutes: int


class SlotDialog(AskDialog):
    """`kept` when a slot was saved; `acted` when she says what became of it."""

    narrowest = 540
    kept = Signal(object)
    acted = Signal(str)

    def __init__(self, desk: Desk, services: Services, offered: Offered, shown: AgendaRow) -> None:
        super().__init__(
            desk, "slot_dialog", text("agenda.dialog.title"), confirm=text("agenda.dialog.save")
        )
        self._services, self._offered, self._row = services, offered, shown
        self.kind: Combo[AppointmentKind] = Combo("slot_kind", text("agenda.dialog.kind"))
        self.case = CaseField(desk, services.cases, "slot_case", text("agenda.dialog.case"))
        self.entity: Combo[EntityId | None] = Combo("slot_entity", text("agenda.dialog.entity"))
        self.on = ComingDateField(desk.clock, "slot_on", text("agenda.dialog.on"))
        self.at = TimeField("slot_at", text("agenda.dialog.at"))
        self.minutes = DurationField("slot_minutes", text("agenda.dialog.minutes"))
        self.contact: Combo[str] = Combo("slot_contact", text("agenda.dialog.contact"))
        self.place: Combo[str] = Combo("slot_place", text("agenda.dialog.place"))
        self.words = named(QLineEdit(), "slot_words", text("agenda.dialog.words"))
        off = text("agenda.dialog.off_hours")
        self.off_hours = CheckBox("slot_off_hours", off, off)
        self.weeks: Combo[int] = Combo("slot_weeks", text("agenda.dialog.weeks"))
        self._offer()
        self._arrange_fields()
        self._show(shown)
        self.kind.picked.connect(self._fit_kind)
        self.kind.picked.connect(self._propose_length)
        self._fit_kind()

    def work(self) -> Callable[[], object] | None:
        """Keep the slot, or say what is wrong."""
        wrong = self._wrong()
        on, at, minutes = self.on.day(), self.at.time(), self.minutes.minutes()
        if wrong or on is None or at is None or minutes is None:
            self.say_wrong(text(f"agenda.dialog.{wrong}"))
            return None
        slot = self._said(on, at, minutes)
        weeks = 1 if slot.id else self.weeks.value()
        return partial(self._services.casework.agenda.save, slot, weeks=weeks)

    def _done(self, result: object) -> None:
        super()._done(result)
        self.kept.emit(result)

    def _said(self, on: date, at: time, minutes: int) -> Appointment:
        return replace(
            self._row.appointment,
            held_on=on,
            starts_at=at,
            minutes=minutes,
            kind=self.kind.value(),
            case_id=self.case.case_id if self._with_person else None,
            entity_id=self.entity.value(),
            place=self.place.value(),
            words=self._words(),
            contact=self.contact.value(),
            off_hours=self._with_person and self.off_hours.isChecked(),
        )

    def _words(self) -> str:
        """What is typed; what discreet mode hides stays as it was."""
        shown = self.words.isEnabled()
        return self.words.text().strip() if shown else self._row.appointment.words

    def _wrong(self) -> str:
        checks = (
            ("case_wrong", self._with_person and not self.case.understood()),
            ("on_wrong", self.on.day() is None),
            ("at_wrong", self.at.time() is None),
            ("minutes_wrong", not self.minutes.minutes()),
        )
        return next((name for name, wrong in checks if wrong), "")

    @property
    def _with_person(self) -> bool:
        return self.kind.value() is AppointmentKind.APPOINTMENT

    def _fit_kind(self) -> None:
        """Show what a slot of that kind has."""
        for part in self._person_parts:
            part.setVisible(self._with_person)
        for part in self._entity_parts:
            part.setVisible(not self._with_person)

    def _propose_length(self) -> None:
        """Propose for a new slot the length of its kind, unless she typed one."""
        usual = {_USUAL_MINUTES, self._offered.duty_minutes}
        if self._row.appointment.id or self.minutes.minutes() not in usual:
            return
        duty = self.kind.value() is AppointmentKind.DUTY_SESSION
        self.minutes.show_minutes(self._offered.duty_minutes if duty else _USUAL_MINUTES)

    def _offer(self) -> None:
        today, lists = self._desk.clock.today(), self._offered.lists
        self.kind.offer([(kind, kind_words(kind)) for kind in AppointmentKind])
        not_said = text("agenda.dialog.not_said")
        entities = [(one.id, one.name) for one in self._offered.entities]
        self.entity.offer([(None, not_said), *entities])
        known = [one for one in lists.of("LIE").offered_on(today) if one.code != PLACE_UNKNOWN]
        places = [(one.code, one.label) for one in known]
        self.place.offer([("", not_said), *places])
        talks = [one for one in lists.of("CTC").offered_on(today) if one.says("interview")]
        self.contact.offer([(one.code, one.label) for one in talks])
        many = [(n, text("agenda.dialog.weeks_many", count=n)) for n in _WEEKS if n > 1]
        self.weeks.offer([(1, text("agenda.dialog.weeks_once")), *many])

    def _arrange_fields(self) -> None:
        self._acts = Flow(gap=4)
        self.fields.addWidget(hosted(self._acts))
        self.add(text("agenda.dialog.kind"), self.kind)
        case = self._labelled("case", self.case)
        entity = self._labelled("entity", self.entity)
        contact = self._labelled("contact", self.contact)
        self._first = self.case
        when = row(
            self._labelled("on", self.on),
            self._labelled("at", self.at),
            self._labelled("minutes", self.minutes),
            gap=10,
        )
        for rank, share in enumerate((2, 1, 1)):
            when.setStretch(rank, share)
        for part in (case, entity, hosted(when), contact):
            self.fields.addWidget(part)
        self.add(text("agenda.dialog.place"), self.place)
        self.add(text("agenda.dialog.words"), self.words)
        self.fields.addWidget(self.off_hours)
        repeat = self._labelled("weeks", self.weeks)
        self.fields.addWidget(repeat)
        repeat.setVisible(not self._row.appointment.id)
        self._person_parts = (case, contact, self.off_hours)
        self._entity_parts = (entity,)

    def _labelled(self, name: str, field: QWidget) -> QWidget:
        words = text(f"agenda.dialog.{name}")
        return hosted(column(field_label(words, field), field, gap=4))

    def _show(self, shown: AgendaRow) -> None:
        slot = shown.appointment
        self.kind.choose(slot.kind)
        if slot.case_id is not None:
            self.case.show_case(slot.case_id, shown.number, shown.given_name, shown.family_name)
        self.entity.choose(slot.entity_id)
        self.on.show_day(slot.held_on)
        self.at.show_time(slot.starts_at)
        self.minutes.show_minutes(slot.minutes)
        self.contact.choose(slot.contact)
        self.place.choose(slot.place)
        self.words.setText("" if self._desk.discretion.on else slot.words)
        self.words.setEnabled(not (self._desk.discretion.on and slot.words))
        self.off_hours.setChecked(slot.off_hours)
        for act in _ACTS:
            if self._may(act):
                self._acts.addWidget(self._act_button(act))

    def _may(self, act: str) -> bool:
        slot = self._row.appointment
        if not slot.id:
            return False
        planned = slot.stands is AppointmentState.PLANNED
        held = slot.held_on <= self._desk.clock.today()
        match act:
            case "log":
                return planned and held and slot.case_id is not None
            case "miss":
                return planned and held and slot.kind is AppointmentKind.APPOINTMENT
            case "cancel":
                return planned and not slot.outside
            case "again":
                return slot.stands in {AppointmentState.MISSED, AppointmentState.CANCELLED}
            case "case_file":
                return slot.case_id is not None
            case "remove_rest":
                return planned and not slot.outside and not self._with_person
            case _:
                return True

    def _act_button(self, act: str) -> QWidget:
        made = button(
            self._desk.theme, f"slot_{act}", text(f"agenda.dialog.{act}"), icon_name=_ICONS[act]
        )
        made.setAutoDefault(False)
        made.clicked.connect(partial(self._act, act))
        return made

    def _act(self, act: str) -> None:
        self.reject()
        self.acted.emit(act)


def new_slot(on: date) -> Appointment:
    """A slot as it is proposed on a day."""
    return Appointment(0, on, _USUAL_HOUR, _USUAL_MINUTES, AppointmentKind.APPOINTMENT)
