"""The bin in the settings: told, given back by the keyboard, erased after a yes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from testkit.ui_world import TODAY

from app.domain.searches import Asked
from app.domain.working_notes import WorkingNote
from ui.page import Place


@pytest.fixture
def window(app_window, tmp_path):
    """One note and one document of the same file in the bin."""
    services, case = app_window.world.services, app_window.world.case("modele")
    note = services.casework.working_notes.save(WorkingNote(0, case, TODAY, "Rappeler"))
    services.casework.working_notes.remove(note.object_id)
    source = tmp_path / "quittance.txt"
    source.write_text("Rien.\n", "utf-8")
    document = services.documents.attach(case, source).object_id
    services.documents.bin(document)
    app_window.shell.go(Place("settings", action="bin"))
    app_window.settle()
    return app_window


def _told(window) -> list[tuple[str, str]]:
    model = window.shell.page("settings").tab("bin").model
    return [(str(model.index(row, 0).data()), str(model.index(row, 1).data()))
            for row in range(model.rowCount())]  # fmt: skip


def test_the_bin_tells_what_and_whose_file_and_never_a_word_of_it(window) -> None:
    sheet = window.world.services.cases.open(window.world.case("modele"))

    assert sorted(_told(window)) == [
        ("Document", sheet.case.number),
        ("Note de travail", sheet.case.number),
    ]


def test_enter_gives_back_whatever_it_was(window) -> None:
    case = window.world.case("modele")
    table = window.widget("settings_bin")
    for _ in range(2):
        table.setFocus()
        window.key(Qt.Key.Key_Return)
        window.settle()

    assert _told(window) == []
    notes = window.world.services.casework.working_notes.of_case(case)
    assert [replace(one, id=0) for one in notes] == [WorkingNote(0, case, TODAY, "Rappeler")]
    (document,) = window.world.services.documents.of_case(case)
    assert document.binned_on is None
    assert window.widget("settings_bin").isHidden()


def test_nothing_is_erased_before_a_yes(window) -> None:
    window.widget("bin_erase").click()
    window.widget("bin_erase_dialog").reject()
    assert len(_told(window)) == 2

    for _ in range(2):
        window.widget("bin_erase").click()
        window.widget("bin_erase_dialog_confirm").click()
        window.settle()

    assert _told(window) == []
    case = window.world.case("modele")
    assert window.world.services.documents.of_case(case) == ()


def test_every_kind_that_can_be_removed_has_a_name(window) -> None:
    services = window.world.services
    services.searches.save("Baux", Asked("bail"))
    services.searches.remove(services.searches.saved()[0].id)
    window.shell.go(Place("settings", action="bin"))

    assert ("Recherche gardée", "") in _told(window)
