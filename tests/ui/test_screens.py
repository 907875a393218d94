"""Pictures of every page in light, dark, 200 % and discreet, left in build/screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from testkit.pictures import at_usual_size, take

from app.domain.household import HouseholdMember, PersonTrait, TraitKind
from ui.page import Place
from ui.pictures import LOOKS, Look, put_on
from ui.theme import SchemeChoice

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import PersonId
    from app.usecases.household import HouseholdService


def _describe(household: HouseholdService, person_id: PersonId) -> None:
    for kind, value, on in (
        (TraitKind.HOUSEHOLD_TYPE, "FOY.CAE", None),
        (TraitKind.DEPENDENT_CHILDREN, "2", None),
        (TraitKind.HOUSING, "HAB.HTI", date(2025, 1, 9)),
        (TraitKind.HOUSING, "HAB.LSO", date(2026, 3, 1)),
    ):
        household.record_trait(PersonTrait(0, person_id, kind, value, on))
    household.save_member(HouseholdMember(0, person_id, "REL.ENF", "Zoé", 2019))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_pages_of_an_open_vault(app_window, look: Look) -> None:
    services = app_window.world.services
    case_id = app_window.world.case("modele")
    person = services.cases.open(case_id).person
    services.cases.save_person(replace(person, phone="00 00 00 00 00", not_at_work=True))
    _describe(services.casework.household, person.id)
    put_on(app_window.desk, look)
    for place, name in (
        (Place("today"), "aujourdhui"),
        (Place("case_list"), "dossiers"),
        (Place("search", words="expulsion"), "recherche"),
        (Place("handovers"), "relais"),
        (Place("case", case_id), "dossier"),
        (Place("case", case_id, action="situation"), "dossier-situation"),
        (Place("interview", case_id, action="log"), "entretien-dossier"),
    ):
        app_window.shell.go(place)
        take(app_window.window, f"{name}-{look.name}")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_an_interview_half_typed(app_window, look: Look) -> None:
    put_on(app_window.desk, look)
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("mod")
    app_window.key(Qt.Key.Key_Return)
    for words in ("impaye", "budget"):
        app_window.type(words)
        app_window.key(Qt.Key.Key_Return)
    app_window.widget("interview_note").setFocus()
    if not look.discreet:
        app_window.type("Point sur l’avis d’expulsion conditionnelle…")
    app_window.widget("interview_issues").setFocus()
    app_window.type("log")

    take(app_window.window, f"entretien-{look.name}")


@pytest.mark.parametrize("look", LOOKS[:3], ids=lambda look: look.name)
def test_the_first_steps_in_an_empty_vault(empty_window, look: Look) -> None:
    put_on(empty_window.desk, look)
    for page, name in (("today", "premiers-pas"), ("case_list", "dossiers-vide")):
        empty_window.shell.go(Place(page))
        take(empty_window.window, f"{name}-{look.name}")


@pytest.mark.parametrize("look", LOOKS[:3], ids=lambda look: look.name)
def test_small_windows(app_window, look: Look) -> None:
    put_on(app_window.desk, look)
    app_window.shell.go(Place("case", app_window.world.case("modele")))
    for name in ("agreement", "closing"):
        app_window.shell.page("case")._open_dialog(name)
        dialog = app_window.widget(f"{name}_dialog")
        take(dialog, f"fenetre-{name}-{look.name}")
        dialog.reject()


@pytest.mark.parametrize("look", LOOKS[:3], ids=lambda look: look.name)
def test_the_way_in(qtbot, desk, world, tmp_path: Path, look: Look) -> None:
    from ui.last_vault import LastVault
    from ui.pages.unlock.page import UnlockPage
    from ui.window import Window

    put_on(desk, look)
    folder = world.folder
    on = replace(desk, clock=world.clock)
    window = Window(desk.theme)
    at_usual_size(window)
    qtbot.addWidget(window, before_close_func=_close)
    window.show()
    for name, known in (("bienvenue", None), ("ouverture", folder)):
        page = UnlockPage(on, world.vaults, LastVault(tmp_path / "none"), folder=known)
        window.show_content(page)
        page.read()
        if known is not None:
            page.open_form.phrase.setText("x" * 24)
        take(window, f"{name}-{look.name}")
    page.show_creation()
    page.create_form.place_in(tmp_path.parent / "Nextcloud")
    take(window, f"creation-{look.name}")
    page.create_form.phrase.swap.click()
    page.create_form.phrase.own.setText("bonjour")
    take(window, f"creation-phrase-{look.name}")


def _close(window) -> None:
    window.close_for_good()


def test_the_scheme_follows_the_choice(desk) -> None:
    desk.theme.choose(SchemeChoice.DARK)
    dark = desk.theme.colour("page").name()
    desk.theme.choose(SchemeChoice.LIGHT)

    assert desk.theme.colour("page").name() != dark
