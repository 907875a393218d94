"""With whom: a known file by three letters, a new person on the spot, or nobody named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.ids import EntityId
from ui.pages.interview.state import Form, Who, split_name
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.combo import Combo
from ui.widgets.labels import field_label
from ui.widgets.matching import Option
from ui.widgets.naming import named, restyle
from ui.widgets.suggest import SuggestField

if TYPE_CHECKING:
    from app.domain.entities import ClientEntity
    from app.ports.queries import CaseRow
    from ui.discretion import Discretion

_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A case file as the field shows it."""

    case_id: int
    number: str
    given_name: str
    family_name: str
    entity_id: int
    entity_name: str


@dataclass(frozen=True, slots=True)
class _Somebody:
    """A choice that is not a file: a new person, or nobody named."""

    who: Who
    words: str = ""


class PersonPart(QObject):
    """Emits `asked` with what is typed, `decided` when it is known with whom."""

    asked = Signal(str)
    decided = Signal()
    changed = Signal()

    def __init__(self, discretion: Discretion, parent: QWidget) -> None:
        super().__init__(parent)
        self._discretion = discretion
        self.who = Who.NOBODY_YET
        self.known: Known | None = None
        self._case_ids: tuple[int, ...] = ()
        self.field = SuggestField("interview_person", text("interview.person"))
        self.field.setPlaceholderText(text("interview.person_hint"))
        self.family_name = named(
            QLineEdit(), "interview_family_name", text("interview.family_name")
        )
        self.given_name = named(QLineEdit(), "interview_given_name", text("interview.given_name"))
        self.entity: Combo[EntityId] = Combo("interview_entity", text("interview.entity"))
        self._names = hosted(row(*self._labelled(self.family_name, self.given_name), gap=14))
        self._entity = hosted(
            column(field_label(text("interview.entity"), self.entity), self.entity, gap=5)
        )
        self.more = hosted(row(self._names, self._entity, gap=14))
        self._connect()

    def take(self, known: Known) -> None:
        """Take a known file."""
        self.who, self.known = Who.CASE, known
        self._case_ids = (known.case_id,)
        self._show()

    def fill(self, form: Form) -> None:
        """Show what a form says; a known file is shown by `take` once it is read."""
        self.who, self._case_ids = form.who, form.case_ids[:1]
        self.known = None
        self.family_name.setText(form.family_name)
        self.given_name.setText(form.given_name)
        if form.entity_id is not None:
            self.entity.choose(EntityId(form.entity_id))
        self.field.setText(form.person)
        self._show()

    def told(self, form: Form) -> Form:
        """Return a form with what this part holds."""
        entity_id = self.known.entity_id if self.known else self.entity.value_or_none()
        return replace(
            form,
            who=self.who,
            case_ids=self._case_ids if self.who is Who.CASE else (),
            person="" if self.who is Who.CASE else self.field.text(),
            family_name=self.family_name.text(),
            given_name=self.given_name.text(),
            entity_id=entity_id,
        )

    def offer_entities(self, entities: tuple[ClientEntity, ...]) -> None:
        """Offer the entities that there are."""
        self.entity.offer([(entity.id, entity.name) for entity in entities])

    def propose(self, rows: tuple[CaseRow, ...]) -> None:
        """Propose the files found, then a new person, then nobody named."""
        words = self.field.text().strip()
        found: list[Option[object]] = [
            Option(known_of(one), self._shown(known_of(one))) for one in rows
        ]
        if words:
            new = _Somebody(Who.NEW, words)
            found.append(Option(new, text("interview.person_new", words=words)))
        found.append(Option(_Somebody(Who.ANONYMOUS), text("interview.person_anonymous")))
        self.field.offer(found)

    def mark(self, field: str) -> QWidget | None:
        """Mark the field of that name as wrong; return it, or None when it is not here."""
        fields = {"person": self.field, "family_name": self.family_name, "entity": self.entity}
        for name, one in fields.items():
            restyle(one, wrong=name == field)
        return fields.get(field)

    def _labelled(self, *edits: QLineEdit) -> list[QWidget]:
        return [hosted(column(field_label(one.accessibleName(), one), one, gap=5)) for one in edits]

    def _connect(self) -> None:
        self.field.typed.connect(self._typed)
        self.field.chosen.connect(self._chosen)
        self.field.passed.connect(self.decided)
        for edit in (self.family_name, self.given_name):
            edit.textEdited.connect(self.changed)
            edit.returnPressed.connect(self.decided)
        self.entity.picked.connect(self.changed)
        self._discretion.changed.connect(self._show)

    def _typed(self, words: str) -> None:
        """What is typed anew undoes the choice made before."""
        if self.who is not Who.NOBODY_YET and not self._is_shown(words):
            self.who, self.known, self._case_ids = Who.NOBODY_YET, None, ()
            self._show_more()
        self.changed.emit()
        if len(words.strip()) >= _LETTERS:
            self.asked.emit(words)
        else:
            self.propose(())

    def _is_shown(self, words: str) -> bool:
        return self.known is not None and words == self._shown(self.known)

    def _chosen(self, value: object) -> None:
        if isinstance(value, Known):
            self.take(value)
        elif isinstance(value, _Somebody):
            self.who, self.known, self._case_ids = value.who, None, ()
            if value.who is Who.NEW:
                family_name, given_name = split_name(value.words)
                self.family_name.setText(family_name)
                self.given_name.setText(given_name)
            self._show()
        self.changed.emit()
        self.decided.emit()

    def _shown(self, known: Known) -> str:
        name = self._discretion.name(known.given_name, known.family_name)
        return text(
            "interview.person_shown", number=known.number, name=name, entity=known.entity_name
        )

    def _show(self) -> None:
        if self.known is not None:
            self.field.setText(self._shown(self.known))
        elif self.who is Who.ANONYMOUS:
            self.field.setText(text("interview.person_anonymous"))
        elif self.who is Who.NEW:
            self._show_new()
        self.field.setCursorPosition(0)
        self._show_more()

    def _show_new(self) -> None:
        words = f"{self.given_name.text()} {self.family_name.text()}".strip()
        masked = self._discretion.on
        shown = text("interview.person_new", words=words)
        self.field.setText(text("interview.person_masked_new") if masked else shown)

    def _show_more(self) -> None:
        """New persons need names; whoever has no file needs an entity."""
        self._names.setVisible(self.who is Who.NEW)
        self._entity.setVisible(self.who in {Who.NEW, Who.ANONYMOUS})
        self.more.setVisible(self.who in {Who.NEW, Who.ANONYMOUS})


def known_of(row: CaseRow) -> Known:
    """A row of the case list as the field shows it."""
    return Known(
        row.case_id, row.number, row.given_name, row.family_name, row.entity_id, row.entity_name
    )
