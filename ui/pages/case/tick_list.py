"""What may be ticked for a writing or a sharing: nothing is ticked at first (ANAS-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from ui.texts import text
from ui.widgets.boxes import column, hosted
from ui.widgets.check_box import CheckBox

if TYPE_CHECKING:
    from collections.abc import Container

    from app.usecases.shareable import Shareable
    from ui.page import Desk

_HEIGHT = 200
_SHOWN = 66
"""Signs of an item that are shown; the rest is in its tool tip and its spoken name."""


class TickList(QScrollArea):
    """The items of the file; those that a kind of writing does not take are hidden, unticked."""

    def __init__(self, desk: Desk, name: str, spoken: str, items: tuple[Shareable, ...]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(desk.theme.px(_HEIGHT))
        self._ticks = [_Tick(desk, f"{name}_{rank}", one) for rank, one in enumerate(items)]
        self.setWidget(hosted(column(*self._ticks, -1, gap=6)))

    def offer(self, subjects: Container[str] | None) -> None:
        """Show the items of these subjects; None for all of them."""
        for one in self._ticks:
            offered = subjects is None or one.item.subject in subjects
            one.setVisible(offered)
            one.setChecked(one.isChecked() and offered)

    def ticked(self) -> tuple[Shareable, ...]:
        """The items ticked."""
        return tuple(one.item for one in self._ticks if one.isChecked())


class _Tick(CheckBox):
    """One item, unticked at first."""

    def __init__(self, desk: Desk, name: str, item: Shareable) -> None:
        words = desk.discretion.prose(" ".join(item.words.split()))
        whole = f"{text(f'sharing.item.{item.subject}')}\u202f: {words}"
        shown = whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN].rstrip()}…"
        super().__init__(name, whole, shown)
        self.setToolTip(whole if shown != whole else "")
        self.item = item
