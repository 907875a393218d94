"""Write an assessment: a day, and a field for each dimension; none is mandatory."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.assessments import Assessment
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.date_field import DateField
from ui.widgets.labels import field_label
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.changes import Changes
    from app.domain.ids import CaseId
    from ui.page import Desk
    from ui.services import Services

PARTS = ("social", "economic", "family", "personal", "work", "resources", "conclusion")
_FIELD_HEIGHT = 62


class AssessmentDialog(AskDialog):
    """Starts from what is known; without an id it becomes a new version, dated today."""

    narrowest = 640

    def __init__(
        self, desk: Desk, services: Services, case_id: CaseId, start: Assessment | None
    ) -> None:
        known = start is not None and start.id
        heading = text(f"assessment.dialog.{'change' if known else 'new'}")
        super().__init__(desk, "assessment_dialog", heading, confirm=text("case.dialog.save"))
        self._services, self._case_id = services, case_id
        self._id = start.id if start is not None else 0
        self.on = DateField(desk.clock, "assessment_on", text("assessment.on"))
        if start is not None and known:
            self.on.show_day(start.assessed_on)
        self.add(text("assessment.on"), self.on)
        self.parts = {
            part: self._field(part, "" if start is None else str(getattr(start, part)))
            for part in PARTS
        }

    def work(self) -> Callable[[], object] | None:
        """Keep the assessment."""
        on = self.on.day()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        said = {part: field.words().strip() for part, field in self.parts.items()}
        return partial(self._save, on, said)

    def _save(self, on: date, said: dict[str, str]) -> Changes:
        written = Assessment(self._id, self._case_id, on, **said)
        return self._services.casework.assessments.save(written)

    def _field(self, part: str, words: str) -> NoteEdit:
        named = text(f"assessment.dimension.{part}")
        made = NoteEdit(
            self._desk.discretion, f"assessment_{part}", named, text("assessment.masked")
        )
        made.show_words(words)
        made.setFixedHeight(self._desk.theme.px(_FIELD_HEIGHT))
        self.fields.addWidget(field_label(named, made))
        self.fields.addWidget(made)
        return made
