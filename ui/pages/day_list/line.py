"""One line of the list: five cells, what is wrong below, a cross to empty it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from ui import wording
from ui.formats import duration
from ui.pages.day_list.cells import ChoiceCell, KindCell, MinutesCell, WordsCell, in_column
from ui.pages.day_list.reading import SHORT_KINDS, whom_of
from ui.pages.day_list.state import USUAL_KIND, Line, Whom
from ui.texts import text
from ui.widgets.buttons import icon_button
from ui.widgets.labels import label
from ui.widgets.matching import Option, fitting
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from app.ports.queries import CaseRow
    from ui.page import Desk
    from ui.pages.day_list.reading import Start

CELLS = ("person", "kind", "minutes", "issue", "words")
WIDE = {"person": (0, 0, 8), "kind": (0, 8, 5), "minutes": (0, 13, 3), "issue": (0, 16, 6),
        "words": (0, 22, 10)}  # fmt: skip
NARROW = {"person": (0, 0, 14), "kind": (0, 14, 12), "minutes": (0, 26, 6), "issue": (1, 0, 13),
          "words": (1, 13, 19)}  # fmt: skip
COLUMNS = 32
_NARROW_UNDER = 52
"""Under so many line heights of width, a line of the list takes two."""
_LETTERS = 2


class LineRow(QFrame):
    """Emits `asked` with the words typed for a person, `ended` after its last cell."""

    asked = Signal(str)
    changed = Signal()
    ended = Signal()
    cleared = Signal()

    def __init__(self, desk: Desk, rank: int) -> None:
        super().__init__()
        self._desk, self.rank = desk, rank
        self._start: Start | None = None
        self._whom: Whom | None = None
        self._issue: str | None = None
        self._appointment: int | None = None
        self._usual_minutes = ""
        name = f"day_{rank}"
        self.person = ChoiceCell(
            f"{name}_person", self._spoken("person"), text("day_list.person_hint")
        )
        self.kind = KindCell(f"{name}_kind", self._spoken("kind"))
        self.minutes = MinutesCell(f"{name}_minutes", self._spoken("minutes"))
        self.issue = ChoiceCell(f"{name}_issue", self._spoken("issue"), text("day_list.issue_hint"))
        self.words = WordsCell(f"{name}_words", self._spoken("words"), text("day_list.words_hint"))
        spoken = text("day_list.clear", rank=rank)
        self.clear = icon_button(desk.theme, f"{name}_clear", "x", spoken)
        self.clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.wrong = named(label("", "error", wraps=True), f"{name}_wrong", text("day_list.wrong"))
        self._cells: tuple[QWidget, ...] = (
            self.person,
            self.kind,
            self.minutes,
            self.issue,
            self.words,
        )
        self._arrange()
        self._connect()
        self.show_discreetly()

    def line(self) -> Line:
        """What the cells hold."""
        return Line(
            whom=self._whom,
            typed="" if self._whom else self.person.text(),
            kind=self.kind.value_or_none() or USUAL_KIND,
            minutes=self.minutes.text(),
            issue=self._issue,
            issue_words="" if self._issue else self.issue.text(),
            words=self.words.text(),
            appointment=self._appointment,
        )

    def fill(self, line: Line) -> None:
        """Show a line."""
        self._whom, self._issue = line.whom, line.issue
        self._appointment = line.appointment
        self.person.show_choice(self._shown() or line.typed, settled=line.whom is not None)
        self.kind.choose(line.kind)
        self.issue.show_choice(self._issue_shown() or line.issue_words, settled=bool(line.issue))
        self.words.setText(line.words)
        self._usual_minutes = ""
        self.minutes.clear()
        self._propose_minutes()
        if not line.is_empty:
            self.minutes.setText(line.minutes)
        self.say("")

    def offer(self, start: Start, today: date) -> None:
        """Offer the codes of that day."""
        self._start = start
        kinds = {code.code: code.short for code in start.lists.of("CTC").offered_on(today)}
        first = [code for code in SHORT_KINDS if code in kinds]
        others = [code for code in kinds if code not in first]
        self.kind.offer([(code, kinds[code]) for code in (*first, *others)])
        issues = start.lists.of("ISS")
        self._issues = tuple(
            Option(code.code, wording.path(issues, code.code), also=code.label)
            for code in issues.offered_on(today)
        )
        if self.line().is_empty:
            self.kind.choose(USUAL_KIND)
            self._propose_minutes()

    def propose(self, rows: Sequence[CaseRow]) -> None:
        """Propose the files found, then somebody unnamed of each entity."""
        found = [Option(whom_of(row), self._named(whom_of(row))) for row in rows]
        entities = self._start.entities if self._start is not None else ()
        unnamed = [Whom(None, one.id, one.name) for one in entities if one.closed_on is None]
        asked = tuple(Option(one, self._named(one)) for one in unnamed)
        self.person.offer([*found, *(fitting(asked, self.person.text()) if found else asked)])

    def say(self, words: str, cell: str = "") -> None:
        """Say what is wrong with this line; nothing when all is well."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        for name, one in zip(CELLS, self._cells, strict=True):
            if bool(one.property("wrong")) is not (name == cell):
                restyle(one, wrong=name == cell)

    def show_discreetly(self) -> None:
        """Show names and words, or hide them."""
        self.words.hide_words(hidden=self._desk.discretion.on)
        if self._whom is not None:
            self.person.show_choice(self._shown(), settled=True)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(narrow=is_narrow(self, event.size().width()))
        super().resizeEvent(event)

    def _spoken(self, cell: str) -> str:
        return text("day_list.cell", what=text(f"day_list.{cell}"), rank=self.rank)

    def _named(self, whom: Whom) -> str:
        if whom.case_id is None:
            return text("day_list.person_anonymous", entity=whom.entity_name)
        name = self._desk.discretion.name(whom.given_name, whom.family_name)
        return text("day_list.person_shown", number=whom.number, name=name, entity=whom.entity_name)

    def _shown(self) -> str:
        return self._named(self._whom) if self._whom is not None else ""

    def _issue_shown(self) -> str:
        if self._issue is None or self._start is None:
            return ""
        return wording.path(self._start.lists.of("ISS"), self._issue)

    def _propose_minutes(self) -> None:
        """Propose what such a contact usually takes, but not over what she typed."""
        if self._start is None or self.minutes.text() != self._usual_minutes:
            return
        code = self._start.lists.get(self.kind.value())
        self._usual_minutes = duration(code.number("minutes") or None)
        self.minutes.setText(self._usual_minutes)

    def _person_typed(self, words: str) -> None:
        self._whom = None
        self.changed.emit()
        if len(words.strip()) >= _LETTERS:
            self.asked.emit(words)
        else:
            self.person.close_list()

    def _person_chosen(self, whom: Whom) -> None:
        self._whom = whom
        self.person.show_choice(self._shown(), settled=True)
        self.say("")
        self.changed.emit()

    def _issue_typed(self, words: str) -> None:
        self._issue = None
        self.changed.emit()
        usual = self._start.usual_issues if self._start is not None else ()
        self.issue.offer(fitting(self._issues, words, usual) if words.strip() else ())

    def _issue_chosen(self, code: str) -> None:
        self._issue = code
        self.issue.show_choice(self._issue_shown(), settled=True)
        self.changed.emit()

    def _kind_picked(self) -> None:
        self._propose_minutes()
        self.changed.emit()

    def _empty(self) -> None:
        self.fill(Line())
        self.cleared.emit()
        self.changed.emit()

    def _connect(self) -> None:
        self.person.typed.connect(self._person_typed)
        self.issue.typed.connect(self._issue_typed)
        self.person.chosen.connect(self._person_chosen)
        self.issue.chosen.connect(self._issue_chosen)
        self.kind.picked.connect(self._kind_picked)
        self.minutes.changed.connect(self.changed)
        self.words.textEdited.connect(self.changed)
        entered = (self.person, self.kind, self.minutes, self.issue)
        for here, there in zip(entered, self._cells[1:], strict=True):
            here.entered.connect(partial(there.setFocus, Qt.FocusReason.TabFocusReason))
        self.words.entered.connect(self.ended)
        self.clear.clicked.connect(self._empty)

    def _arrange(self) -> None:
        self._issues: tuple[Option[str], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for cell in self._cells:
            in_column(cell)
        for one in range(COLUMNS):
            self._grid.setColumnStretch(one, 1)
        self._grid.addWidget(self.clear, 0, COLUMNS)
        self._grid.addWidget(self.wrong, 2, 0, 1, COLUMNS)
        self.wrong.hide()
        self._narrow: bool | None = None
        self._place(narrow=False)

    def _place(self, *, narrow: bool) -> None:
        if narrow is self._narrow:
            return
        self._narrow = narrow
        places = NARROW if narrow else WIDE
        for name, cell in zip(CELLS, self._cells, strict=True):
            row, start, span = places[name]
            self._grid.addWidget(cell, row, start, 1, span)


def is_narrow(widget: QWidget, width: int) -> bool:
    """Tell whether a line needs two rows."""
    return width < widget.fontMetrics().height() * _NARROW_UNDER
