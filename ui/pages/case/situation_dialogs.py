"""The small windows of the situation: a dated value, a member of the household, a link."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.household import HouseholdMember, PersonTrait
from ui.pages.case.part_dialog import PartDialog
from ui.pages.case.situation import list_of
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.labels import label
from ui.widgets.private_line import PrivateLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.changes import Changes
    from app.domain.ids import CaseId, PersonId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseRow, CaseSheet
    from app.usecases.household import LinkedFile
    from ui.page import Desk
    from ui.pages.case.situation import Held, Kind
    from ui.services import Services


class _SituationDialog(PartDialog):
    """A window about a part of the situation."""

    texts = "situation"
    removal = "situation.remove"


class HeldDialog(_SituationDialog):
    """What holds from a day on: a new value, or the correction of one that is there."""

    def __init__(
        self,
        desk: Desk,
        services: Services,
        sheet: CaseSheet,
        lists: Nomenclatures,
        kind: Kind,
        held: Held | None = None,
    ) -> None:
        heading = text(f"situation.kind.{kind.value}")
        super().__init__(desk, services, "held", heading, removable=held is not None)
        self._sheet, self._lists, self._kind, self._held = sheet, lists, kind, held
        self._list = list_of(kind)
        value = "" if held is None else held.value
        self.code: Combo[str] = Combo("held_code", heading)
        self.words = PrivateLine(desk.discretion, "held_words", heading, value)
        self._offer(value)
        self.add(heading, self.words if self._list is None else self.code)
        today = desk.clock.today()
        self.since = self.day_or_none("since", today if held is None else held.since)
        if not isinstance(kind, AttributeKind):
            self.fields.addWidget(label(text("situation.dialog.since_words"), "muted", wraps=True))
        self.place_removal()

    def work(self) -> Callable[[], object] | None:
        """Keep it."""
        if not self.understood(self.since):
            return None
        since = self.since.day()
        value = self.words.text().strip() if self._list is None else self.code.value()
        if isinstance(self._kind, AttributeKind):
            return self._attribute(self._kind, value, since)
        return partial(self._save_trait, value, since)

    def _attribute(
        self, kind: AttributeKind, value: str, since: date | None
    ) -> Callable[[], object] | None:
        if since is None or not value:
            missing = (
                "case.dialog.date_wrong" if since is None else "situation.dialog.value_missing"
            )
            self.say_wrong(text(missing))
            return None
        employment = self._services.casework.employment
        made = CaseAttribute(self._sheet.case.id, kind, value, since)
        if self._held is None or not isinstance(self._held.source, CaseAttribute):
            return partial(employment.record, made)
        return partial(employment.correct, self._held.source, made)

    def _save_trait(self, value: str, since: date | None) -> Changes | None:
        """On the vault's thread, so that what the domain refuses is said in this window."""
        if isinstance(self._kind, AttributeKind):
            return None
        known = self._held.source if self._held is not None else None
        known_id = known.id if isinstance(known, PersonTrait) else 0
        made = PersonTrait(known_id, self._sheet.person.id, self._kind, value, since)
        return self._services.casework.household.record_trait(made)

    def _offer(self, value: str) -> None:
        if self._list is None:
            return
        offered = self._lists.of(self._list).offered_on(self._desk.clock.today())
        known = [(code.code, code.label) for code in offered]
        self.code.offer([("", text("case.dialog.not_said")), *known])
        self.code.choose(value)


class MemberDialog(_SituationDialog):
    """Somebody of the household: no more than the relation is asked for."""

    def __init__(
        self,
        desk: Desk,
        services: Services,
        lists: Nomenclatures,
        start: HouseholdMember,
    ) -> None:
        heading = text(f"situation.member.{'change' if start.id else 'new'}")
        super().__init__(desk, services, "member", heading, removable=bool(start.id))
        self._start = start
        self.relation: Combo[str] = Combo("member_relation", text("situation.dialog.relation"))
        offered = lists.of("REL").offered_on(desk.clock.today())
        self.relation.offer([(code.code, code.label) for code in offered])
        self.relation.choose(start.relation)
        self.add(text("situation.dialog.relation"), self.relation)
        self.first_name = self.line("first_name", start.name)
        self.birth_year = self.line("birth_year", str(start.birth_year or ""))
        self.joined = self.day_or_none("joined", start.joined_on)
        self.left = self.day_or_none("left", start.left_on)
        self.fields.addWidget(label(text("situation.dialog.member_words"), "muted", wraps=True))
        self.place_removal()

    def work(self) -> Callable[[], object] | None:
        """Keep them."""
        if not self.understood(self.joined, self.left):
            return None
        typed = self.birth_year.text().strip()
        if typed and not (typed.isdecimal() and len(typed) == len("2019")):
            self.say_wrong(text("case.dialog.birth_year_wrong"))
            return None
        return partial(self._save, int(typed) if typed else None)

    def _save(self, birth_year: int | None) -> Changes:
        """On the vault's thread, so that what the domain refuses is said in this window."""
        member = replace(
            self._start,
            relation=self.relation.value(),
            name=self.first_name.text().strip(),
            birth_year=birth_year,
            joined_on=self.joined.day(),
            left_on=self.left.day(),
        )
        return self._services.casework.household.save_member(member)


def new_member(person_id: PersonId) -> HouseholdMember:
    """What the window starts from for somebody new."""
    return HouseholdMember(0, person_id, "REL.ENF")


class LinkDialog(_SituationDialog):
    """Link this file with another one, for a reason that both will show."""

    def __init__(self, desk: Desk, services: Services, case_id: CaseId) -> None:
        super().__init__(desk, services, "link", text("situation.dialog.link"))
        self._case_id = case_id
        self.fields.addWidget(label(text("situation.links_words"), "muted", wraps=True))
        self.search = self.line("search", "")
        self.other: Combo[CaseId] = Combo("link_other", text("situation.dialog.other_file"))
        self.add(text("situation.dialog.other_file"), self.other)
        self.reason = self.line("reason", "")
        self.on = DateField(desk.clock, "link_on", text("case.dialog.on"))
        self.add(text("case.dialog.on"), self.on)
        self.search.textEdited.connect(self._look)

    def work(self) -> Callable[[], object] | None:
        """Link them."""
        on, other = self.on.day(), self.other.value_or_none()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        if other is None:
            self.say_wrong(text("situation.dialog.no_other"))
            return None
        link, reason = self._services.casework.household.link, self.reason.text()
        return partial(link, self._case_id, other, reason, on=on)

    def _look(self, words: str) -> None:
        self._desk.jobs.run(self, partial(self._services.cases.suggest, words), self._propose)

    def _propose(self, rows: tuple[CaseRow, ...]) -> None:
        named_by = self._desk.discretion.name_of
        self.other.offer(
            [
                (one.case_id, f"{one.number} · {named_by(one)} · {one.entity_name}")
                for one in rows
                if one.case_id != self._case_id
            ]
        )


class UnlinkDialog(_SituationDialog):
    """End a link on a day; it stays readable."""

    def __init__(self, desk: Desk, services: Services, linked: LinkedFile) -> None:
        super().__init__(desk, services, "unlink", text("situation.dialog.unlink"))
        self._linked = linked
        self.fields.addWidget(label(text("situation.dialog.unlink_words"), "muted", wraps=True))
        self.on = DateField(desk.clock, "unlink_on", text("case.dialog.on"))
        self.add(text("case.dialog.on"), self.on)

    def work(self) -> Callable[[], object] | None:
        """End it."""
        on = self.on.day()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        return partial(self._services.casework.household.unlink, self._linked.link.id, on=on)
