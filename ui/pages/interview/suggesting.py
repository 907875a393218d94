"""Files proposed while a name is typed: one question under way at most."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.ports.queries import CaseRow
    from app.usecases.cases import CaseService
    from ui.page import Desk
    from ui.pages.interview.company import Company
    from ui.pages.interview.person import PersonPart


class Suggesting(QObject):
    """Answers what the person field asks; meanwhile only the last words wait."""

    def __init__(self, desk: Desk, cases: CaseService, person: PersonPart | Company) -> None:
        super().__init__(person)
        self._desk, self._cases, self._person = desk, cases, person
        self._asking = False
        self._next_words: str | None = None
        person.asked.connect(self._ask)

    def _ask(self, words: str) -> None:
        if self._asking:
            self._next_words = words
            return
        self._asking = True
        suggest = partial(self._cases.suggest, words)
        self._desk.jobs.run(self, suggest, self._answer, failed=self._failed)

    def _answer(self, rows: tuple[CaseRow, ...]) -> None:
        self._asking = False
        words, self._next_words = self._next_words, None
        if words is not None:
            self._ask(words)
            return
        self._person.propose(rows)

    def _failed(self, error: Exception) -> None:
        self._asking = False
        self._desk.jobs.failed.emit(error)
