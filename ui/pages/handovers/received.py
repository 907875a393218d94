"""A package received: files to take over, or one's own that come back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from ui.formats import day
from ui.pages.handovers.colleague_dialogs import compare
from ui.pages.handovers.long_dialog import LongDialog
from ui.texts import plural, text
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import label
from ui.widgets.private_line import PrivateLine
from ui.widgets.prose import SaidLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.domain.ids import CaseId
    from app.ports.handovers import PackedCase, Progress
    from app.usecases.handovers import Offered, Taken
    from ui.page import Desk
    from ui.services import Services

_MOST_CASES = 12


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was looked at, where it lies, and the numbers of her own files."""

    path: Path
    offered: Offered
    numbers: Mapping[CaseId, str]


class _PackageDialog(LongDialog):
    """What is common: the files in the package, masked in discreet mode."""

    narrowest = 640

    def __init__(
        self, desk: Desk, services: Services, package: Package, name: str, words: tuple[str, str]
    ) -> None:
        heading, confirm = words
        super().__init__(desk, name, heading, confirm=confirm)
        self._services, self._path, self._offered = services, package.path, package.offered
        self._numbers = package.numbers

    def say(self, words: Callable[[], str], role: str = "") -> None:
        """Add words that may name somebody."""
        self.fields.addWidget(SaidLabel(self._desk.discretion, words, role))

    def list_cases(self) -> None:
        """Show which files are in the package."""
        for one in self._offered.cases[:_MOST_CASES]:
            self.say(partial(self._case, one), "strong")
            if one.urgent and not self._offered.is_return:
                self.say(partial(self._urgent, one))
        left = len(self._offered.cases) - _MOST_CASES
        if left > 0:
            self.fields.addWidget(label(plural("handovers.more_cases", left), "muted"))
        if self._offered.documents:
            words = plural("handovers.take_dialog.documents", self._offered.documents)
            self.fields.addWidget(label(words, "muted"))

    def sender_name(self) -> str:
        """The name of who sent it, as it may be shown now."""
        known = self._offered.colleague
        return "" if known is None else self._desk.discretion.whole_name(known.name)

    def _case(self, one: PackedCase) -> str:
        person = self._desk.discretion.whole_name(one.person)
        number = self._numbers.get(one.case_id, one.number)
        return f"{number} · {person} · {one.entity}"

    def _urgent(self, one: PackedCase) -> str:
        words = self._desk.discretion.prose(one.urgent)
        return text("handovers.take_dialog.urgent", words=words)


class TakeDialog(_PackageDialog):
    """Files of a colleague; one who is not known yet is named, and compared first."""

    def __init__(self, desk: Desk, services: Services, package: Package) -> None:
        words = text("handovers.take_dialog.heading"), text("handovers.take_dialog.confirm")
        super().__init__(desk, services, package, "take_dialog", words)
        known = package.offered.colleague
        self._compared = known is not None and known.compared_on is not None
        spoken, same = text("handovers.take_dialog.name"), text("handovers.colleague.dialog.same")
        name = "" if known is None else known.name
        self.name = PrivateLine(desk.discretion, "take_name", spoken, name)
        self.same = CheckBox("take_same", same, same)
        self._arrange_fields()

    def _arrange_fields(self) -> None:
        offered = self._offered
        self.say(self._from, "strong")
        self.fields.addSpacing(4)
        if not self._compared:
            self.add(self.name.accessibleName(), self.name)
            compare(self, offered.sender.words)
            self.fields.addWidget(self.same)
            self.fields.addSpacing(8)
        sealed = text("handovers.take_dialog.from", day=day(offered.made_on))
        self.fields.addWidget(label(sealed, wraps=True))
        self.list_cases()
        if offered.until is not None:
            until = text("handovers.take_dialog.until", day=day(offered.until))
            self.fields.addWidget(label(until))
        self.fields.addSpacing(4)
        self.fields.addWidget(label(text("handovers.take_dialog.counts"), "muted", wraps=True))

    @override
    def work(self) -> Callable[[], object] | None:
        """Take the files over, once it is known whose they are."""
        if not self._compared and not self.same.isChecked():
            self.say_wrong(text("handovers.colleague.dialog.not_same"))
            return None
        take, stopped = (
            partial(self._take, self.name.text().strip()),
            text("handovers.take_dialog.stopped"),
        )
        self.begin(text("handovers.take_dialog.working"), stopped, take)
        return None

    def named(self) -> str:
        """The name of who sent it, known or just typed."""
        known = self._offered.colleague
        return known.name if known is not None and self._compared else self.name.text().strip()

    def _take(self, name: str, told: Progress) -> Taken:
        """On the vault's thread."""
        casework, known = self._services.casework, self._offered.colleague
        if known is not None and self._compared:
            return casework.handovers.take(self._path, known.id, told)
        kept = casework.colleagues.keep(name, self._offered.sender, compared=True)
        return casework.handovers.take(self._path, kept.object_id or 0, told)

    def _from(self) -> str:
        known, name = self._offered.colleague, self.sender_name()
        if known is None:
            return text("handovers.take_dialog.unknown")
        if known.compared_on is None:
            return text("handovers.take_dialog.to_compare", name=name)
        return text("handovers.take_dialog.known", name=name, day=day(known.compared_on))


class ReturnDialog(_PackageDialog):
    """Her own files come back: what will be done with them, before it is."""

    def __init__(self, desk: Desk, services: Services, package: Package) -> None:
        words = text("handovers.return_dialog.heading"), text("handovers.return_dialog.confirm")
        super().__init__(desk, services, package, "return_dialog", words)
        self.say(self._from)
        self.list_cases()
        self.fields.addSpacing(4)
        self.fields.addWidget(label(text("handovers.return_dialog.merges"), "muted", wraps=True))

    @override
    def work(self) -> Callable[[], object] | None:
        """Merge them."""
        merge = partial(self._services.casework.handovers.merge, self._path)
        stopped = text("handovers.return_dialog.stopped")
        self.begin(text("handovers.return_dialog.working"), stopped, merge)
        return None

    def _from(self) -> str:
        on = day(self._offered.made_on)
        return text("handovers.return_dialog.from", name=self.sender_name(), day=on)
