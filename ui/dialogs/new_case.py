"""Open a case file for a person: who, for which employer, asked by whom, agreed how."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.changes import Changes
from app.domain.agreements import AgreementForm
from app.domain.drafts import NewCase
from ui.dialogs.base import AskDialog
from ui.dialogs.known_files import KnownFiles
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.entities import ClientEntity
    from app.domain.ids import EntityId, PersonId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseRow
    from ui.page import Desk
    from ui.services import Services

USUAL_ORIGIN = "ORI.AGT"


def agreement_choices() -> list[tuple[AgreementForm | None, str]]:
    """How the person may have agreed, in words."""
    said = [(form, text(f"agreement.{form.value}")) for form in AgreementForm]
    return [(None, text("agreement.none_yet")), *said]


class NewCaseDialog(AskDialog):
    """Emits `created` with the id of the file; files of that name are shown first.

    `known` is the id of one of those, when it is the one that she wants.
    """

    created = Signal(object)
    known = Signal(object)

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(
            desk,
            "new_case_dialog",
            text("case_list.create.title"),
            confirm=text("case_list.create.submit"),
        )
        self._services = services
        self._warned: tuple[str, str] | None = None
        self.family_name = named(
            QLineEdit(), "new_case_family_name", text("case_list.create.family_name")
        )
        self.given_name = named(
            QLineEdit(), "new_case_given_name", text("case_list.create.given_name")
        )
        self.entity: Combo[EntityId] = Combo("new_case_entity", text("case_list.create.entity"))
        self.origin: Combo[str] = Combo("new_case_origin", text("case_list.create.origin"))
        self.on = DateField(desk.clock, "new_case_on", text("case_list.create.on"))
        self.agreement: Combo[AgreementForm | None] = Combo(
            "new_case_agreement", text("case_list.create.agreement")
        )
        self.agreement.offer(agreement_choices())
        for words, field in (
            ("family_name", self.family_name),
            ("given_name", self.given_name),
            ("entity", self.entity),
            ("origin", self.origin),
            ("on", self.on),
            ("agreement", self.agreement),
        ):
            self.add(text(f"case_list.create.{words}"), field)
        self.files = KnownFiles(desk)
        self.fields.addWidget(self.files)
        self.files.opened.connect(self._open_known)
        self.files.same.connect(self._open_second)
        desk.jobs.run(self, self._read, self._offer)

    def work(self) -> Callable[[], object] | None:
        """Look for persons of the same name first, then open the file."""
        create = self._creation()
        names = self._names()
        if create is None or self._warned == names:
            return create
        return partial(self._create_unless_known, names, create)

    def _creation(self, person_id: PersonId | None = None) -> Callable[[], Changes] | None:
        """The service call for what is typed, for a person known or a new one."""
        entity_id, on = self.entity.value_or_none(), self.on.day()
        if entity_id is None:
            self.say_wrong(text("case_list.create.no_entity"))
            return None
        if on is None:
            self.say_wrong(text("case_list.create.date_wrong"))
            return None
        family_name, given_name = self._names()
        new = NewCase(family_name, entity_id, given_name=given_name, person_id=person_id)
        return partial(
            self._services.cases.create,
            new,
            on=on,
            origin=self.origin.value_or_none(),
            agreement=self.agreement.value(),
        )

    def _names(self) -> tuple[str, str]:
        return self.family_name.text().strip(), self.given_name.text().strip()

    def _open_known(self, case_id: object) -> None:
        self.reject()
        self.known.emit(case_id)

    def _open_second(self, person_id: PersonId) -> None:
        create = self._creation(person_id)
        if create is not None:
            self.run(create)

    def _create_unless_known(
        self, names: tuple[str, str], create: Callable[[], Changes]
    ) -> Changes | tuple[CaseRow, ...]:
        known = self._services.cases.possible_duplicates(*names) if names[0] else ()
        return known or create()

    def _done(self, result: object) -> None:
        if isinstance(result, Changes):
            self.accept()
            self.created.emit(result.object_id)
            return
        self._warned = self._names()
        known = cast("tuple[CaseRow, ...]", result)
        self.say_wrong(text("case_list.create.duplicate"))
        self.files.show_rows(known, self.entity.value())

    def _read(self) -> tuple[tuple[ClientEntity, ...], Nomenclatures]:
        return self._services.entities.all(), self._services.nomenclatures.current()

    def _offer(self, read: tuple[tuple[ClientEntity, ...], Nomenclatures]) -> None:
        entities, lists = read
        self.entity.offer([(entity.id, entity.name) for entity in entities])
        today = self._desk.clock.today()
        self.origin.offer([(code.code, code.label) for code in lists.of("ORI").offered_on(today)])
        self.origin.choose(USUAL_ORIGIN)
        self.family_name.setFocus()
