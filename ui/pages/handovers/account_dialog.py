"""What came back with a return: what was added, what changed, what changed on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from ui.dialogs.base import AskDialog
from ui.pages.handovers.both import both_words, field_words
from ui.texts import plural, text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.code_groups import CodeGroups
from ui.widgets.labels import label
from ui.widgets.prose import SaidLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.handovers import BothChanged
    from app.usecases.handovers import Back
    from ui.page import Desk

_MOST = 20


@dataclass(frozen=True, slots=True)
class Account:
    """What was merged, the files by number, who gave them back, and the code lists."""

    back: Back
    numbers: Mapping[CaseId, str]
    name: Callable[[], str]
    lists: Nomenclatures


class AccountDialog(AskDialog):
    """`opened` carries a file to read again; the code lets the colleague erase her copy."""

    narrowest = 660
    opened = Signal(object)

    def __init__(self, desk: Desk, account: Account) -> None:
        heading, confirm = text("handovers.account.heading"), text("handovers.account.close")
        super().__init__(desk, "account_dialog", heading, confirm=confirm)
        self._account, self._first = account, self.confirm
        self.cancel.hide()
        merged = account.back.merged
        for words in self._counts():
            self.fields.addWidget(label(words, "strong", wraps=True))
        if merged.both:
            said = plural("handovers.account.both", len(merged.both))
            self.fields.addSpacing(6)
            self.fields.addWidget(label(said, "field", wraps=True))
        for rank, one in enumerate(merged.both[:_MOST]):
            self.fields.addWidget(self._both(rank, one))
        if len(merged.both) > _MOST:
            more = plural("handovers.account.more", len(merged.both) - _MOST)
            self.fields.addWidget(label(more, "muted"))
        self._show_code()

    @override
    def work(self) -> Callable[[], object] | None:
        self.accept()
        return None

    def _counts(self) -> list[str]:
        merged = self._account.back.merged
        said = [
            plural(f"handovers.account.{name}", count)
            for name, count in (("added", merged.added), ("changed", merged.changed))
            if count
        ]
        return said if said or merged.both else [text("handovers.account.nothing")]

    def _both(self, rank: int, one: BothChanged) -> QWidget:
        number = self._account.numbers.get(one.case_id, "")
        where = text("handovers.account.in_case", number=number, field=field_words(one))
        opens = button(self._desk.theme, f"account_open_{rank}", where, role="link")
        opens.setAutoDefault(False)
        opens.clicked.connect(partial(self._open, one.case_id))
        said = SaidLabel(self._desk.discretion, partial(self._said, one), "muted")
        return hosted(column(row(opens, -1), said, gap=1))

    def _said(self, one: BothChanged) -> str:
        return both_words(one, self._account.lists, self._desk.discretion.prose)

    def _show_code(self) -> None:
        said = SaidLabel(self._desk.discretion, self._code_words)
        code = CodeGroups("account_code")
        code.show_groups(self._account.back.code.split("-"))
        self.fields.addSpacing(10)
        for part in (said, code):
            self.fields.addWidget(part)

    def _code_words(self) -> str:
        return text("handovers.account.code", name=self._account.name())

    def _open(self, case_id: CaseId) -> None:
        self.accept()
        self.opened.emit(case_id)
