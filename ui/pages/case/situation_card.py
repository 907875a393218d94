"""A card that shows what held from when, kind by kind, newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.pages.case import situation
from ui.texts import text
from ui.widgets.boxes import Card, column, emptied, hosted, row
from ui.widgets.buttons import icon_button
from ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.domain.cases import CaseAttribute
    from app.domain.household import PersonTrait
    from app.domain.nomenclatures import Nomenclatures
    from ui.pages.case.situation import Held, Kind
    from ui.theme import Theme


class HistoryCard(Card):
    """`added` asks for a new value of a kind, `corrected` for a window on one that is there."""

    added = Signal(object)
    corrected = Signal(object)

    def __init__(self, theme: Theme, name: str, kinds: Sequence[Kind]) -> None:
        super().__init__(text(f"situation.{name}"))
        self.setObjectName(f"situation_{name}_card")
        self._theme, self._kinds = theme, tuple(kinds)
        self.body.setSpacing(12)

    def show_values(
        self, values: Sequence[PersonTrait | CaseAttribute], lists: Nomenclatures
    ) -> None:
        """Show what holds and what held, of every kind."""
        emptied(self.body)
        for kind in self._kinds:
            self.body.addWidget(self._block(kind, situation.history(values, kind), lists))

    def first(self) -> QWidget:
        """The part of the first kind, as it was last read."""
        kept = self.body.itemAt(0)
        return self if kept is None else kept.widget() or self

    def _block(self, kind: Kind, held: Sequence[Held], lists: Nomenclatures) -> QWidget:
        words = text(f"situation.kind.{kind.value}")
        spoken = text("situation.add", kind=words.lower())
        add = icon_button(self._theme, f"situation_add_{kind.value}", "plus", spoken)
        add.clicked.connect(partial(self.added.emit, kind))
        block = column(row(label(words, "field"), -1, add, gap=8), gap=5)
        for rank, one in enumerate(held):
            block.addWidget(self._line(one, rank, lists))
        if not held:
            block.addWidget(label(text("situation.unknown"), "muted"))
        return hosted(block)

    def _line(self, held: Held, rank: int, lists: Nomenclatures) -> QWidget:
        words, period = situation.said(held, lists), situation.period(held)
        told = column(
            label(words, "muted" if rank else "strong", wraps=True),
            label(period, "small", wraps=True),
            gap=1,
        )
        name = f"situation_edit_{held.kind.value}_{rank}"
        spoken = text("situation.correct", words=words, period=period)
        edit = icon_button(self._theme, name, "pencil", spoken)
        edit.clicked.connect(partial(self.corrected.emit, held))
        line = row(hosted(told), edit, gap=8)
        line.setStretch(0, 1)
        return hosted(line)
