"""Taking back what was just logged: the interview goes, what was typed comes back as a draft."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.ids import InterventionId
from ui.pages.interview import state

if TYPE_CHECKING:
    from ui.page import Desk, Place
    from ui.pages.interview.state import Form
    from ui.services import Services


class Undoing(QObject):
    """Emits `given_back` with the place of the form once its draft is there again."""

    given_back = Signal(object)

    def __init__(self, desk: Desk, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._services = desk, services

    def take_back(self, place: Place, form: Form, intervention_id: int | None) -> None:
        """Remove what was logged, then keep the form as a draft again."""
        if intervention_id is not None:
            work = partial(self._services.interventions.unlog, InterventionId(intervention_id))
            self._desk.jobs.run(self, work, partial(self._removed, place, form))

    def _removed(self, place: Place, form: Form, _changes: object) -> None:
        name = state.form_name(place.object_id, place.action)
        write = partial(self._services.drafts.write, name, state.written(form))
        self._desk.jobs.run(self, write, partial(self._kept, place))

    def _kept(self, place: Place, _changes: object) -> None:
        self.given_back.emit(place)
