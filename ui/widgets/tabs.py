"""What the tabs of a page turn between: each part is made the first time that it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.widgets.boxes import column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PartT = TypeVar("PartT", bound=QWidget)


class Tabs(Generic[PartT]):
    """Put `column` in the page, and turn with its `TabRow`.

    A page of many tabs is made in one turn of the window: made whole, it would be held up by
    what she may never look at.
    """

    def __init__(self, makers: Mapping[str, Callable[[], PartT]]) -> None:
        self.names = tuple(makers)
        self.column = column(gap=0)
        self._makers = makers
        self._made: dict[str, PartT] = {}

    @property
    def made(self) -> tuple[PartT, ...]:
        """The parts that were wanted so far."""
        return tuple(self._made.values())

    def part(self, name: str) -> PartT:
        """The part of that name."""
        if name not in self._made:
            made = self._made[name] = self._makers[name]()
            made.hide()
            self.column.addWidget(made)
        return self._made[name]

    def show(self, name: str | None) -> None:
        """Show one part, or none."""
        wanted = None if name is None else self.part(name)
        for one in self.made:
            one.setVisible(one is wanted)
