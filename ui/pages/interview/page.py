"""Consigner: whom, what, done. Drafts are kept in the vault; Ctrl+Enter logs, Escape leaves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ids import InterventionId
from ui import errors
from ui.draft_keeper import DraftKeeper
from ui.formats import short_day
from ui.page import Notice, Page, Place
from ui.pages.interview import reading, state
from ui.pages.interview.form import FormView
from ui.pages.interview.frame import Frame
from ui.pages.interview.state import Form, Who
from ui.pages.interview.suggesting import Suggesting
from ui.pages.interview.undoing import Undoing
from ui.texts import text
from ui.widgets.boxes import ScrollPage, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.changes import Changes
    from ui.page import Desk
    from ui.pages.interview.reading import Start
    from ui.services import Services


class InterviewPage(Page):
    """Logs an intervention, or corrects one."""

    name = "interview"

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self._place = Place(self.name, action="log")
        self._start: Start | None = None
        self._under_way = False
        self.view = FormView(desk)
        self.frame = Frame(desk.theme, self.view)
        self.suggesting = Suggesting(desk, services.cases, self.view.person)
        self.also = Suggesting(desk, services.cases, self.view.besides.company)
        self.undoing = Undoing(desk, services, self)
        self.keeper = DraftKeeper(desk, services, self._written, self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(ScrollPage(row(self.frame)))
        self._connect()

    def open_at(self, place: Place) -> None:
        """Start afresh, from a file, from a draft, or from an intervention to correct."""
        self._place = place
        self.keeper.begin(state.form_name(place.object_id, place.action))
        today = short_day(self._desk.clock.today())
        self._start = None
        self.view.fill(Form(on=today))
        self.view.may_plan(yes=not self._changes_one)
        self._desk.jobs.run(self, partial(reading.start, self._services, place, today), self._show)

    def read(self) -> None:
        """The form is what she types: nothing is read over it."""

    def place(self) -> Place:
        """The form, with the file or the intervention that it is about."""
        return self._place

    def pending(self) -> tuple[Callable[[], object], ...]:
        """The draft."""
        return self.keeper.pending()

    def first_field(self) -> QWidget | None:
        """The person, or the issues when the person is known."""
        known = self.view.person.who is not Who.NOBODY_YET
        return self.view.issues if known else self.view.person.field

    def submit(self) -> None:
        """Log what the form holds, or say what is missing; twice in a row is once."""
        if self._under_way:
            return
        form, today = self.view.form(), self._desk.clock.today()
        wrong = state.problem(form, today)
        if wrong is not None:
            self.view.mark(wrong[0])
            self.frame.say_wrong(text(wrong[1]))
            return
        self.keeper.forget()
        draft, logged = state.draft(form, today), self._services.interventions
        if self._changes_one and self._place.object_id is not None:
            work = partial(logged.change, InterventionId(self._place.object_id), draft)
        else:
            appointment = self._place.object_id if self._place.action == "appointment" else None
            work = partial(logged.log, draft, appointment=appointment)
        self._under_way = True
        self._desk.jobs.run(
            self,
            partial(work, form=self.keeper.name),
            partial(self._logged, form),
            failed=self._refused,
        )

    def leave(self) -> None:
        """Go back where she was; what was typed stays in the vault."""
        self.keeper.keep()
        self.go.emit(Place("back"))

    def _written(self) -> str:
        """The draft, when anything was typed that would be missed."""
        form = self.view.form()
        return state.written(form) if state.is_worth_keeping(form) else ""

    @property
    def _changes_one(self) -> bool:
        return self._place.action == "change"

    def _show(self, start: Start) -> None:
        self._start = start
        today = self._desk.clock.today()
        typed = state.is_worth_keeping(self.view.form()) and start.kept_at is None
        self.view.offer(start.offered, today)
        if typed:  # she was faster than the vault: what she typed stays
            self.view.propose(start.form)
            self._person_decided()
            return
        self.view.fill(start.form)
        if start.known:
            self.view.person.take(start.known[0])
        self.view.show_persons(start.form, start.known)
        self.frame.show_start(changes_one=self._changes_one, restored=start.kept_at is not None)
        (self.first_field() or self).setFocus()

    def _person_decided(self) -> None:
        """Propose what was usual with that person; a new one asks for herself and agrees."""
        if self._start is None or self._changes_one:
            return
        person = self.view.person
        if person.who is Who.NEW:
            self.view.origin.choose("ORI.AGT")
            self.view.agreement.choose("oral")
        case_id = person.known.case_id if person.known else None
        if case_id is not None:
            self._ask_proposal(case_id, None)

    def _kind_picked(self) -> None:
        known = self.view.person.known
        self._ask_proposal(known.case_id if known else None, self.view.kind.value())

    def _ask_proposal(self, case_id: int | None, kind: str | None) -> None:
        if self._start is not None:
            lists = self._start.offered.lists
            work = partial(reading.proposed, self._services, lists, case_id, kind)
            self._desk.jobs.run(self, work, self.view.propose)

    def _start_afresh(self) -> None:
        """Forget the draft and show the form as if nothing had been typed."""
        self.keeper.forget()
        drop = partial(self._services.drafts.drop, self.keeper.name)
        self._desk.jobs.run(self, drop, self._dropped)

    def _dropped(self, _changes: Changes) -> None:
        self.open_at(self._place)

    def _logged(self, form: Form, changes: Changes) -> None:
        """Say so, and go back where she was; the notice takes it back."""
        self._under_way = False
        self.keeper.forget()
        if self._changes_one:
            self.noticed.emit(Notice(text("interview.changed")))
        else:
            undo = partial(self.undoing.take_back, self._place, form, changes.object_id)
            self.noticed.emit(Notice(text("interview.logged"), undo=undo))
        self.go.emit(Place("back"))

    def _given_back(self, place: Place) -> None:
        self.go.emit(place)
        self.noticed.emit(Notice(text("interview.undone")))

    def _refused(self, error: Exception) -> None:
        """A refusal is said in the form and marks its field; what is typed stays."""
        self._under_way = False
        self.keeper.note_change()
        if not errors.is_refusal(error):
            self._desk.jobs.failed.emit(error)
            return
        self.view.mark(state.FIELD_OF_CODE.get(error.code, ""))
        self.frame.say_wrong(errors.message(error))

    def _changed(self) -> None:
        self.keeper.note_change()
        self.frame.say_wrong("")

    def _kept(self) -> None:
        self.frame.show_kept(self._desk.clock.now())

    def _connect(self) -> None:
        self.view.changed.connect(self._changed)
        self.view.person.decided.connect(self._person_decided)
        self.view.kind.picked.connect(self._kind_picked)
        self.undoing.given_back.connect(self._given_back)
        self.keeper.kept.connect(self._kept)
        self.frame.afresh.clicked.connect(self._start_afresh)
        self.frame.submit.clicked.connect(self.submit)
        self.frame.cancel.clicked.connect(self.leave)
