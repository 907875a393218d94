"""Who else was there: each of them is one line with a note for her own file alone (EQU-27)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.pages.interview.person import Known, known_of
from ui.texts import text
from ui.widgets.boxes import column, emptied, row
from ui.widgets.buttons import button
from ui.widgets.labels import field_label, label
from ui.widgets.matching import Option
from ui.widgets.note_edit import NoteEdit
from ui.widgets.suggest import SuggestField

if TYPE_CHECKING:
    from app.ports.queries import CaseRow
    from ui.page import Desk

_LETTERS = 2
_NOTE_HEIGHT = 90


class OwnNoteRow(QFrame):
    """One person of the meeting, and what belongs to her file alone."""

    changed = Signal()
    removed = Signal()

    def __init__(self, desk: Desk, known: Known, *, leads: bool) -> None:
        super().__init__()
        self._discretion, self.known = desk.discretion, known
        name = f"interview_own_{known.case_id}"
        self.note = NoteEdit(
            desk.discretion, name, text("interview.own_note"), text("interview.note_masked")
        )
        self.note.setMinimumHeight(_NOTE_HEIGHT)
        self._name = label("", "field")
        self._name.setBuddy(self.note.editor)
        self.remove = button(
            desk.theme, f"{name}_remove", text("interview.company_remove"), icon_name="x",
            role="quiet",
        )  # fmt: skip
        if leads:
            self.remove.hide()
        self.setLayout(column(row(self._name, -1, self.remove), self.note, gap=4))
        self.note.changed.connect(self.changed)
        self.remove.clicked.connect(self._remove)
        self.show_name()

    def show_name(self) -> None:
        """Show the name, or the initials in discreet mode."""
        name = self._discretion.name(self.known.given_name, self.known.family_name)
        said = text("interview.own_note_of", name=name)
        self._name.setText(said)
        self.note.editor.setAccessibleName(said)

    def _remove(self) -> None:
        """What is written about somebody is never dropped with her: it is erased first."""
        if self.note.words().strip():
            self.note.setFocus()
        else:
            self.removed.emit()


class Company(QWidget):
    """Emits `asked` with what is typed; only files of the same entity can be named."""

    asked = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._first: Known | None = None
        self._rows: list[OwnNoteRow] = []
        self.field = SuggestField("interview_company", text("interview.company"))
        self.field.setPlaceholderText(text("interview.company_hint"))
        self._below = QVBoxLayout()
        self._below.setSpacing(8)
        self.setLayout(
            column(
                field_label(text("interview.company"), self.field), self.field, self._below, gap=5
            )
        )
        self.field.typed.connect(self._typed)
        self.field.chosen.connect(self._add)
        desk.discretion.changed.connect(self._show_names)

    @property
    def case_ids(self) -> tuple[int, ...]:
        """The files named besides the first."""
        return tuple(one.known.case_id for one in self._rows[1:])

    @property
    def own_notes(self) -> tuple[str, ...]:
        """What belongs to each file alone, the first one first."""
        return tuple(one.note.words() for one in self._rows)

    def start_with(self, first: Known | None) -> None:
        """Say whose file comes first; nobody about whom something is written ever leaves."""
        self._first = first
        if first is not None and self._rows and self._rows[0].known != first:
            there = {one.known: one.note.words() for one in self._rows}
            leading = self._rows[0].known
            if not there[leading].strip():
                del there[leading]
            words = there.pop(first, "")
            self.fill([(first, words), *there.items()])

    def fill(self, persons: list[tuple[Known, str]]) -> None:
        """Show these persons with what belongs to each file alone."""
        self._clear()
        if len(persons) > 1:
            for known, words in persons:
                self._append(known, words)

    def propose(self, rows: tuple[CaseRow, ...]) -> None:
        """Propose the files of the same entity that are not named yet."""
        if self._first is None:
            return
        named = {self._first.case_id, *self.case_ids}
        found = [known_of(one) for one in rows if one.case_id not in named]
        same = [one for one in found if one.entity_id == self._first.entity_id]
        self.field.offer([Option(one, self._words(one)) for one in same])

    def _words(self, known: Known) -> str:
        name = self._desk.discretion.name(known.given_name, known.family_name)
        return text(
            "interview.person_shown", number=known.number, name=name, entity=known.entity_name
        )

    def _typed(self, words: str) -> None:
        if len(words.strip()) >= _LETTERS:
            self.asked.emit(words)
        else:
            self.field.close_list()

    def _add(self, known: Known) -> None:
        self.field.clear()
        if self._first is None:
            return
        if not self._rows:
            self._append(self._first, "")
        self._append(known, "")
        self.changed.emit()

    def _append(self, known: Known, words: str) -> None:
        made = OwnNoteRow(self._desk, known, leads=not self._rows)
        made.note.show_words(words)
        made.changed.connect(self.changed)
        made.removed.connect(partial(self._remove, made))
        self._rows.append(made)
        self._below.addWidget(made)

    def _remove(self, gone: OwnNoteRow) -> None:
        persons = [(one.known, one.note.words()) for one in self._rows if one is not gone]
        alone = len(persons) == 1 and bool(persons[0][1].strip())
        if alone:  # what the first one said alone has no other place: it stays to be moved by hand
            self._rows[0].note.setFocus()
            return
        self.fill(persons)
        self.changed.emit()

    def _clear(self) -> None:
        emptied(self._below)
        self._rows = []

    def _show_names(self) -> None:
        for one in self._rows:
            one.show_name()
