"""Notes that hold the words searched, each with the words around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui import wording
from ui.formats import day
from ui.pages.case_list.state import excerpt
from ui.texts import text
from ui.widgets.boxes import Card, column, emptied, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.prose import Prose

if TYPE_CHECKING:
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import NoteHit
    from ui.page import Desk

_MOST = 12


class NotesCard(Card):
    """Emits `opened` with the case file of a note."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("case_list.notes"))
        self._desk = desk

    def show_hits(self, hits: tuple[NoteHit, ...], lists: Nomenclatures) -> None:
        """Show the notes found."""
        emptied(self.body)
        for rank, hit in enumerate(hits[:_MOST]):
            head = row(
                label(wording.short(lists, hit.kind), "strong"), label(day(hit.on), "muted"), -1
            )
            words = column(head, Prose(self._desk.discretion, excerpt(hit.excerpt)), gap=1)
            line = QFrame()
            line.setProperty("role", "row")
            inside = row(hosted(words))
            inside.setContentsMargins(0, 4, 0, 6)
            if hit.case_id is not None:
                spoken = text("case_list.notes_open")
                opener = button(self._desk.theme, f"case_list_note_{rank}", spoken, role="quiet")
                opener.setProperty("case_id", hit.case_id)
                opener.clicked.connect(self._open)
                inside.addWidget(opener)
            line.setLayout(inside)
            self.body.addWidget(line)

    def _open(self) -> None:
        self.opened.emit(self.sender().property("case_id"))
