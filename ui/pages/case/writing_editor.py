"""One writing, typed as plain paragraphs; a draft goes into the vault as it is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.interventions import OLDEST_DAY
from app.domain.letters import BLANK
from app.domain.writings import WritingState
from ui.formats import day
from ui.texts import text
from ui.widgets.boxes import Flow, column, hosted
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named
from ui.widgets.note_edit import NoteEdit
from ui.widgets.private_line import PrivateLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.codes import Code
    from app.domain.writings import Writing
    from app.usecases.writings import WritingSheet
    from ui.page import Desk
    from ui.services import Services

_KEEP_MS = 2000
_HEIGHT = 420
_BLANK = QRegularExpression(BLANK.pattern)
_ACTS = {
    "finish": "file-check",
    "share": "upload",
    "preview": "eye",
    "print": "printer",
    "export": "file-output",
    "remove": "trash-2",
}


class WritingEditor(QWidget):
    """`wanted` says which act was asked for, once what is typed is kept."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk, self._services = desk, services
        self._writing: Writing | None = None
        self._advised = False
        self._shown: tuple[object, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self.back = button(
            desk.theme, "writing_back", text("writings.editor.back"), icon_name="arrow-left"
        )
        self.title = PrivateLine(desk.discretion, "writing_title", text("writings.editor.title"))
        self.body = NoteEdit(
            desk.discretion, "writing_body", text("writings.editor.body"), text("writings.masked")
        )
        self.body.setFixedHeight(desk.theme.px(_HEIGHT))
        self.advice = DateField(desk.clock, "writing_advice", text("writings.editor.advice"))
        self.told = named(label("", "small", wraps=True), "writing_told", text("writings.title"))
        self.acts = {
            act: button(
                desk.theme, f"writing_{act}", text(f"writings.editor.{act}"), icon_name=icon
            )
            for act, icon in _ACTS.items()
        }
        self._arrange()
        self._connect()

    @property
    def writing(self) -> Writing | None:
        """The writing shown, as it is in the vault or about to be."""
        return self._writing

    def show_writing(self, sheet: WritingSheet, code: Code) -> None:
        """Show a writing of a kind; a final one is read only."""
        self._timer.stop()
        writing = sheet.writing
        self._writing, self._advised = writing, code.says("advice")
        self.title.setText(writing.title)
        self.body.show_words(writing.body)
        self.advice.clear()
        if writing.advice_on is not None:
            self.advice.show_day(writing.advice_on)
        final, fixed = writing.state is WritingState.FINAL, code.says("fixed")
        self.title.setReadOnly(final or fixed)
        self.advice.setReadOnly(final)
        self.body.editor.setReadOnly(final or fixed)
        self._advice_row.setVisible(self._advised)
        self.acts["finish"].setVisible(not final)
        self.acts["share"].setVisible(sheet.may_be_noted)
        self._say(final=final, fixed=fixed)
        self._shown = self._typed()

    def complete(self) -> None:
        """Put the cursor on the first blank of a draft, to be typed over."""
        blank = self.body.editor.document().find(_BLANK)
        if not blank.isNull():
            self.body.editor.setTextCursor(blank)
        self.body.setFocus()

    def forget(self) -> None:
        """Show nothing any more."""
        self._timer.stop()
        self._writing, self._shown = None, ()

    def pending(self) -> tuple[Callable[[], object], ...]:
        """What is typed and not kept yet."""
        writing, typed = self._writing, self._typed()
        if writing is None or writing.is_final or typed == self._shown:
            return ()
        title, body, advice_on = self._values(writing)
        rewrite = self._services.casework.writings.rewrite
        return (partial(rewrite, writing.id, title=title, body=body, advice_on=advice_on),)

    def keep(self) -> None:
        """Keep what is typed now."""
        self._timer.stop()
        for work in self.pending():
            if self._writing is not None:
                self._writing = self._writing.rewritten(*self._values(self._writing))
            self._shown = self._typed()
            self._desk.jobs.run(self, work, self._say_kept)

    def _values(self, writing: Writing) -> tuple[str, str, date | None]:
        """Title, body and advice as typed; a title left empty and a day not understood stay."""
        title = self.title.text().strip() or writing.title
        return title, self.body.words(), self._advice(writing)

    def _advice(self, writing: Writing) -> date | None:
        if not self.advice.text().strip():
            return None
        said = self.advice.day()
        likely = said is not None and OLDEST_DAY <= said <= self._desk.clock.today()
        return said if likely else writing.advice_on

    def _check_advice(self) -> None:
        """Say that a day to come is not kept."""
        said = self.advice.day() if self.advice.text().strip() else None
        if said is not None and said > self._desk.clock.today():
            self.told.setText(text("errors.date_in_future", on=day(said)))

    def _typed(self) -> tuple[object, ...]:
        return self.title.text(), self.body.words(), self.advice.text()

    def _note_change(self) -> None:
        if self.pending() and not self._timer.isActive():
            self._timer.start()

    def _act(self, act: str) -> None:
        self.keep()
        self.wanted.emit(act)

    def _leave(self) -> None:
        self.keep()
        self.left.emit()

    def _say(self, *, final: bool, fixed: bool) -> None:
        state = "final" if final else "fixed" if fixed else "body_hint"
        self.told.setText(text(f"writings.editor.{state}"))

    def _say_kept(self, _changes: object) -> None:
        self.told.setText(text("writings.editor.kept"))

    def _connect(self) -> None:
        self.back.clicked.connect(self._leave)
        for changed in (self.title.textEdited, self.body.changed, self.advice.changed):
            changed.connect(self._note_change)
        self._timer.timeout.connect(self.keep)
        self.advice.editingFinished.connect(self._check_advice)
        for act, made in self.acts.items():
            made.clicked.connect(partial(self._act, act))

    def _arrange(self) -> None:
        self._advice_row = hosted(
            column(field_label(text("writings.editor.advice"), self.advice), self.advice, gap=4)
        )
        acts = Flow(gap=8)
        for one in (self.back, *self.acts.values()):
            acts.addWidget(one)
        self.setLayout(
            column(
                hosted(acts),
                field_label(text("writings.editor.title"), self.title),
                self.title,
                self._advice_row,
                field_label(text("writings.editor.body"), self.body),
                self.body,
                self.told,
                gap=6,
            )
        )
