"""The tables of a population, one card each, with the charts that paper has too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.pages.statistics.table_card import TableCard
from ui.widgets.boxes import column
from ui.widgets.gradual import Gradual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ports.renderers import ChartPictures
    from app.statistics.release import SafeTable
    from ui.page import Desk
    from ui.pages.statistics.state import Figures

_CHART_WIDTH = 480.0


class TablesView(QWidget):
    """Cards are kept while only the view changes, so that she stays where she was.

    New ones are made one at a time, the first at once, so that the window never waits for them.
    """

    def __init__(self, desk: Desk, charts: ChartPictures[SafeTable]) -> None:
        super().__init__()
        self._desk, self._charts = desk, charts
        self.cards: list[TableCard] = []
        self._safe: dict[str, SafeTable] = {}
        inside = column(gap=14)
        self._parts = Gradual(inside, self, at_once=1, each_turn=1)
        self._parts.advanced.connect(self._draw_once_whole)
        self.setLayout(inside)
        desk.theme.changed.connect(self._draw)

    @property
    def drawn(self) -> bool:
        """Tell whether every table has its card."""
        return self._parts.drawn

    def show_tables(self, tables: Sequence[Figures]) -> None:
        """Show these tables."""
        self._safe = {table.number: table.safe for table in tables if table.safe is not None}
        if [card.number for card in self.cards] == [table.number for table in tables]:
            for card, table in zip(self.cards, tables, strict=True):
                card.show_figures(table)
            self._draw()
            return
        self.cards = []
        self._parts.fill([partial(self._card, table) for table in tables])

    def _card(self, table: Figures) -> TableCard:
        made = TableCard(self._desk.theme, table)
        self.cards.append(made)
        return made

    def _draw_once_whole(self) -> None:
        """The charts come once all cards are there."""
        if self.drawn:
            self._draw()

    def _draw(self) -> None:
        """Draw the charts away from the window; they come when they are ready."""
        if self._safe:
            work = partial(_drawn, self._charts, dict(self._safe), self._desk.theme.scheme)
            self._desk.jobs.render(self, work, self._show_charts)

    def _show_charts(self, drawn: dict[str, str]) -> None:
        for card in self.cards:
            card.chart.show_svg(drawn.get(card.number, ""))


def _drawn(
    charts: ChartPictures[SafeTable], tables: dict[str, SafeTable], scheme: str
) -> dict[str, str]:
    return {number: charts(table, scheme, _CHART_WIDTH) for number, table in tables.items()}
