"""The list of the end of the day: ten short contacts typed as in a spreadsheet, logged at once.

Nothing is logged by a key that only goes on: a line stays hers to correct until Ctrl+Enter, and
meanwhile the whole list is a draft in the vault. A line that is refused says why and stays.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import errors
from ui.draft_keeper import DraftKeeper
from ui.last_question import LastQuestion
from ui.page import Notice, Page, Place
from ui.pages.day_list import reading, state, writing
from ui.pages.day_list.lines import Lines
from ui.pages.day_list.state import DayList
from ui.pages.day_list.waiting import Waiting
from ui.texts import plural, text
from ui.widgets.boxes import ScrollPage, column, row
from ui.widgets.buttons import KeyButton
from ui.widgets.date_field import DateField
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named, restyle
from ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.ports.agenda import AgendaRow
    from ui.page import Desk
    from ui.pages.day_list.line import LineRow
    from ui.pages.day_list.reading import Start
    from ui.pages.day_list.state import Line
    from ui.pages.day_list.writing import Logged
    from ui.services import Services

_CELL_OF_CODE = {"minutes_out_of_range": "minutes", "agreement_needed": "person",
                 "case_closed": "person", "case_of_other_entity": "person"}  # fmt: skip
_CELL_OF_TEXT = {"day_list.wrong_person": "person", "day_list.wrong_minutes": "minutes",
                 "day_list.wrong_issue": "issue"}  # fmt: skip
_DAY_WIDTH = 160


class DayListPage(Page):
    """Types and logs the list."""

    name = "day_list"

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self._start: Start | None = None
        self._under_way = False
        self._question = LastQuestion(desk.jobs, self)
        self.lines = Lines(desk)
        self.waiting = Waiting(desk)
        self.on = DateField(desk.clock, "day_on", text("day_list.date"))
        self.keeper = DraftKeeper(desk, services, self._written, self)
        self.keeper.begin(state.DRAFT)
        self.kept = named(label("", "muted"), "day_kept", text("day_list.kept_words"))
        self.wrong = named(label("", "error", wraps=True), "day_wrong", text("day_list.wrong"))
        self.wrong.hide()
        theme = desk.theme
        self.submit_button = KeyButton(
            theme,
            "day_submit",
            text("day_list.submit"),
            icon_name="check",
            keys="Ctrl+Return",
            role="primary",
        )
        self.cancel = KeyButton(
            theme, "day_cancel", text("day_list.cancel"), icon_name="x", keys="Escape"
        )
        self._arrange()
        self._connect()
        self._fit()

    def open_at(self, place: Place) -> None:  # noqa: ARG002 — there is one list
        """Show the list as it was left."""
        self.read()

    def read(self) -> None:
        """Ask for the codes; what is typed is never read over."""
        self._desk.jobs.run(self, partial(reading.start, self._services), self._show)

    def pending(self) -> tuple[Callable[[], object], ...]:
        """The draft."""
        return self.keeper.pending()

    def first_field(self) -> QWidget:
        """The person of the first line that is empty."""
        return self.lines.first_to_type().person

    def submit(self) -> None:
        """Log every line that is good; the others say what is missing, and stay."""
        if self._under_way:
            return
        on = self.on.day()
        restyle(self.on, wrong=on is None)
        if on is None or self._start is None:
            self._say_wrong(text("day_list.wrong_date"))
            return
        typed = [line for line in self.lines.lines() if not line.is_empty]
        waiting = tuple(line for line in typed if state.problem(line))
        good = tuple(line for line in typed if not state.problem(line))
        self._say_wrong("" if typed else text("day_list.nothing"))
        if not good:
            self._show_left(waiting, {})
            return
        self.keeper.forget()
        work = partial(
            writing.log,
            self._services,
            self._start.lists,
            DayList(self.on.text(), good),
            on,
            waiting,
        )
        self._under_way = True
        logged = partial(self._logged, waiting)
        self._desk.jobs.run(self, work, logged, failed=self._not_logged)

    def leave(self) -> None:
        """Go back where she was; what was typed stays in the vault."""
        self.keeper.keep()
        self.go.emit(Place("back"))

    def _day(self) -> date:
        return self.on.day() or self._desk.clock.today()

    def _show_waiting(self, rows: tuple[AgendaRow, ...]) -> None:
        named = frozenset(line.appointment or 0 for line in self.lines.lines())
        self.waiting.show_rows(rows, named)

    def _ask_waiting(self) -> None:
        work = partial(reading.waiting, self._services, self._day())
        self._desk.jobs.run(self, work, self._show_waiting)

    def _take_waiting(self, line: Line) -> None:
        """An appointment becomes a line, to complete."""
        made = self.lines.first_to_type()
        made.fill(line)
        made.changed.emit()
        made.issue.setFocus()

    def _written(self) -> str:
        return state.written(DayList(self.on.text(), self.lines.lines()))

    def _show(self, start: Start) -> None:
        self._start = start
        self.lines.offer(start, self._desk.clock.today())
        self._ask_waiting()
        if self._is_empty():
            self.on.show_day(self._desk.clock.today())
            if start.typed is not None:
                self._take(start.typed)
                self.kept.setText(text("day_list.restored"))
            (self.first_field()).setFocus()

    def _is_empty(self) -> bool:
        return all(line.is_empty for line in self.lines.lines())

    def _take(self, typed: DayList) -> None:
        self.on.setText(typed.on)
        self.lines.fill(typed.lines)
        self._count()

    def _logged(self, waiting: tuple[Line, ...], logged: Logged) -> None:
        """Say how many; keep the lines that were refused; the notice takes all of it back."""
        self._under_way = False
        self._desk.jobs.changed.emit(logged.changes)
        refused = {
            rank: (errors.message(one.refusal), _CELL_OF_CODE.get(one.refusal.code, ""))
            for rank, one in enumerate(logged.stayed)
        }
        left = (*(one.line for one in logged.stayed), *waiting)
        self._show_left(left, refused)
        if logged.done:
            said = plural("day_list.logged", len(logged.done))
            if left:
                said = plural("day_list.stayed", len(left), logged=said)
            undo = partial(self._take_back, logged, DayList(self.on.text(), left))
            self.noticed.emit(Notice(said, undo=undo))
        self.kept.setText("")

    def _not_logged(self, error: Exception) -> None:
        self._under_way = False
        self._desk.jobs.failed.emit(error)

    def _show_left(self, left: tuple[Line, ...], refused: dict[int, tuple[str, str]]) -> None:
        """Show the lines that stay, each with what is wrong; the cursor goes to the first."""
        self.lines.fill(left)
        for rank, line in enumerate(left):
            missing = state.problem(line)
            words, cell = refused.get(rank, ("", ""))
            if missing:
                words, cell = text(missing), _CELL_OF_TEXT[missing]
            self.lines.rows[rank].say(words, cell)
        if left:
            self.keeper.note_change()
        self._count()
        self._ask_waiting()
        self.lines.rows[0].person.setFocus()

    def _take_back(self, logged: Logged, left: DayList) -> None:
        lines = (*(line for line, _ in logged.done), *left.lines)
        day = DayList(left.on, lines)
        work = partial(writing.take_back, self._services, logged.done, state.written(day))
        self._desk.jobs.run(self, work, partial(self._taken_back, day))

    def _taken_back(self, day: DayList, _changes: object) -> None:
        self._take(day)
        self.go.emit(Place(self.name))
        self.noticed.emit(Notice(text("day_list.undone")))

    def _ask(self, line: LineRow, words: str) -> None:
        """Look for files: one question under way at most, only the last words wait."""
        self._question.ask(partial(self._services.cases.suggest, words), line.propose)

    def _changed(self) -> None:
        self.keeper.note_change()
        self._say_wrong("")
        self._count()

    def _count(self) -> None:
        count = sum(not line.is_empty for line in self.lines.lines())
        self.head.say(
            text("day_list.title"),
            plural("day_list.count", count) if count else text("day_list.subtitle"),
        )

    def _say_wrong(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _kept(self) -> None:
        local = self._desk.clock.now().astimezone()
        clock = f"{local.hour}:{local.minute:02d}"
        self.kept.setText(text("day_list.kept", clock=clock))

    def _fit(self) -> None:
        self.on.setFixedWidth(self._desk.theme.px(_DAY_WIDTH))

    def _connect(self) -> None:
        self._desk.theme.changed.connect(self._fit)
        self.lines.asked.connect(self._ask)
        self.lines.changed.connect(self._changed)
        self.on.changed.connect(self._changed)
        self.on.editingFinished.connect(self._ask_waiting)
        self.waiting.wanted.connect(self._take_waiting)
        self.keeper.kept.connect(self._kept)
        self.submit_button.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.leave)

    def _arrange(self) -> None:
        self.head = PageHead(self._desk.theme, text("day_list.title"), text("day_list.subtitle"))
        day = row(field_label(text("day_list.date"), self.on), self.on, -1, self.kept, gap=10)
        actions = row(-1, self.cancel, self.submit_button, gap=10)
        card = QFrame()
        card.setProperty("role", "card")
        inside = column(day, self.waiting, self.lines, self.wrong, actions, gap=14)
        inside.setContentsMargins(16, 14, 16, 14)
        card.setLayout(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollPage(column(self.head, card, -1, gap=14)))
