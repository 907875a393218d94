"""Writings on the page of a file: ticked, typed and kept, made final, printed, taken out."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from testkit.ui_world import TODAY
from testkit.vaults import PASSPHRASE

from app.domain.agenda import Appointment, AppointmentKind
from app.domain.agreements import AgreementForm, Answer
from app.domain.partners import WITH_PARTNER, Partner
from app.domain.writings import WritingState
from ui.page import Place
from ui.widgets.check_box import CheckBox


@pytest.fixture
def page(app_window):
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id, action="writings"))
    return app_window


def _sheets(window, name: str = "modele"):
    writings = window.world.services.casework.writings
    return writings.of_case(window.world.case(name))


def _begin(window, kind: str, *ranks: int) -> None:
    window.widget("writing_new").click()
    window.widget("writing_kind").choose(kind)
    for rank in ranks:
        window.widget(f"writing_item_{rank}").setChecked(True)
    window.widget("writing_start_dialog_confirm").click()


@pytest.mark.requirement("ANAS-17")
def test_a_writing_starts_with_nothing_ticked_and_opens_as_a_draft(page) -> None:
    _begin(page, "DOC.LIA")

    (sheet,) = _sheets(page)
    assert page.widget("writing_body").toPlainText() == sheet.writing.body
    assert "Modèle" not in sheet.writing.body
    assert sheet.writing.state is WritingState.DRAFT


def test_what_is_ticked_is_written(page) -> None:
    _begin(page, "DOC.ATT", 0)

    assert "Karim Modèle" in page.widget("writing_body").toPlainText()


@pytest.mark.requirement("BRY-32")
def test_an_appointment_that_is_ticked_fills_its_letter(page) -> None:
    case_id = page.world.case("modele")
    slot = Appointment(0, TODAY, time(16, 40), 45, AppointmentKind.APPOINTMENT, case_id)
    page.world.services.casework.agenda.save(slot)
    page.shell.go(Place("case", case_id, action="writings"))
    page.widget("writing_new").click()
    page.widget("writing_kind").choose("DOC.RDV")
    items = page.widget("writing_item").findChildren(CheckBox)
    (tick,) = [one for one in items if one.isVisible() and "16" in one.accessibleName()]

    tick.setChecked(True)
    page.widget("writing_start_dialog_confirm").click()

    assert "16\u202fh\u202f40 à 17\u202fh\u202f25" in page.widget("writing_body").toPlainText()


@pytest.mark.requirement("FIN-12")
def test_a_kind_offers_only_what_it_takes(page) -> None:
    page.widget("writing_new").click()
    page.widget("writing_item_0").setChecked(True)
    page.widget("writing_kind").choose("DOC.TIE")

    assert not page.widget("writing_item_0").isChecked()
    assert not page.widget("writing_free").isEnabled()


def test_a_draft_being_typed_is_kept_by_a_lock(page) -> None:
    _begin(page, "DOC.EVA")
    page.widget("writing_body").setPlainText("Analyse fictive.")

    for write in page.shell.pending():
        write()

    assert _sheets(page)[0].writing.body == "Analyse fictive."


def test_what_is_typed_is_kept_after_two_seconds(page, qtbot) -> None:
    _begin(page, "DOC.EVA")
    page.widget("writing_body").setPlainText("Analyse fictive.")

    qtbot.waitUntil(lambda: _sheets(page)[0].writing.body == "Analyse fictive.", timeout=3000)
    assert page.widget("writing_body").toPlainText() == "Analyse fictive."


def test_leaving_the_editor_or_the_file_keeps_what_was_typed(page) -> None:
    _begin(page, "DOC.EVA")
    page.widget("writing_body").setPlainText("Première version.")
    page.widget("writing_back").click()
    assert _sheets(page)[0].writing.body == "Première version."

    page.widget(f"writing_open_{_sheets(page)[0].writing.id}").click()
    page.widget("writing_body").setPlainText("Seconde version.")
    page.shell.go(Place("case", page.world.case("temoin"), action="writings"))
    assert _sheets(page)[0].writing.body == "Seconde version."
    assert not page.widget("writing_body").isVisible()


@pytest.mark.requirement("JUS-16")
def test_the_day_on_which_advice_was_sought_is_kept_and_the_final_text_stays(page) -> None:
    _begin(page, "DOC.EVA")
    page.widget("writing_advice").setText("04/05/2026")
    page.widget("writing_finish").click()
    page.widget("writing_finish_dialog_confirm").click()

    kept = _sheets(page)[0].writing
    assert (kept.state, kept.advice_on) == (WritingState.FINAL, date(2026, 5, 4))
    assert page.widget("writing_body").isReadOnly()
    assert not page.widget("writing_finish").isVisible()


@pytest.mark.requirement("JUS-16")
def test_advice_to_come_is_not_kept_and_the_text_is(page) -> None:
    _begin(page, "DOC.EVA")
    page.widget("writing_advice").setText("01/06/2031")
    page.widget("writing_advice").editingFinished.emit()
    assert "01/06/2031" in page.widget("writing_told").text()
    page.widget("writing_body").setPlainText("Ce que la personne en dit.")
    page.widget("writing_back").click()

    (sheet,) = _sheets(page)
    assert (sheet.writing.advice_on, sheet.writing.body) == (None, "Ce que la personne en dit.")


def test_a_final_writing_for_a_partner_notes_its_sharing_in_one_click(page) -> None:
    case_id, casework = page.world.case("modele"), page.world.services.casework
    partner = casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple")).object_id
    page.world.services.cases.record_agreement(
        case_id,
        kind=WITH_PARTNER,
        answer=Answer.GIVEN,
        form=AgreementForm.ORAL,
        on=page.world.clock.today(),
    )
    page.shell.go(Place("case", case_id, action="writings"))
    page.widget("writing_new").click()
    page.widget("writing_kind").choose("DOC.ORI")
    page.widget("writing_partner").choose(partner)
    page.widget("writing_item_0").setChecked(True)
    page.widget("writing_start_dialog_confirm").click()
    page.widget("writing_finish").click()
    assert not page.widget("writing_share").isVisible()
    page.widget("writing_finish_dialog_confirm").click()

    page.widget("writing_share").click()

    (told,) = casework.sharing.told(case_id)
    assert [one.words for one in told.items] == ["Karim Modèle"]
    assert _sheets(page)[0].shared
    assert not page.widget("writing_share").isVisible()


def test_a_writing_goes_to_the_bin_and_back(page) -> None:
    _begin(page, "DOC.ATT", 0)
    (sheet,) = _sheets(page)

    page.widget("writing_remove").click()
    assert _sheets(page) == ()
    assert not page.widget("writing_body").isVisible()
    page.widget("notice_undo").click()

    assert _sheets(page) == (sheet,)


def test_the_preview_shows_pages_in_memory(page) -> None:
    _begin(page, "DOC.NOT")
    page.widget("writing_preview").click()

    assert page.widget("preview_dialog").view.pages >= 1
    page.widget("preview_dialog").reject()


def test_printing_says_what_a_printer_keeps_before_anything_is_sent(page) -> None:
    _begin(page, "DOC.ATT", 0)
    page.world.services.vault.prove(bytearray(PASSPHRASE.encode()), None)
    before = page.world.services.journal.last(1)[0].seq
    page.widget("writing_print").click()

    assert page.widget("print_words_0").text()
    page.widget("print_dialog").reject()
    assert page.world.services.journal.last(1)[0].seq == before


@pytest.mark.parametrize("form", ["pdf", "docx", "odt"])
def test_an_export_asks_the_phrase_warns_and_takes_a_name_that_says_nothing(
    page, tmp_path, form: str
) -> None:
    _begin(page, "DOC.ATT", 0)
    page.world.clock.advance(minutes=5)
    page.widget("writing_export").click()
    prove = page.widget("prove_dialog")
    prove.proof.phrase.setText(PASSPHRASE)
    prove.confirm.click()
    dialog = page.widget("writing_export_dialog")
    next_form = next(one for one in dialog.form._values if one.value == form)
    dialog.form.choose(next_form)
    dialog.write_to(tmp_path)
    assert dialog.name.text() == f"courrier-1.{form}"
    page.widget("writing_export_dialog_confirm").click()

    (written,) = tmp_path.glob("courrier-*")
    assert written.stat().st_mode & 0o777 == 0o600
    entry = page.world.services.journal.last(1)[0]
    assert (entry.event, entry.details) == ("writing_exported", (form,))


def test_what_is_typed_for_a_template_waits_while_another_is_read(page) -> None:
    page.widget("writing_templates").click()
    page.settle()
    for kind, words in (("DOC.CLO", "Au revoir, le {date}."), ("DOC.ATT", "Vue le {date}.")):
        page.widget("template_kind").choose(kind)
        page.settle()
        page.widget("template_body").setPlainText(words)
    page.widget("template_kind").choose("DOC.RDV")
    page.settle()
    read_only = page.widget("template_body").toPlainText()
    page.widget("template_kind").choose("DOC.CLO")
    page.settle()
    waiting = page.widget("template_body").toPlainText()
    page.widget("writing_template_dialog_confirm").click()
    page.settle()

    templates = page.world.services.casework.letter_templates
    kept = {kind: templates.of(kind).body for kind in ("DOC.CLO", "DOC.ATT")}
    assert kept == {"DOC.CLO": "Au revoir, le {date}.", "DOC.ATT": "Vue le {date}."}
    assert (waiting, templates.of("DOC.RDV").id) == (kept["DOC.CLO"], 0)
    assert read_only == templates.of("DOC.RDV").body


def test_her_own_template_is_kept_and_the_shipped_one_comes_back(page) -> None:
    page.widget("writing_templates").click()
    page.widget("template_kind").choose("DOC.CLO")
    page.widget("template_body").setPlainText("Au revoir, le {date}.")
    page.widget("writing_template_dialog_confirm").click()
    _begin(page, "DOC.CLO")
    assert page.widget("writing_body").toPlainText() == "Au revoir, le 12 mai 2026."

    page.widget("writing_back").click()
    page.widget("writing_templates").click()
    page.widget("template_kind").choose("DOC.CLO")
    page.widget("template_restore").click()
    assert "accompagnement" in page.widget("template_body").toPlainText()

    page.widget("writing_template_dialog").reject()
    page.widget("notice_undo").click()
    templates = page.world.services.casework.letter_templates
    assert templates.of("DOC.CLO").body == "Au revoir, le {date}."


@pytest.mark.requirement("ANAS-17")
def test_a_draft_begins_on_its_first_blank_and_ticks_follow_each_other(page) -> None:
    page.widget("writing_new").click()
    page.widget("writing_kind").choose("DOC.LIA")
    page.widget("writing_partner").setFocus()
    page.key(Qt.Key.Key_Tab)
    assert page.focus.objectName() == "writing_item_0"

    page.widget("writing_start_dialog_confirm").click()
    body = page.widget("writing_body")
    assert page.window.focusWidget() is body
    body.insertPlainText("au partenaire fictif")

    assert "Pour\u202f: au partenaire fictif\n" in body.toPlainText()
    page.widget("writing_finish").click()
    assert page.widget("writing_blanks").text().startswith("4 blancs")


def test_discreet_mode_masks_titles_texts_and_recipients(page) -> None:
    _begin(page, "DOC.ATT", 0)
    page.desk.discretion.toggle()

    assert page.widget("writing_body_veil").isVisible()
    assert page.widget("writing_title").displayText() != page.widget("writing_title").text()
    page.widget("writing_back").click()
    page.widget("writing_new").click()
    assert "Karim" not in page.widget("writing_item_0").text()
    page.desk.discretion.toggle()


@pytest.mark.requirement("FIN-12")
@pytest.mark.parametrize(
    ("name", "kind"), [("offer_letter", "DOC.MAD"), ("offer_notice", "DOC.TIE")]
)
def test_the_letters_of_an_offer_are_one_click_away(app_window, name: str, kind: str) -> None:
    case_id = app_window.world.case("hypothetique")
    app_window.shell.go(Place("case", case_id, action="consent"))
    app_window.widget("offer_add").click()
    app_window.widget("offer_dialog_confirm").click()
    (offer,) = app_window.world.services.casework.offers.of_case(case_id)

    app_window.widget(f"{name}_{offer.id}").click()

    (sheet,) = _sheets(app_window, "hypothetique")
    assert sheet.writing.kind == kind
    assert app_window.widget("writing_body").isVisible()
    assert app_window.widget("writing_body").isReadOnly() is (kind == "DOC.TIE")


@pytest.mark.requirement("FIN-12")
def test_the_notice_made_final_notes_that_the_third_party_is_told_and_takes_it_back(
    app_window,
) -> None:
    case_id = app_window.world.case("hypothetique")
    app_window.shell.go(Place("case", case_id, action="consent"))
    app_window.widget("offer_add").click()
    app_window.widget("offer_dialog_confirm").click()
    offers = app_window.world.services.casework.offers
    (offer,) = offers.of_case(case_id)
    app_window.widget(f"offer_notice_{offer.id}").click()
    app_window.widget("writing_finish").click()

    app_window.widget("writing_finish_dialog_confirm").click()

    assert offers.of_case(case_id)[0].third_party_told_on == app_window.world.clock.today()
    assert "Accords" in app_window.widget("notice_words").text()
    app_window.shell.go(Place("case", case_id, action="consent"))
    app_window.settle()
    assert not app_window.window.findChildren(QPushButton, f"offer_tell_{offer.id}")
    app_window.widget("notice_undo").click()
    assert offers.of_case(case_id)[0].third_party_told_on is None
    assert _sheets(app_window, "hypothetique")[0].writing.state is WritingState.DRAFT
    assert app_window.widget(f"offer_tell_{offer.id}").isVisible()


@pytest.mark.requirement("BRY-50")
def test_the_plan_is_printed_for_signature(page, monkeypatch) -> None:
    asked = []
    page.shell.go(Place("case", page.world.case("modele"), action="plan"))
    page.widget("plan_quick").setText("Une action fictive")
    page.widget("plan_quick_add").click()
    panel = page.widget("case_panel_plan")
    panel.printing.disconnect()
    panel.printing.connect(asked.append)

    page.widget("plan_print").click()

    assert asked[0].kind == "plan"
    assert asked[0].make().startswith(b"%PDF")
