"""The recovery sheet is made: the code shown once, copied or printed, two groups typed again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from ui.dialogs.base import AskDialog
from ui.paper import Paper
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.code_field import CodeLine
from ui.widgets.code_groups import CodeGroups
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ports.keys import RecoverySheet
    from app.ports.renderers import Papers
    from app.usecases.keys import KeyService
    from ui.page import Desk

_KIND = "recovery_sheet"


class RecoverySheetDialog(AskDialog):
    """Emits `print_wanted` with a paper; nothing is kept before two groups were typed right."""

    narrowest = 620
    print_wanted = Signal(object)

    def __init__(self, desk: Desk, keys: KeyService, papers: Papers, sheet: RecoverySheet) -> None:
        heading, confirm = text("recovery.title"), text("recovery.have_it")
        super().__init__(desk, "recovery_dialog", heading, confirm=confirm)
        self._keys, self._papers, self._sheet = keys, papers, sheet
        self._asked: tuple[int, ...] = ()
        self.groups = CodeGroups("recovery_groups")
        self.groups.show_groups(sheet.groups())
        self.blank = button(
            desk.theme, "recovery_print_blank", text("recovery.print_blank"), icon_name="printer"
        )
        self.whole = button(
            desk.theme, "recovery_print", text("recovery.print"), icon_name="printer"
        )
        self.fields.addWidget(self._shown_part())
        self._lines: dict[int, CodeLine] = {}
        self.blank.clicked.connect(self._print_blank)
        self.whole.clicked.connect(self._print_whole)
        self.finished.connect(self._forget)

    @property
    def asked(self) -> tuple[int, ...]:
        """The groups that she is asked to type again; none while the code is still shown."""
        return self._asked

    @override
    def work(self) -> Callable[[], object] | None:
        if not self._asked:
            self._ask_again()
            return None
        retyped = {number: line.text() for number, line in self._lines.items()}
        return partial(self._keys.keep_recovery, self._sheet, retyped)

    def _ask_again(self) -> None:
        """Hide the code, and ask for two of its groups."""
        self._asked = self._keys.groups_to_retype()
        self.groups.forget()
        self._shown.hide()
        self.fields.addWidget(label(text("recovery.retype_words"), wraps=True))
        for number in self._asked:
            words = text("code.number", number=number)
            line = named(CodeLine(), f"recovery_group_{number}", words)
            self._lines[number] = line
            self.fields.addWidget(field_label(words, line))
            self.fields.addWidget(line)
            line.show()
        self.confirm.setText(text("recovery.keep"))
        self.confirm.setAccessibleName(text("recovery.keep"))
        next(iter(self._lines.values())).setFocus()

    @override
    def _refused(self, error: Exception) -> None:
        super()._refused(error)
        for line in self._lines.values():
            line.selectAll()
        next(iter(self._lines.values())).setFocus()

    def _shown_part(self) -> QWidget:
        inside = column(
            label(text("recovery.words"), "muted", wraps=True),
            6,
            self.groups,
            label(text("recovery.alphabet"), "small", wraps=True),
            label(
                text("recovery.named", label=self._sheet.label, slot=self._sheet.slot_id), "small"
            ),
            6,
            label(text("recovery.by_hand"), wraps=True),
            row(self.blank, self.whole, -1),
            label(text("recovery.where"), "muted", wraps=True),
            gap=8,
        )
        self._shown = hosted(inside)
        return self._shown

    def _print_blank(self) -> None:
        make = partial(self._papers.recovery, self._sheet, blank=True)
        self.print_wanted.emit(Paper(f"{_KIND}_blank", make))

    def _print_whole(self) -> None:
        make = partial(self._papers.recovery, self._sheet, blank=False)
        self.print_wanted.emit(Paper(_KIND, make, text("printing.by_hand")))

    def _forget(self) -> None:
        self.groups.forget()
        self._sheet.wipe()
