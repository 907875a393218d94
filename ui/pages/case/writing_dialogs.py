"""Small windows about writings: begin one, make it final, take a copy out, change a template."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.changes import Changes
from app.domain.letters import BLANK, known_fields
from app.ports.renderers import LetterForm
from app.usecases.meetings import MEETINGS
from app.usecases.shareable import Shareable
from app.usecases.writings import TAKEN
from ui.dialogs.base import AskDialog
from ui.pages.case.documents_dialogs import ExportDialog
from ui.pages.case.tick_list import TickList
from ui.texts import plural, text
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named
from ui.widgets.note_edit import NoteEdit
from ui.widgets.partner_combo import PartnerCombo
from ui.widgets.private_line import PrivateLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.codes import Code
    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.partners import Partner
    from app.domain.writings import LetterTemplate, Writing
    from ui.page import Desk
    from ui.services import Services

_TO_PARTNERS = frozenset({"partner", "employer"})
_ALL = "all"
_BODY_HEIGHT = 260


class StartDialog(AskDialog):
    """Choose a kind, whom it is for, and tick what it may say; `started` carries the draft's id."""

    narrowest = 640
    started = Signal(object)

    def __init__(
        self,
        desk: Desk,
        services: Services,
        lists: Nomenclatures,
        case_id: CaseId,
        read: tuple[tuple[Partner, ...], tuple[Shareable, ...]],
    ) -> None:
        super().__init__(
            desk,
            "writing_start_dialog",
            text("writings.start.heading"),
            confirm=text("writings.start.confirm"),
        )
        self._services, self._lists, self._case_id = services, lists, case_id
        partners, choices = read
        self._shareable = frozenset(one.subject for one in choices) - MEETINGS
        self.kind: Combo[str] = Combo("writing_kind", text("writings.start.kind"))
        self.partner = PartnerCombo(
            desk.discretion, "writing_partner", text("writings.start.partner")
        )
        self.items = TickList(desk, "writing_item", text("writings.start.items"), choices)
        self.free = named(QLineEdit(), "writing_free", text("writings.start.free"))
        kinds = lists.of("DOC").offered_on(desk.clock.today())
        self.kind.offer([(code.code, code.label) for code in kinds])
        self.partner.offer_partners(partners, nobody=text("writings.start.no_partner"))
        self.add(text("writings.start.kind"), self.kind)
        self.add(text("writings.start.partner"), self.partner)
        self.add(text("writings.start.items"), self.items)
        self.add(text("writings.start.free"), self.free)
        self.kind.currentIndexChanged.connect(self._follow)
        self._follow()

    def work(self) -> Callable[[], object] | None:
        """Begin the draft."""
        ticked = self.items.ticked()
        if self.free.isEnabled() and (words := self.free.text().strip()):
            ticked = (*ticked, Shareable("free", words))
        return partial(
            self._services.casework.writings.start,
            self._case_id,
            self.kind.value(),
            ticked=ticked,
            partner_id=self.partner.value() or None if self.partner.isEnabled() else None,
        )

    def _done(self, result: object) -> None:
        super()._done(result)
        if isinstance(result, Changes):
            self.started.emit(result.object_id or 0)

    def _code(self) -> Code:
        return self._lists.of("DOC").counted_as(self.kind.value())

    def _follow(self) -> None:
        """Offer what the kind chosen takes, and nothing more."""
        takes = self._code().text("takes") or _ALL
        self.items.offer(TAKEN.get(takes, self._shareable))
        self.items.setEnabled(takes != "none")
        self.free.setEnabled(takes == _ALL)
        self.partner.setEnabled(self._code().text("to") in _TO_PARTNERS or takes == _ALL)


class FinishDialog(AskDialog):
    """Says that the text will stay, asks who received it, when; `made_final` carries `Changes`."""

    made_final = Signal(object)

    def __init__(self, desk: Desk, services: Services, writing: Writing) -> None:
        super().__init__(
            desk,
            "writing_finish_dialog",
            text("writings.finish.heading"),
            confirm=text("writings.finish.confirm"),
        )
        self._services, self._writing = services, writing
        self.fields.addWidget(label(text("writings.finish.words"), "muted", wraps=True))
        if blanks := len(BLANK.findall(writing.body)):
            told = label(plural("writings.finish.blanks", blanks), wraps=True)
            self.fields.addWidget(named(told, "writing_blanks", told.text()))
        self.on = DateField(desk.clock, "writing_sent_on", text("writings.finish.on"))
        self.recipient = PrivateLine(
            desk.discretion,
            "writing_recipient",
            text("writings.finish.recipient"),
            writing.recipient,
        )
        self.add(text("writings.finish.on"), self.on)
        self.add(text("writings.finish.recipient"), self.recipient)

    def work(self) -> Callable[[], object] | None:
        """Make it final."""
        on = self.on.day()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        finish = self._services.casework.writings.finish
        return partial(finish, self._writing.id, on=on, recipient=self.recipient.text())

    def _done(self, result: object) -> None:
        super()._done(result)
        self.made_final.emit(result)


