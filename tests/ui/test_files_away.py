"""Files away or taken over and what presses, wherever the window shows them."""

from __future__ import annotations

import pytest
from testkit import relay
from testkit.relay import COLLEAGUE, given, line, shown
from testkit.vaults import phrase

from ui.page import Place
from ui.texts import text


@pytest.fixture
def page(app_window):
    """The page of handovers; the phrase was just given."""
    app_window.world.vaults.prove(phrase())
    app_window.shell.go(Place("handovers"))
    return app_window


def test_a_file_away_is_told_in_its_place_in_the_list_and_on_the_day(
    page, colleague_window, files
) -> None:
    given(page, colleague_window, files.next, "modele")
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
    assert "sans accusé de réception" in shown(page)
    page.world.clock.advance(days=40)
    page.shell.go(Place("today"))
    assert "demandez le retour" in shown(page)


def test_a_file_taken_over_says_that_it_counts_elsewhere(page, colleague_window, files) -> None:
    given(page, colleague_window, files.next, "modele")
    relay.take(page.world, colleague_window.world, files.next)
    (theirs,) = line(colleague_window.world).cases
    colleague_window.shell.go(Place("case", theirs.case_id))
    assert "Ne compte pas" in colleague_window.widget("case_relay_words").text()

    colleague_window.world.clock.advance(days=40)
    colleague_window.shell.go(Place("today"))
    assert "rendez les dossiers" in shown(colleague_window)


@pytest.mark.requirement("ANAS-10")
def test_an_agreement_withdrawn_since_asks_for_the_file_back(page, colleague_window, files) -> None:
    given(page, colleague_window, files.next, "modele")
    case_id = page.world.case("modele")
    relay.withdraw(page.world, case_id)
    page.shell.go(Place("handovers"))

    assert "demandez à votre collègue de le rendre" in shown(page)
    page.shell.go(Place("today"))
    assert "l’accord a été retiré" in shown(page)


@pytest.mark.requirement("ANAS-10")
def test_an_agreement_withdrawn_at_the_colleagues_asks_her_to_give_the_file_back(
    page, colleague_window, files
) -> None:
    given(page, colleague_window, files.next, "modele")
    relay.take(page.world, colleague_window.world, files.next)
    colleague_window.shell.go(Place("today"))
    assert "l’accord a été retiré" not in shown(colleague_window)
    relay.withdraw(colleague_window.world, line(colleague_window.world).cases[0].case_id)
    colleague_window.shell.go(Place("today"))
    assert "l’accord a été retiré" in shown(colleague_window)
    colleague_window.shell.go(Place("handovers"))

    assert "rendez-le sans attendre" in shown(colleague_window)


def test_discreet_mode_hides_every_name_and_every_word(page, colleague_window, files) -> None:
    case_id = page.world.case("modele")
    relay.presses(page.world, case_id, "Audience le 28 mai.", with_phone=True)
    given(page, colleague_window, files.next, "modele")
    hidden = ("Karim", "Modèle", "Audience", "Chloé", "Remplaçante")
    assert all(word in shown(page) for word in hidden)

    page.desk.discretion.toggle()
    page.widget("handovers_give").click()
    words = shown(page)
    combo = page.widget("give_colleague").currentText()
    assert [word for word in hidden if word in words + combo] == []
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


def test_an_urgency_that_was_removed_comes_back_from_the_notice(page) -> None:
    case_id = page.world.case("modele")
    relay.presses(page.world, case_id, "Audience le 28 mai.")
    kept = page.world.services.casework.urgent_cases.of(case_id)

    page.shell.go(Place("case", case_id))
    page.widget("case_urgent").click()
    page.widget("urgent_remove").click()
    assert page.world.services.casework.urgent_cases.of(case_id) is None
    assert page.widget("notice_words").text() == text("case.urgent_removed")

    page.widget("notice_undo").click()
    assert page.world.services.casework.urgent_cases.of(case_id) == kept
    assert "notée" in page.widget("case_urgent").accessibleName()
