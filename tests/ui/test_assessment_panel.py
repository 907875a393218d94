"""Assessments on the page of a file: written by dimension, compared side by side."""

from __future__ import annotations

from itertools import pairwise

import pytest
from testkit.pictures import take

from app.domain.partners import Partner, Sharing, SharingKind
from ui.page import Place
from ui.pictures import LOOKS, put_on


@pytest.fixture
def assessment(app_window):
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id, action="assessment"))
    return app_window


def _versions(window):
    services = window.world.services.casework
    return services.assessments.of_case(window.world.case("modele"))


def _write(window, day: str, part: str, words: str) -> None:
    window.widget("assessment_new").click()
    window.widget("assessment_on").setText(day)
    window.widget(f"assessment_{part}").setPlainText(words)
    window.widget("assessment_dialog_confirm").click()


@pytest.mark.requirement("BRY-49")
def test_a_new_version_starts_from_the_last(assessment) -> None:
    _write(assessment, "1/5", "work", "Poste aménagé.")
    _write(assessment, "12/5", "family", "Garde alternée.")

    newest, first = _versions(assessment)
    assert (newest.work, newest.family) == ("Poste aménagé.", "Garde alternée.")
    assert first.family == ""


def test_nothing_said_is_not_kept(assessment) -> None:
    assessment.widget("assessment_new").click()
    assessment.widget("assessment_dialog_confirm").click()

    assert assessment.widget("assessment_dialog_wrong").isVisible()
    assert _versions(assessment) == ()


def test_two_versions_stand_side_by_side(assessment) -> None:
    _write(assessment, "1/5", "work", "Poste aménagé.")
    _write(assessment, "12/5", "work", "Reprise.")

    other = assessment.widget("assessment_other")
    other.choose(_versions(assessment)[1].id)
    other.picked.emit()

    assert assessment.shell is not None
    assert assessment.widget("case_panel_assessment")._right.isVisible()


def test_a_version_goes_to_the_bin_and_back(assessment) -> None:
    _write(assessment, "1/5", "work", "Poste aménagé.")

    assessment.widget("assessment_remove").click()
    assert _versions(assessment) == ()
    assessment.widget("notice_undo").click()

    assert len(_versions(assessment)) == 1


def test_a_window_higher_than_the_screen_scrolls_and_pushes_no_field_over_another(
    assessment,
) -> None:
    put_on(assessment.desk, next(look for look in LOOKS if look.name == "zoom-200"))
    assessment.widget("assessment_new").click()
    assessment.settle()

    fields = assessment.widget("assessment_dialog").fields
    places = [fields.itemAt(rank).geometry() for rank in range(fields.count())]
    assert all(above.bottom() < below.top() for above, below in pairwise(places))


def test_a_version_just_written_is_read_beside_the_one_before(assessment) -> None:
    _write(assessment, "12/5", "work", "Poste aménagé.")
    _write(assessment, "12/5", "work", "Retour à plein temps.")

    newest, first = _versions(assessment)
    chosen, beside = assessment.widget("assessment_version"), assessment.widget("assessment_other")
    assert (chosen.value(), beside.value()) == (newest.id, first.id)
    assert chosen.currentText() != beside.currentText()


def test_at_200_percent_no_tab_runs_out_of_the_page(assessment) -> None:
    _write(assessment, "1/5", "work", "Poste aménagé.")
    _write(assessment, "12/5", "work", "Retour à plein temps.")
    _share(assessment)
    put_on(assessment.desk, next(look for look in LOOKS if look.name == "zoom-200"))

    for tab in ("assessment", "sharing"):
        assessment.shell.go(Place("case", assessment.world.case("modele"), action=tab))
        take(assessment.window, f"dossier-{tab}-zoom-200")


def _share(window) -> None:
    services, case_id = window.world.services, window.world.case("modele")
    partner = services.casework.partners.save(
        Partner(0, "PAR.EXT.BAI", "Office fictif de l’habitat de la vallée de l’Exemple")
    )
    today = window.world.clock.today()
    made = Sharing(
        0, case_id, partner.object_id, SharingKind.RELAY, "Relogement", today, None, "urgence"
    )
    services.casework.sharing.share(made, (("housing", "Locataire"),))