class WritingExportDialog(ExportDialog):
    """A copy of a writing outside the vault, in the format chosen; its name says nothing."""

    def __init__(self, desk: Desk, services: Services, writing: Writing, rank: int) -> None:
        self._services, self._writing, self._rank = services, writing, rank
        super().__init__(desk, self._suggested(LetterForm.PDF), self._write, "writing_export")
        self.form: Combo[LetterForm] = Combo("writing_export_form", text("writings.export.form"))
        self.form.offer([(one, text(f"writings.form.{one.value}")) for one in LetterForm])
        self.add(text("writings.export.form"), self.form)
        self.form.currentIndexChanged.connect(self._rename)

    def _suggested(self, form: LetterForm) -> str:
        return f"courrier-{self._rank}.{form.value}"

    def _rename(self) -> None:
        self.name.setText(self._suggested(self.form.value()))

    def _write(self, path: Path) -> object:
        writings = self._services.casework.writings
        return writings.export(self._writing.id, self.form.value(), path)


class TemplateDialog(AskDialog):
    """Her own wordings; what is typed for a kind waits while she looks at another, kept together.

    `restored` carries what was done when she goes back to the shipped one.
    """

    narrowest = 700
    restored = Signal(object)

    def __init__(self, desk: Desk, services: Services, lists: Nomenclatures) -> None:
        super().__init__(
            desk,
            "writing_template_dialog",
            text("writings.template.heading"),
            confirm=text("writings.template.save"),
        )
        self._templates = services.casework.letter_templates
        self._shown: LetterTemplate | None = None
        self._typed: dict[str, LetterTemplate] = {}
        self.fields.addWidget(label(text("writings.template.words"), "muted", wraps=True))
        self.kind: Combo[str] = Combo("template_kind", text("writings.template.kind"))
        codes = lists.of("DOC")
        offered = codes.offered_on(desk.clock.today())
        self.kind.offer(
            [
                (one.code, one.label)
                for one in offered
                if not codes.counted_as(one.code).says("fixed")
            ]
        )
        self.title = named(QLineEdit(), "template_title", text("writings.editor.title"))
        self.body = NoteEdit(
            desk.discretion, "template_body", text("writings.editor.body"), text("writings.masked")
        )
        self.body.setFixedHeight(desk.theme.px(_BODY_HEIGHT))
        self.restore = button(
            desk.theme,
            "template_restore",
            text("writings.template.restore"),
            icon_name="undo-2",
            role="quiet",
        )
        self._arrange_fields()
        self.kind.currentIndexChanged.connect(self._turn)
        self.restore.clicked.connect(self._restore)
        self._read()

    def work(self) -> Callable[[], object] | None:
        """Keep her wordings: what she typed for other kinds, then the one that is shown."""
        if self._shown is None:
            return None
        here = self._as_typed(self._shown)
        others = tuple(one for one in self._typed.values() if one.kind != here.kind)
        return partial(self._save_all, others, here)

    def _save_all(self, others: tuple[LetterTemplate, ...], here: LetterTemplate) -> Changes:
        for one in others:
            self._templates.save(one)
        return self._templates.save(here)

    def _as_typed(self, shown: LetterTemplate) -> LetterTemplate:
        title, words = self.title.text().strip(), self.body.words().strip()
        return replace(shown, id=0, title=title, body=words)

    def _turn(self) -> None:
        """Lay aside what was typed for the kind that is left, and show the other."""
        if self._shown is not None:
            typed = self._as_typed(self._shown)
            if (typed.title, typed.body) != (self._shown.title.strip(), self._shown.body.strip()):
                self._typed[typed.kind] = typed
            else:
                self._typed.pop(typed.kind, None)
        self._shown = None
        self._read()

    def _read(self) -> None:
        kind = self.kind.value()
        work = partial(self._templates.of, kind)
        self._desk.jobs.run(self, work, partial(self._show, kind))

    def _show(self, kind: str, template: LetterTemplate) -> None:
        if kind != self.kind.value():
            return
        self._shown = replace(template, kind=kind)
        typed = self._typed.get(kind, template)
        self.title.setText(typed.title)
        self.body.show_words(typed.body)
        self.restore.setVisible(bool(template.id))

    def _restore(self) -> None:
        work = partial(self._templates.restore, self.kind.value())
        self._desk.jobs.run(self, work, self._restored)

    def _restored(self, changes: Changes) -> None:
        self.restored.emit(changes)
        self._typed.pop(self.kind.value(), None)
        self._read()

    def _arrange_fields(self) -> None:
        self.restore.setAutoDefault(False)
        self.add(text("writings.template.kind"), self.kind)
        self.add(text("writings.editor.title"), self.title)
        self.fields.addWidget(field_label(text("writings.editor.body"), self.body))
        self.fields.addWidget(self.body)
        names = " ".join(f"{{{one}}}" for one in known_fields())
        told = text("writings.template.fields", fields=names)
        self.fields.addWidget(label(told, "small", wraps=True))
        self.fields.addLayout(row(self.restore, -1))
