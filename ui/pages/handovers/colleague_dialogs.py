"""A colleague by her card: her name, and the eight words that both compare aloud."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import field_label, label
from ui.widgets.private_line import PrivateLine
from ui.widgets.spoken_words import SpokenWords

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.handovers import Colleague
    from app.ports.handovers import Card
    from app.usecases.colleagues import ColleagueService
    from ui.page import Desk


class NewColleagueDialog(AskDialog):
    """Keeps a card with the name of its owner; it may be compared later."""

    narrowest = 620

    def __init__(self, desk: Desk, colleagues: ColleagueService, card: Card) -> None:
        heading, confirm = (
            text("handovers.colleague.dialog.new"),
            text("handovers.colleague.dialog.save"),
        )
        super().__init__(desk, "colleague_dialog", heading, confirm=confirm)
        self._colleagues, self._card = colleagues, card
        name, same = (
            text("handovers.colleague.dialog.name"),
            text("handovers.colleague.dialog.same"),
        )
        self.name = PrivateLine(desk.discretion, "colleague_name", name)
        self.same = CheckBox("colleague_same", same, same)
        self.add(name, self.name)
        compare(self, card.words)
        self.fields.addWidget(self.same)

    @override
    def work(self) -> Callable[[], object] | None:
        keep, name = self._colleagues.keep, self.name.text().strip()
        return partial(keep, name, self._card, compared=self.same.isChecked())


class CompareDialog(AskDialog):
    """Keeps that the words of a card were compared."""

    narrowest = 620

    def __init__(
        self, desk: Desk, colleagues: ColleagueService, known: Colleague, words: Sequence[str]
    ) -> None:
        heading = text("handovers.colleague.dialog.compare")
        confirm = text("handovers.colleague.dialog.confirm")
        super().__init__(desk, "compare_dialog", heading, confirm=confirm)
        self._work = partial(colleagues.compared, known.id)
        compare(self, words)
        self._first = self.cancel

    @override
    def work(self) -> Callable[[], object] | None:
        return self._work


class RenameDialog(AskDialog):
    """Another name for a colleague."""

    def __init__(self, desk: Desk, colleagues: ColleagueService, known: Colleague) -> None:
        heading, confirm = (
            text("handovers.colleague.dialog.rename"),
            text("handovers.colleague.dialog.save"),
        )
        super().__init__(desk, "colleague_rename_dialog", heading, confirm=confirm)
        self._colleagues, self._known = colleagues, known
        spoken = text("handovers.colleague.dialog.name")
        self.name = PrivateLine(desk.discretion, "colleague_new_name", spoken, known.name)
        self.add(spoken, self.name)

    @override
    def work(self) -> Callable[[], object] | None:
        return partial(self._colleagues.rename, self._known.id, self.name.text().strip())


def compare(dialog: AskDialog, words: Sequence[str]) -> None:
    """Add to a window the words of a card, and how they are compared."""
    spoken = text("handovers.colleague.dialog.shown")
    shown = SpokenWords(f"{dialog.objectName()}_words", spoken)
    shown.show_words(words)
    dialog.fields.addWidget(label(text("handovers.colleague.dialog.words"), "muted", wraps=True))
    dialog.fields.addSpacing(6)
    dialog.fields.addWidget(field_label(spoken, shown))
    dialog.fields.addWidget(shown)
    dialog.fields.addSpacing(6)
