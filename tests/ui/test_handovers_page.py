"""« Relais »: cards compared, files given with agreement, codes, what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from time import sleep
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from testkit import attachments, relay
from testkit.relay import GIVER, given, line, shown
from testkit.ui_world import TODAY
from testkit.vaults import phrase

from app.domain.handovers import HandoverState
from ui.jobs import Jobs
from ui.page import Place
from ui.pages.handovers.back_dialog import BackDialog

if TYPE_CHECKING:
    from pathlib import Path

LATER = TODAY + timedelta(days=30)


@pytest.fixture
def page(app_window):
    """The page; the phrase was just given."""
    app_window.world.vaults.prove(phrase())
    app_window.shell.go(Place("handovers"))
    return app_window


def _met(window, colleague, *, compared: bool = True) -> int:
    known = relay.meet(window.world, colleague.world, compared=compared)
    window.shell.go(Place("handovers"))
    return known


def test_an_empty_page_teaches_and_makes_a_card_to_read_out(page, files, tmp_path) -> None:
    assert "Échanger vos cartes" in shown(page)

    page.widget("own_make").click()
    files.next = tmp_path / "carte.armoire-carte"
    page.widget("own_save").click()

    card = page.world.services.casework.colleagues.card()
    assert len(card.words) == 8
    assert all(word in shown(page) for word in card.words)
    assert files.next.read_bytes() == card.keys


def test_nothing_can_be_given_before_a_colleague_is_known(page) -> None:
    page.widget("handovers_give").click()

    assert "première étape" in page.widget("notice_words").text()


def test_nothing_is_ticked_and_an_agreement_is_recorded_from_the_list(
    page, colleague_window
) -> None:
    _met(page, colleague_window)
    case_id = page.world.case("modele")
    page.widget("handovers_give").click()
    page.widget("give_dialog_confirm").click()
    assert page.widget("give_dialog_wrong").isVisible()
    assert page.window.findChild(object, f"give_case_{case_id}") is None

    page.widget(f"give_record_{case_id}").click()
    page.widget("agreement_dialog_confirm").click()

    tick = page.widget(f"give_case_{case_id}")
    assert not tick.isChecked()
    page.widget("give_words").setText("introuvable")
    page.settle()
    assert page.window.findChild(object, f"give_case_{case_id}") is None


@pytest.mark.requirement("ANAS-12")
def test_a_card_that_was_not_compared_receives_nothing(page, colleague_window, files) -> None:
    known = _met(page, colleague_window, compared=False)
    case_id = page.world.case("modele")
    relay.agree(page.world, case_id)
    page.widget("handovers_give").click()
    page.widget(f"give_case_{case_id}").setChecked(True)
    page.widget("give_dialog_confirm").click()
    assert page.widget("give_dialog_wrong").isVisible()
    assert not files.next.exists()
    page.widget("give_dialog_cancel").click()

    page.widget(f"colleague_{known}_compare").click()
    page.widget("compare_dialog_confirm").click()

    assert page.world.services.casework.colleagues.all()[0].compared_on == TODAY


def test_documents_are_weighed_and_leave_only_when_ticked(page, colleague_window, tmp_path) -> None:
    _met(page, colleague_window)
    case_id = page.world.case("modele")
    relay.agree(page.world, case_id)
    (tmp_path / "scan").write_bytes(attachments.pdf())
    page.world.services.documents.attach(case_id, tmp_path / "scan")
    page.widget("handovers_give").click()
    documents = page.widget("give_documents")
    assert not documents.isEnabled()

    page.widget(f"give_case_{case_id}").setChecked(True)

    assert documents.text().startswith("Avec leur document (")
    assert not documents.isChecked()


def test_a_name_that_is_taken_is_said_and_another_file_is_chosen(
    page, colleague_window, files, tmp_path
) -> None:
    _met(page, colleague_window)
    case_id = page.world.case("modele")
    relay.agree(page.world, case_id)
    files.next.write_bytes(b"un autre fichier")
    page.widget("handovers_give").click()
    page.widget(f"give_case_{case_id}").setChecked(True)
    page.widget("give_dialog_confirm").click()
    assert page.widget("give_dialog_wrong").isVisible()
    assert files.next.read_bytes() == b"un autre fichier"

    files.next = tmp_path / "second.armoire-relais"
    page.widget("give_dialog_confirm").click()

    told = page.window.findChildren(QDialog, "given_dialog")
    assert len(told) == 1
    assert "second.armoire-relais" in shown(page)


class _EndlessReturn:
    """A return that is sealed for ever, unless it is stopped."""

    def give_back(self, _handover_id: int, _path: Path, told) -> None:
        while True:
            told(1)
            sleep(0.005)


def test_what_is_stopped_leaves_the_window_as_it_was(qtbot, desk, tmp_path) -> None:
    dialog = BackDialog(replace(desk, jobs=Jobs()), _EndlessReturn(), 1, str)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.seal(tmp_path / "retour.armoire-relais")
    qtbot.waitUntil(lambda: dialog.progress.bar.value() == 1)
    assert not dialog.confirm.isEnabled()

    dialog.reject()

    qtbot.waitUntil(dialog.confirm.isEnabled)
    assert dialog.isVisible()
    assert "rien n’est sorti" in dialog.wrong.text()


def test_a_wrong_code_is_said_and_the_right_one_is_a_receipt(
    page, colleague_window, tmp_path
) -> None:
    package = tmp_path / "aller.armoire-relais"
    given(page, colleague_window, package, "modele")
    code = relay.take(page.world, colleague_window.world, package)
    page.shell.go(Place("handovers"))
    page.widget(f"handover_{line(page.world).handover.id}_receipt").click()
    page.widget("receipt_dialog_signs").setText("0000-0000")
    page.widget("receipt_dialog_confirm").click()
    assert page.widget("receipt_dialog_wrong").isVisible()

    page.widget("receipt_dialog_signs").setText(code.lower().replace("-", " "))
    page.widget("receipt_dialog_confirm").click()

    assert line(page.world).handover.state is HandoverState.AWAY
    assert "Reprendre ce qui revient" in shown(page)


@pytest.mark.requirement("ANAS-24")
def test_files_of_somebody_unknown_are_taken_only_once_compared(
    page, colleague_window, files
) -> None:
    given(page, colleague_window, files.next, "modele")
    colleague_window.shell.go(Place("handovers"))
    colleague_window.widget("handovers_receive").click()
    colleague_window.widget("take_name").setText(GIVER)
    colleague_window.widget("take_dialog_confirm").click()
    assert colleague_window.widget("take_dialog_wrong").isVisible()
    assert colleague_window.world.services.casework.handovers.all() == ()

    colleague_window.widget("take_same").setChecked(True)
    colleague_window.widget("take_dialog_confirm").click()
    code = relay.line(colleague_window.world).handover.id

    shown = colleague_window.widget("taken_dialog_code_1").text()
    said = colleague_window.world.services.casework.handovers.receipt_code(code)
    assert said.startswith(shown)
    colleague_window.widget("taken_dialog_confirm").click()
    colleague_window.widget("handovers_receive").click()
    assert "déjà" in colleague_window.widget("notice_words").text()


@pytest.mark.requirement("ANAS-24")
def test_what_presses_in_a_file_taken_over_is_on_its_card_and_on_no_sheet(
    page, colleague_window, files
) -> None:
    case_id = page.world.case("modele")
    relay.presses(page.world, case_id, "Audience le 28 mai.")
    given(page, colleague_window, files.next, "modele")
    relay.take(page.world, colleague_window.world, files.next)
    (theirs,) = line(colleague_window.world).cases

    colleague_window.shell.go(Place("handovers"))

    assert "Audience le 28 mai." in shown(colleague_window)
    assert not colleague_window.widget("urgent_print").isVisible()
    assert colleague_window.window.findChild(object, f"urgent_open_{theirs.case_id}") is None
    colleague_window.desk.discretion.toggle()
    assert "Audience" not in shown(colleague_window)


def test_a_file_dropped_on_the_page_is_opened(page, tmp_path) -> None:
    (tmp_path / "autre.armoire-relais").write_bytes(b"rien de tel")
    target, carried = page.shell.page("handovers"), QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(tmp_path / "autre.armoire-relais"))])
    carrying = (
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(target, QDragEnterEvent(QPointF(50, 50).toPoint(), *carrying))
    assert "Lâchez" in shown(page)
    QApplication.sendEvent(target, QDropEvent(QPointF(50, 50), *carrying))

    assert page.widget("notice_words").isVisible()
    assert "Lâchez" not in shown(page)


@pytest.mark.requirement("FIN-22")
def test_what_changed_on_both_sides_is_told_with_its_file(
    page, colleague_window, files, tmp_path
) -> None:
    given(page, colleague_window, files.next, "modele")
    relay.take(page.world, colleague_window.world, files.next)
    (theirs,) = line(colleague_window.world).cases
    relay.presses(colleague_window.world, theirs.case_id, "Vu avec la personne.")
    case_id = page.world.case("modele")
    person = page.world.services.cases.open(case_id).person
    page.world.services.cases.save_person(replace(person, phone="00 22 22 22 22"))
    files.next = tmp_path / "retour.armoire-relais"
    back = colleague_window.world.services.casework.handovers
    back.give_back(line(colleague_window.world).handover.id, files.next, lambda _percent: None)

    page.widget("handovers_receive").click()
    number = page.world.services.cases.open(case_id).case.number
    assert number in shown(page)
    page.widget("return_dialog_confirm").click()

    account = page.widget("account_dialog")
    said = "\n".join(one.text() for one in account.findChildren(QLabel))
    assert "00 22 22 22 22" in said
    assert "00 00 00 00 00" in said
    page.widget("account_open_0").click()
    assert page.shell.place() == Place("case", case_id, action="")


def test_a_colleague_is_renamed_and_removed_while_nothing_names_her(
    page, colleague_window, files
) -> None:
    known = _met(page, colleague_window)
    page.widget(f"colleague_{known}_rename").click()
    page.widget("colleague_new_name").setText("Chloé Nouvelle")
    page.widget("colleague_rename_dialog_confirm").click()
    assert "Chloé Nouvelle" in shown(page)

    page.widget(f"colleague_{known}_remove").click()
    assert page.world.services.casework.colleagues.all() == ()
    page.widget("notice_undo").click()
    given(page, colleague_window, files.next, "modele")
    page.widget(f"colleague_{known}_remove").click()
    assert len(page.world.services.casework.colleagues.all()) == 1


def test_a_package_never_opened_is_forgotten(page, colleague_window, files) -> None:
    given(page, colleague_window, files.next, "modele")
    page.widget(f"handover_{line(page.world).handover.id}_cancel").click()
    page.widget("cancel_dialog_confirm").click()

    known = line(page.world).handover
    assert known.state is HandoverState.OVER
    assert "annulé le" in shown(page)
    assert page.window.findChild(object, f"handover_{known.id}_code") is None


def test_a_return_that_never_comes_ends_the_handover(page, colleague_window, files) -> None:
    given(page, colleague_window, files.next, "modele")
    code = relay.take(page.world, colleague_window.world, files.next)
    page.world.services.casework.handovers.acknowledge(line(page.world).handover.id, code)
    page.shell.go(Place("handovers"))
    page.widget(f"handover_{line(page.world).handover.id}_lost").click()
    page.widget("lost_dialog_confirm").click()

    known = line(page.world).handover
    assert known.state is HandoverState.OVER
    assert "fini sans retour" in shown(page)
    assert page.window.findChild(object, f"handover_{known.id}_code") is None


def test_a_lost_code_is_shown_again(page, colleague_window, files) -> None:
    given(page, colleague_window, files.next, "modele")
    code = relay.take(page.world, colleague_window.world, files.next)
    colleague_window.shell.go(Place("handovers"))
    colleague_window.widget(f"handover_{line(colleague_window.world).handover.id}_code").click()

    groups = [colleague_window.widget(f"code_dialog_code_{rank}").text() for rank in (1, 2)]
    assert "-".join(groups) == code


def test_the_keys_of_the_page_are_its_own(page, files, monkeypatch) -> None:
    """Other pages use the same keys: here they open a package, and a handover."""
    opened: list[object] = []
    acts = page.shell.page("handovers").acts
    monkeypatch.setattr(acts, "take_file", opened.append)
    for other in ("import", "case_list", "handovers"):
        page.shell.go(Place(other))
    page.window.activateWindow()
    QTest.qWaitForWindowActive(page.window)

    page.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    control = Qt.KeyboardModifier.ControlModifier
    page.key(Qt.Key.Key_N, control | Qt.KeyboardModifier.ShiftModifier)

    assert opened == [files.next]
    assert "première étape" in page.widget("notice_words").text()
