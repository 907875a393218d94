"""The address book, and sharing from a file that starts empty."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from testkit.ui_world import TODAY

from app.domain.agreements import AgreementForm, Answer
from app.domain.partners import WITH_PARTNER, Partner, Sharing, SharingKind
from ui.page import Place
from ui.widgets.boxes import Card


@pytest.fixture
def window(app_window):
    app_window.shell.go(Place("partners"))
    return app_window


def _partners(window):
    return window.world.services.casework.partners.all()


def test_an_empty_book_teaches_and_takes_a_first_partner(window) -> None:
    window.widget("partners_first").click()
    window.widget("partner_name").setText("Bailleur d’Exemple")
    window.widget("partner_dialog_confirm").click()

    assert [one.name for one in _partners(window)] == ["Bailleur d’Exemple"]
    assert window.widget("partners_table").isVisible()


def test_words_narrow_the_book_whatever_their_accents(window) -> None:
    book = window.world.services.casework.partners
    book.save(Partner(0, "PAR.EXT.BAI", "Résidence d’Exemple"))
    book.save(Partner(0, "PAR.EXT.CAF", "CAF d’Exemple"))
    window.shell.go(Place("partners"))

    window.widget("partners_words").setText("reside")

    page = window.shell.page("partners")
    assert [one.name for one in page.model.rows] == ["Résidence d’Exemple"]


def _sensitive(window) -> int:
    centre = Partner(0, "PAR.EXT.ADD", "Centre fictif", contact="Mme Essai", phone="01 00 00 00 00")
    saved = window.world.services.casework.partners.save(centre)
    window.shell.go(Place("partners"))
    return saved.object_id


def _shown(window) -> set[str]:
    model = window.shell.page("partners").model
    return {model.index(0, column).data() for column in range(4)}


MASKED = {"partenaire masqué", ""}


def test_a_sensitive_partner_is_masked_in_the_book_until_the_box_is_ticked(window) -> None:
    _sensitive(window)
    assert _shown(window) == MASKED

    window.widget("partners_masked").setChecked(True)
    assert {"Centre fictif", "Mme Essai"} < _shown(window)

    window.shell.go(Place("today"))
    window.shell.go(Place("partners"))
    assert not window.widget("partners_masked").isChecked()
    assert _shown(window) == MASKED


def test_no_masked_name_is_shown_in_discreet_mode_nor_after_it(window) -> None:
    _sensitive(window)
    window.widget("partners_masked").setChecked(True)

    window.desk.discretion.toggle()
    assert not window.widget("partners_masked").isEnabled()
    assert _shown(window) == MASKED

    window.desk.discretion.toggle()
    assert window.widget("partners_masked").isEnabled()
    assert _shown(window) == MASKED


def test_typing_a_masked_name_finds_it_in_the_book_and_enter_opens_it(window) -> None:
    _sensitive(window)
    window.world.services.casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple"))
    window.shell.go(Place("partners"))

    window.widget("partners_words").setText("centre")
    assert _shown(window) == MASKED

    window.shell.page("partners").table.opened.emit(0)
    assert window.widget("partner_name").displayText() == "Centre fictif"


def test_no_box_is_shown_where_nobody_is_masked(window) -> None:
    window.world.services.casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple"))
    window.shell.go(Place("partners"))

    assert not window.widget("partners_masked").isVisible()


def test_a_partner_to_choose_is_masked_until_her_name_is_typed(app_window) -> None:
    partners = app_window.world.services.casework.partners
    partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple"))
    centre = partners.save(Partner(0, "PAR.EXT.ADD", "Centre fictif")).object_id
    app_window.shell.go(Place("case", app_window.world.case("modele"), action="sharing"))
    app_window.widget("sharing_new").click()
    combo = app_window.widget("sharing_partner")
    assert [combo.itemText(rank) for rank in range(2)] == [
        "Bailleur d’Exemple",
        "partenaire masqué",
    ]

    combo.setFocus()
    app_window.type("cen")
    assert (combo.value(), combo.currentText()) == (centre, "Centre fictif")

    combo.choose(partners.all()[0].id)
    assert combo.itemText(1) == "partenaire masqué"


def test_nothing_is_shared_with_a_masked_partner_whom_nobody_chose(app_window) -> None:
    services, case = app_window.world.services, app_window.world.case("modele")
    services.casework.partners.save(Partner(0, "PAR.EXT.ADD", "Centre fictif"))
    app_window.shell.go(Place("case", case, action="sharing"))
    app_window.widget("sharing_new").click()
    app_window.widget("sharing_purpose").setText("Soins")
    app_window.widget("sharing_reason").setText("Urgence")
    app_window.widget("sharing_item_0").setChecked(True)
    app_window.widget("sharing_dialog_confirm").click()
    assert "à qui" in app_window.widget("sharing_dialog_wrong").text()

    app_window.widget("sharing_partner").setFocus()
    app_window.type("c")
    app_window.widget("sharing_dialog_confirm").click()
    assert len(services.casework.sharing.told(case)) == 1


def test_who_was_told_is_masked_until_that_sharing_is_opened(app_window) -> None:
    services, case = app_window.world.services, app_window.world.case("modele")
    centre = services.casework.partners.save(Partner(0, "PAR.EXT.ADD", "Centre fictif")).object_id
    for purpose in ("Soins", "Relais"):
        sharing = Sharing(
            0, case, centre, SharingKind.REFERRAL, purpose, TODAY, exception_reason="Urgence"
        )
        services.casework.sharing.share(sharing, (("free", "Un rendez-vous"),))
    app_window.shell.go(Place("case", case, action="sharing"))
    assert _titles(app_window) == ["partenaire masqué", "partenaire masqué"]

    told = services.casework.sharing.told(case)[0]
    app_window.widget(f"sharing_name_{told.sharing.id}").click()
    assert _titles(app_window) == ["Centre fictif", "partenaire masqué"]

    app_window.desk.discretion.toggle()
    assert _titles(app_window) == ["partenaire masqué", "partenaire masqué"]


def _titles(window) -> list[str]:
    window.settle()
    panel = window.widget("case_panel_sharing")
    titles = [card.title.text() for card in panel.findChildren(Card)]
    return [title.partition(" · ")[0] for title in titles]


def test_the_recipient_of_a_writing_is_masked_in_the_list_of_writings(app_window) -> None:
    services, case = app_window.world.services, app_window.world.case("modele")
    centre = services.casework.partners.save(Partner(0, "PAR.EXT.ADD", "Centre fictif")).object_id
    services.casework.writings.start(case, "DOC.ORI", partner_id=centre)
    app_window.shell.go(Place("case", case, action="writings"))

    panel = app_window.widget("case_panel_writings")
    said = " ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())
    assert "partenaire masqué" in said
    assert "Centre fictif" not in said

    panel.findChild(
        QPushButton, f"writing_open_{services.casework.writings.of_case(case)[0].writing.id}"
    ).click()
    assert "Centre fictif" in app_window.widget("writing_body").toPlainText()


def test_a_window_hides_in_discreet_mode_what_it_was_filled_with(window) -> None:
    window.desk.discretion.toggle()
    window.settle()
    window.widget("partners_first").click()
    name = window.widget("partner_name")
    name.setText("Bailleur d’Exemple")

    assert "Bailleur" not in name.displayText()
    window.desk.discretion.toggle()
    assert name.displayText() == "Bailleur d’Exemple"


def test_a_sharing_hides_in_discreet_mode_what_the_file_hides(app_window) -> None:
    case = app_window.world.case("modele")
    app_window.world.services.casework.partners.save(Partner(0, "PAR.EXT.ADD", "Centre fictif"))
    app_window.shell.go(Place("case", case, action="sharing"))
    app_window.desk.discretion.toggle()
    app_window.settle()
    app_window.widget("sharing_new").click()

    name = app_window.widget("sharing_item_0")
    for shown in (name.text(), name.accessibleName(), name.toolTip()):
        assert "Karim" not in shown
    partner = app_window.widget("sharing_partner")
    assert [partner.itemText(rank) for rank in range(partner.count())] == ["partenaire masqué"]


def test_a_partner_no_longer_proposed_is_still_shown_when_asked(window) -> None:
    window.world.services.casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple"))
    window.shell.go(Place("partners"))
    window.shell.page("partners").table.opened.emit(0)
    window.widget("partner_retire").click()
    assert _partners(window) == ()

    window.widget("partners_former").setChecked(True)
    assert len(window.shell.page("partners").model.rows) == 1


def test_a_partner_no_longer_proposed_is_proposed_again(window) -> None:
    window.world.services.casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple"))
    window.shell.go(Place("partners"))
    window.shell.page("partners").table.opened.emit(0)
    window.widget("partner_retire").click()
    window.widget("notice_undo").click()
    assert len(_partners(window)) == 1

    window.shell.page("partners").table.opened.emit(0)
    window.widget("partner_retire").click()
    window.widget("partners_former").setChecked(True)
    window.shell.page("partners").table.opened.emit(0)
    window.widget("partner_propose").click()
    assert len(_partners(window)) == 1


def test_a_sharing_hides_in_discreet_mode_what_an_agreement_covers(app_window) -> None:
    services, case = app_window.world.services, app_window.world.case("modele")
    services.casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple"))
    services.cases.record_agreement(
        case,
        kind=WITH_PARTNER,
        answer=Answer.GIVEN,
        form=AgreementForm.WRITTEN,
        on=TODAY,
        scope="Relogement",
    )
    app_window.shell.go(Place("case", case, action="sharing"))
    app_window.widget("sharing_new").click()
    agreement = app_window.widget("sharing_agreement")
    assert "Relogement" in agreement.currentText()

    app_window.desk.discretion.toggle()
    assert "Relogement" not in agreement.currentText()
    assert agreement.value() is not None


@pytest.mark.requirement("ANAS-17")
def test_a_sharing_starts_empty_and_keeps_what_is_ticked(app_window) -> None:
    services, case = app_window.world.services, app_window.world.case("modele")
    services.casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple"))
    services.cases.record_agreement(
        case, kind=WITH_PARTNER, answer=Answer.GIVEN, form=AgreementForm.WRITTEN, on=TODAY
    )
    app_window.shell.go(Place("case", case, action="sharing"))
    app_window.widget("sharing_new").click()
    app_window.widget("sharing_purpose").setText("Relogement")
    app_window.widget("sharing_dialog_confirm").click()
    assert app_window.widget("sharing_dialog_wrong").isVisible()

    app_window.widget("sharing_item_0").setChecked(True)
    app_window.widget("sharing_dialog_confirm").click()

    (told,) = services.casework.sharing.told(case)
    assert [one.subject for one in told.items] == ["name"]
    assert told.agreement is not None

    app_window.widget(f"sharing_remove_{told.sharing.id}").click()
    assert services.casework.sharing.told(case) == ()
    app_window.widget("notice_undo").click()
    assert services.casework.sharing.told(case) == (told,)
