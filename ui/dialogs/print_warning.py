"""Before anything is printed: what a printer keeps, and which one it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.page import Desk


class PrintWarning(AskDialog):
    """Emits `agreed`; without a printer there is nothing to agree to."""

    agreed = Signal()

    def __init__(self, desk: Desk, advice: str, printer: str) -> None:
        title = text("printing.title")
        super().__init__(desk, "print_dialog", title, confirm=text("printing.go_on"), danger=True)
        words = (
            text("printing.printer", name=printer) if printer else text("printing.no_printer"),
            text("printing.keeps"),
            advice,
        )
        for rank, one in enumerate(filter(None, words)):
            said = label(one, "strong" if rank == 0 else "muted", wraps=True)
            self.fields.addWidget(named(said, f"print_words_{rank}", title))
        self._first = self.cancel
        self.confirm.setEnabled(bool(printer))

    @override
    def work(self) -> Callable[[], object] | None:
        """Nothing to call: the answer is all."""
        if self.confirm.isEnabled():
            self.accept()
            self.agreed.emit()
        return None
