"""The search: from what is typed in the box to the very place, by the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.searches import Found, Span
from ui.page import Place

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(app_window):
    app_window.shell.go(Place("today"))
    app_window.key(Qt.Key.Key_F, CONTROL)
    return app_window


def _page(window):
    return window.shell.page("search")


def _cells(window) -> list[list[str]]:
    model = _page(window).results.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_is_typed_is_found_at_once_and_enter_opens_it(window) -> None:
    window.type("karim")
    assert window.shell.place() == Place("search", words="karim")
    assert window.focus.objectName() == "search_box"

    window.key(Qt.Key.Key_Return)
    assert window.focus.objectName() == "search_results"
    window.key(Qt.Key.Key_Return)

    assert window.shell.place() == Place("case", window.world.case("modele"))


def test_an_arrow_leads_to_the_results_and_from_one_to_the_next(window) -> None:
    window.type("EXPULSION conditionn")
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Down)

    assert window.focus.objectName() == "search_results"
    assert _page(window).results.currentIndex().row() == 1


def test_a_hit_in_a_note_leads_to_its_intervention(window) -> None:
    window.type("expulsion")
    window.key(Qt.Key.Key_Return)
    line = _page(window).results.hits.rows[0]
    assert line.hit.kind is Found.NOTE

    window.key(Qt.Key.Key_Return)
    window.settle()

    assert window.shell.place() == Place("case", line.file.case_id)
    assert window.focus.objectName() == f"case_change_{line.hit.object_id}"


def test_a_hit_in_a_document_leads_to_it(window, tmp_path) -> None:
    source = tmp_path / "quittance.txt"
    source.write_text("Rien.\n", "utf-8")
    case = window.world.case("modele")
    document = window.world.services.documents.attach(case, source).object_id

    window.type("quittance")
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_Return)
    window.settle()

    assert window.focus.objectName() == f"document_show_{document}"


def test_an_anonymous_contact_opens_where_it_was_logged(window) -> None:
    window.type("question de droit")
    assert _cells(window)[0][0] == "Contact anonyme"
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_Return)

    assert window.shell.place().page == "interview"


def test_discreet_mode_masks_names_and_passages(window) -> None:
    window.type("expulsion")
    names = {line.file.family_name for line in _page(window).results.hits.rows}
    window.key(Qt.Key.Key_F8)
    shown = repr(_cells(window))

    assert "xpulsion" not in shown
    assert not [name for name in names if name in shown]


@pytest.mark.requirement("ANAS-05")
def test_an_issue_waits_for_an_entity(window) -> None:
    window.type("expulsion")
    filters = _page(window).filters
    assert not filters.issue.isEnabled()

    filters.entity.setCurrentIndex(1)
    filters.entity.picked.emit()
    assert filters.issue.isEnabled()
    filters.issue.choose("ISS.SAN")
    filters.issue.picked.emit()
    assert {line.file.family_name for line in _page(window).results.hits.rows} <= {"Témoin"}

    filters.entity.setCurrentIndex(0)
    filters.entity.picked.emit()
    assert filters.issue.value() == ""


def test_nothing_found_says_so_and_widens(window) -> None:
    window.type("expulsion")
    filters = _page(window).filters
    filters.span.choose(Span.LAST_YEAR)
    filters.span.picked.emit()
    assert not _page(window).results.isVisible()

    window.widget("search_widen").click()

    assert _page(window).results.isVisible()


def test_an_empty_box_teaches_what_can_be_found(window) -> None:
    window.key(Qt.Key.Key_Return)

    assert window.shell.place().page == "search"
    assert _page(window).empty.isVisible()
    assert not _page(window).results.isVisible()


def test_a_search_is_kept_opened_by_one_key_renamed_and_taken_back(window) -> None:
    window.type("expulsion")
    window.widget("search_keep").click()
    window.widget("search_name").setText("Expulsions")
    window.widget("search_name_dialog_confirm").click()
    window.window.activateWindow()
    window.shell.go(Place("search"))
    window.settle()
    assert _page(window).results.isHidden()

    window.key(Qt.Key.Key_1, ALT)
    assert window.shell.top.search.text() == "expulsion"
    assert window.focus.objectName() == "search_results"

    window.widget("search_rename").click()
    window.widget("search_name").setText("Logement menacé")
    window.widget("search_name_dialog_confirm").click()
    saved = window.world.services.searches.saved
    assert [one.title for one in saved()] == ["Logement menacé"]

    window.widget("search_remove").click()
    assert saved() == ()
    window.window.activateWindow()
    window.settle()
    window.key(Qt.Key.Key_Z, CONTROL)
    assert [one.title for one in saved()] == ["Logement menacé"]
