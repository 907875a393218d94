"""What is known of the person: identity and contact details."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QLineEdit

from app.domain.people import Reach
from ui.dialogs.base import AskDialog
from ui.pages.case.situation import CHANNELS
from ui.texts import text
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from ui.page import Desk
    from ui.services import Services

ChoiceT = TypeVar("ChoiceT")


class _PersonDialog(AskDialog):
    """A window about the person of a file."""

    subject: str

    def __init__(
        self, desk: Desk, services: Services, sheet: CaseSheet, lists: Nomenclatures
    ) -> None:
        heading = text(f"case.dialog.{self.subject}")
        super().__init__(desk, f"{self.subject}_dialog", heading, confirm=text("case.dialog.save"))
        self._services, self._person, self._lists = services, sheet.person, lists
        self.fill()

    def fill(self) -> None:
        """Make the fields and show what is known."""
        raise NotImplementedError

    def line(self, name: str, value: str) -> QLineEdit:
        """Add a field for a line of text."""
        made = named(QLineEdit(value), f"{self.subject}_{name}", text(f"case.dialog.{name}"))
        self.add(text(f"case.dialog.{name}"), made)
        return made

    def codes(self, name: str, list_id: str, value: str | None) -> Combo[str | None]:
        """Add a field for a code, which may stay unsaid."""
        made: Combo[str | None] = Combo(f"{self.subject}_{name}", text(f"case.dialog.{name}"))
        offered = self._lists.of(list_id).offered_on(self._desk.clock.today())
        known = [(code.code, code.label) for code in offered]
        made.offer([(None, text("case.dialog.not_said")), *known])
        made.choose(value)
        self.add(text(f"case.dialog.{name}"), made)
        return made


class ContactDialog(_PersonDialog):
    """How to reach the person, and where not to."""

    subject = "contact"

    def fill(self) -> None:
        """Make the fields."""
        self.phone = self.line("phone", self._person.phone)
        self.email = self.line("email", self._person.email)
        words = text("case.dialog.not_at_work")
        self.not_at_work = CheckBox("contact_not_at_work", words, words)
        self.not_at_work.setChecked(self._person.not_at_work)
        self.fields.addWidget(self.not_at_work)
        reach = self._person.reach
        self.channel: Combo[str | None] = self._choice(
            "preferred_channel",
            {code: text(f"situation.channel.{key}") for code, key in CHANNELS.items()},
        )
        self.channel.choose(reach.preferred_channel)
        self.message: Combo[bool | None] = self._choice(
            "message_allowed",
            {
                True: text("situation.dialog.message_yes"),
                False: text("situation.dialog.message_no"),
            },
        )
        self.message.choose(reach.message_allowed)
        spoken = text("situation.dialog.address")
        self.address = named(QLineEdit(reach.address), "contact_address", spoken)
        self.add(spoken, self.address)

    def work(self) -> Callable[[], object] | None:
        """Save the contact details."""
        changed = replace(
            self._person,
            phone=self.phone.text().strip(),
            email=self.email.text().strip(),
            not_at_work=self.not_at_work.isChecked(),
            reach=Reach(self.channel.value(), self.message.value(), self.address.text().strip()),
        )
        return partial(self._services.cases.save_person, changed)

    def _choice(self, name: str, offered: Mapping[ChoiceT, str]) -> Combo[ChoiceT | None]:
        """Add a field for a choice, which may stay unsaid."""
        spoken = text(f"situation.dialog.{name}")
        made: Combo[ChoiceT | None] = Combo(f"contact_{name}", spoken)
        made.offer([(None, text("case.dialog.not_said")), *offered.items()])
        self.add(spoken, made)
        return made


class IdentityDialog(_PersonDialog):
    """Names, gender and year of birth."""

    subject = "identity"

    def fill(self) -> None:
        """Make the fields."""
        person = self._person
        self.family_name = self.line("family_name", person.family_name)
        self.given_name = self.line("given_name", person.given_name)
        self.gender = self.codes("gender", "GEN", person.gender)
        self.birth_year = self.line("birth_year", str(person.birth_year or ""))

    def work(self) -> Callable[[], object] | None:
        """Save the identity."""
        typed = self.birth_year.text().strip()
        if typed and not typed.isdigit():
            self.say_wrong(text("case.dialog.birth_year_wrong"))
            return None
        return partial(self._save, int(typed) if typed else None)

    def _save(self, birth_year: int | None) -> object:
        """On the vault's thread, so that what the domain refuses is said in this window."""
        changed = replace(
            self._person,
            family_name=self.family_name.text().strip(),
            given_name=self.given_name.text().strip(),
            gender=self.gender.value() or self._person.gender,
            birth_year=birth_year,
        )
        return self._services.cases.save_person(changed)
