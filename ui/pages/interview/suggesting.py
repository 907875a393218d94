"""Files proposed while a name is typed: one question under way at most."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.last_question import LastQuestion

if TYPE_CHECKING:
    from app.usecases.cases import CaseService
    from ui.page import Desk
    from ui.pages.interview.company import Company
    from ui.pages.interview.person import PersonPart


class Suggesting(QObject):
    """Answers what the person field asks; meanwhile only the last words wait."""

    def __init__(self, desk: Desk, cases: CaseService, person: PersonPart | Company) -> None:
        super().__init__(person)
        self._cases, self._person = cases, person
        self._question = LastQuestion(desk.jobs, self)
        person.asked.connect(self._ask)

    def _ask(self, words: str) -> None:
        self._question.ask(partial(self._cases.suggest, words), self._person.propose)
