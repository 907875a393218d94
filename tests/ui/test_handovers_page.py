"""« Relais »: cards compared, files given with agreement, codes, what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from time import sleep
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from testkit import attachments, relay
from testkit.relay import COLLEAGUE, GIVER, Files, line
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
def files(monkeypatch, tmp_path) -> Files:
    made = Files(monkeypatch)
    made.next = tmp_path / "paquet.armoire-relais"
    return made


@pytest.fixture
def page(app_window):
    """The page, with a colleague whose words were compared; the phrase was just given."""
    app_window.world.vaults.prove(phrase())
    app_window.shell.go(Place("handovers"))
    return app_window


def _met(window, colleague, *, compared: bool = True) -> int:
    known = relay.meet(window.world, colleague.world, compared=compared)
    window.shell.go(Place("handovers"))
    return known


def _shown(window) -> str:
    """Every word that can be read in the window and its small windows."""
    window.settle()
    parts = [*window.window.findChildren(QLabel), *window.window.findChildren(QPushButton)]
    return "\n".join(f"{one.text()} {one.accessibleName()}" for one in parts if one.isVisible())


def _given(window, colleague, path: Path, *names: str) -> None:
    relay.give(window.world, colleague.world, path, *names, until=LATER)
    window.shell.go(Place("handovers"))


def test_an_empty_page_teaches_and_makes_a_card_to_read_out(page, files, tmp_path) -> None:
    assert "Échanger vos cartes" in _shown(page)

    page.widget("own_make").click()
    files.next = tmp_path / "carte.armoire-carte"
    page.widget("own_save").click()

    card = page.world.services.casework.colleagues.card()
    assert len(card.words) == 8
    assert all(word in _shown(page) for word in card.words)
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

    assert "1 document," in documents.text()
    assert not documents.isChecked()


class _EndlessReturn:
    """A return that is sealed for ever, unless it is stopped."""

    def give_back(self, _handover_id: int, _path: Path, told, *, documents: bool) -> None:
        while documents:
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
    _given(page, colleague_window, package, "modele")
    code = relay.take(page.world, colleague_window.world, package)
    page.shell.go(Place("handovers"))
    page.widget(f"handover_{line(page.world).handover.id}_receipt").click()
    page.widget("receipt_dialog_signs").setText("0000-0000")
    page.widget("receipt_dialog_confirm").click()
    assert page.widget("receipt_dialog_wrong").isVisible()

    page.widget("receipt_dialog_signs").setText(code.lower().replace("-", " "))
    page.widget("receipt_dialog_confirm").click()

    assert line(page.world).handover.state is HandoverState.AWAY
    assert "Reprendre ce qui revient" in _shown(page)


@pytest.mark.requirement("ANAS-24")
def test_files_of_somebody_unknown_are_taken_only_once_compared(
    page, colleague_window, files
) -> None:
    _given(page, colleague_window, files.next, "modele")
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


def test_a_file_dropped_on_the_page_is_opened(page, tmp_path) -> None:
    (tmp_path / "autre.armoire-relais").write_bytes(b"rien de tel")
    shown, carried = page.shell.page("handovers"), QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(tmp_path / "autre.armoire-relais"))])
    given = (
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(shown, QDragEnterEvent(QPointF(50, 50).toPoint(), *given))
    assert "Lâchez" in _shown(page)
    QApplication.sendEvent(shown, QDropEvent(QPointF(50, 50), *given))

    assert page.widget("notice_words").isVisible()
    assert "Lâchez" not in _shown(page)


@pytest.mark.requirement("FIN-22")
def test_what_changed_on_both_sides_is_told_with_its_file(
    page, colleague_window, files, tmp_path
) -> None:
    _given(page, colleague_window, files.next, "modele")
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
    assert number in _shown(page)
    page.widget("return_dialog_confirm").click()

    account = page.widget("account_dialog")
    said = "\n".join(one.text() for one in account.findChildren(QLabel))
    assert "00 22 22 22 22" in said
    assert "00 00 00 00 00" in said
    page.widget("account_open_0").click()
    assert page.shell.place() == Place("case", case_id, action="")


def test_a_file_away_is_told_in_its_place_in_the_list_and_on_the_day(
    page, colleague_window, files
) -> None:
    _given(page, colleague_window, files.next, "modele")
    case_id = page.world.case("modele")
    page.shell.go(Place("case", case_id))
    assert COLLEAGUE in page.widget("case_relay_words").text()
    page.shell.go(Place("case_list"))
    states = page.shell.page("case_list").table.model()
    assert "Confié" in [states.index(row, 3).data() for row in range(states.rowCount())]

    page.shell.go(Place("today"))
    assert page.widget("today_handovers_card").isHidden()
    page.world.clock.advance(days=4)
    page.shell.go(Place("today"))
    assert "sans accusé de réception" in _shown(page)
    page.world.clock.advance(days=40)
    page.shell.go(Place("today"))
    assert "demandez le retour" in _shown(page)


def test_a_file_taken_over_says_that_it_counts_elsewhere(page, colleague_window, files) -> None:
    _given(page, colleague_window, files.next, "modele")
    relay.take(page.world, colleague_window.world, files.next)
    (theirs,) = line(colleague_window.world).cases
    colleague_window.shell.go(Place("case", theirs.case_id))
    assert "Ne compte pas" in colleague_window.widget("case_relay_words").text()

    colleague_window.world.clock.advance(days=40)
    colleague_window.shell.go(Place("today"))
    assert "rendez les dossiers" in _shown(colleague_window)


@pytest.mark.requirement("ANAS-10")
def test_an_agreement_withdrawn_since_asks_for_the_file_back(page, colleague_window, files) -> None:
    _given(page, colleague_window, files.next, "modele")
    case_id = page.world.case("modele")
    relay.withdraw(page.world, case_id)
    page.shell.go(Place("handovers"))

    assert "demandez à votre collègue de le rendre" in _shown(page)
    page.shell.go(Place("today"))
    assert "l’accord a été retiré" in _shown(page)


def test_discreet_mode_hides_every_name_and_every_word(page, colleague_window, files) -> None:
    case_id = page.world.case("modele")
    relay.presses(page.world, case_id, "Audience le 28 mai.", with_phone=True)
    _given(page, colleague_window, files.next, "modele")
    hidden = ("Karim", "Modèle", "Audience", "Chloé", "Remplaçante")
    assert all(word in _shown(page) for word in hidden)

    page.desk.discretion.toggle()
    page.widget("handovers_give").click()
    shown = _shown(page)
    combo = page.widget("give_colleague").currentText()
    assert [word for word in hidden if word in shown + combo] == []
    page.widget("give_dialog_cancel").click()
    page.shell.go(Place("case", case_id))
    page.widget("case_urgent").click()
    assert not page.widget("urgent_words").isVisible()
    assert COLLEAGUE not in page.widget("case_relay_words").text()


def test_what_presses_without_an_agreement_stays_off_the_sheet(page, tmp_path) -> None:
    case_id = page.world.case("modele")
    relay.presses(page.world, case_id, "Audience le 28 mai.")
    page.shell.go(Place("handovers"))
    assert not page.widget("urgent_print").isVisible()

    page.widget(f"urgent_record_{case_id}").click()
    page.widget("agreement_dialog_confirm").click()
    assert page.widget("urgent_export").isVisible()
    page.widget("urgent_export").click()
    asked = page.widget("urgent_export_dialog")
    asked.write_to(tmp_path)
    asked.noted.setChecked(True)
    asked.confirm.click()

    written = (tmp_path / "document.pdf").read_bytes()
    assert written.startswith(b"%PDF")
    assert b"/Encrypt" in written


def test_what_no_longer_presses_leaves_the_sheet(page) -> None:
    case_id = page.world.case("modele")
    relay.presses(page.world, case_id, "Audience le 28 mai.")
    page.shell.go(Place("case", case_id))
    assert "notée" in page.widget("case_urgent").accessibleName()
    page.widget("case_urgent").click()
    page.widget("urgent_remove").click()

    assert page.world.services.casework.urgent_cases.of(case_id) is None
    assert "notée" not in page.widget("case_urgent").accessibleName()


def test_a_colleague_is_renamed_and_removed_while_nothing_names_her(
    page, colleague_window, files
) -> None:
    known = _met(page, colleague_window)
    page.widget(f"colleague_{known}_rename").click()
    page.widget("colleague_new_name").setText("Chloé Nouvelle")
    page.widget("colleague_rename_dialog_confirm").click()
    assert "Chloé Nouvelle" in _shown(page)

    page.widget(f"colleague_{known}_remove").click()
    assert page.world.services.casework.colleagues.all() == ()
    page.widget("notice_undo").click()
    _given(page, colleague_window, files.next, "modele")
    page.widget(f"colleague_{known}_remove").click()
    assert len(page.world.services.casework.colleagues.all()) == 1


def test_a_package_never_opened_is_forgotten(page, colleague_window, files) -> None:
    _given(page, colleague_window, files.next, "modele")
    page.widget(f"handover_{line(page.world).handover.id}_cancel").click()
    page.widget("cancel_dialog_confirm").click()

    assert line(page.world).handover.state is HandoverState.OVER
    assert "annulé le" in _shown(page)


def test_a_return_that_never_comes_ends_the_handover(page, colleague_window, files) -> None:
    _given(page, colleague_window, files.next, "modele")
    code = relay.take(page.world, colleague_window.world, files.next)
    page.world.services.casework.handovers.acknowledge(line(page.world).handover.id, code)
    page.shell.go(Place("handovers"))
    page.widget(f"handover_{line(page.world).handover.id}_lost").click()
    page.widget("lost_dialog_confirm").click()

    assert line(page.world).handover.state is HandoverState.OVER


def test_a_lost_code_is_shown_again(page, colleague_window, files) -> None:
    _given(page, colleague_window, files.next, "modele")
    code = relay.take(page.world, colleague_window.world, files.next)
    colleague_window.shell.go(Place("handovers"))
    colleague_window.widget(f"handover_{line(colleague_window.world).handover.id}_code").click()

    groups = [colleague_window.widget(f"code_dialog_code_{rank}").text() for rank in (1, 2)]
    assert "-".join(groups) == code
