"""« Rendre les dossiers »: what it means is said, then the return is sealed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from ui.pages.handovers.long_dialog import LongDialog
from ui.texts import text
from ui.widgets.prose import SaidLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.usecases.handovers import HandoverService
    from ui.page import Desk


class BackDialog(LongDialog):
    """`sealing` once she wants the return; `seal` writes it."""

    narrowest = 560
    sealing = Signal()

    def __init__(
        self, desk: Desk, handovers: HandoverService, handover_id: int, name: Callable[[], str]
    ) -> None:
        confirm = text("handovers.back_dialog.confirm")
        super().__init__(
            desk, "back_dialog", text("handovers.back_dialog.heading"), confirm=confirm
        )
        self._handovers, self._handover_id, self._named = handovers, handover_id, name
        self.fields.addWidget(SaidLabel(desk.discretion, self._words))
        self._first = self.confirm

    @override
    def work(self) -> Callable[[], object] | None:
        """Ask for the proof and the file; the sealing itself is `seal`."""
        self.sealing.emit()
        return None

    def seal(self, path: Path) -> None:
        """Seal the return, followed, and stopped if she asks."""
        self.written = path
        give = partial(self._handovers.give_back, self._handover_id, path)
        stopped = text("handovers.back_dialog.stopped")
        self.begin(text("handovers.back_dialog.working"), stopped, give)

    def _words(self) -> str:
        return text("handovers.back_dialog.words", name=self._named())
