"""The colleagues known by their cards, and her own card with its words to read out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.formats import day
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted
from ui.widgets.buttons import button
from ui.widgets.labels import chip, label
from ui.widgets.naming import named
from ui.widgets.spoken_words import SpokenWords

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget

    from app.domain.handovers import Colleague
    from app.ports.handovers import Card as KeyCard
    from ui.page import Desk


@dataclass(frozen=True, slots=True)
class Known:
    """A colleague with the words of her card."""

    colleague: Colleague
    words: tuple[str, ...]


class ColleaguesCard(Card):
    """`wanted` carries what to do (compare, rename, remove) with whom."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("handovers.colleague.title"))
        self._desk = desk
        self.add = button(
            desk.theme, "colleague_add", text("handovers.colleague.add"), icon_name="user-plus"
        )
        self.head.addWidget(self.add)
        self._lines = column(gap=14)
        self._words = label(text("handovers.colleague.words"), "small", wraps=True)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._words)

    def show_known(self, known: tuple[Known, ...]) -> None:
        """Show them."""
        emptied(self._lines)
        for one in known:
            self._lines.addWidget(self._line(one))
        if not known:
            none = label(text("handovers.colleague.none"), "muted", wraps=True)
            self._lines.addWidget(none)
        self._words.setVisible(bool(known))

    def _line(self, known: Known) -> QWidget:
        one = known.colleague
        name = self._desk.discretion.whole_name(one.name)
        head = Flow(gap=8)
        head.addWidget(label(name, "strong"))
        if one.compared_on is None:
            head.addWidget(chip(text("handovers.colleague.not_compared"), "warn"))
        else:
            compared = text("handovers.colleague.compared", day=day(one.compared_on))
            head.addWidget(chip(compared, "good"))
        words = named(
            label(" · ".join(known.words), wraps=True),
            f"colleague_{one.id}_words",
            text("handovers.colleague.dialog.shown"),
        )
        acts = Flow(gap=4)
        for act in ("compare", "rename", "remove"):
            if act != "compare" or one.compared_on is None:
                acts.addWidget(self._act(act, one, name))
        return hosted(column(hosted(head), words, hosted(acts), gap=5))

    def _act(self, act: str, one: Colleague, name: str) -> QPushButton:
        words = text(f"handovers.colleague.{act}")
        role = "" if act == "compare" else "quiet"
        made = button(self._desk.theme, f"colleague_{one.id}_{act}", words, role=role)
        spoken = text("handovers.colleague.act_spoken", act=words, name=name)
        made.setAccessibleName(spoken)
        made.clicked.connect(partial(self.wanted.emit, act, one))
        return made


class OwnCard(Card):
    """Her card: eight words to read out, and a file for her colleagues."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("handovers.own.title"))
        self.words = SpokenWords("own_words", text("handovers.own.shown"))
        self._said = label("", "muted", wraps=True)
        self.make = button(desk.theme, "own_make", text("handovers.own.make"), icon_name="key")
        self.save = button(desk.theme, "own_save", text("handovers.own.save"), icon_name="save")
        flow = Flow(gap=8)
        flow.addWidget(self.make)
        flow.addWidget(self.save)
        for part in (self.words, self._said, hosted(flow)):
            self.body.addWidget(part)

    def show_card(self, card: KeyCard | None) -> None:
        """Show her card, or how to make it."""
        there = card is not None
        if card is not None:
            self.words.show_words(card.words)
        self._said.setText(text("handovers.own.words" if there else "handovers.own.none"))
        self.words.setVisible(there)
        self.save.setVisible(there)
        self.make.setVisible(not there)
