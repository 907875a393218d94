"""One question under way at most: while an answer is awaited, only the last question waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from ui.jobs import Jobs

T = TypeVar("T")


class LastQuestion:
    """What is typed faster than it is answered never piles up; an answer outrun is not shown."""

    def __init__(self, jobs: Jobs, owner: QObject) -> None:
        self._jobs, self._owner = jobs, owner
        self._under_way = False
        self._next: Callable[[], None] | None = None

    def ask(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do `work` on the vault's thread and give `then` its result, unless asked anew."""
        if self._under_way:
            self._next = partial(self.ask, work, then)
            return
        self._under_way = True
        self._jobs.run(self._owner, work, partial(self._answer, then), failed=self._fail)

    def _answer(self, then: Callable[[T], None], answer: T) -> None:
        if not self._go_on():
            then(answer)

    def _fail(self, error: Exception) -> None:
        self._go_on()
        self._jobs.failed.emit(error)

    def _go_on(self) -> bool:
        """Ask the question that waits; tell whether there was one."""
        self._under_way = False
        ask, self._next = self._next, None
        if ask is not None:
            ask()
        return ask is not None
