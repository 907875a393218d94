"""Working notes and legal acts on the page of a file."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app.domain.legal_acts import LegalKind
from ui.page import Place
from ui.texts import text


@pytest.fixture
def notes(app_window):
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id, action="notes"))
    return app_window


def _kept(window):
    case_id = window.world.case("modele")
    casework = window.world.services.casework
    return casework.working_notes.of_case(case_id), casework.legal_acts.of_case(case_id)


def _with_an_act(window) -> int:
    window.widget("legal_act_add").click()
    window.widget("legal_act_ground").choose("LEG.MINEUR")
    window.widget("legal_act_authority").setText("CRIP d’Exemple")
    window.widget("legal_act_family").choose(True)
    window.widget("legal_act_dialog_confirm").click()
    return _kept(window)[1][0].id


def test_a_note_says_when_it_will_be_erased(notes) -> None:
    notes.widget("working_note").setPlainText("Rappeler mardi.")
    notes.widget("working_note_keep").click()

    (note,), _ = _kept(notes)
    assert note.body == "Rappeler mardi."
    assert (note.ends_on - note.written_on).days == 90


def test_a_note_being_typed_is_kept_by_a_lock(notes) -> None:
    notes.widget("working_note").setPlainText("Rappeler mardi.")

    for write in notes.shell.pending():
        write()

    assert [one.body for one in _kept(notes)[0]] == ["Rappeler mardi."]


@pytest.mark.requirement("ANAS-03")
def test_a_note_being_typed_never_goes_to_another_file(notes) -> None:
    mine, other = notes.world.case("modele"), notes.world.case("temoin")
    note, kept = notes.widget("working_note"), notes.world.services.casework.working_notes
    note.setPlainText("Rappeler mardi.")

    notes.shell.go(Place("case", other, action="notes"))
    assert note.toPlainText() == ""
    note.setPlainText("Autre aide-mémoire.")
    for write in notes.shell.pending():
        write()
    assert [one.body for one in kept.of_case(other)] == ["Autre aide-mémoire."]
    assert [one.body for one in kept.of_case(mine)] == ["Rappeler mardi."]

    notes.shell.go(Place("case", mine, action="notes"))
    assert note.toPlainText() == "Rappeler mardi."


def test_a_note_that_is_refused_stays_typed(notes) -> None:
    notes.shell.go(Place("case", notes.world.case("hypothetique"), action="notes"))
    notes.widget("working_note").setPlainText("Rappeler mardi.")
    notes.widget("working_note_keep").click()

    assert notes.widget("working_note").toPlainText() == "Rappeler mardi."
    assert notes.widget("notice_words").text() == text("errors.agreement_needed")


def test_a_note_goes_to_the_bin_and_back(notes) -> None:
    notes.widget("working_note").setPlainText("Rappeler mardi.")
    notes.widget("working_note_keep").click()
    (note,), _ = _kept(notes)

    notes.widget(f"working_note_remove_{note.id}").click()
    assert _kept(notes)[0] == ()
    notes.widget("notice_undo").click()

    assert [one.id for one in _kept(notes)[0]] == [note.id]


@pytest.mark.requirement("JUS-29")
def test_a_protection_report_needs_its_ground_and_its_authority(notes) -> None:
    """No ground is proposed: one that she did not choose would stand in a legal act."""
    notes.widget("legal_act_add").click()
    notes.widget("legal_act_dialog_confirm").click()
    assert notes.widget("legal_act_dialog_wrong").text() == text("errors.legal_act_without_ground")
    notes.widget("legal_act_ground").choose("LEG.MINEUR")
    notes.widget("legal_act_dialog_confirm").click()
    told = notes.widget("legal_act_dialog_wrong").text()
    assert told == text("errors.legal_act_without_authority")

    notes.widget("legal_act_authority").setText("CRIP d’Exemple")
    notes.widget("legal_act_family").choose(True)
    notes.widget("legal_act_dialog_confirm").click()

    _, (act,) = _kept(notes)
    assert (act.kind, act.authority) == (LegalKind.PROTECTION_REPORT, "CRIP d’Exemple")
    assert act.family_informed is True


@pytest.mark.requirement("ANAS-16")
def test_the_request_of_an_authority_brings_its_ground(notes) -> None:
    notes.widget("legal_act_add").click()
    kind, ground = notes.widget("legal_act_kind"), notes.widget("legal_act_ground")

    kind.choose(LegalKind.JUDICIAL_REQUEST)
    kind.picked.emit()
    assert ground.value() == "LEG.JUDICIAIRE"

    kind.choose(LegalKind.PROTECTION_REPORT)
    kind.picked.emit()
    assert ground.value() == ""


def test_an_act_goes_to_the_bin_from_its_window(notes) -> None:
    act_id = _with_an_act(notes)

    notes.widget(f"legal_act_edit_{act_id}").click()
    notes.widget("legal_act_remove").click()

    assert _kept(notes)[1] == ()


def test_discreet_mode_masks_the_authority_of_an_act(notes) -> None:
    act_id = _with_an_act(notes)
    notes.desk.discretion.toggle()
    notes.settle()

    shown = [one.text() for one in notes.widget("case_panel_notes").findChildren(QLabel)]
    assert not [words for words in shown if "CRIP" in words]
    notes.widget(f"legal_act_edit_{act_id}").click()
    assert "CRIP" not in notes.widget("legal_act_authority").displayText()
