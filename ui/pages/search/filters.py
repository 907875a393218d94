"""What narrows a search: entity, period, issue within one entity, kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.searches import Asked, Found, Span
from ui.pages.search import state
from ui.texts import text
from ui.widgets.combo import Combo

if TYPE_CHECKING:
    from app.domain.entities import ClientEntity
    from app.domain.ids import EntityId
    from app.domain.nomenclatures import Nomenclatures


class Filters(QObject):
    """Four lists to choose from; `changed` when one was.

    An issue waits for an entity: files are not sought by issue across employers (ANAS-05).
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entity: Combo[EntityId | None] = Combo("search_entity", text("search.entity"))
        self.span: Combo[Span] = Combo("search_span", text("search.period"))
        self.issue: Combo[str] = Combo("search_issue", text("search.issue"))
        self.kind: Combo[Found | None] = Combo("search_kind", text("search.what"))
        self.entity.offer([(None, text("search.every_entity"))])
        self.span.offer(state.spans())
        self.issue.offer([("", text("search.every_issue"))])
        self.kind.offer(state.kinds())
        self.entity.picked.connect(self._narrow)
        for one in (self.span, self.issue, self.kind):
            one.picked.connect(self.changed)
        self._hold_issue()

    def offer(self, entities: tuple[ClientEntity, ...], lists: Nomenclatures) -> None:
        """Offer the entities and the issues that there are."""
        known = [(entity.id, entity.name) for entity in entities]
        self.entity.offer([(None, text("search.every_entity")), *known])
        self.issue.offer(state.issues(lists.of("ISS")))
        self._hold_issue()

    def asked(self, words: str) -> Asked:
        """What is asked with these words."""
        return Asked(
            words=words,
            entity_id=self.entity.value(),
            span=self.span.value(),
            issue=self.issue.value(),
            kind=self.kind.value(),
        )

    def show_asked(self, asked: Asked) -> None:
        """Choose what was asked; what is no longer there narrows nothing."""
        self.reset()
        self.entity.choose(asked.entity_id)
        self.span.choose(asked.span)
        self.kind.choose(asked.kind)
        if self.entity.value() is not None:
            self.issue.choose(asked.issue)
        self._hold_issue()

    def reset(self) -> None:
        """Narrow nothing any more."""
        for one in (self.entity, self.span, self.issue, self.kind):
            one.setCurrentIndex(0)
        self._hold_issue()

    def _narrow(self) -> None:
        self._hold_issue()
        self.changed.emit()

    def _hold_issue(self) -> None:
        free = self.entity.value() is not None
        if not free:
            self.issue.setCurrentIndex(0)
        self.issue.setEnabled(free)
        self.issue.setToolTip("" if free else text("search.issue_waits"))
