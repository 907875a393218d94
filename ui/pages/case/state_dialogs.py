"""What becomes of a file: closing, reopening, a new request."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ui.dialogs.base import AskDialog
from ui.formats import day
from ui.pages.case.review_fields import ReviewFields
from ui.texts import plural, text
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.cases import Request
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from app.usecases.plans import PlanSheet
    from ui.page import Desk
    from ui.services import Services


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
        """Make the fields; those of the running plan come when it is read."""
        self._review: ReviewFields | None = None
        self.fields.addWidget(label(text("case.dialog.closing_words"), "muted", wraps=True))
        self.fields.addWidget(label(self._since(), "muted", wraps=True))
        self.reason = self.codes("reason", "CLO")
        self.add(text("case.dialog.on"), self.on)
        plans = partial(self._services.casework.plans.of_case, self._sheet.case.id)
        self._desk.jobs.run(self, plans, self._add_review)

    def work_on(self, on: date) -> Callable[[], object]:
        """Close it, with the review of its plan."""
        review = self._review.said() if self._review is not None else None
        close, reason = self._services.cases.close, self.reason.value()
        return partial(close, self._sheet.case.id, on=on, reason=reason, review=review)

    def _since(self) -> str:
        opened, today = self._sheet.case.opened_on, self._desk.clock.today()
        months = (today.year - opened.year) * 12 + today.month - opened.month
        if months < 1:
            return text("case.dialog.closing_opened", day=day(opened))
        return plural("case.dialog.closing_since", months, day=day(opened))

    def _add_review(self, plans: tuple[PlanSheet, ...]) -> None:
        running = next((one for one in plans if one.plan.ended_on is None), None)
        if running is None:
            return
        over, count = running.progress
        told = plural("plan.progress", over, all=count)
        self.fields.addWidget(label(text("case.dialog.closing_plan", progress=told), "heading"))
        self._review = ReviewFields(self._desk, self, running)


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
    """Keep that somebody asked for help, or put right who asked and when."""

    subject = "request"

    def fill(self) -> None:
        """Make the fields."""
        self._known: Request | None = None
        self.origin = self.codes("origin", "ORI")
        self.add(text("case.dialog.on"), self.on)

    def correct(self, known: Request) -> None:
        """Be ready to put a request right."""
        self._known = known
        self.origin.choose(known.origin)
        self.on.show_day(known.received_on)

    def work_on(self, on: date) -> Callable[[], object]:
        """Record it."""
        if self._known is not None:
            kept = replace(self._known, received_on=on, origin=self.origin.value())
            return partial(self._services.cases.correct_request, kept)
        record, origin = self._services.cases.record_request, self.origin.value()
        return partial(record, self._sheet.case.id, on=on, origin=origin)
