"""What happened in a case file, newest first: a card for an intervention, a line for the rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.formats import day
from ui.pages.case import state
from ui.texts import plural, text
from ui.widgets.boxes import Flow, SteadyCard, column, hosted, row
from ui.widgets.buttons import button, icon_button
from ui.widgets.gradual import Gradual
from ui.widgets.labels import IconLabel, chip, label
from ui.widgets.prose import Prose

if TYPE_CHECKING:
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import TimelineEntry
    from ui.page import Desk

_AT_ONCE = 40
"""Events shown before more are asked for."""


class Timeline(QWidget):
    """Emits the intervention that she wants to correct or to remove."""

    change_wanted = Signal(object)
    remove_wanted = Signal(object)
    revealed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sought: int | None = None
        self._entries: tuple[TimelineEntry, ...] = ()
        self._lists: Nomenclatures | None = None
        self._said: object = None
        self._wanted = 0
        self._cards = column(gap=12)
        self._parts = Gradual(self._cards, self, at_once=2, each_turn=1)
        self.more = button(desk.theme, "case_more", plural("case.more", 0))
        self.setLayout(column(self._cards, row(self.more, -1), -1, gap=12))
        self.more.clicked.connect(self._show_more)
        self._parts.advanced.connect(self._find_sought)

    @property
    def drawn(self) -> bool:
        """Tell whether everything asked for is drawn."""
        return self._parts.drawn

    def show_entries(self, entries: tuple[TimelineEntry, ...], lists: Nomenclatures) -> None:
        """Show these events; those that are there already, in the same words, stay."""
        said = (entries, lists, self._desk.clock.today())
        if said == self._said:
            return
        self._said = said
        self._entries, self._lists = entries, lists
        self._wanted = 0
        none = partial(label, text("case.empty"), "muted")
        self._parts.fill(() if entries else (none,))
        self._show_more()

    def reveal(self, intervention_id: int) -> None:
        """Draw as far as an intervention, and emit its card once it is there."""
        ranks = [
            rank
            for rank, entry in enumerate(self._entries, start=1)
            if entry.kind == state.INTERVENTION and entry.object_id == intervention_id
        ]
        if not ranks:
            return
        self._sought = intervention_id
        while self._wanted < ranks[0]:
            self._show_more()
        self._find_sought()

    def _find_sought(self) -> None:
        card = self.findChild(QFrame, f"case_card_{self._sought}")
        if self._sought is not None and card is not None and card.isVisibleTo(self):
            self._sought = None
            self.revealed.emit(card)

    def _show_more(self) -> None:
        """Show the next events: some at once, the others as the window has time."""
        before, self._wanted = self._wanted, min(self._wanted + _AT_ONCE, len(self._entries))
        if self._lists is not None:
            wanted = self._entries[before : self._wanted]
            self._parts.add([partial(self._part, entry, self._lists) for entry in wanted])
        left = len(self._entries) - self._wanted
        self.more.setText(plural("case.more", left))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(left > 0)

    def _part(self, entry: TimelineEntry, lists: Nomenclatures) -> QFrame:
        event = state.event(entry, lists, self._desk.clock.today())
        if entry.kind == state.INTERVENTION:
            return self._card(entry, event)
        made = QFrame()
        made.setProperty("role", "row")
        inside = row(
            IconLabel(self._desk.theme, event.icon),
            label(event.heading, "strong"),
            label(event.detail, "muted", wraps=True),
            gap=10,
        )
        inside.setContentsMargins(16, 6, 10, 8)
        inside.setStretch(2, 1)
        made.setLayout(inside)
        return made

    def _card(self, entry: TimelineEntry, event: state.Event) -> SteadyCard:
        made = SteadyCard()
        made.setObjectName(f"case_card_{entry.object_id}")
        made.setAccessibleName(f"{event.heading}, {event.detail}")
        head = row(
            IconLabel(self._desk.theme, event.icon, "text"),
            label(event.heading, "strong"),
            label(event.detail, "muted", wraps=True),
            self._button("change", "pencil", entry, event),
            self._button("remove", "trash-2", entry, event),
            gap=10,
        )
        made.body.addLayout(head)
        if event.chips:
            flow = Flow(gap=6)
            for one in event.chips:
                flow.addWidget(chip(one.words, one.tone))
            made.body.addWidget(hosted(flow))
        if event.note:
            made.body.addWidget(Prose(self._desk.discretion, event.note))
        if event.prose:
            made.body.addWidget(label(event.prose, "small", wraps=True))
        return made

    def _button(
        self, action: str, icon_name: str, entry: TimelineEntry, event: state.Event
    ) -> QPushButton:
        spoken = text(f"case.{action}_spoken", what=event.heading, day=day(entry.on))
        name = f"case_{action}_{entry.object_id}"
        made = icon_button(self._desk.theme, name, icon_name, spoken)
        made.setProperty("entry", entry)
        made.clicked.connect(self._change if action == "change" else self._remove)
        return made

    def _change(self) -> None:
        self.change_wanted.emit(self.sender().property("entry"))

    def _remove(self) -> None:
        self.remove_wanted.emit(self.sender().property("entry"))
