"""The handovers on the page of the day: only what waits for an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.handovers import HandoverSide
from app.usecases.handover_lines import HandoverNotice
from ui.texts import plural, text
from ui.widgets.boxes import Card, column, emptied, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label

if TYPE_CHECKING:
    from app.usecases.handover_lines import HandoverLine
    from ui.page import Desk


class HandoversCard(Card):
    """Hidden while nothing waits; it names nobody."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("handovers.today.title"))
        self.setObjectName("today_handovers_card")
        self._desk = desk
        self._lines = column(gap=6)
        self.open = button(desk.theme, "today_handovers", text("handovers.today.open"))
        self.body.addLayout(self._lines)
        self.body.addLayout(row(self.open, -1))
        self.hide()

    def show_lines(self, lines: tuple[HandoverLine, ...]) -> None:
        """Show what waits, if anything does."""
        emptied(self._lines)
        said = waiting(lines)
        for words in said:
            picture = IconLabel(self._desk.theme, "arrow-left-right", "warn_text")
            line = row(picture, label(words, wraps=True))
            line.setStretch(1, 1)
            self._lines.addLayout(line)
        self.setVisible(bool(said))


def waiting(lines: tuple[HandoverLine, ...]) -> tuple[str, ...]:
    """What waits for her, one sentence a kind."""
    given, received = ([one for one in lines if one.handover.side is side] for side in HandoverSide)
    counted = (
        _counted("handovers.today.withdrawn", _withdrawn(given)),
        _counted("handovers.today.withdrawn_taken", _withdrawn(received)),
        _counted("handovers.today.overdue", _noticed(given, HandoverNotice.OVERDUE)),
        _counted("handovers.today.unanswered", _noticed(given, HandoverNotice.UNANSWERED)),
        _counted("handovers.today.to_give_back", _noticed(received, HandoverNotice.OVERDUE)),
        _counted("handovers.today.waiting", _noticed(received, HandoverNotice.RETURN_WAITING)),
    )
    return tuple(words for words, count in counted if count)


def _withdrawn(lines: list[HandoverLine]) -> int:
    return sum(len(one.withdrawn) for one in lines)


def _noticed(lines: list[HandoverLine], notice: HandoverNotice) -> int:
    return sum(one.notice is notice for one in lines)


def _counted(text_id: str, count: int) -> tuple[str, int]:
    return plural(text_id, count), count
