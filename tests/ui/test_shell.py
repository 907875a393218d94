"""The frame: where one can go, what is stale, what keys do, what is masked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from app.changes import Changes, Touched
from app.domain.cases import CaseState
from ui.page import Notice, Place
from ui.sidebar import SideBar

CONTROL = Qt.KeyboardModifier.ControlModifier
NAMES = ("Exemple", "Modèle", "Témoin", "Hypothétique", "Nadège", "Karim")


def _shown_words(app_window) -> str:
    app_window.settle()
    labels = [one.text() for one in app_window.window.findChildren(QLabel) if one.isVisible()]
    edits = [one.text() for one in app_window.window.findChildren(QLineEdit) if one.isVisible()]
    table = app_window.shell.page("case_list").table
    cells = []
    if table.isVisible():
        model = table.model()
        cells = [
            str(model.index(row, column).data())
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
    return "\n".join([*labels, *edits, *cells])


def test_the_window_title_never_says_more(app_window) -> None:
    app_window.shell.go(Place("case", app_window.world.case("modele")))

    assert app_window.window.windowTitle() == "Armoire"


def test_every_entry_of_the_side_bar_leads_somewhere(app_window) -> None:
    from PySide6.QtWidgets import QPushButton

    side = app_window.window.findChild(SideBar)
    entries = [one for one in side.findChildren(QPushButton) if one.property("page")]

    for entry in entries:
        entry.click()
        assert app_window.shell.place().page == entry.property("page")
    assert entries


def test_a_page_that_is_not_shown_is_read_again_only_when_it_is_shown(app_window) -> None:
    app_window.shell.go(Place("case_list"))
    app_window.shell.go(Place("today"))

    app_window.shell.follow(Changes(Touched.CASES))

    assert app_window.shell.is_stale("case_list")
    assert not app_window.shell.is_stale("today")
    app_window.shell.go(Place("case_list"))
    assert not app_window.shell.is_stale("case_list")


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_K])
def test_a_key_puts_the_cursor_in_the_search_box(app_window, key: Qt.Key) -> None:
    app_window.shell.go(Place("today"))

    app_window.key(key, CONTROL)

    assert app_window.focus.objectName() == "search_box"


@pytest.mark.parametrize("place", ["today", "case_list", "case", "interview"])
def test_discreet_mode_shows_no_name_and_no_note(app_window, place: str) -> None:
    case_id = app_window.world.case("modele")
    inner = place in {"case", "interview"}
    app_window.shell.go(Place(place, case_id if inner else None))
    assert any(name in _shown_words(app_window) for name in NAMES)

    app_window.key(Qt.Key.Key_F8)

    shown = _shown_words(app_window)
    assert [name for name in NAMES if name in shown] == []
    assert "expulsion" not in shown
    app_window.key(Qt.Key.Key_F8)
    assert any(name in _shown_words(app_window) for name in NAMES)


def test_zoom_stays_between_one_and_two(app_window) -> None:
    theme = app_window.desk.theme
    for _ in range(9):
        app_window.key(Qt.Key.Key_Plus, CONTROL)
    assert theme.zoom == 200
    app_window.key(Qt.Key.Key_0, CONTROL)
    assert theme.zoom == 100
    app_window.key(Qt.Key.Key_Minus, CONTROL)
    assert theme.zoom == 100


def test_a_notice_is_taken_back_once(app_window) -> None:
    undone = []
    app_window.shell.go(Place("today"))
    app_window.shell.say(Notice("Fait.", undo=lambda: undone.append(1)))

    app_window.key(Qt.Key.Key_Z, CONTROL)
    app_window.key(Qt.Key.Key_Z, CONTROL)

    assert undone == [1]


def test_a_filter_narrows_the_list(app_window) -> None:
    app_window.shell.go(Place("case_list"))
    page = app_window.shell.page("case_list")

    page.filters.state.choose(CaseState.OFFER_MADE)
    page.read()

    assert [row.family_name for row in page.table.model().rows] == ["Hypothétique"]


def test_nothing_found_says_so_and_shows_the_way_back(app_window) -> None:
    app_window.shell.go(Place("case_list"))
    page = app_window.shell.page("case_list")
    page.filters.state.choose(CaseState.CLOSED)
    page.read()
    assert not page.table.isVisible()
    assert page.reset.isVisible()

    page.reset.click()

    assert page.table.isVisible()


def test_an_empty_vault_teaches_the_first_steps(empty_window) -> None:
    empty_window.shell.go(Place("today"))
    assert empty_window.widget("step_entity").isVisible()
    empty_window.shell.go(Place("case_list"))
    assert empty_window.widget("case_list_import").isVisible()


def test_an_entity_is_added_from_the_first_steps(empty_window) -> None:
    empty_window.shell.go(Place("today"))
    empty_window.widget("step_entity").click()
    empty_window.widget("entity_name").setText("Ville d’Exemple")
    empty_window.widget("entity_headcount").setText("1 250")

    empty_window.widget("entity_dialog_confirm").click()

    assert [one.name for one in empty_window.world.services.entities.all()] == ["Ville d’Exemple"]
    assert list(empty_window.world.services.entities.headcounts(2025).values()) == [1250]


def test_a_refusal_stays_in_its_window_and_says_why(empty_window) -> None:
    empty_window.shell.go(Place("today"))
    empty_window.widget("step_entity").click()

    empty_window.widget("entity_dialog_confirm").click()

    assert empty_window.widget("entity_dialog").isVisible()
    assert "nom" in empty_window.widget("entity_dialog_wrong").text()
