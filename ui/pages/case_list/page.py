"""The case list: narrowed by entity and state, one query under way at most, Enter opens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.changes import Touched
from app.domain.nomenclatures import Nomenclatures, standard
from app.ports.queries import CaseFilter, CaseListing
from ui.dialogs.new_case import NewCaseDialog
from ui.last_question import LastQuestion
from ui.models.table import RowsModel
from ui.page import Page, Place
from ui.pages.case_list import state
from ui.pages.case_list.empty import nothing_found, nothing_yet
from ui.pages.case_list.head import Head
from ui.texts import text
from ui.widgets.boxes import column
from ui.widgets.buttons import button
from ui.widgets.naming import named
from ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.entities import ClientEntity
    from app.ports.queries import CaseRow
    from ui.page import Desk
    from ui.pages.case_list.state import Relays
    from ui.services import Services

_WIDTHS = (108, 200, 180, 172, 132, 96, 0)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one question brought back."""

    asked: CaseFilter
    listing: CaseListing
    lists: Nomenclatures
    entities: tuple[ClientEntity, ...]
    handed: Relays


class CaseListPage(Page):
    """Every case file, newest activity first."""

    name = "case_list"
    shows = (
        Touched.CASES
        | Touched.PERSONS
        | Touched.INTERVENTIONS
        | Touched.ENTITIES
        | Touched.NOMENCLATURES
        | Touched.HANDOVERS
    )

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self._question = LastQuestion(desk.jobs, self)
        self._model: RowsModel[CaseRow] = RowsModel(
            state.columns(standard(), desk.discretion, {}), self
        )
        self.head = Head(desk)
        self.filters = self.head.filters
        self.table = named(
            RowsView(desk.theme, self._model, _WIDTHS), "case_list_table", text("case_list.table")
        )
        self.bring_in = button(desk.theme, "case_list_import", text("case_list.empty_import"))
        self.reset = button(desk.theme, "case_list_reset", text("case_list.none_reset"))
        self._empty = nothing_yet(desk.theme, self.bring_in)
        self._none = nothing_found(desk.theme, self.reset)
        self._arrange()
        self._connect()

    def first_field(self) -> QWidget | None:
        """The table takes the focus."""
        return None if self.table.isHidden() else self.table

    def read(self) -> None:
        """Ask for the files; while an answer is under way, only the last question waits."""
        asked = CaseFilter(
            entity_id=self.filters.entity.value_or_none(),
            state=self.filters.state.value_or_none(),
        )
        self._question.ask(partial(self._ask, asked), self._show)

    def _ask(self, asked: CaseFilter) -> _Read:
        given = self._services
        listing, lists = given.cases.list(asked), given.nomenclatures.current()
        handed = state.relays(given.casework.handovers.all())
        return _Read(asked, listing, lists, given.entities.all(), handed)

    def _show(self, read: _Read) -> None:
        self.filters.offer_entities(read.entities)
        self._model.use_columns(state.columns(read.lists, self._desk.discretion, read.handed))
        self._model.show_rows(read.listing.rows)
        self.table.select_first()
        self.head.count.setText(state.counted(read.listing))
        parts = state.parts(read.asked, read.listing)
        for part, shown in (
            (self.table, parts.table),
            (self._empty, parts.empty),
            (self._none, parts.none),
        ):
            part.setVisible(shown)

    def _connect(self) -> None:
        self.filters.changed.connect(self.read)
        self.table.opened.connect(self._open_row)
        self.head.new.clicked.connect(self._new_case)
        self.bring_in.clicked.connect(self._open_import)
        self.reset.clicked.connect(self._reset)
        self._desk.discretion.changed.connect(self._model.show_again)

    def _arrange(self) -> None:
        inside = column(self.head, self.table, self._empty, self._none, -1, gap=14)
        inside.setContentsMargins(22, 18, 22, 18)
        inside.setStretch(1, 300)
        self.setLayout(inside)

    def _open_row(self, rank: int) -> None:
        self._open_case(self._model.rows[rank].case_id)

    def _open_case(self, case_id: int) -> None:
        self.go.emit(Place("case", case_id))

    def _open_import(self) -> None:
        self.go.emit(Place("import"))

    def _new_case(self) -> None:
        dialog = NewCaseDialog(self._desk, self._services)
        dialog.created.connect(self._open_case)
        dialog.known.connect(self._open_case)
        self.ask(dialog)

    def _reset(self) -> None:
        self.filters.reset()
        self.read()
