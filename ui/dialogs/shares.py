"""Three shares of the recovery code, shown one after the other: copied by hand or printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from ui.dialogs.base import AskDialog
from ui.paper import Paper
from ui.texts import text
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.code_groups import CodeGroups
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.ports.keys import RecoveryShare
    from app.ports.renderers import Papers
    from ui.page import Desk

_KIND = "recovery_share"


class SharesDialog(AskDialog):
    """One share at a time, so that each goes on its own paper; they are shown once."""

    narrowest = 620
    print_wanted = Signal(object)

    def __init__(self, desk: Desk, papers: Papers, shares: Sequence[RecoveryShare]) -> None:
        super().__init__(desk, "shares_dialog", text("shares.title"), confirm=text("shares.next"))
        self._papers, self._shares, self._rank = papers, tuple(shares), 0
        self.which = named(label("", "strong", wraps=True), "shares_which", text("shares.title"))
        self.groups = CodeGroups("shares_groups")
        self.blank = button(
            desk.theme, "shares_print_blank", text("shares.print_blank"), icon_name="printer"
        )
        self.whole = button(desk.theme, "shares_print", text("shares.print"), icon_name="printer")
        self.fields.addWidget(label(text("shares.words"), "muted", wraps=True))
        self.fields.addWidget(self.which)
        self.fields.addWidget(self.groups)
        self.fields.addWidget(label(text("recovery.alphabet"), "small", wraps=True))
        self.fields.addLayout(row(self.blank, self.whole, -1))
        self.blank.clicked.connect(self._print_blank)
        self.whole.clicked.connect(self._print_whole)
        self.finished.connect(self._forget)
        self._show()

    @override
    def work(self) -> Callable[[], object] | None:
        self._rank += 1
        if self._rank == len(self._shares):
            self.accept()
            return None
        self._show()
        return None

    def _show(self) -> None:
        share = self._shares[self._rank]
        self.which.setText(text(f"shares.holder.{share.number}"))
        self.groups.show_groups(share.groups())
        last = self._rank + 1 == len(self._shares)
        words = text("shares.finish" if last else "shares.next")
        self.confirm.setText(words)
        self.confirm.setAccessibleName(words)

    def _print_blank(self) -> None:
        make = partial(self._papers.share, self._shares[self._rank], blank=True)
        self.print_wanted.emit(Paper(f"{_KIND}_blank", make))

    def _print_whole(self) -> None:
        make = partial(self._papers.share, self._shares[self._rank], blank=False)
        self.print_wanted.emit(Paper(_KIND, make, text("printing.by_hand")))

    def _forget(self) -> None:
        self.groups.forget()
        for share in self._shares:
            share.wipe()
