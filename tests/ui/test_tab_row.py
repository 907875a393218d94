"""The tabs of a page: every one in sight at any zoom, one picked, by keys as by a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.page import Place

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(app_window):
    app_window.shell.go(Place("case", app_window.world.case("modele")))
    return app_window


def _tabs(window) -> list[QPushButton]:
    return window.widget("case_tabs").findChildren(QPushButton)


@pytest.mark.parametrize("page", ["case", "settings"])
def test_every_tab_is_wholly_in_sight_at_200_percent(app_window, page: str) -> None:
    case_id = app_window.world.case("modele") if page == "case" else None
    app_window.desk.theme.set_zoom(200)
    app_window.window.resize(1280, 2400)
    app_window.shell.go(Place(page, case_id))

    bar = app_window.widget(f"{page}_tabs")
    tabs = bar.findChildren(QPushButton)

    assert len(tabs) == bar.count() > 1
    assert [one.text() for one in tabs if one.width() < one.sizeHint().width()] == []
    assert [one.text() for one in tabs if one.visibleRegion().boundingRect() != one.rect()] == []


def test_a_tab_is_picked_by_a_click_and_says_so(case) -> None:
    case.widget("case_tabs_plan").click()

    assert case.widget("case_panel_plan").isVisible()
    assert [one.text() for one in _tabs(case) if one.isChecked()] == ["Plan d’actions"]


def test_control_and_page_keys_turn_the_tabs_from_anywhere_and_go_round(case) -> None:
    case.widget("case_identity").setFocus()
    bar = case.widget("case_tabs")

    case.key(Qt.Key.Key_PageDown, CONTROL)
    assert case.widget("case_panel_situation").isVisible()
    case.key(Qt.Key.Key_PageUp, CONTROL)
    case.key(Qt.Key.Key_PageUp, CONTROL)

    assert bar.currentIndex() == bar.count() - 1
    assert case.focus.objectName() == "case_tabs_notes"


def test_the_cursor_never_stays_on_a_tab_that_is_no_longer_picked(case) -> None:
    case.widget("case_tabs").setFocus()

    case.widget("case_tabs").setCurrentIndex(2)

    assert case.focus.objectName() == "case_tabs_plan"


def test_the_keyboard_stops_at_the_tab_picked_and_arrows_go_on_from_there(case) -> None:
    case.widget("case_tabs").setFocus()
    case.key(Qt.Key.Key_Right)
    case.key(Qt.Key.Key_Right)

    assert case.focus.objectName() == "case_tabs_plan"
    assert case.widget("case_panel_plan").isVisible()
    stops = [one for one in _tabs(case) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [one.objectName() for one in stops] == ["case_tabs_plan"]


def test_picking_the_tab_already_picked_leaves_it_picked(case) -> None:
    case.widget("case_tabs_thread").click()

    assert case.widget("case_tabs_thread").isChecked()


def test_what_a_tab_shows_is_made_when_it_is_first_turned_to(case) -> None:
    page, window = case.shell.page("case"), case.window
    assert page.panels.made == ()

    case.widget("case_tabs_plan").click()
    made = page.panels.made
    case.widget("case_tabs_thread").click()
    case.widget("case_tabs_plan").click()

    assert [one.name for one in made] == ["plan"]
    assert page.panels.made == made
    assert window.findChild(QWidget, "case_panel_notes") is None
