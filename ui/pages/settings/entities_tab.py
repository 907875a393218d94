"""The employers served: name, share of a post, agents year by year."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.entity import EntityDialog
from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.pages.settings import state
from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import button
from ui.widgets.combo import Combo
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.entities import ClientEntity
    from app.domain.ids import EntityId
    from app.usecases.entities import EntityService
    from ui.page import Desk

_WIDTHS = (0, 170, 170)
Known = tuple["tuple[ClientEntity, ...]", "Mapping[EntityId, int]"]


class EntitiesTab(QWidget):
    """Emits `asked` with a small window to open; Enter or a double click changes an employer."""

    asked = Signal(object)

    def __init__(self, desk: Desk, entities: EntityService) -> None:
        super().__init__()
        self._desk, self._entities = desk, entities
        self._headcounts: Mapping[EntityId, int] = {}
        self.year: Combo[int] = Combo("settings_year", text("settings.entities_year"))
        self.year.offer([(year, str(year)) for year in state.years(desk.clock.today())])
        self.year.setMinimumContentsLength(5)
        self.year.setSizePolicy(
            self.year.sizePolicy().Policy.Fixed, self.year.sizePolicy().Policy.Fixed
        )
        self.model: RowsModel[ClientEntity] = RowsModel(self._columns(), self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS, 12),
            "settings_entities",
            text("settings.entities_table"),
        )
        self.none = label(text("settings.entities_none"), "muted", wraps=True)
        self.add = button(
            desk.theme, "settings_add_entity", text("settings.entities_add"), icon_name="plus"
        )
        self.change = button(desk.theme, "settings_change_entity", text("settings.entities_change"))
        self._arrange()
        self.year.picked.connect(self.read)
        self.table.opened.connect(self._change)
        self.change.clicked.connect(self._change_chosen)
        self.add.clicked.connect(self._add)

    def read(self) -> None:
        """Ask for the employers, and how many agents they had that year."""
        self._desk.jobs.run(self, partial(self._ask, self.year.value()), self._show)

    def _ask(self, year: int) -> Known:
        return self._entities.all(), self._entities.headcounts(year)

    def _show(self, known: Known) -> None:
        entities, self._headcounts = known
        self.model.show_rows(entities)
        self.table.setVisible(bool(entities))
        self.change.setVisible(bool(entities))
        self.none.setVisible(not entities)
        self.table.select_first()

    def _add(self) -> None:
        self.asked.emit(EntityDialog(self._desk, self._entities, year=self.year.value()))

    def _change_chosen(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._change(index.row())

    def _change(self, rank: int) -> None:
        entity = self.model.rows[rank]
        agents = self._headcounts.get(entity.id)
        year = self.year.value()
        self.asked.emit(EntityDialog(self._desk, self._entities, entity, agents, year=year))

    def _columns(self) -> tuple[Column[ClientEntity], ...]:
        return (
            Column(text("settings.col_name"), _name),
            Column(text("settings.col_quota"), state.quota_words, number=True),
            Column(text("settings.col_headcount"), self._agents, number=True),
        )

    def _agents(self, entity: ClientEntity) -> str:
        return state.headcount_words(entity, self._headcounts)

    def _arrange(self) -> None:
        self.setLayout(
            column(
                label(text("settings.entities_words"), "muted", wraps=True),
                row(field_label(text("settings.entities_year"), self.year), self.year, -1),
                self.table,
                self.none,
                row(self.add, self.change, -1),
                -1,
                gap=12,
            )
        )


def _name(entity: ClientEntity) -> str:
    return entity.name
