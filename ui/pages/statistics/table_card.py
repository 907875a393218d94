"""One table of the report on the screen: figures, why a cell is hidden, notes, chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.models.figures import FiguresModel
from ui.texts import text
from ui.widgets.boxes import Card
from ui.widgets.chart_view import ChartView
from ui.widgets.figures_view import FiguresView
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from ui.pages.statistics.state import Figures
    from ui.theme import Theme


class TableCard(Card):
    """Shows a table; the cell she is on explains itself below."""

    def __init__(self, theme: Theme, shown: Figures) -> None:
        super().__init__(text("statistics.heading", number=shown.number, title=shown.title))
        self.number = shown.number
        self.model = FiguresModel(self)
        self.view = named(
            FiguresView(theme, self.model),
            f"statistics_table_{shown.number}",
            text("statistics.table", number=shown.number, title=shown.title),
        )
        self._hint = label("", "small", wraps=True)
        self._notes = label("", "small", wraps=True)
        self._withheld = label("", "muted", wraps=True)
        self.chart = ChartView(theme)
        self.chart.setObjectName(f"statistics_chart_{shown.number}")
        self.body.addWidget(label(text("statistics.base", base=shown.base), "small", wraps=True))
        for part in (self._withheld, self.view, self._hint, self._notes, self.chart):
            self.body.addWidget(part)
        self.chart.hide()
        self.view.explained.connect(self._explain)
        self.show_figures(shown)

    def show_figures(self, shown: Figures) -> None:
        """Show the same table in the other view."""
        self.model.show_table(shown.headings, shown.rows)
        self.view.setVisible(not shown.withheld)
        self._withheld.setText(shown.withheld)
        self._withheld.setVisible(bool(shown.withheld))
        self._notes.setText(" ".join(shown.notes))
        self._notes.setVisible(bool(shown.notes))
        self._explain("")

    def _explain(self, why: str) -> None:
        self._hint.setText(why)
        self._hint.setVisible(bool(why))
