"""The handovers under way and those that are over; the four steps while there is none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.pages.handovers import state
from ui.pages.handovers.line_card import LineCard
from ui.texts import text
from ui.widgets.boxes import Card, column, emptied, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label

if TYPE_CHECKING:
    from app.usecases.handover_lines import HandoverLine
    from ui.page import Desk

_STEPS = ("card", "compare", "give", "back")
_PICTURES = ("key-round", "phone", "lock", "undo-2")
_MOST_PAST = 10


class Steps(Card):
    """How a handover goes, in four steps."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("handovers.steps_title"))
        self.setObjectName("handovers_steps")
        self.body.addWidget(label(text("handovers.steps_words"), "muted", wraps=True))
        for rank, (name, picture) in enumerate(zip(_STEPS, _PICTURES, strict=True), start=1):
            words = column(
                label(f"{rank}. {text(f'handovers.step.{name}')}", "strong"),
                label(text(f"handovers.step.{name}_words"), "muted", wraps=True),
                gap=1,
            )
            line = row(IconLabel(desk.theme, picture, size=22), hosted(words), gap=14)
            line.setContentsMargins(0, 6, 0, 6)
            line.setStretch(1, 1)
            self.body.addLayout(line)


class Running(QWidget):
    """The cards under way; `acted` and `opened` are theirs."""

    acted = Signal(object, object)
    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._title = label(text("handovers.running"), "heading")
        self._cards = column(gap=12)
        self.setLayout(column(self._title, self._cards, gap=10))

    def show_lines(self, lines: tuple[HandoverLine, ...]) -> None:
        """Show the handovers under way."""
        emptied(self._cards)
        going = [one for one in lines if one.handover.ended_on is None]
        for one in going:
            card = LineCard(self._desk, one)
            card.acted.connect(self.acted)
            card.opened.connect(self.opened)
            self._cards.addWidget(card)
        self.setVisible(bool(going))


class Past(Card):
    """The handovers that are over, newest first; a return merged still has its code."""

    acted = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("handovers.past"))
        self.setObjectName("handovers_past")
        self._desk = desk

    def show_lines(self, lines: tuple[HandoverLine, ...]) -> None:
        """Show those that are over."""
        emptied(self.body)
        over = [one for one in lines if one.handover.ended_on is not None]
        for one in over[:_MOST_PAST]:
            self.body.addWidget(self._line(one))
        self.setVisible(bool(over))

    def _line(self, line: HandoverLine) -> QWidget:
        name = self._desk.discretion.whole_name(line.colleague.name)
        said = state.past_words(line, name)
        parts = row(label(said, "muted", wraps=True))
        if line.handover.has_code:
            named = f"handover_{line.handover.id}_code"
            words = text("handovers.show_code")
            shows = button(self._desk.theme, named, words, role="quiet")
            shows.setAccessibleName(text("handovers.show_code_spoken", what=said))
            shows.clicked.connect(partial(self.acted.emit, state.Act.CODE, line))
            parts.addWidget(shows)
        return hosted(parts)
