"""Which files leave: nothing is ticked at first, and only what the persons agreed to can be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from app.domain.handovers import HandoverSide
from app.domain.people import folded
from ui.formats import day
from ui.texts import plural, text
from ui.widgets.boxes import Flow, column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.gradual import Gradual
from ui.widgets.labels import chip, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import CaseId
    from app.usecases.handover_lines import Choice
    from ui.page import Desk

_HEIGHT = 250
_MOST_WITHOUT = 60
"""Files without an agreement that are listed at once; words narrow the others."""
_AT_ONCE = 12


class CaseTicks(QScrollArea):
    """`changed` with each tick; `agreement_wanted` carries a file whose person is to be asked."""

    changed = Signal()
    agreement_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("give_cases")
        self.setAccessibleName(text("handovers.give_dialog.files"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(desk.theme.px(_HEIGHT))
        self._desk = desk
        self._choices: tuple[Choice, ...] = ()
        self._words: list[str] = []
        self._ticked: set[CaseId] = set()
        self._lines = column(gap=4)
        self._parts = Gradual(self._lines, self, at_once=_AT_ONCE)
        self.setWidget(hosted(column(self._lines, -1)))
        desk.discretion.changed.connect(self._draw)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """Show these files; what was ticked stays so where it still may leave."""
        self._choices = choices
        self._ticked &= {one.case_id for one in choices if _may_go(one)}
        self._draw()

    def narrow(self, words: str) -> None:
        """Show only the files that these words name."""
        self._words = folded(words).split()
        self._draw()

    def ticked(self) -> tuple[CaseId, ...]:
        """The files ticked, in the order shown."""
        return tuple(one.case_id for one in self._choices if one.case_id in self._ticked)

    def _draw(self) -> None:
        """Draw what is seen at once; the others as the window has time."""
        found = [one for one in self._choices if self._matches(one)]
        able = [one for one in found if _may_go(one)]
        asked = [one for one in found if one.handed is None and one.agreement is None]
        gone = [one for one in found if one.handed is not None]
        parts: list[Callable[[], QWidget]] = []
        if words := self._why_none(found, able):
            parts.append(partial(label, words, "muted", wraps=True))
        parts += [partial(self._tick, one) for one in able]
        if asked:
            parts.append(partial(_heading, plural("handovers.give_dialog.without", len(asked))))
        parts += [partial(self._to_ask, one) for one in asked[:_MOST_WITHOUT]]
        if len(asked) > _MOST_WITHOUT:
            more = plural("handovers.more_cases", len(asked) - _MOST_WITHOUT)
            parts.append(partial(label, more, "muted"))
        parts += [partial(self._gone, one) for one in gone]
        self._parts.fill(parts)

    def _why_none(self, found: list[Choice], able: list[Choice]) -> str:
        if not self._choices:
            return text("handovers.give_dialog.nobody")
        if not found:
            return text("handovers.give_dialog.none_found")
        agreed = able or self._words or any(one.agreement for one in self._choices)
        return "" if agreed else text("handovers.give_dialog.none_agreed")

    def _matches(self, one: Choice) -> bool:
        said = folded(f"{one.number} {one.person} {one.entity}")
        return all(word in said for word in self._words)

    def _name(self, one: Choice) -> str:
        return f"{one.number} · {self._desk.discretion.whole_name(one.person)} · {one.entity}"

    def _tick(self, one: Choice) -> QWidget:
        words = self._name(one)
        made = CheckBox(f"give_case_{one.case_id}", words, words)
        made.setChecked(one.case_id in self._ticked)
        made.toggled.connect(partial(self._turn, one.case_id))
        parts = Flow(gap=8)
        parts.addWidget(made)
        if one.urgent is not None:
            parts.addWidget(chip(text("handovers.give_dialog.urgent"), "warn"))
        if one.agreement is not None:
            agreed = text("handovers.give_dialog.agreed_on", day=day(one.agreement.on))
            parts.addWidget(label(agreed, "small"))
        return hosted(parts)

    def _to_ask(self, one: Choice) -> QWidget:
        record = text("handovers.give_dialog.record")
        asks = button(self._desk.theme, f"give_record_{one.case_id}", record, role="link")
        asks.setAutoDefault(False)
        asks.setAccessibleName(text("handovers.give_dialog.record_spoken", number=one.number))
        asks.clicked.connect(partial(self.agreement_wanted.emit, one.case_id))
        return self._greyed(one, asks)

    def _gone(self, one: Choice) -> QWidget:
        taken = one.handed is not None and one.handed.side is HandoverSide.RECEIVED
        said = text(f"handovers.give_dialog.{'taken' if taken else 'away'}")
        return self._greyed(one, chip(said))

    def _greyed(self, one: Choice, why: QWidget) -> QWidget:
        said: QLabel = label(self._name(one), "muted", wraps=True)
        line = row(28, said, why, gap=8)
        line.setStretch(1, 1)
        return hosted(line)

    def _turn(self, case_id: CaseId, on: bool) -> None:  # noqa: FBT001 — the signal carries one value
        (self._ticked.add if on else self._ticked.discard)(case_id)
        self.changed.emit()


def _may_go(choice: Choice) -> bool:
    return choice.agreement is not None and choice.handed is None


def _heading(words: str) -> QWidget:
    return hosted(column(8, label(words, "field", wraps=True)))
