"""Keys and recovery in the settings: every act from the keyboard, nothing kept by halves."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from testkit.vaults import PASSPHRASE, phrase

from app.ports.keys import Proof, SlotKind
from ui.page import Place
from ui.pages.settings.page import TABS
from ui.texts import text

ANOTHER = "cigale pupitre ombrage velours tamis goudron azur"


@pytest.fixture
def page(app_window) -> Any:
    app_window.shell.go(Place("settings"))
    made = app_window.shell.page("settings")
    made.bar.setCurrentIndex(TABS.index("keys"))
    app_window.settle()
    return made


def _dialog(app_window, name: str) -> Any:
    app_window.settle()
    found = next(one for one in app_window.window.findChildren(QDialog, name) if one.isVisible())
    found.activateWindow()
    QTest.qWaitForWindowActive(found)
    return found


def _prove(app_window, words: str = PASSPHRASE) -> None:
    dialog = _dialog(app_window, "prove_dialog")
    dialog.proof.phrase.setFocus()
    app_window.type(words)
    app_window.key(Qt.Key.Key_Return)
    app_window.settle()


def _a_sheet(world) -> tuple[str, ...]:
    """A recovery sheet made and kept; its groups."""
    sheet = world.services.keys.prepare_recovery(Proof(phrase()))
    groups = sheet.groups()
    world.services.keys.keep_recovery(sheet, {1: groups[0], 2: groups[1]})
    return groups


def _kinds(world) -> set[SlotKind]:
    return {slot.kind for slot in world.services.keys.slots()}


def _make_sheet(app_window) -> tuple[Any, tuple[str, ...]]:
    app_window.widget("keys_sheet").click()
    _prove(app_window)
    dialog = _dialog(app_window, "recovery_dialog")
    return dialog, dialog._sheet.groups()


def test_there_is_no_way_in_for_the_employer(page) -> None:
    assert [row.kind for row in page.tab("keys").model.rows] == [SlotKind.PASSPHRASE]
    assert "employeur" in text("keys_tab.escrow")


def test_a_sheet_is_kept_after_two_groups_were_typed_right(app_window, page) -> None:
    dialog, groups = _make_sheet(app_window)
    dialog.confirm.click()
    for number in dialog.asked:
        app_window.type(groups[number - 1].lower())
        app_window.key(Qt.Key.Key_Tab)
    dialog.confirm.click()
    app_window.settle()

    assert SlotKind.RECOVERY in _kinds(app_window.world)
    assert len(page.tab("keys").model.rows) == 2


def test_a_sheet_typed_wrong_is_not_kept(app_window, page) -> None:
    dialog, groups = _make_sheet(app_window)
    dialog.confirm.click()
    for number in dialog.asked:
        dialog._lines[number].setText(groups[number % 8][::-1])
    dialog.confirm.click()

    assert dialog.isVisible()
    assert dialog.wrong.text()
    assert SlotKind.RECOVERY not in _kinds(app_window.world)


def test_a_sheet_given_up_with_escape_is_wiped_and_not_kept(app_window, page) -> None:
    dialog, _ = _make_sheet(app_window)
    sheet = dialog._sheet
    app_window.key(Qt.Key.Key_Escape)

    assert SlotKind.RECOVERY not in _kinds(app_window.world)
    assert not any(sheet.code)


def test_the_code_is_never_on_the_clipboard(app_window, page) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("rien")
    dialog, groups = _make_sheet(app_window)
    app_window.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    app_window.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    dialog.confirm.click()
    app_window.type(groups[0])
    app_window.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    app_window.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    app_window.key(Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)

    assert clipboard.text() == "rien"
    dialog.reject()


def test_a_wrong_phrase_is_said_and_changes_nothing(app_window, page) -> None:
    app_window.widget("keys_sheet").click()
    _prove(app_window, "pas la bonne phrase du tout")
    dialog = _dialog(app_window, "prove_dialog")

    assert dialog.wrong.text() == text("errors.wrong_passphrase")
    assert dialog.proof.phrase.text() == ""
    dialog.reject()


def test_a_third_wrong_phrase_makes_the_next_try_wait(app_window, page) -> None:
    app_window.widget("keys_sheet").click()
    for _ in range(3):
        _prove(app_window, "pas la bonne phrase du tout")
    dialog = _dialog(app_window, "prove_dialog")

    assert not dialog.confirm.isEnabled()
    assert "1 s" in dialog.confirm.text()
    dialog.reject()


def test_the_phrase_is_changed_and_the_old_one_opens_nothing(app_window, page) -> None:
    app_window.widget("keys_change").click()
    dialog = _dialog(app_window, "change_phrase")
    dialog.proof.phrase.setText(PASSPHRASE)
    dialog.new.swap.click()
    dialog.new.own.setText(ANOTHER)
    dialog.new.again.setText(ANOTHER)
    dialog.confirm.click()

    app_window.world.services.keys.prove(Proof(phrase(ANOTHER)))
    assert app_window.widget("notice_words").text() == text("keys_tab.phrase_changed")


def test_a_new_phrase_not_typed_again_is_refused(app_window, page) -> None:
    app_window.widget("keys_change").click()
    dialog = _dialog(app_window, "change_phrase")
    dialog.proof.phrase.setText(PASSPHRASE)
    dialog.confirm.click()

    assert dialog.wrong.text() == text("keys_tab.new_not_typed_again")
    dialog.reject()


def test_the_drill_takes_the_code_as_it_is_typed(app_window, page) -> None:
    groups = _a_sheet(app_window.world)
    page.tab("keys").acts.drill()
    _dialog(app_window, "drill_dialog")
    app_window.type("-".join(groups).lower())
    app_window.key(Qt.Key.Key_Return)
    app_window.settle()

    assert app_window.widget("notice_words").text() == text("keys_tab.drill_right")


def test_the_drill_tells_the_wrong_code_from_the_right_one(app_window, page) -> None:
    _a_sheet(app_window.world)
    other = app_window.world.services.keys.prepare_recovery(Proof(phrase())).groups()
    page.tab("keys").acts.drill()
    dialog = _dialog(app_window, "drill_dialog")
    dialog.code.line.setText("".join(other))
    dialog.confirm.click()

    assert dialog.wrong.text() == text("errors.wrong_recovery_code")
    dialog.reject()


def test_three_shares_are_shown_one_after_the_other(app_window, page) -> None:
    groups = _a_sheet(app_window.world)
    page.tab("keys").acts.share()
    asked = _dialog(app_window, "share_dialog")
    asked.code.line.setText("".join(groups))
    asked.confirm.click()
    shown = _dialog(app_window, "shares_dialog")
    seen = [share.groups() for share in shown._shares]
    said = []
    for _ in seen:
        said.append(shown.which.text())
        shown.confirm.click()

    assert len(set(seen)) == len(set(said)) == 3
    assert not any(any(share.words) for share in shown._shares)


def test_a_key_file_is_written_where_she_says_and_asked_for(app_window, page, tmp_path) -> None:
    app_window.widget("keys_use_file").click()
    dialog = _dialog(app_window, "key_file_dialog")
    dialog.take(tmp_path)
    dialog.proof.phrase.setText(PASSPHRASE)
    dialog.confirm.click()
    app_window.settle()
    label = app_window.world.services.vault.vault.info.label
    (file,) = tmp_path.glob(f"armoire-{label}.key")

    assert _kinds(app_window.world) == {SlotKind.PASSPHRASE_AND_KEYFILE}
    app_window.world.services.keys.prove(Proof(phrase(), file))
    assert app_window.widget("keys_drop_file").isVisible()


def test_the_key_file_is_wanted_by_whatever_asks_for_the_phrase(app_window, page, tmp_path) -> None:
    file = tmp_path / "armoire-essai.key"
    app_window.world.services.keys.use_key_file(Proof(phrase()), file)
    page.tab("keys").read()
    app_window.widget("keys_drop_file").click()
    _prove(app_window)
    dialog = _dialog(app_window, "prove_dialog")
    said = dialog.wrong.text()
    dialog.proof.key_file.take(file)
    app_window.key(Qt.Key.Key_Return)
    app_window.settle()

    assert said == text("prove.missing_file")
    assert _kinds(app_window.world) == {SlotKind.PASSPHRASE}


def test_a_phrase_that_was_seen_opens_nothing_after_the_rotation(app_window, page) -> None:
    old = _a_sheet(app_window.world)
    app_window.widget("keys_rotate").click()
    dialog = _dialog(app_window, "rotation_dialog")
    dialog.proof.phrase.setText(PASSPHRASE)
    dialog.new.swap.click()
    dialog.new.own.setText(ANOTHER)
    dialog.new.again.setText(ANOTHER)
    dialog.confirm.click()
    sheet = _dialog(app_window, "recovery_dialog")

    assert sheet._sheet.groups() != old
    app_window.world.services.keys.prove(Proof(phrase(ANOTHER)))
    sheet.reject()


def test_today_reminds_of_a_sheet_that_does_not_exist(app_window) -> None:
    app_window.shell.go(Place("today"))
    app_window.settle()
    shown = app_window.shell.page("today").sheet

    assert shown.isVisible()
    shown.open.click()
    assert _dialog(app_window, "prove_dialog").isVisible()


def test_today_reminds_of_a_sheet_that_was_not_tried_for_a_year(app_window) -> None:
    _a_sheet(app_window.world)
    today = app_window.shell.page("today")
    app_window.shell.go(Place("today"))
    fresh = today.sheet.isVisible()
    app_window.world.clock.advance(days=370)
    today.read()

    assert not fresh
    assert today.sheet.isVisible()
    today.sheet.open.click()
    assert _dialog(app_window, "drill_dialog").isVisible()


def test_the_first_step_in_an_empty_vault_is_the_sheet(empty_window) -> None:
    empty_window.shell.go(Place("today"))
    empty_window.widget("step_sheet").setFocus()
    empty_window.key(Qt.Key.Key_Return)

    assert empty_window.shell.shown is empty_window.shell.page("settings")
    assert _dialog(empty_window, "prove_dialog").isVisible()
