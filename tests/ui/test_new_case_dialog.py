"""A new file: who is known already is shown before, and is one click away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from ui.page import Place
from ui.pictures import settle
from ui.widgets.boxes import FittedScroll


@pytest.fixture
def asked(app_window):
    """The window of a new file, with a name that is known already."""
    return _asked(app_window)


def _asked(app_window):
    app_window.shell.go(Place("case_list"))
    app_window.shell.page("case_list").head.new.click()
    app_window.widget("new_case_family_name").setText("modele")
    app_window.widget("new_case_given_name").setText("KARIM")
    return app_window


def _files(window):
    return window.world.services.cases.suggest("modele")


def test_the_known_file_opens_instead_of_a_new_one(asked) -> None:
    asked.widget("new_case_dialog_confirm").click()
    asked.widget("new_case_open_2026-0002").click()

    assert asked.shell.place().object_id == asked.world.case("modele")
    assert len(_files(asked)) == 1


def test_the_same_person_gets_a_second_file_with_another_employer(asked) -> None:
    entity = asked.widget("new_case_entity")
    entity.setCurrentIndex(next(row for row in range(3) if "Choisy" in entity.itemText(row)))
    asked.widget("new_case_dialog_confirm").click()

    asked.widget("new_case_same_2026-0002").click()

    assert len(_files(asked)) == 2
    assert len({row.person_id for row in _files(asked)}) == 1


def test_the_known_files_are_as_wide_as_the_window_at_200_percent(app_window) -> None:
    app_window.desk.theme.set_zoom(200)
    asked = _asked(app_window)
    entity = asked.widget("new_case_entity")
    entity.setCurrentIndex(next(row for row in range(3) if "Choisy" in entity.itemText(row)))
    asked.widget("new_case_dialog_confirm").click()
    settle(app_window.window)

    dialog = asked.widget("new_case_dialog")
    scroll = dialog.findChild(FittedScroll)
    assert dialog.screen().availableGeometry().width() == 800
    assert asked.widget("new_case_same_2026-0002").isVisible()
    assert scroll.widget().width() <= scroll.viewport().width()


def test_no_second_file_is_offered_with_the_same_employer(asked) -> None:
    entity = asked.widget("new_case_entity")
    entity.setCurrentIndex(next(row for row in range(3) if "Bellerive" in entity.itemText(row)))

    asked.widget("new_case_dialog_confirm").click()

    assert asked.widget("new_case_open_2026-0002").isVisible()
    assert asked.window.findChild(QWidget, "new_case_same_2026-0002") is None
