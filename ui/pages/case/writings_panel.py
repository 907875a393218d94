"""The letters and professional writings of a file: a list, or the one that is open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.changes import Touched
from ui import wording
from ui.formats import day
from ui.pages.case.panel import CasePanel
from ui.pages.case.writing_acts import WritingActs
from ui.pages.case.writing_dialogs import StartDialog, TemplateDialog
from ui.pages.case.writing_editor import WritingEditor
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import chip, label
from ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.partners import Partner
    from app.domain.writings import Writing
    from app.ports.queries import CaseSheet
    from app.usecases.shareable import Shareable
    from app.usecases.writings import WritingSheet
    from ui.page import Desk, Place
    from ui.services import Services


@dataclass(frozen=True, slots=True)
class WritingsRead:
    """The writings, and what a new one may start from."""

    sheets: tuple[WritingSheet, ...]
    partners: tuple[Partner, ...]
    choices: tuple[Shareable, ...]


class WritingsPanel(CasePanel[WritingsRead]):
    """Nothing typed is lost: a draft is kept as it is typed, and when she leaves it."""

    name = "writings"
    shows = (
        Touched.CASES | Touched.WRITINGS | Touched.PARTNERS | Touched.AGENDA | Touched.INTERVENTIONS
    )

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk, services)
        self._read: WritingsRead | None = None
        self._opening = 0
        theme = desk.theme
        self.new = button(
            theme, "writing_new", text("writings.new"), icon_name="pen-line", role="primary"
        )
        self.templates = button(
            theme, "writing_templates", text("writings.templates"), icon_name="file-text"
        )
        self.none = label(text("writings.none"), "muted", wraps=True)
        self.editor = WritingEditor(desk, services)
        self.acts = WritingActs(self, desk, services)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._arrange()
        self._connect()

    def ask(self, case_id: CaseId) -> WritingsRead:
        """Read the writings, the address book and what may be ticked."""
        casework = self._services.casework
        return WritingsRead(
            casework.writings.of_case(case_id),
            casework.partners.all(),
            casework.writings.choices(case_id),
        )

    @override
    def read(self, sheet: CaseSheet, lists: Nomenclatures) -> None:
        if self._sheet is not None and self._sheet.case.id != sheet.case.id:
            self.editor.keep()
            self._close()
        super().read(sheet, lists)

    def show_read(self, read: WritingsRead) -> None:
        """Show the list; the one that is open stays as it is typed."""
        self._read = read
        self._show_list()
        known = {one.writing.id: one for one in read.sheets}
        opened = self.editor.writing
        if self._opening in known and (opened is None or opened.id != self._opening):
            self._open(known[self._opening])
            if not known[self._opening].writing.is_final:
                self.editor.complete()
        elif opened is not None and opened.id not in known:
            self._close()
        elif opened is not None and known[opened.id].writing.is_final:
            self._open(known[opened.id])
        self._opening = 0

    def turn_to(self, place: Place) -> None:
        """Open the writing that another tab has just begun, or that a search found."""
        super().turn_to(place)
        self._opening = int(place.words) if place.words.isdigit() else place.inside or 0

    @override
    def part_of(self, record_id: int) -> QWidget | None:
        opened = self.editor.writing
        return self.editor.body if opened is not None and opened.id == record_id else None

    def pending(self) -> tuple[Callable[[], object], ...]:
        """The draft being typed."""
        return self.editor.pending()

    def _show_list(self) -> None:
        if self._read is None:
            return
        emptied(self._list)
        self.none.setVisible(not self._read.sheets)
        for rank, sheet in enumerate(self._read.sheets):
            self._list.addWidget(self._card(sheet, len(self._read.sheets) - rank))

    def _card(self, sheet: WritingSheet, rank: int) -> QWidget:
        writing = sheet.writing
        card = Card()
        head = row(Prose(self._desk.discretion, writing.title), self._state(writing), gap=8)
        head.setStretch(0, 1)
        if sheet.shared:
            head.addWidget(chip(text("writings.shared"), "good"))
        card.body.addLayout(head)
        card.body.addWidget(label(self._told(sheet), "muted", wraps=True))
        acts = Flow(gap=8)
        opener = button(self._desk.theme, f"writing_open_{writing.id}", text("writings.open"))
        title = self._desk.discretion.prose(writing.title)
        opener.setAccessibleName(text("writings.open_of", title=title))
        opener.clicked.connect(partial(self._open, sheet))
        acts.addWidget(opener)
        if sheet.may_be_noted:
            note = button(
                self._desk.theme, f"writing_share_{writing.id}", text("writings.editor.share")
            )
            note.clicked.connect(partial(self.acts.share, writing))
            acts.addWidget(note)
        self.acts.number(writing.id, rank)
        card.body.addWidget(hosted(acts))
        return card

    def _state(self, writing: Writing) -> QWidget:
        if writing.sent_on is None:
            return chip(text("writings.draft"), "warn")
        return chip(text("writings.final", day=day(writing.sent_on)), "good")

    def _told(self, sheet: WritingSheet) -> str:
        writing, partner = sheet.writing, sheet.partner
        kind, on = wording.short(self.lists, writing.kind), day(writing.written_on)
        recipient = writing.recipient
        if not recipient:
            return text("writings.line", kind=kind, day=on)
        if self._desk.discretion.on:
            recipient = text("writings.masked_to")
        elif partner is not None and self._desk.discretion.hides(partner):
            recipient = self._desk.discretion.partner(partner)
        return text("writings.line_to", kind=kind, day=on, recipient=recipient)

    def _open(self, sheet: WritingSheet) -> None:
        self.editor.keep()
        code = self.lists.of("DOC").counted_as(sheet.writing.kind)
        self.editor.show_writing(sheet, code)
        self._turn(editing=True)

    def _close(self) -> None:
        self.editor.forget()
        self._turn(editing=False)

    def _turn(self, *, editing: bool) -> None:
        self.editor.setVisible(editing)
        self._listed.setVisible(not editing)

    def _start(self) -> None:
        if self._read is None:
            return
        start = (self._read.partners, self._read.choices)
        dialog = StartDialog(self._desk, self._services, self.lists, self.sheet.case.id, start)
        dialog.started.connect(self._begun)
        self.open_window(dialog)

    def _begun(self, writing_id: int) -> None:
        self._opening = writing_id
        self._say(text("writings.started"))
        super().read(self.sheet, self.lists)

    def _change_templates(self) -> None:
        dialog = TemplateDialog(self._desk, self._services, self.lists)
        dialog.accepted.connect(partial(self._say, text("writings.template_saved")))
        dialog.restored.connect(partial(self._removed, text("writings.template_restored")))
        self.open_window(dialog)

    def _act(self, act: str) -> None:
        if self.editor.writing is not None:
            self.acts.do(act, self.editor.writing)

    def _connect(self) -> None:
        self.new.clicked.connect(self._start)
        self.templates.clicked.connect(self._change_templates)
        self.editor.left.connect(self._close)
        self.editor.wanted.connect(self._act)
        self._desk.discretion.changed.connect(self._show_list)

    def _arrange(self) -> None:
        heading = row(
            label(text("writings.title"), "heading", wraps=True), self.templates, self.new
        )
        heading.setStretch(0, 1)
        words = label(text("writings.words"), "muted", wraps=True)
        self._listed = hosted(column(heading, words, self.none, self._list, gap=12))
        self.setLayout(column(self._listed, self.editor, -1, gap=12))
        self.editor.hide()
