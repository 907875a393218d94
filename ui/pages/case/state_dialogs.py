"""What becomes of a file: closing, reopening, a new request, the traits of the agent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from app.domain.cases import AttributeKind
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.changes import Changes
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from ui.page import Desk
    from ui.services import Services

_TRAIT_LISTS = {
    AttributeKind.STATUS: "STA",
    AttributeKind.CATEGORY: "CAT",
    AttributeKind.BENEFICIARY: "BEN",
}


class _DatedDialog(AskDialog):
    """A window about a file on a day."""

    subject: str

    def __init__(
        self, desk: Desk, services: Services, sheet: CaseSheet, lists: Nomenclatures
    ) -> None:
        heading = text(f"case.dialog.{self.subject}")
        confirm = heading if self.subject in {"closing", "reopening"} else text("case.dialog.save")
        super().__init__(desk, f"{self.subject}_dialog", heading, confirm=confirm)
        self._services, self._sheet, self._lists = services, sheet, lists
        self.on = DateField(desk.clock, f"{self.subject}_on", text("case.dialog.on"))
        self.fill()

    def fill(self) -> None:
        """Make the fields."""
        raise NotImplementedError

    def work_on(self, on: date) -> Callable[[], object]:
        """The service call for that day."""
        raise NotImplementedError

    def work(self) -> Callable[[], object] | None:
        """The service call, once the day is understood."""
        on = self.on.day()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        return self.work_on(on)

    def codes(self, name: str, list_id: str) -> Combo[str]:
        """Add a field for a code."""
        made: Combo[str] = Combo(f"{self.subject}_{name}", text(f"case.dialog.{name}"))
        offered = self._lists.of(list_id).offered_on(self._desk.clock.today())
        made.offer([(code.code, code.label) for code in offered])
        self.add(text(f"case.dialog.{name}"), made)
        return made


class ClosingDialog(_DatedDialog):
    """Close a file for a reason."""

    subject = "closing"

    def fill(self) -> None:
        """Make the fields."""
        self.fields.addWidget(label(text("case.dialog.closing_words"), "muted", wraps=True))
        self.reason = self.codes("reason", "CLO")
        self.add(text("case.dialog.on"), self.on)

    def work_on(self, on: date) -> Callable[[], object]:
        """Close it."""
        close, reason = self._services.cases.close, self.reason.value()
        return partial(close, self._sheet.case.id, on=on, reason=reason)


class ReopeningDialog(_DatedDialog):
    """Reopen a closed file."""

    subject = "reopening"

    def fill(self) -> None:
        """Make the fields."""
        self.fields.addWidget(label(text("case.dialog.reopening_words"), "muted", wraps=True))
        self.add(text("case.dialog.on"), self.on)

    def work_on(self, on: date) -> Callable[[], object]:
        """Reopen it."""
        return partial(self._services.cases.reopen, self._sheet.case.id, on=on)


class RequestDialog(_DatedDialog):
    """Keep that somebody asked for help."""

    subject = "request"

    def fill(self) -> None:
        """Make the fields."""
        self.origin = self.codes("origin", "ORI")
        self.add(text("case.dialog.on"), self.on)

    def work_on(self, on: date) -> Callable[[], object]:
        """Record it."""
        record, origin = self._services.cases.record_request, self.origin.value()
        return partial(record, self._sheet.case.id, on=on, origin=origin)


class TraitsDialog(_DatedDialog):
    """Status, category, unit and quality of the agent, from a day on."""

    subject = "traits"

    def fill(self) -> None:
        """Make the fields and show what holds today."""
        kept = self._sheet.attributes
        self._codes = {kind: self._trait(kind, kept.get(kind.value)) for kind in _TRAIT_LISTS}
        unit = kept.get(AttributeKind.UNIT.value, "")
        self.unit = named(QLineEdit(unit), "traits_unit", text("case.dialog.unit"))
        self.add(text("case.dialog.unit"), self.unit)
        self.add(text("case.dialog.valid_from"), self.on)

    def work_on(self, on: date) -> Callable[[], object]:
        """Save every trait that changed."""
        wanted = {kind: field.value() for kind, field in self._codes.items()}
        wanted[AttributeKind.UNIT] = self.unit.text().strip() or None
        kept = self._sheet.attributes
        changed = {
            kind: value for kind, value in wanted.items() if value and value != kept.get(kind.value)
        }
        return partial(self._save, changed, on)

    def _trait(self, kind: AttributeKind, value: str | None) -> Combo[str | None]:
        made: Combo[str | None] = Combo(f"traits_{kind.value}", text(f"case.dialog.{kind.value}"))
        offered = self._lists.of(_TRAIT_LISTS[kind]).offered_on(self._desk.clock.today())
        known = [(code.code, code.label) for code in offered]
        made.offer([(None, text("case.dialog.not_said")), *known])
        made.choose(value)
        self.add(text(f"case.dialog.{kind.value}"), made)
        return made

    def _save(self, changed: dict[AttributeKind, str], on: date) -> Changes | None:
        """On the vault's thread: one write for each trait."""
        saved: Changes | None = None
        for kind, value in changed.items():
            saved = self._services.cases.save_attribute(
                self._sheet.case.id, kind=kind, value=value, valid_from=on
            )
        return saved
