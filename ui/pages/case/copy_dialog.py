"""The copy for the person: read each text, hide what speaks of somebody else, give it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QListWidget, QPushButton

from app.domain.errors import Refusal
from ui import errors
from ui.pages.case import copy_state
from ui.pages.case.copy_text import CopyText
from ui.texts import plural, text
from ui.widgets.boxes import Flow, column, hosted, row
from ui.widgets.buttons import KeyButton, button
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.changes import Changes
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from app.usecases.access_copy import AccessCopy, AccessCopyService
    from ui.page import Desk
    from ui.pages.case.copy_state import Reread

    _Read = tuple[AccessCopy, tuple[Reread, ...]]

_SHARES = (36, 64)


@dataclass(frozen=True, slots=True)
class Giving:
    """Whose copy it is, and how its words are found."""

    service: AccessCopyService
    sheet: CaseSheet
    lists: Nomenclatures


class CopyDialog(QDialog):
    """`preview`, `print` and `export` carry the copy once every text was read again."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, giving: Giving) -> None:
        super().__init__()
        named(self, "copy_dialog", text("access_copy.heading"))
        self.setWindowTitle(text("shell.product"))
        self.setModal(True)
        self._desk, self._giving = desk, giving
        self._copy: AccessCopy | None = None
        self._texts: tuple[Reread, ...] = ()
        self.list = named(QListWidget(), "copy_texts", text("access_copy.texts"))
        self.view = CopyText(desk.theme)
        self.said = named(label("", "muted", wraps=True), "copy_said", text("access_copy.passage"))
        self.apart = label("", "muted", wraps=True)
        self.hide_it = self._key("hide", "eye-off", "Ctrl+M", "primary")
        self.show_it = self._key("show", "eye", "Ctrl+Shift+M")
        self.next = self._key("next", "user-search", "Ctrl+J")
        self.reviewed = self._key("reviewed", "check", "Ctrl+R")
        self.preview = self._button("preview", "file-search")
        self.print = self._button("print", "printer")
        self.export = self._button("export", "file-output")
        self.leave = self._button("close", "x")
        self._arrange()
        self._connect()
        self.read()

    def read(self) -> None:
        """Ask for the copy again."""
        self._desk.jobs.run(self, partial(_read, self._giving), self._show)

    def _show(self, read: _Read) -> None:
        copy, self._texts = read
        self._copy = copy
        at = max(0, self.list.currentRow())
        self.list.blockSignals(True)  # noqa: FBT003 — Qt takes it by place
        self.list.clear()
        self.list.addItems([one.caption for one in self._texts])
        self.list.setCurrentRow(min(at, len(self._texts) - 1))
        self.list.blockSignals(False)  # noqa: FBT003 — Qt takes it by place
        notes = copy.apart.working_notes
        left_out = text("access_copy.left_out")
        told = f"{plural('access_copy.notes_apart', notes)} {left_out}" if notes else left_out
        self.apart.setText(told)
        self._show_text()

    def _show_text(self) -> None:
        """Show the text chosen, unless somebody may read over her shoulder."""
        chosen, masked = self._chosen(), self._desk.discretion.on
        for one in (self.hide_it, self.show_it, self.next):
            one.setEnabled(chosen is not None and not masked)
        self.said.setText("")
        self.reviewed.setVisible(chosen is not None and chosen.stale)
        if chosen is None:
            self.view.show_text(text("access_copy.nothing"), (), ())
        elif masked:
            self.view.show_text(text("access_copy.masked"), (), ())
        else:
            hidden = () if chosen.stale else chosen.hidden
            self.view.show_text(chosen.words, hidden, chosen.proposed)

    def _chosen(self) -> Reread | None:
        at = self.list.currentRow()
        return self._texts[at] if 0 <= at < len(self._texts) else None

    def _hide(self) -> None:
        if chosen := self._chosen():
            first, last = self.view.selected()
            if first == last:
                self.said.setText(text("access_copy.select_first"))
                return
            service, case_id = self._giving.service, self._giving.sheet.case.id
            self._write(partial(service.hide, case_id, chosen.spot, chosen.words, (first, last)))

    def _give_again(self) -> None:
        if chosen := self._chosen():
            service, case_id = self._giving.service, self._giving.sheet.case.id
            self._write(partial(service.show, case_id, chosen.spot, self.view.selected()))

    def _review(self) -> None:
        if chosen := self._chosen():
            service, case_id = self._giving.service, self._giving.sheet.case.id
            self._write(partial(service.reviewed, case_id, chosen.spot, chosen.words))

    def _write(self, work: Callable[[], Changes]) -> None:
        self._desk.jobs.run(self, work, self._written, failed=self._refused)

    def _written(self, _changes: Changes) -> None:
        self.read()

    def _refused(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self.said.setText(errors.message(error))

    def _to_next(self) -> None:
        """Select the next name proposed, in this text or a later one, then from the first."""
        at = self.list.currentRow()
        if at < 0:
            return
        after = self.view.selected()[1]
        count = len(self._texts)
        for step in range(count + 1):
            rank = (at + step) % count
            found = self._texts[rank].proposed
            if step == 0:
                found = tuple(one for one in found if one[0] >= after)
            if found:
                self.list.setCurrentRow(rank)
                self.view.select(found[0])
                self.view.setFocus()
                return
        self.said.setText(text("access_copy.no_name"))

    def _want(self, what: str) -> None:
        copy = self._copy
        if copy is None:
            return
        try:
            copy.refuse_unless_reviewed()
        except Refusal as refusal:
            self.said.setText(errors.message(refusal))
            return
        self.wanted.emit(what, copy)

    def _key(self, name: str, icon: str, keys: str, role: str = "") -> KeyButton:
        words = text(f"access_copy.{name}")
        made = KeyButton(
            self._desk.theme, f"copy_{name}", words, icon_name=icon, keys=keys, role=role
        )
        made.setAutoDefault(False)
        return made

    def _button(self, name: str, icon: str) -> QPushButton:
        words = text(f"access_copy.{name}")
        made = button(self._desk.theme, f"copy_{name}", words, icon_name=icon)
        made.setAutoDefault(False)
        return made

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_text)
        self.hide_it.clicked.connect(self._hide)
        self.show_it.clicked.connect(self._give_again)
        self.next.clicked.connect(self._to_next)
        self.reviewed.clicked.connect(self._review)
        for name, one in (
            ("preview", self.preview),
            ("print", self.print),
            ("export", self.export),
        ):
            one.clicked.connect(partial(self._want, name))
        self.leave.clicked.connect(self.reject)
        self._desk.discretion.changed.connect(self._show_text)

    def _arrange(self) -> None:
        marks, outs = Flow(gap=8), Flow(gap=8)
        for one in (self.hide_it, self.show_it, self.next, self.reviewed):
            marks.addWidget(one)
        for one in (self.preview, self.print, self.export, self.leave):
            outs.addWidget(one)
        self.list.setWordWrap(True)
        beside = column(gap=8)
        beside.addWidget(self.view, 1)
        beside.addWidget(hosted(marks))
        beside.addWidget(self.said)
        reading = row(self.list, hosted(beside), gap=14)
        for rank, share in enumerate(_SHARES):
            reading.setStretch(rank, share)
        inside = column(
            label(text("access_copy.heading"), "heading", wraps=True),
            label(text("access_copy.words"), "muted", wraps=True),
            gap=10,
        )
        inside.addLayout(reading, 1)
        inside.addWidget(self.apart)
        inside.addWidget(hosted(outs))
        inside.setContentsMargins(18, 16, 18, 16)
        self.setLayout(inside)
        self.resize(self._desk.theme.px(1080), self._desk.theme.px(760))
        self.list.setFocus()


def _read(giving: Giving) -> _Read:
    """On the vault's thread: everything that the window shows."""
    copy = giving.service.read(giving.sheet.case.id)
    return copy, copy_state.to_read(copy, giving.lists)
