"""The filters over the case list: entity and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy

from app.domain.cases import CaseState
from ui import wording
from ui.texts import text
from ui.widgets.combo import Combo

if TYPE_CHECKING:
    from app.domain.entities import ClientEntity
    from app.domain.ids import EntityId


class Filters(QObject):
    """Two lists to choose from; `changed` when one was."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entity: Combo[EntityId | None] = Combo(
            "case_list_entity", text("case_list.filter_entity")
        )
        self.state: Combo[CaseState | None] = Combo(
            "case_list_state", text("case_list.filter_state")
        )
        for one in (self.entity, self.state):
            one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            one.setMinimumContentsLength(19)
        states = [(state, wording.state_words(state)) for state in CaseState]
        self.state.offer([(None, text("case_list.all_states")), *states])
        self.offer_entities(())
        self.entity.picked.connect(self.changed)
        self.state.picked.connect(self.changed)

    def offer_entities(self, entities: tuple[ClientEntity, ...]) -> None:
        """Offer the entities that there are."""
        known = [(entity.id, entity.name) for entity in entities]
        self.entity.offer([(None, text("case_list.all_entities")), *known])

    def reset(self) -> None:
        """Filter nothing any more."""
        self.entity.choose(None)
        self.state.choose(None)
