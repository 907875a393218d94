"""« À qui ai-je dit quoi » tells a whole file that was entrusted to a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel
from testkit.handover_desk import silent
from testkit.ui_world import an_empty_world

from app.domain.agreements import AgreementForm, Answer
from app.domain.handovers import HAND_OVER, UrgentCase
from app.usecases.handovers import Giving
from ui.formats import day
from ui.page import Place
from ui.pages.case import copy_state

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Collègue Fictive"


@pytest.fixture
def entrusted(app_window: Any, tmp_path: Path) -> Any:
    """The page of a file that went to a colleague today."""
    services = app_window.world.services
    case_id, today = app_window.world.case("modele"), app_window.world.clock.today()
    card, package = tmp_path / "a.armoire-carte", tmp_path / "b.armoire-relais"
    an_empty_world(tmp_path / "autre.armoire").services.casework.colleagues.save_card(card)
    colleagues = services.casework.colleagues
    known = colleagues.keep(NAME, colleagues.read_card(card), compared=True).object_id
    services.cases.record_agreement(
        case_id, kind=HAND_OVER, answer=Answer.GIVEN, form=AgreementForm.ORAL, on=today
    )
    services.casework.handovers.give(Giving(known, (case_id,)), package, silent)
    app_window.shell.go(Place("case", case_id, action="sharing"))
    return app_window


def _said(window: Any) -> list[str]:
    return [one.text() for one in window.widget("case_panel_sharing").findChildren(QLabel)]


@pytest.mark.requirement("ANAS-17")
def test_a_file_entrusted_is_told_with_its_agreement(entrusted: Any) -> None:
    today = day(entrusted.world.clock.today())

    said = " ".join(_said(entrusted))
    assert NAME in said
    assert f"avec l’accord du {today}" in said
    assert "en cours" in said


@pytest.mark.requirement("ANAS-17")
def test_the_copy_for_the_person_says_to_whom_her_file_went(entrusted: Any) -> None:
    services = entrusted.world.services
    case_id, today = entrusted.world.case("modele"), entrusted.world.clock.today()
    services.casework.urgent_cases.keep(UrgentCase(0, case_id, "Audience fictive", today))

    copy = services.casework.access_copy.read(case_id)
    said = {
        entry.heading: "".join(filter(None, (part for one in entry.lines for part in one.passages)))
        for part in copy_state.sections(copy, services.nomenclatures.current())
        for entry in part.entries
    }

    (entrusting,) = [one for one in said if one.startswith("Dossier confié")]
    (urgent,) = [one for one in said if one.startswith("Ce qui presse")]
    assert day(today) in entrusting
    assert said[entrusting] == NAME
    assert said[urgent] == "Audience fictive"


def test_discreet_mode_masks_the_colleague(entrusted: Any) -> None:
    entrusted.desk.discretion.toggle()

    assert NAME not in " ".join(_said(entrusted))
