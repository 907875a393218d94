"""What pages say, decided without Qt: today, the case list, the case file, the way in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from testkit.builders import a_case, a_person, a_request, an_agreement, an_entity

from app.domain.agreements import FILE_OPENING, Answer, last_answer
from app.domain.cases import CaseState
from app.domain.ids import EntityId
from app.domain.interventions import Circumstances, MediationResult, Sphere
from app.domain.nomenclatures import standard
from app.domain.people import Household
from app.ports.queries import (
    CaseFilter,
    CaseListing,
    CaseSheet,
    DayCounts,
    TimelineEntry,
    Today,
)
from app.ports.vault import LocationWarning, PassphraseVerdict, VaultInfo
from ui import wording
from ui.discretion import initials, masked
from ui.pages.case import state as case_state
from ui.pages.case_list import state as list_state
from ui.pages.interview import state as interview_state
from ui.pages.today import state as today_state
from ui.pages.unlock import state as unlock_state
from ui.phrase_strength import strength

TODAY = date(2026, 5, 12)
LISTS = standard()


def _today(**changed) -> Today:
    values = {
        "month": DayCounts(0, 0, 0, 0, (0,) * 31),
        "recent": (),
        "offers_waiting": (),
        "to_settle": 0,
        "open_cases": 0,
        "entities": (),
    }
    return Today(**(values | changed))


def test_an_empty_vault_teaches_and_a_used_one_does_not() -> None:
    assert today_state.is_empty(_today())
    assert not today_state.is_empty(_today(open_cases=1))


def test_first_steps_are_ticked_one_by_one() -> None:
    steps = today_state.first_steps(_today(open_cases=2), entities=1, sheet=False)

    assert [(step.action, step.done) for step in steps] == [
        ("sheet", False),
        ("entity", True),
        ("import", True),
        ("log", False),
    ]


def test_the_chart_is_said_in_words() -> None:
    month = DayCounts(3, 2, 1, 90, (0, 3, 0))

    assert "samedi 2 mai" in today_state.chart_words(month, TODAY)
    assert "mai 2026" in today_state.chart_words(DayCounts(0, 0, 0, 0, (0, 0)), TODAY)


def _listing(rows: int = 0, total: int = 0) -> CaseListing:
    return CaseListing((object(),) * rows, total)  # type: ignore[arg-type]


def test_the_list_says_why_it_is_empty() -> None:
    assert list_state.parts(CaseFilter(), _listing()).empty
    assert list_state.parts(CaseFilter(entity_id=EntityId(1)), _listing()).none


@pytest.mark.parametrize(
    ("listing", "said"),
    [
        (_listing(3, 3), "3 dossiers"),
        (_listing(200, 950), "200 premiers de 950"),
    ],
)
def test_the_list_says_how_many_there_are(listing: CaseListing, said: str) -> None:
    assert said in list_state.counted(listing).replace("\u202f", " ")


def _sheet(**changed) -> CaseSheet:
    person = a_person()
    case = changed.pop("case", a_case(person))
    values = {
        "case": case,
        "person": person,
        "entity": an_entity(),
        "attributes": {"status": "STA.TIT", "unit": "Voirie"},
        "requests": (a_request(case),),
        "agreements": (),
        "other_cases": (),
    }
    return CaseSheet(**(values | changed))


@pytest.mark.requirement("BRY-25")
def test_an_open_file_without_agreement_is_pointed_out() -> None:
    case = a_case()
    missing = case_state.chips(_sheet(case=case))
    given = case_state.chips(_sheet(case=case, agreements=(an_agreement(case),)))

    assert [chip.tone for chip in missing] == ["good", "warn"]
    assert [chip.tone for chip in given] == ["good", "note"]


def test_the_last_answer_counts() -> None:
    case = a_case()
    first = an_agreement(case)
    later = an_agreement(case, answer=Answer.WITHDRAWN)

    assert last_answer((later, first), FILE_OPENING) == later
    assert case_state.standing((first, later)) == (later,)


def test_the_line_under_the_name_says_status_employer_and_origin() -> None:
    said = case_state.subline(_sheet(), LISTS)

    assert said.startswith("Titulaire · Ville d’Exemple, Voirie · ouvert le 11/03/2025")
    assert "L’agent" in said


def test_a_closed_file_says_since_when_and_why() -> None:
    closed = a_case(
        state=CaseState.CLOSED, closed_on=TODAY, closing_reason="CLO.FIN_ACCOMPAGNEMENT"
    )

    assert "clos le 12/05/2026" in case_state.subline(_sheet(case=closed), LISTS)


def test_the_household_in_brief() -> None:
    home = Household(household_type="FOY.CAE", dependent_children=2, housing="HAB.LSO")

    assert case_state.household(home, LISTS) == (
        "Couple avec enfant(s) · 2 enfants à charge",
        "Parc social",
    )
    assert case_state.household(Household(), LISTS) == ()


@pytest.mark.parametrize(
    "kind", ["opening", "reopening", "closing", "request", "agreement", "aid", "intervention"]
)
def test_every_kind_of_event_has_words(kind: str) -> None:
    texts = {"agreement": "given", "aid": "AST.GRANTED"}
    codes = {"intervention": "CTC.TEL", "request": "ORI.AGT", "aid": "SCH.X"}
    entry = TimelineEntry(TODAY, kind, 1, code=codes.get(kind, ""), text=texts.get(kind, ""))

    event = case_state.event(entry, LISTS, TODAY)

    assert event.heading
    assert "mardi 12 mai" in event.detail


@pytest.mark.requirement("BRY-46")
@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Circumstances(), ""),
        (Circumstances(Sphere.PRIVATE, MediationResult.GOES_ON), "médiation privée, se poursuit"),
        (Circumstances(result=MediationResult.AGREED), "médiation, accord trouvé"),
        (Circumstances(Sphere.WORK, prevention=True), "médiation professionnelle · prévention RPS"),
        (Circumstances(in_working_time=False), "hors temps de travail"),
        (Circumstances(in_working_time=True), "sur le temps de travail"),
    ],
)
def test_the_quiet_line_of_an_intervention_ends_with_what_was_said_besides(
    said: Circumstances, words: str
) -> None:
    plain = TimelineEntry(TODAY, "intervention", 1, code="CTC.RDV", place="LIE.PER", minutes=45)

    before = case_state.event(plain, LISTS, TODAY).detail
    told = case_state.event(replace(plain, said=said), LISTS, TODAY).detail

    assert told.removeprefix(before).removeprefix(" · ") == words


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"on": 3, "who": "x"}', '"a"', "null"])
def test_a_draft_that_cannot_be_read_is_none(broken: str) -> None:
    assert interview_state.read(broken) is None


def test_a_draft_of_an_older_form_is_still_read() -> None:
    read = interview_state.read('{"who": "case", "case_ids": [7], "note": "x"}')

    assert read is not None
    assert (read.case_ids, read.note, read.issues) == ((7,), "x", ())


def test_a_draft_written_is_read_again() -> None:
    form = interview_state.Form(
        who=interview_state.Who.NEW, family_name="Exemple", issues=("ISS.LOG",), note="« à »"
    )

    assert interview_state.read(interview_state.written(form)) == form


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ("", "")),
        ("Exemple", ("Exemple", "")),
        ("Exemple Nadège", ("Exemple", "Nadège")),
        ("Nadège EXEMPLE", ("EXEMPLE", "Nadège")),
        ("Jean-Pierre DE LA FICTION", ("DE LA FICTION", "Jean-Pierre")),
    ],
)
def test_a_name_typed_at_once_is_split(typed: str, names: tuple[str, str]) -> None:
    assert interview_state.split_name(typed) == names


def test_drafts_of_different_forms_do_not_mix() -> None:
    names = {
        interview_state.form_name(None, "log"),
        interview_state.form_name(7, "log"),
        interview_state.form_name(7, "change"),
    }

    assert len(names) == 3


def test_the_way_in_says_which_vault_and_when() -> None:
    moment = datetime(2026, 5, 11, 15, 48, tzinfo=UTC)
    info = VaultInfo("ab12cd", TODAY, 1, ("passphrase",), moment, closed_cleanly=True)

    said = unlock_state.described(Path("/x/Service social.armoire"), info, TODAY)

    assert "Service social" in said
    assert "hier" in said
    assert "brusquement" not in said


def test_a_crash_is_said_at_the_way_in() -> None:
    info = VaultInfo("ab12cd", TODAY, 1, ("passphrase",), None, closed_cleanly=False)

    assert "brusquement" in unlock_state.described(Path("x.armoire"), info, TODAY)


@pytest.mark.parametrize(
    ("verdict", "acceptable"),
    [
        (PassphraseVerdict("too_short", 1, acceptable=False, length=8), False),
        (PassphraseVerdict("guessable", 2, acceptable=False, length=20), False),
        (PassphraseVerdict("strong", 4, acceptable=True, length=30, edge_spaces=True), True),
    ],
)
def test_strength_is_said_in_words(verdict: PassphraseVerdict, acceptable: bool) -> None:
    found = strength(verdict)

    assert found.words
    assert found.acceptable is acceptable
    assert ("espace" in found.words) is verdict.edge_spaces


@pytest.mark.parametrize("code", ["location_synchronised", "location_network", "location_roaming"])
def test_a_poor_place_for_a_vault_is_said(code: str) -> None:
    assert wording.poor_place(LocationWarning(code, "google_drive"))
    assert wording.poor_place(None) == ""


@pytest.mark.parametrize("name", ["", " . ", "..", "a/b:c", "Service social"])
def test_a_vault_always_gets_a_folder_of_its_own_inside(name: str) -> None:
    folder = unlock_state.vault_folder(Path("/parent"), name)

    assert folder.parent == Path("/parent")
    assert folder.suffix == ".armoire"


def test_what_is_masked_cannot_be_read_and_keeps_its_shape() -> None:
    shown = masked("Point sur l’avis\nd’expulsion")

    assert len(shown.split()) == 4
    assert shown.count("\n") == 1
    assert not any(letter.isalnum() for letter in shown)


def test_initials_of_a_name() -> None:
    assert initials("Élise", "Témoin") == "É. T."
    assert initials("", "Témoin") == "T."


def test_a_place_in_the_middle_of_a_line_keeps_its_acronyms() -> None:
    assert case_state.uncapitalised("À distance") == "à distance"
    assert case_state.uncapitalised("CIG") == "CIG"
