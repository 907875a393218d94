"""Two parts stand side by side where there is room for both, at the zoom chosen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.theme import Theme
from ui.widgets.side_by_side import SideBySide


@pytest.fixture
def theme(qtbot) -> Theme:
    return Theme(QApplication.instance())


def _shown(qtbot, theme: Theme, width: int) -> tuple[QWidget, QWidget, SideBySide]:
    first, second = QLabel("un"), QLabel("deux")
    both = SideBySide(theme, first, second, narrow=600, shares=(3, 1))
    qtbot.addWidget(both)
    both.resize(width, 200)
    both.show()
    QApplication.processEvents()
    return first, second, both


def test_wide_enough_the_second_stands_beside_the_first_by_its_share(qtbot, theme) -> None:
    first, second, _ = _shown(qtbot, theme, 800)

    assert second.y() == first.y()
    assert first.width() > 2 * second.width()


def test_too_narrow_the_second_goes_below(qtbot, theme) -> None:
    first, second, _ = _shown(qtbot, theme, 599)

    assert second.x() == first.x()
    assert second.y() > first.y()


def test_what_is_wide_enough_at_100_percent_is_not_at_200(qtbot, theme) -> None:
    first, second, _ = _shown(qtbot, theme, 800)

    theme.set_zoom(200)
    QApplication.processEvents()

    assert second.y() > first.y()
