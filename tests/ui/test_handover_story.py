"""An absent assistant is replaced: two windows, two vaults, and files carried between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from testkit.relay import COLLEAGUE, GIVER, Files, line
from testkit.vaults import PASSPHRASE

from app.domain.handovers import HandoverState
from ui.page import Place

if TYPE_CHECKING:
    from pathlib import Path


def _prove(window) -> None:
    """Type the phrase if it is asked for again."""
    window.settle()
    asked = window.window.findChild(object, "prove_dialog")
    if asked is not None:
        asked.proof.phrase.setText(PASSPHRASE)
        asked.confirm.click()
    window.settle()


def _note_what_presses(window, case_id) -> None:
    window.shell.go(Place("case", case_id))
    window.widget("case_urgent").click()
    window.widget("urgent_words").setPlainText("Audience le 28 mai : appeler avant.")
    window.widget("urgent_agree").click()
    window.widget("urgent_dialog_confirm").click()


def _print_sheet(window, monkeypatch) -> bytes:
    window.shell.go(Place("handovers"))
    printed = []
    monkeypatch.setattr(window.shell.page("handovers").sheet.printing, "ask", printed.append)
    window.widget("urgent_print").click()
    assert printed[0].kind == "urgent_sheet"
    return printed[0].make()


def _exchange_cards(giver, colleague, files: Files, folder: Path) -> None:
    """The colleague's card goes to the giver, who compares its words with what she hears."""
    files.next = folder / "carte.armoire-carte"
    for window in (giver, colleague):
        window.shell.go(Place("handovers"))
        window.widget("own_make").click()
    colleague.widget("own_save").click()
    giver.widget("colleague_add").click()
    heard = colleague.widget("own_words").accessibleName().partition(" : ")[2]
    assert heard in giver.widget("colleague_dialog_words").accessibleName()
    giver.widget("colleague_name").setText(COLLEAGUE)
    giver.widget("colleague_same").setChecked(True)
    giver.widget("colleague_dialog_confirm").click()


def _give(window, files: Files, package: Path, case_id) -> None:
    files.next = package
    window.widget("handovers_give").click()
    window.widget("give_until").setText("30/06")
    window.widget(f"give_case_{case_id}").setChecked(True)
    window.widget("give_dialog_confirm").click()
    _prove(window)
    assert package.exists()
    window.widget("given_dialog_confirm").click()


def _take(window, files: Files, package: Path) -> str:
    """Open the package; whose it is, is said and compared; the code is read out."""
    files.next = package
    window.widget("handovers_receive").click()
    window.widget("take_name").setText(GIVER)
    window.widget("take_same").setChecked(True)
    window.widget("take_dialog_confirm").click()
    window.settle()
    groups = [window.widget(f"taken_dialog_code_{rank}").text() for rank in (1, 2)]
    window.widget("taken_dialog_confirm").click()
    return "-".join(groups)


def _log(window, case_id, words: str) -> None:
    window.window.activateWindow()
    QTest.qWaitForWindowActive(window.window)
    window.shell.go(Place("interview", case_id, action="log"))
    window.widget("interview_issues").setFocus()
    window.type("log")
    window.key(Qt.Key.Key_Return)
    window.widget("interview_note").setPlainText(words)
    window.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _give_back(window, files: Files, package: Path) -> None:
    files.next = package
    window.shell.go(Place("handovers"))
    window.widget(f"handover_{line(window.world).handover.id}_give_back").click()
    window.widget("back_dialog_confirm").click()
    _prove(window)
    assert package.exists()
    window.widget("returned_dialog_confirm").click()


def _merge(window, files: Files, package: Path) -> str:
    files.next = package
    window.shell.go(Place("handovers"))
    window.widget("handovers_receive").click()
    window.widget("return_dialog_confirm").click()
    window.settle()
    groups = [window.widget(f"account_code_{rank}").text() for rank in (1, 2)]
    window.widget("account_dialog_confirm").click()
    return "-".join(groups)


@pytest.mark.requirement("ANAS-12", "ANAS-24", "FIN-22")
def test_an_absent_assistant_is_replaced_and_finds_what_was_done(
    app_window, colleague_window, files: Files, monkeypatch, tmp_path
) -> None:
    """What presses is on paper, a file goes with the person's agreement, and comes back fuller."""
    giver, colleague = app_window, colleague_window
    case_id = giver.world.case("modele")
    _note_what_presses(giver, case_id)
    sheet = pypdfium2.PdfDocument(_print_sheet(giver, monkeypatch))
    assert "Audience le 28 mai" in sheet[0].get_textpage().get_text_range()

    _exchange_cards(giver, colleague, files, tmp_path)
    _give(giver, files, tmp_path / "aller.armoire-relais", case_id)
    code = _take(colleague, files, tmp_path / "aller.armoire-relais")
    giver.widget(f"handover_{line(giver.world).handover.id}_receipt").click()
    giver.widget("receipt_dialog_signs").setText(code)
    giver.widget("receipt_dialog_confirm").click()
    assert line(giver.world).handover.state is HandoverState.AWAY

    (theirs,) = line(colleague.world).cases
    _log(colleague, theirs.case_id, "Renvoi de l’audience demandé.")
    assert colleague.world.services.dashboard.today().month.interviews == 0
    _give_back(colleague, files, tmp_path / "retour.armoire-relais")
    code = _merge(giver, files, tmp_path / "retour.armoire-relais")

    giver.shell.go(Place("case", case_id))
    giver.settle()
    newest = giver.world.services.cases.timeline(case_id)
    assert "Renvoi de l’audience demandé." in [one.text for one in newest]
    assert line(giver.world).handover.state is HandoverState.OVER

    colleague.shell.go(Place("handovers"))
    colleague.widget(f"handover_{line(colleague.world).handover.id}_finish").click()
    colleague.widget("finish_dialog_signs").setText(code)
    colleague.widget("finish_dialog_confirm").click()
    assert colleague.world.services.cases.suggest("modele") == ()
