"""The situation on the page of a file: contact, dated values, household, linked files."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.household import HouseholdMember, PersonTrait, TraitKind
from ui.page import Place


@pytest.fixture
def situation(app_window):
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id, action="situation"))
    return app_window


def _case_id(window):
    return window.world.case("modele")


def _person(window):
    return window.world.services.cases.open(_case_id(window)).person


def _kept(window):
    return window.world.services.casework.household


def _shown(window) -> str:
    labels = window.widget("case_panel_situation").findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def _note(window, kind: str, code: str, day: str) -> None:
    window.widget(f"situation_add_{kind}").click()
    window.widget("held_code").choose(code)
    window.widget("held_since").setText(day)
    window.widget("held_dialog_confirm").click()


def _read_again(window) -> None:
    window.shell.go(Place("case", _case_id(window), action="situation"))


@pytest.mark.requirement("BRY-49")
def test_what_held_from_when_is_shown_newest_first(situation) -> None:
    _note(situation, "housing", "HAB.HTI", "09/01/2025")
    _note(situation, "housing", "HAB.LSO", "01/03/2026")

    shown = _shown(situation)
    assert shown.index("depuis le 01/03/2026") < shown.index("du 09/01/2025 au 01/03/2026")
    assert _person(situation).household.housing == "HAB.LSO"


@pytest.mark.requirement("EQU-13")
def test_the_leave_position_is_kept_by_date(situation) -> None:
    _note(situation, "position", "POS.CLM", "01/06/2025")

    employment = situation.world.services.casework.employment
    assert [
        (one.value, one.valid_from)
        for one in employment.history(_case_id(situation))
        if one.kind is AttributeKind.POSITION
    ] == [("POS.CLM", date(2025, 6, 1))]


def test_an_employment_value_needs_its_day(situation) -> None:
    _note(situation, "position", "POS.CLM", "")

    assert situation.widget("held_dialog_wrong").isVisible()


def test_a_day_that_is_not_known_stays_empty(situation) -> None:
    _note(situation, "marital_status", "MAR.PAC", "")

    (trait,) = _kept(situation).traits(_person(situation).id)
    assert (trait.value, trait.valid_from) == ("MAR.PAC", None)
    assert "date non connue" in _shown(situation)


def test_a_day_left_empty_is_not_filled_in_by_passing_over_it(situation) -> None:
    situation.widget("situation_member_add").click()
    joined = situation.widget("member_joined")

    joined.setFocus()
    joined.editingFinished.emit()

    assert (joined.text(), joined.day()) == ("", None)


def test_a_past_value_is_corrected(situation) -> None:
    _note(situation, "housing", "HAB.HTI", "09/01/2025")
    _note(situation, "housing", "HAB.LSO", "01/03/2026")

    situation.widget("situation_edit_housing_1").click()
    situation.widget("held_code").choose("HAB.HPA")
    situation.widget("held_dialog_confirm").click()

    assert [one.value for one in _kept(situation).traits(_person(situation).id)] == [
        "HAB.HPA",
        "HAB.LSO",
    ]


@pytest.mark.parametrize(
    ("kind", "code"), [("housing", "HAB.LSO"), ("position", "POS.CLM")], ids=["trait", "work"]
)
def test_a_value_taken_out_comes_back(situation, kind: str, code: str) -> None:
    words = situation.world.services.nomenclatures.current().label_of(code)
    _note(situation, kind, code, "01/03/2026")
    assert words in _shown(situation)

    situation.widget(f"situation_edit_{kind}_0").click()
    situation.widget("held_remove").click()
    assert words not in _shown(situation)
    situation.widget("notice_undo").click()

    assert words in _shown(situation)


def test_children_are_counted_in_figures(situation) -> None:
    situation.widget("situation_add_dependent_children").click()
    situation.widget("held_words").setText("deux")
    situation.widget("held_dialog_confirm").click()
    assert situation.widget("held_dialog_wrong").isVisible()

    situation.widget("held_words").setText("2")
    situation.widget("held_dialog_confirm").click()

    assert _person(situation).household.dependent_children == 2


@pytest.mark.requirement("BRY-49")
def test_a_child_of_the_household_is_told_by_age_band(situation) -> None:
    situation.widget("situation_member_add").click()
    situation.widget("member_relation").choose("REL.ENA")
    situation.widget("member_first_name").setText("Zoé")
    situation.widget("member_birth_year").setText("2019")
    situation.widget("member_dialog_confirm").click()

    (member,) = _kept(situation).members(_person(situation).id)
    assert (member.name, member.birth_year, member.joined_on) == ("Zoé", 2019, None)
    assert "6–10 ans" in _shown(situation)


def test_a_member_goes_to_the_bin_and_back(situation) -> None:
    person_id = _person(situation).id
    made = _kept(situation).save_member(HouseholdMember(0, person_id, "REL.PAR")).object_id
    _read_again(situation)

    situation.widget(f"member_edit_{made}").click()
    situation.widget("member_remove").click()
    assert _kept(situation).members(person_id) == ()
    situation.widget("notice_undo").click()

    assert [one.id for one in _kept(situation).members(person_id)] == [made]


def test_contact_wishes_are_kept_and_shown(situation) -> None:
    situation.widget("situation_contact_edit").click()
    situation.widget("contact_preferred_channel").choose("CTC.SMS")
    situation.widget("contact_message_allowed").choose(False)
    situation.widget("contact_address").setText("1 rue Fictive, Exemple")
    situation.widget("contact_dialog_confirm").click()

    reach = _person(situation).reach
    assert (reach.preferred_channel, reach.message_allowed) == ("CTC.SMS", False)
    for words in ("1 rue Fictive, Exemple", "par SMS", "Ne pas laisser de message"):
        assert words in _shown(situation)


@pytest.mark.requirement("ANAS-05")
def test_a_link_is_made_with_a_reason_and_ended_with_a_day(situation) -> None:
    other = situation.world.case("temoin")
    situation.widget("situation_link_add").click()
    search = situation.widget("link_search")
    search.setText("témoin")
    search.textEdited.emit("témoin")
    situation.widget("link_dialog_confirm").click()
    assert situation.widget("link_dialog_wrong").isVisible()

    situation.widget("link_reason").setText("Couple, à leur demande")
    situation.widget("link_dialog_confirm").click()
    ((linked,), (back,)) = (
        _kept(situation).links(_case_id(situation)),
        _kept(situation).links(other),
    )
    assert linked.case_id == other
    assert back.case_id == _case_id(situation)

    situation.widget(f"link_end_{linked.link.id}").click()
    situation.widget("unlink_dialog_confirm").click()

    assert _kept(situation).links(other)[0].link.unlinked_on == situation.desk.clock.today()
    situation.widget(f"link_open_{linked.link.id}").click()
    assert situation.shell.place().object_id == other


def test_discreet_mode_masks_contact_and_names_of_the_household(situation) -> None:
    person = _person(situation)
    _kept(situation).save_member(HouseholdMember(0, person.id, "REL.ENF", "Zoé", 2019))
    situation.widget("situation_contact_edit").click()
    situation.widget("contact_phone").setText("00 00 00 00 00")
    situation.widget("contact_dialog_confirm").click()
    assert "Zoé" in _shown(situation)
    assert "00 00 00 00 00" in _shown(situation)

    situation.desk.discretion.toggle()

    assert "Zoé" not in _shown(situation)
    assert "00 00 00 00 00" not in _shown(situation)
    assert "Z." in _shown(situation)


def test_the_thread_shows_the_household_in_brief_without_names(situation) -> None:
    person = _person(situation)
    _kept(situation).record_trait(
        PersonTrait(0, person.id, TraitKind.HOUSING, "HAB.LSO", date(2025, 3, 1))
    )
    _kept(situation).save_member(HouseholdMember(0, person.id, "REL.ENF", "Zoé", 2019))
    situation.world.services.casework.employment.record(
        CaseAttribute(_case_id(situation), AttributeKind.STATUS, "STA.TIT", date(2025, 3, 1))
    )

    situation.shell.go(Place("case", _case_id(situation), action="thread"))

    card = situation.widget("case_household_card")
    shown = "\n".join(one.text() for one in card.findChildren(QLabel))
    assert "Enfant, 6–10 ans" in shown
    assert "Zoé" not in shown
