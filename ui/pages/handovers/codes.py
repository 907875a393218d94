"""Codes of eight signs: shown large to be read out, or typed as they are heard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.code_field import CodeLine
from ui.widgets.code_groups import CodeGroups
from ui.widgets.labels import label
from ui.widgets.naming import named
from ui.widgets.prose import SaidLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.page import Desk

    Words = Callable[[], str]


class TellDialog(AskDialog):
    """Says something in plain words, with a code in large signs if there is one."""

    narrowest = 540

    def __init__(
        self, desk: Desk, name: str, heading: str, said: Sequence[Words], *, code: str = ""
    ) -> None:
        super().__init__(desk, name, heading, confirm=text("handovers.given_dialog.confirm"))
        self.cancel.hide()
        self.code = CodeGroups(f"{name}_code")
        for rank, words in enumerate(said):
            self.fields.addWidget(SaidLabel(desk.discretion, words))
            if rank == 0 and code:
                self.code.show_groups(code.split("-"))
                self.fields.addWidget(self.code)
            self.fields.addSpacing(4)
        self._first = self.confirm

    @override
    def work(self) -> Callable[[], object] | None:
        self.accept()
        return None


class TypedCodeDialog(AskDialog):
    """Takes the code that a colleague reads out; a wrong one is said, and the window stays."""

    def __init__(
        self, desk: Desk, name: str, words: Words, verify: Callable[[str], object], *, erases: bool
    ) -> None:
        kind = "finish_dialog" if erases else "receipt_dialog"
        super().__init__(
            desk,
            name,
            text(f"handovers.{kind}.heading"),
            confirm=text(f"handovers.{kind}.confirm"),
            danger=erases,
        )
        self._verify = verify
        self.fields.addWidget(SaidLabel(desk.discretion, words, "muted"))
        self.code = named(CodeLine(), f"{name}_signs", text("handovers.receipt_dialog.code"))
        self.add(text("handovers.receipt_dialog.code"), self.code)
        hint = label(text("handovers.receipt_dialog.hint"), "small", wraps=True)
        self.fields.addWidget(hint)

    @override
    def work(self) -> Callable[[], object] | None:
        typed = self.code.text().strip()
        if not typed:
            self.say_wrong(text("handovers.receipt_dialog.missing"))
            return None
        return partial(self._verify, typed)
