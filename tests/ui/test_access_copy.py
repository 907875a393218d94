"""The copy for the person on the page of a file: read, hide, preview, print, seal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from testkit.vaults import PASSPHRASE

from app.domain.assessments import Assessment
from app.domain.household import HouseholdMember
from app.domain.working_notes import WorkingNote
from storage.queries.given import LEFT_OUT, given_columns
from ui.page import Place
from ui.pages.case import copy_state
from ui.texts import has_text

if TYPE_CHECKING:
    from pathlib import Path

    from ui.pages.case.copy_dialog import CopyDialog

WORDS = "🏠 Hébergé par Zoé Fictive, sa sœur."
DAY = date(2026, 5, 2)
IN_BRIEF = {"valid_from", "value"}


@pytest.fixture
def file(app_window: Any) -> Any:
    """A file with one assessment that tells of somebody else, and a working note."""
    casework = app_window.world.services.casework
    case_id = app_window.world.case("modele")
    sheet = app_window.world.services.cases.open(case_id)
    casework.household.save_member(HouseholdMember(0, sheet.person.id, "REL.CJT", "Zoé Fictive"))
    casework.assessments.save(Assessment(0, case_id, DAY, social=WORDS))
    casework.working_notes.save(WorkingNote(0, case_id, DAY, "Aide-mémoire fictif"))
    app_window.shell.go(Place("case", case_id))
    app_window.widget("case_copy").click()
    return app_window


def _dialog(window: Any) -> CopyDialog:
    dialog = window.widget("copy_dialog")
    rank = next(at for at, one in enumerate(dialog._texts) if one.words == WORDS)
    dialog.list.setCurrentRow(rank)
    return dialog


def _copy(window: Any) -> Any:
    return window.world.services.casework.access_copy.read(window.world.case("modele"))


def _paper(window: Any) -> str:
    """The words of the PDF as it would be shown, printed or sealed."""
    lists = window.world.services.nomenclatures.current()
    copy = _copy(window)
    papers = window.world.services.formats.papers
    lead = copy_state.lead(copy.apart, DAY)
    return _words(papers.access_copy("Copie", lead, copy_state.sections(copy, lists)))


def _words(pdf: bytes, phrase: str | None = None) -> str:
    opened = pypdfium2.PdfDocument(pdf, password=phrase)
    return " ".join(page.get_textpage().get_text_range() for page in opened)


@pytest.mark.requirement("ANAS-04")
def test_every_given_column_has_words_on_the_copy() -> None:
    wordless = [
        f"{table}.{column}"
        for table, columns in given_columns().items()
        for column in columns
        if f"{table}.{column}" not in LEFT_OUT
        and column not in IN_BRIEF
        and not has_text(f"access_copy.field.{table}_{column}")
        and not has_text(f"access_copy.field.{column}")
    ]

    assert wordless == []


@pytest.mark.requirement("ANAS-04")
def test_a_name_is_found_and_hidden_with_the_keyboard_alone(file: Any) -> None:
    dialog = _dialog(file)
    dialog.list.setFocus()
    file.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert WORDS[slice(*dialog.view.selected())] == "Zoé"
    for _ in " Fictive":
        file.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    file.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)

    (mark,) = _copy(file).marks
    assert WORDS[mark.first : mark.last] == "Zoé Fictive"
    assert "Fictive" not in _paper(file)
    assert "sa sœur" in _paper(file)


def test_a_hidden_passage_can_be_given_again(file: Any) -> None:
    dialog = _dialog(file)
    dialog.view.select((14, 17))
    dialog.hide_it.click()
    assert _copy(file).marks

    dialog.show_it.click()

    assert _copy(file).marks == ()


def test_nothing_selected_is_told_and_nothing_hidden(file: Any) -> None:
    dialog = _dialog(file)
    dialog.view.select((3, 3))
    dialog.hide_it.click()

    assert "Sélectionnez" in dialog.said.text()
    assert _copy(file).marks == ()


def test_working_notes_are_announced_and_never_printed(file: Any) -> None:
    assert "note de travail existe" in _dialog(file).apart.text()
    assert "1 note de travail provisoire existe" in _paper(file)
    assert "Aide-mémoire" not in _paper(file)


def test_a_text_changed_since_stops_the_copy_until_it_is_read_again(file: Any) -> None:
    dialog = _dialog(file)
    dialog.view.select((14, 17))
    dialog.hide_it.click()
    casework = file.world.services.casework
    (kept,) = casework.assessments.of_case(file.world.case("modele"))
    changed = f"Hier, {WORDS}"
    casework.assessments.save(Assessment(kept.id, kept.case_id, DAY, social=changed))
    dialog.read()
    file.settle()

    dialog.preview.click()
    assert "relisez" in dialog.said.text()
    dialog.reviewed.click()
    dialog.preview.click()
    assert file.widget("preview_dialog").isVisible()


def test_texts_are_hidden_in_discreet_mode(file: Any) -> None:
    dialog = _dialog(file)
    file.desk.discretion.toggle()

    assert "Zoé" not in dialog.view.toPlainText()
    assert not dialog.hide_it.isEnabled()
    file.desk.discretion.toggle()
    assert "Zoé" in dialog.view.toPlainText()


def test_the_file_asks_for_the_phrase_and_opens_with_its_own(file: Any, tmp_path: Path) -> None:
    file.world.clock.advance(minutes=5)
    _dialog(file).export.click()
    prove = file.widget("prove_dialog")
    prove.proof.phrase.setText(PASSPHRASE)
    prove.confirm.click()
    asked = file.widget("copy_export_dialog")
    asked.confirm.click()
    assert "Choisissez" in asked.wrong.text()
    folder = tmp_path / "remise"
    folder.mkdir()
    asked.write_to(folder)
    asked.confirm.click()
    assert "Notez" in asked.wrong.text()
    phrase = asked.phrase.text()
    asked.noted.setChecked(True)
    asked.confirm.click()

    (written,) = folder.iterdir()
    assert written.name == "document.pdf"
    assert written.stat().st_mode & 0o077 == 0
    assert "Modèle" in _words(written.read_bytes(), phrase)
    assert "Modèle".encode() not in written.read_bytes()
    assert file.world.services.journal.last(1)[0].event == "access_copy_exported"


def test_printing_warns_of_what_a_printer_keeps(file: Any) -> None:
    _dialog(file).print.click()
    if (prove := file.window.findChild(object, "prove_dialog")) is not None:
        prove.proof.phrase.setText(PASSPHRASE)
        prove.confirm.click()

    assert file.widget("print_dialog").isVisible()
    assert has_text("journal_tab.detail.kind_access_copy")


def test_what_takes_the_keyboard_says_its_name(file: Any) -> None:
    dialog = _dialog(file)
    parts = (dialog.list, dialog.view, *dialog.findChildren(QAbstractButton))

    assert len(parts) > 8
    assert [one for one in parts if not (one.objectName() and one.accessibleName())] == []


def test_another_phrase_must_be_noted_anew(file: Any) -> None:
    file.world.clock.advance(seconds=1)
    _dialog(file).export.click()
    if (prove := file.window.findChild(object, "prove_dialog")) is not None:
        prove.proof.phrase.setText(PASSPHRASE)
        prove.confirm.click()
    asked = file.widget("copy_export_dialog")
    first = asked.phrase.text()
    asked.noted.setChecked(True)

    asked.another.click()

    assert asked.phrase.text() != first
    assert not asked.noted.isChecked()
