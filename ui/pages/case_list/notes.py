"""Notes that hold the words searched, each with the words around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from ui import wording
from ui.formats import day
from ui.pages.case_list.state import excerpt
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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
        self._hits: tuple[NoteHit, ...] = ()
        self._lists: Nomenclatures | None = None
        desk.discretion.changed.connect(self._show)

    def show_hits(self, hits: tuple[NoteHit, ...], lists: Nomenclatures) -> None:
        """Show the notes found."""
        self._hits, self._lists = hits[:_MOST], lists
        self._show()

    def first_opener(self) -> QWidget | None:
        """The button of the first note that has a file, for the keyboard to go on."""
        return next(iter(self.findChildren(QPushButton)), None)

    def _show(self) -> None:
        emptied(self.body)
        for rank, hit in enumerate(self._hits):
            self.body.addWidget(self._line(rank, hit))

    def _line(self, rank: int, hit: NoteHit) -> QFrame:
        whose = self._whose(hit)
        kind = wording.short(self._lists, hit.kind) if self._lists else hit.kind
        head = Flow(12)
        head.addWidget(label(whose, "strong"))
        head.addWidget(label(f"{kind} · {day(hit.on)}", "muted"))
        words = column(head, Prose(self._desk.discretion, excerpt(hit.excerpt)), gap=1)
        line = QFrame()
        line.setProperty("role", "row")
        inside = row(hosted(words))
        inside.setContentsMargins(0, 4, 0, 6)
        if hit.case_id is not None:
            caption = text("case_list.notes_open")
            opener = button(self._desk.theme, f"case_list_note_{rank}", caption, role="quiet")
            opener.setAccessibleName(text("case_list.notes_open_spoken", whose=whose))
            opener.setProperty("case_id", hit.case_id)
            opener.clicked.connect(self._open)
            inside.addWidget(opener)
        line.setLayout(inside)
        return line

    def _whose(self, hit: NoteHit) -> str:
        if hit.case_id is None:
            return text("case_list.notes_anonymous")
        return f"{hit.number} · {self._desk.discretion.name_of(hit)}"

    def _open(self) -> None:
        self.opened.emit(self.sender().property("case_id"))
