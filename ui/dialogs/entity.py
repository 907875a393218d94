"""Add a client entity: its name, the share of a post, its headcount."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.entities import ClientEntity
    from app.usecases.entities import EntityService
    from ui.page import Desk


class EntityDialog(AskDialog):
    """Adds an entity, or changes the one given."""

    def __init__(
        self,
        desk: Desk,
        entities: EntityService,
        entity: ClientEntity | None = None,
        headcount: int | None = None,
        *,
        year: int | None = None,
    ) -> None:
        super().__init__(
            desk,
            "entity_dialog",
            text("entity.change" if entity else "entity.add"),
            confirm=text("entity.save"),
        )
        self._entities, self._entity = entities, entity
        self._year = year or desk.clock.today().year - 1
        self.name = named(QLineEdit(), "entity_name", text("entity.name"))
        self.headcount = named(QLineEdit(), "entity_headcount", text("entity.headcount_spoken"))
        self.quota = named(QLineEdit(), "entity_quota", text("entity.quota"))
        self.name.setPlaceholderText(text("entity.name_example"))
        if entity is not None:
            self.name.setText(entity.name)
            self.quota.setText("" if entity.quota_percent is None else f"{entity.quota_percent:g}")
            self.headcount.setText("" if headcount is None else str(headcount))
        self.add(text("entity.name"), self.name)
        self.add(text("entity.headcount", year=self._year), self.headcount)
        self.add(text("entity.quota"), self.quota)

    def work(self) -> Callable[[], object] | None:
        """Save the entity, if the numbers are numbers."""
        headcount, quota = self.headcount.text().strip(), self.quota.text().strip()
        try:
            agents = int(headcount.replace(" ", "").replace("\u202f", "")) if headcount else None
            percent = float(quota.replace(",", ".").rstrip("% ")) if quota else None
        except ValueError:
            self.say_wrong(text("entity.not_a_number"))
            return None
        return partial(
            self._entities.save,
            self.name.text(),
            quota_percent=percent,
            headcount=agents,
            year=self._year,
            entity_id=self._entity.id if self._entity else None,
        )
