"""What may be said besides: who else was there, mediation, prevention, working time.

Folded away, and unfolded by itself when there is something in it: an ordinary interview needs none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.interventions import MediationResult, Sphere
from ui.pages.interview.company import Company
from ui.texts import text
from ui.widgets.boxes import Flow, column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.labels import field_label

if TYPE_CHECKING:
    from ui.page import Desk
    from ui.pages.interview.person import Known
    from ui.pages.interview.state import Form

_LEAST = 210


class Besides(QWidget):
    """A button that unfolds the fields that are seldom needed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.unfold = button(
            desk.theme,
            "interview_besides",
            text("interview.besides"),
            icon_name="chevron-down",
            role="quiet",
        )
        self.unfold.setCheckable(True)
        self.company = Company(desk)
        self.sphere: Combo[str | None] = Combo("interview_sphere", text("interview.sphere.title"))
        self.result: Combo[str | None] = Combo("interview_result", text("interview.result.title"))
        self.hours: Combo[bool | None] = Combo("interview_hours", text("interview.hours.title"))
        self.prevention = CheckBox(
            "interview_prevention", text("interview.prevention"), text("interview.prevention")
        )
        self._offer()
        self._arrange()
        self._connect()

    def told(self, form: Form) -> Form:
        """A form with what this part holds."""
        return replace(
            form,
            case_ids=(*form.case_ids, *self.company.case_ids) if form.case_ids else (),
            own_notes=self.company.own_notes,
            sphere=self.sphere.value(),
            result=self.result.value(),
            prevention=self.prevention.isChecked(),
            in_working_time=self.hours.value(),
        )

    def fill(self, form: Form, persons: tuple[Known, ...] = ()) -> None:
        """Show what a form says, with the files that it names."""
        self.company.start_with(persons[0] if persons else None)
        notes = (*form.own_notes, *("" for _ in persons))
        self.company.fill([(one, notes[rank]) for rank, one in enumerate(persons)])
        self.sphere.choose(form.sphere)
        self.result.choose(form.result)
        self.hours.choose(form.in_working_time)
        self.prevention.setChecked(form.prevention)
        said = form.sphere or form.result or form.prevention or form.in_working_time is not None
        self.unfold.setChecked(bool(said) or len(form.case_ids) > 1)

    def _toggle(self) -> None:
        self._inside.setVisible(self.unfold.isChecked())

    def _offer(self) -> None:
        self.sphere.offer(
            [(None, text("interview.unsaid")),
             *((one.value, text(f"interview.sphere.{one.value}")) for one in Sphere)]
        )  # fmt: skip
        self.result.offer(
            [(None, text("interview.unsaid")),
             *((one.value, text(f"interview.result.{one.value}")) for one in MediationResult)]
        )  # fmt: skip
        self.hours.offer(
            [
                (None, text("interview.unsaid")),
                (True, text("interview.hours.inside")),
                (False, text("interview.hours.outside")),
            ]
        )

    def _arrange(self) -> None:
        flow = Flow(gap=14)
        for words, one in (
            (text("interview.sphere.title"), self.sphere),
            (text("interview.result.title"), self.result),
            (text("interview.hours.title"), self.hours),
        ):
            one.setMinimumWidth(_LEAST)
            flow.addWidget(hosted(column(field_label(words, one), one, gap=5)))
        flow.addWidget(self.prevention)
        self._inside = hosted(column(self.company, hosted(flow), gap=12))
        self._inside.hide()
        self.setLayout(column(row(self.unfold, -1), self._inside, gap=8))

    def _connect(self) -> None:
        self.unfold.toggled.connect(self._toggle)
        self.company.changed.connect(self.changed)
        for one in (self.sphere, self.result, self.hours):
            one.picked.connect(self.changed)
        self.prevention.toggled.connect(self.changed)
