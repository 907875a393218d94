"""A field that finds a case file while a name or a number is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.texts import text
from ui.widgets.matching import Option
from ui.widgets.suggest import SuggestField

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.ports.queries import CaseRow
    from app.usecases.cases import CaseService
    from ui.page import Desk


class CaseField(SuggestField):
    """`case_id` is the file chosen; what is typed after that forgets it."""

    def __init__(self, desk: Desk, cases: CaseService, name: str, spoken: str) -> None:
        super().__init__(name, spoken)
        self._desk, self._cases = desk, cases
        self._case_id: CaseId | None = None
        self._owner = QObject(self)
        self.setPlaceholderText(text("fields.case_hint"))
        self.typed.connect(self._ask)
        self.chosen.connect(self._take_row)

    @property
    def case_id(self) -> CaseId | None:
        """The file chosen, if any."""
        return self._case_id

    def understood(self) -> bool:
        """Tell whether the field is empty or names a file."""
        return self._case_id is not None or not self.text().strip()

    def show_case(self, case_id: CaseId, number: str, given_name: str, family_name: str) -> None:
        """Show a file as chosen."""
        self._case_id = case_id
        name = "" if self._desk.discretion.on else f"{given_name} {family_name}".strip()
        self.setText(" · ".join(part for part in (number, name) if part))

    def _ask(self, words: str) -> None:
        self._case_id = None
        if not words.strip():
            self.offer(())
            return
        suggest = partial(self._cases.suggest, words)
        self._desk.jobs.run(self._owner, suggest, partial(self._propose, words))

    def _propose(self, words: str, rows: tuple[CaseRow, ...]) -> None:
        if words == self.text():
            self.offer([Option(row, self._words(row)) for row in rows])

    def _words(self, row: CaseRow) -> str:
        return f"{row.number} · {self._desk.discretion.name_of(row)} · {row.entity_name}"

    def _take_row(self, row: CaseRow) -> None:
        self.show_case(row.case_id, row.number, row.given_name, row.family_name)
