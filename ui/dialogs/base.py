"""The frame of every small window: heading, fields, a line for what is wrong, two buttons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from ui import errors
from ui.texts import text
from ui.widgets.boxes import FittedScroll, row
from ui.widgets.buttons import button
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from ui.page import Desk

_AROUND = 80
"""What a screen keeps for itself around a small window."""


class AskDialog(QDialog):
    """Asks a few things and stays open until what was asked is done or given up.

    It is never narrower than `narrowest` at 100 %, as far as the screen has room at this zoom.
    """

    narrowest: ClassVar[int] = 460

    def __init__(
        self, desk: Desk, name: str, heading: str, *, confirm: str, danger: bool = False
    ) -> None:
        super().__init__()
        named(self, name, heading)
        self.setWindowTitle(text("shell.product"))
        self.setModal(True)
        self._desk = desk
        self._first: QWidget | None = None
        self._under_way = False
        self.fields = QVBoxLayout()
        self.fields.setSpacing(6)
        self.fields.setContentsMargins(2, 2, 2, 2)
        self._scroll = FittedScroll(self.fields)
        self.wrong = named(label("", "error", wraps=True), f"{name}_wrong", text("dialogs.wrong"))
        self.wrong.hide()
        self.cancel = button(desk.theme, f"{name}_cancel", text("dialogs.cancel"))
        role = "danger" if danger else "primary"
        self.confirm = button(desk.theme, f"{name}_confirm", confirm, role=role)
        self.confirm.setDefault(True)
        self.cancel.setAutoDefault(False)
        self._arrange(heading)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.try_it)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.try_it)

    def add(self, words: str, field: QWidget) -> None:
        """Add a field under its words."""
        self._first = self._first or field
        above = field_label(words, field)
        above.setWordWrap(True)
        self.fields.addWidget(above)
        self.fields.addWidget(field)
        self.fields.addSpacing(4)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        if self._first is not None:
            self._first.setFocus()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        """Be as high as the fields want, and no higher than the screen."""
        inside = self.layout()
        if inside is None or not self.isVisible():
            return
        room = self.screen().availableGeometry().height() - _AROUND
        wanted = inside.totalHeightForWidth(self.width())
        self._scroll.scroll_if(tall=wanted > room)
        if 0 < wanted != self.height():
            self.resize(self.width(), min(wanted, room))

    def say_wrong(self, message: str) -> None:
        """Say what is wrong; nothing was done."""
        self.wrong.setText(message)
        self.wrong.setVisible(bool(message))

    def try_it(self) -> None:
        """Do what was asked, if there is a service call for what the fields hold."""
        work = self.work()
        if work is not None:
            self.run(work)

    def run(self, work: Callable[[], object], then: Callable[[object], None] | None = None) -> None:
        """Do one piece of work; Enter twice is once, until it came home."""
        if self._under_way:
            return
        self._under_way = True
        self._desk.jobs.run(
            self, work, partial(self._came_home, then or self._done), failed=self._came_back
        )

    def work(self) -> Callable[[], object] | None:
        """The service call for what the fields hold; None after saying what is wrong with them."""
        raise NotImplementedError

    def _came_home(self, then: Callable[[object], None], result: object) -> None:
        self._under_way = False
        then(result)

    def _came_back(self, error: Exception) -> None:
        self._under_way = False
        self._refused(error)

    def _done(self, _result: object) -> None:
        self.accept()

    def _refused(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self.say_wrong(errors.message(error))

    def _arrange(self, heading: str) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(22, 20, 22, 18)
        inside.setSpacing(12)
        title = label(heading, "heading", wraps=True)
        title.setAlignment(Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(title)
        inside.addWidget(self._scroll, stretch=1)
        inside.addWidget(self.wrong)
        inside.addLayout(row(-1, self.cancel, self.confirm))
        room = self.screen().availableGeometry().width() - _AROUND
        self.setMinimumWidth(min(self._desk.theme.px(self.narrowest), room))


class ConfirmDialog(AskDialog):
    """Asks for a yes before something is done."""

    def __init__(self, desk: Desk, name: str, heading: str, words: str, *, confirm: str) -> None:
        super().__init__(desk, name, heading, confirm=confirm, danger=True)
        self._first = self.cancel
        self.fields.addWidget(label(words, "muted", wraps=True))

    def work(self) -> Callable[[], object] | None:
        """Nothing to call: the answer is all."""
        return _nothing


def _nothing() -> None:
    return None
