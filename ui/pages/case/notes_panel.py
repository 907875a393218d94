"""Working notes, which pass, and legal acts, which stay: both apart from the thread of the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.changes import Touched
from app.domain.working_notes import WorkingNote
from ui import wording
from ui.formats import day
from ui.pages.case.legal_act_dialog import LegalActDialog
from ui.pages.case.panel import CasePanel, standing
from ui.texts import text
from ui.widgets.boxes import Card, column, emptied, hosted, row
from ui.widgets.buttons import button, icon_button
from ui.widgets.labels import label
from ui.widgets.note_edit import NoteEdit
from ui.widgets.prose import Prose
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import CaseId
    from app.domain.legal_acts import LegalAct
    from ui.page import Desk
    from ui.services import Services

_FIELD_HEIGHT = 92


@dataclass(frozen=True, slots=True)
class NotesRead:
    """What the panel shows."""

    notes: tuple[WorkingNote, ...]
    acts: tuple[LegalAct, ...]


class NotesPanel(CasePanel[NotesRead]):
    """Two cards: notes on the left, acts on the right."""

    name = "notes"
    shows = Touched.CASES

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk, services)
        self.note = NoteEdit(
            desk.discretion, "working_note", text("notes.working_field"), text("notes.masked")
        )
        self.note.setFixedHeight(desk.theme.px(_FIELD_HEIGHT))
        self.keep = button(desk.theme, "working_note_keep", text("notes.working_add"))
        self.add_act = button(
            desk.theme, "legal_act_add", text("notes.act_add"), icon_name="plus", role="quiet"
        )
        self._notes, self._acts = QVBoxLayout(), QVBoxLayout()
        self._read: NotesRead | None = None
        self._arrange()
        self.keep.clicked.connect(self._keep)
        self.add_act.clicked.connect(self._open_new_act)
        desk.discretion.changed.connect(self._show_again)

    def ask(self, case_id: CaseId) -> NotesRead:
        """Read notes and acts."""
        casework = self._services.casework
        return NotesRead(
            casework.working_notes.of_case(case_id), casework.legal_acts.of_case(case_id)
        )

    def show_read(self, read: NotesRead) -> None:
        """Show them."""
        self._read = read
        for layout, parts, none in (
            (self._notes, [self._note(one) for one in read.notes], "notes.working_none"),
            (self._acts, [self._act(one) for one in read.acts], "notes.acts_none"),
        ):
            emptied(layout)
            for part in parts:
                layout.addWidget(part)
            if not parts:
                layout.addWidget(label(text(none), "muted", wraps=True))

    def pending(self) -> tuple[Callable[[], object], ...]:
        """A note being typed is kept by the lock: it passes after 90 days like the others."""
        save = self._services.casework.working_notes.save
        here = () if self._sheet is None else ((self._sheet.case.id, self.note.words()),)
        notes = (self._typed(case_id, words) for case_id, words in (*self._apart.items(), *here))
        return tuple(partial(save, note) for note in notes if note is not None)

    @override
    def typed_apart(self) -> str:
        return self.note.words()

    @override
    def type_again(self, words: str) -> None:
        self.note.show_words(words)

    def _show_again(self) -> None:
        if self._read is not None:
            self.show_read(self._read)

    def _typed(self, case_id: CaseId, words: str) -> WorkingNote | None:
        if not words.strip():
            return None
        return WorkingNote(0, case_id, self._desk.clock.today(), words.strip())

    def _note(self, note: WorkingNote) -> QWidget:
        spoken = text("notes.working_remove", day=day(note.written_on))
        name = f"working_note_remove_{note.id}"
        remove = icon_button(self._desk.theme, name, "trash-2", spoken)
        remove.clicked.connect(partial(self._remove_note, note))
        told = text("notes.working_until", day=day(note.written_on), end=day(note.ends_on))
        head = row(label(told, "small", wraps=True), remove)
        head.setStretch(0, 1)
        words = standing(Prose(self._desk.discretion, note.body), note.id)
        return hosted(column(head, words, gap=2))

    def _act(self, act: LegalAct) -> QWidget:
        spoken = text("notes.act_edit", day=day(act.done_on))
        edit = icon_button(self._desk.theme, f"legal_act_edit_{act.id}", "pencil", spoken)
        edit.clicked.connect(partial(self._open_act, act))
        head = row(label(text(f"notes.kind.{act.kind.value}"), "strong", wraps=True), edit)
        head.setStretch(0, 1)
        ground = wording.short(self.lists, act.ground)
        authority = self._desk.discretion.prose(act.authority)
        parts = [f"{day(act.done_on)} · {ground} · {authority}"]
        if act.family_informed is not None:
            yes, no = text("notes.act_family_yes"), text("notes.act_family_no")
            parts.append(yes if act.family_informed else no)
        if act.answered_on is not None:
            parts.append(text("notes.act_answered", day=day(act.answered_on)))
        told = label(" · ".join(parts), "muted", wraps=True)
        lines = column(head, told, gap=2)
        if act.words:
            lines.addWidget(Prose(self._desk.discretion, act.words))
        return standing(hosted(lines), act.id)

    def _keep(self) -> None:
        note = self._typed(self.sheet.case.id, self.note.words())
        if note is None:
            self.note.setFocus()
            return
        save = partial(self._services.casework.working_notes.save, note)
        said = partial(self._done, text("notes.working_kept", day=day(note.ends_on)))
        self.note.show_words("")
        self._desk.jobs.run(self, save, said, failed=partial(self._not_kept, note.body))

    def _not_kept(self, words: str, error: Exception) -> None:
        """What was typed comes back with the reason, unless she types something else already."""
        if not self.note.words():
            self.note.show_words(words)
        self._refused(error)

    def _remove_note(self, note: WorkingNote) -> None:
        work = partial(self._services.casework.working_notes.remove, note.id)
        self.remove(work, text("notes.working_removed"))

    def _open_new_act(self) -> None:
        self._open_act(None)

    def _open_act(self, act: LegalAct | None) -> None:
        case_id = self.sheet.case.id
        dialog = LegalActDialog(self._desk, self._services, case_id, act, self.lists)
        if act is not None:
            dialog.removed.connect(partial(self._remove_act, act))
        self.open_window(dialog)

    def _remove_act(self, act: LegalAct) -> None:
        work = partial(self._services.casework.legal_acts.remove, act.id)
        self.remove(work, text("notes.act_removed"))

    def _arrange(self) -> None:
        notes, acts = Card(text("notes.working")), Card(text("notes.acts"))
        acts.head.addWidget(self.add_act)
        for layout in (self._notes, self._acts):
            layout.setSpacing(12)
        notes.body.addWidget(label(text("notes.working_words"), "muted", wraps=True))
        notes.body.addWidget(self.note)
        notes.body.addLayout(row(self.keep, -1))
        notes.body.addLayout(self._notes)
        acts.body.addWidget(label(text("notes.acts_words"), "muted", wraps=True))
        acts.body.addLayout(self._acts)
        left, right = hosted(column(notes, -1)), hosted(column(acts, -1))
        both = SideBySide(self._desk.theme, left, right, narrow=820)
        self.setLayout(column(both, -1))
