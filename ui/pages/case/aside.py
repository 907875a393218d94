"""Beside the timeline: household, agreements, requests, contact details, other files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.agreements import Answer
from ui import wording
from ui.formats import day
from ui.pages.case import situation, state
from ui.texts import text
from ui.widgets.boxes import Card, column, emptied, hosted, row
from ui.widgets.buttons import button, icon_button
from ui.widgets.labels import IconLabel, chip, label

if TYPE_CHECKING:
    from app.domain.agreements import Agreement
    from app.domain.household import HouseholdMember
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from ui.page import Desk

_TONES = {Answer.GIVEN: "good", Answer.REFUSED: "bad", Answer.WITHDRAWN: "warn"}


class Aside(QWidget):
    """Emits what she wants: a dialog or a tab by name, a withdrawal, a correction, another file."""

    wanted = Signal(str)
    withdrawal_wanted = Signal(str)
    correction_wanted = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: CaseSheet | None = None
        self._lists: Nomenclatures | None = None
        self.household = self._card("household", "household_open", "situation")
        self.agreements = self._card("agreements", "agreement_add", "agreement")
        self.requests = self._card("requests", "request_add", "request")
        self.contact = self._card("contact", "edit", "contact")
        self.others = Card(text("case.other_cases"))
        self.setLayout(
            column(
                self.household,
                self.agreements,
                self.requests,
                self.contact,
                self.others,
                -1,
                gap=16,
            )
        )
        desk.discretion.changed.connect(self._show_contact)
        desk.discretion.changed.connect(self._show_agreements)

    def show_sheet(
        self, sheet: CaseSheet, members: tuple[HouseholdMember, ...], lists: Nomenclatures
    ) -> None:
        """Show what stands beside the timeline of this file."""
        self._sheet, self._lists = sheet, lists
        home = (
            *state.household(sheet.person.household, lists),
            *situation.household_brief(members, lists, self._desk.clock.today()),
        )
        self._lines(self.household, home, "case.household_none")
        self._show_agreements()
        self._show_requests(sheet, lists)
        self._show_contact()
        self._show_others(sheet)

    def _card(self, name: str, action_text: str, action: str) -> Card:
        made = Card(text(f"case.{name}"))
        made.setObjectName(f"case_{name}_card")
        opener = button(
            self._desk.theme, f"case_{action}_open", text(f"case.{action_text}"), role="quiet"
        )
        opener.clicked.connect(partial(self.wanted.emit, action))
        opener.setAccessibleName(f"{text(f'case.{action_text}')} ({text(f'case.{name}')})")
        made.head.addWidget(opener)
        return made

    def _lines(self, card: Card, lines: tuple[str, ...], none: str) -> None:
        emptied(card.body)
        for rank, line in enumerate(lines):
            card.body.addWidget(label(line, "muted" if rank else "", wraps=True))
        if not lines:
            card.body.addWidget(label(text(none), "muted", wraps=True))

    def _show_requests(self, sheet: CaseSheet, lists: Nomenclatures) -> None:
        emptied(self.requests.body)
        for one in sheet.requests:
            said = f"{day(one.received_on)} · {wording.short(lists, one.origin)}"
            spoken = text("case.request_change", words=said)
            edit = icon_button(self._desk.theme, f"case_request_{one.id}", "pencil", spoken)
            edit.clicked.connect(partial(self.correction_wanted.emit, one))
            line = row(label(said, wraps=True), edit, gap=8)
            line.setStretch(0, 1)
            self.requests.body.addWidget(hosted(line))
        if not sheet.requests:
            self.requests.body.addWidget(label(text("case.requests_none"), "muted", wraps=True))

    def _show_agreements(self) -> None:
        if self._sheet is None or self._lists is None:
            return
        emptied(self.agreements.body)
        standing = state.standing(self._sheet.agreements)
        for one in standing:
            self.agreements.body.addWidget(self._agreement(one, self._lists))
        if not standing:
            words = label(text("case.agreements_none"), "muted", wraps=True)
            self.agreements.body.addWidget(words)

    def _agreement(self, one: Agreement, lists: Nomenclatures) -> QWidget:
        said = chip(text(f"case.answer.{one.answer.value}"), _TONES[one.answer])
        form = text(f"case.form.{one.form.value}")
        words = [label(wording.short(lists, one.kind), wraps=True)]
        scope = self._desk.discretion.prose(one.scope)
        told = f"{day(one.on)} · {form}" + (f" · {scope}" if scope else "")
        words.append(label(told, "small", wraps=True))
        line = row(hosted(column(*words, gap=1)), said, gap=8)
        line.setStretch(0, 1)
        if one.answer is Answer.GIVEN:
            line.addWidget(self._withdraw(one.kind, wording.short(lists, one.kind)))
        return hosted(line)

    def _withdraw(self, kind: str, words: str) -> QPushButton:
        name = f"case_withdraw_{kind.partition('.')[2].lower()}"
        spoken = f"{text('case.agreement_withdraw')} : {words}"
        made = icon_button(self._desk.theme, name, "undo-2", spoken)
        made.clicked.connect(partial(self.withdrawal_wanted.emit, kind))
        return made

    def _show_contact(self) -> None:
        if self._sheet is None:
            return
        person = self._sheet.person
        lines = situation.contact(person, masked=self._desk.discretion.on)
        self._lines(self.contact, lines, "case.contact_none")
        if person.not_at_work:
            warning = row(
                IconLabel(self._desk.theme, "ban", "bad_text"),
                label(text("case.not_at_work"), "error", wraps=True),
            )
            warning.setStretch(1, 1)
            self.contact.body.addLayout(warning)

    def _show_others(self, sheet: CaseSheet) -> None:
        emptied(self.others.body)
        for one in sheet.other_cases:
            words = text("case.other_open", number=one.number)
            opener = button(self._desk.theme, f"case_other_{one.number}", words, role="quiet")
            opener.clicked.connect(partial(self.opened.emit, one.case_id))
            self.others.body.addLayout(row(label(one.entity_name), -1, opener))
        self.others.setVisible(bool(sheet.other_cases))
