"""One handover under way: whom, which files, until when, and the one thing to do next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.pages.handovers import state
from ui.texts import plural, text
from ui.widgets.boxes import Card, Flow, column, hosted
from ui.widgets.buttons import button
from ui.widgets.labels import chip, label
from ui.widgets.naming import named
from ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget

    from app.usecases.handover_lines import HandedFile, HandoverLine
    from ui.page import Desk
    from ui.pages.handovers.state import Act, Shown

_MOST_FILES = 12


class LineCard(Card):
    """`acted` carries what she wants done with it, `opened` a file to open."""

    acted = Signal(object, object)
    opened = Signal(object)

    def __init__(self, desk: Desk, line: HandoverLine) -> None:
        self._desk, self._line = desk, line
        name = desk.discretion.whole_name(line.colleague.name)
        super().__init__()
        self.setObjectName(f"handover_{line.handover.id}")
        title = state.title(line, name)
        self.setAccessibleName(title)
        shown = state.shown(line)
        self.body.addWidget(label(title, "heading", wraps=True))
        self.body.addWidget(self._facts(shown))
        self.body.addWidget(self._files())
        for one in line.cases:
            if one.urgent:
                self.body.addWidget(self._urgent(one))
        for words, role in (
            (state.withdrawn_words(line), "error"),
            (state.next_words(line, name), ""),
        ):
            if words:
                self.body.addWidget(label(words, role, wraps=True))
        self.body.addWidget(self._acts(shown.acts))

    def _facts(self, shown: Shown) -> QWidget:
        flow = Flow(gap=8)
        flow.addWidget(chip(text(f"handovers.state.{shown.chip}"), shown.tone))
        late = state.late_words(self._line, self._desk.clock.today())
        if late:
            flow.addWidget(chip(late, "warn"))
        flow.addWidget(label(state.facts(self._line), "muted"))
        return hosted(flow)

    def _files(self) -> QWidget:
        flow = Flow(gap=8)
        for one in self._line.cases[:_MOST_FILES]:
            flow.addWidget(self._file(one))
        left = len(self._line.cases) - _MOST_FILES
        if left > 0:
            flow.addWidget(label(plural("handovers.more_cases", left), "muted"))
        return hosted(flow)

    def _file(self, one: HandedFile) -> QPushButton:
        words = f"{one.number} · {self._desk.discretion.whole_name(one.person)}"
        name = f"handover_{self._line.handover.id}_case_{one.case_id}"
        made = named(
            button(self._desk.theme, name, words, role="slot"),
            name,
            text("handovers.open_case", number=one.number),
        )
        made.setProperty("tone", "plain")
        made.clicked.connect(partial(self.opened.emit, one.case_id))
        return made

    def _urgent(self, one: HandedFile) -> QWidget:
        heading = label(text("handovers.presses", number=one.number), "field")
        return hosted(column(heading, Prose(self._desk.discretion, one.urgent), gap=1))

    def _acts(self, acts: tuple[Act, ...]) -> QWidget:
        flow = Flow(gap=8)
        for rank, act in enumerate(acts):
            name = f"handover_{self._line.handover.id}_{act.name.lower()}"
            role = "" if rank == 0 else "quiet"
            made = button(self._desk.theme, name, state.act_words(act), role=role)
            made.clicked.connect(partial(self.acted.emit, act, self._line))
            flow.addWidget(made)
        return hosted(flow)
