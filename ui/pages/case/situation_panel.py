"""The situation of the person: how to reach her, work, family and housing by date, household."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.changes import Changes, Touched
from app.domain.household import PersonTrait, TraitKind
from ui.page import Notice, Place
from ui.pages.case import situation
from ui.pages.case.panel import CasePanel
from ui.pages.case.person_dialogs import ContactDialog
from ui.pages.case.situation_card import HistoryCard
from ui.pages.case.situation_dialogs import (
    HeldDialog,
    LinkDialog,
    MemberDialog,
    UnlinkDialog,
    new_member,
)
from ui.texts import text
from ui.widgets.boxes import Card, column, emptied, hosted, row
from ui.widgets.buttons import button, icon_button
from ui.widgets.labels import IconLabel, label
from ui.widgets.prose import NameLabel, Prose
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.cases import CaseAttribute
    from app.domain.household import HouseholdMember
    from app.domain.ids import CaseId
    from app.usecases.household import LinkedFile
    from ui.page import Desk
    from ui.pages.case.situation import Held, Kind
    from ui.services import Services


EMPLOYMENT = "employment"
"""The words of a place that goes to what is kept of the agent."""


@dataclass(frozen=True, slots=True)
class SituationRead:
    """What the panel shows beside the person herself."""

    attributes: tuple[CaseAttribute, ...]
    traits: tuple[PersonTrait, ...]
    members: tuple[HouseholdMember, ...]
    links: tuple[LinkedFile, ...]


class SituationPanel(CasePanel[SituationRead]):
    """The person and her work on the left, family and household on the right."""

    name = "situation"
    shows = Touched.CASES | Touched.PERSONS

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk, services)
        self._read: SituationRead | None = None
        self._section = ""
        theme = desk.theme
        self.contact, self.members, self.links = (
            Card(text(f"situation.{one}")) for one in ("contact", "members", "links")
        )
        self.employment = HistoryCard(theme, EMPLOYMENT, situation.EMPLOYMENT)
        self.family = HistoryCard(theme, "family", tuple(TraitKind))
        self._people, self._linked, self._reach = (QVBoxLayout() for _ in range(3))
        self._arrange()
        for card in (self.employment, self.family):
            card.added.connect(self._open_new)
            card.corrected.connect(self._open_correction)
        desk.discretion.changed.connect(self._show_contact)

    def ask(self, case_id: CaseId) -> SituationRead:
        """Read the situation."""
        kept, person_id = self._services.casework.household, self.sheet.person.id
        return SituationRead(
            self._services.casework.employment.history(case_id),
            kept.traits(person_id),
            kept.members(person_id),
            kept.links(case_id),
        )

    def show_read(self, read: SituationRead) -> None:
        """Show it."""
        self._read = read
        self._show_contact()
        self.employment.show_values(read.attributes, self.lists)
        self.family.show_values(read.traits, self.lists)
        _fill(self._people, [self._member(one) for one in read.members], "members_none")
        _fill(self._linked, [self._link(one) for one in read.links], "links_none")
        section, self._section = self._section, ""
        if section == EMPLOYMENT:
            self.revealed.emit(self.employment.first())

    @override
    def turn_to(self, place: Place) -> None:
        """Go to what is kept of the agent once it is read, or to a record."""
        super().turn_to(place)
        self._section = place.words

    def _show_contact(self) -> None:
        if self._read is None:
            return
        person = self.sheet.person
        lines = situation.contact(person, masked=self._desk.discretion.on)
        parts: list[QWidget] = [label(line, wraps=True) for line in lines]
        if person.not_at_work:
            words = label(text("case.not_at_work"), "error", wraps=True)
            warning = row(IconLabel(self._desk.theme, "ban", "bad_text"), words)
            warning.setStretch(1, 1)
            parts.insert(0, hosted(warning))
        _fill(self._reach, parts, "contact_none")

    def _member(self, member: HouseholdMember) -> QWidget:
        today = self._desk.clock.today()
        there = member.there(today)
        lines = column(gap=1)
        if member.name:
            role = "strong" if there else "muted"
            lines.addWidget(NameLabel(self._desk.discretion, member.name, "", role))
        words = situation.member_words(member, self.lists, today)
        lines.addWidget(label(words, "small" if member.name else "", wraps=True))
        spoken = text("situation.member_edit", words=words)
        edit = icon_button(self._desk.theme, f"member_edit_{member.id}", "pencil", spoken)
        edit.clicked.connect(partial(self._open_member, member))
        line = row(hosted(lines), edit, gap=8)
        line.setStretch(0, 1)
        return hosted(line)

    def _link(self, linked: LinkedFile) -> QWidget:
        link, theme = linked.link, self._desk.theme
        name = NameLabel(self._desk.discretion, linked.given_name, linked.family_name)
        head = row(name, label(linked.number, "muted"), -1, gap=8)
        told = f"{linked.entity_name} · {situation.period_of(link.linked_on, link.unlinked_on)}"
        actions = row(gap=8)
        spoken = text("situation.open_spoken", number=linked.number)
        opener = button(theme, f"link_open_{link.id}", text("situation.open"), role="quiet")
        opener.setAccessibleName(spoken)
        opener.clicked.connect(partial(self.go.emit, Place("case", linked.case_id)))
        actions.addWidget(opener)
        if link.unlinked_on is None:
            end = button(theme, f"link_end_{link.id}", text("situation.unlink"), role="quiet")
            end.setAccessibleName(text("situation.unlink_spoken", number=linked.number))
            end.clicked.connect(partial(self._open_unlink, linked))
            actions.addWidget(end)
        actions.addStretch(1)
        reason = Prose(self._desk.discretion, link.reason)
        return hosted(column(head, label(told, "small", wraps=True), reason, actions, gap=2))

    def _open_new(self, kind: Kind) -> None:
        self.open_window(HeldDialog(self._desk, self._services, self.sheet, self.lists, kind))

    def _open_correction(self, held: Held) -> None:
        dialog = HeldDialog(self._desk, self._services, self.sheet, self.lists, held.kind, held)
        dialog.removed.connect(partial(self._take_out, held.source))
        self.open_window(dialog)

    def _take_out(self, source: PersonTrait | CaseAttribute) -> None:
        """Take a value out; what takes it back records it again as it was."""
        kept, employment = self._services.casework.household, self._services.casework.employment
        if isinstance(source, PersonTrait):
            remove: Callable[[], Changes] = partial(kept.remove_trait, source)
            back: Callable[[], Changes] = partial(kept.record_trait, replace(source, id=0))
        else:
            remove, back = partial(employment.remove, source), partial(employment.record, source)
        self._desk.jobs.run(self, remove, partial(self._taken_out, back))

    def _taken_out(self, back: Callable[[], Changes], _changes: Changes) -> None:
        undo = partial(self.do, back, text("case.taken_back"))
        self.noticed.emit(Notice(text("situation.removed"), undo=undo))

    def _open_contact(self) -> None:
        self.open_window(ContactDialog(self._desk, self._services, self.sheet, self.lists))

    def _open_new_member(self) -> None:
        self._open_member(new_member(self.sheet.person.id))

    def _open_member(self, member: HouseholdMember) -> None:
        dialog = MemberDialog(self._desk, self._services, self.lists, member)
        remove = partial(self._services.casework.household.remove_member, member.id)
        dialog.removed.connect(partial(self.remove, remove, text("situation.member_removed")))
        self.open_window(dialog)

    def _open_link(self) -> None:
        self.open_window(LinkDialog(self._desk, self._services, self.sheet.case.id))

    def _open_unlink(self, linked: LinkedFile) -> None:
        self.open_window(UnlinkDialog(self._desk, self._services, linked))

    def _arrange(self) -> None:
        for card, name, opened in (
            (self.contact, "contact_edit", self._open_contact),
            (self.members, "member_add", self._open_new_member),
            (self.links, "link_add", self._open_link),
        ):
            opener = button(
                self._desk.theme, f"situation_{name}", text(f"situation.{name}"), role="quiet"
            )
            opener.clicked.connect(opened)
            card.head.addWidget(opener)
        self.links.body.addWidget(label(text("situation.links_words"), "muted", wraps=True))
        for card, layout in (
            (self.contact, self._reach),
            (self.members, self._people),
            (self.links, self._linked),
        ):
            layout.setSpacing(10)
            card.body.addLayout(layout)
        left = hosted(column(self.contact, self.employment, -1, gap=14))
        right = hosted(column(self.family, self.members, self.links, -1, gap=14))
        self.setLayout(column(SideBySide(self._desk.theme, left, right, narrow=820), -1))


def _fill(layout: QVBoxLayout, parts: Sequence[QWidget], none: str) -> None:
    emptied(layout)
    for part in parts:
        layout.addWidget(part)
    if not parts:
        layout.addWidget(label(text(f"situation.{none}"), "muted", wraps=True))
