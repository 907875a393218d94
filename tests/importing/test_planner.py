"""What becomes of each row, and why."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from testkit.builders import a_case, a_person, an_entity
from testkit.plans import a_plan, a_sheet, decided, only
from testkit.sheets import HEADER, a_row

from app.domain.cases import CaseState
from app.importing.account import as_json, reasons
from app.importing.mapping import Corrections
from app.importing.planner import Known
from app.importing.rows import AidRow, CollectiveRow, EntityRow, InterventionRow
from app.importing.vocabulary import SheetKind
from app.ports.imports import Outcome, Sheet

NEW = ("new", None)
AID = (
    "Date décision",
    "Collectivité",
    "N° dossier",
    "Dispositif",
    "Demandé (€)",
    "Décision",
    "Accordé (€)",
)
ENTITIES = ("Collectivité", "Effectif au 31/12", "Quotité %")


def contacts(*rows, **changed):
    return a_plan(a_sheet(HEADER, *rows), **changed)


def test_a_row_is_understood_whole():
    record = only(contacts(a_row(note="Reçue à l’accueil", status=" Retraité"))).record

    assert isinstance(record, InterventionRow)
    assert record.on == date(2025, 2, 7)
    assert (record.kind, record.minutes, record.issues) == ("CTC.VAD", 50, ("ISS.LOG",))
    assert (record.origin, record.note) == ("ORI.AGT", "Reçue à l’accueil")
    assert record.who.number == "2025-0001"
    assert (record.who.gender, record.who.birth_year) == ("GEN.F", 1980)
    assert record.traits == {"status": "STA.RET", "beneficiary": "BEN.RET"}


def test_a_person_in_service_is_a_beneficiary_as_an_agent():
    record = only(contacts(a_row(status="CDI"))).record

    assert isinstance(record, InterventionRow)
    assert record.traits == {"status": "STA.CDI", "beneficiary": "BEN.AGT"}


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"date": None}, ("bad", "date_missing")),
        ({"date": "hier"}, ("bad", "date_unreadable")),
        ({"date": "01/01/1900"}, ("bad", "date_too_old")),
        ({"date": "07/02/2199"}, ("bad", "date_in_future")),
        ({"minutes": "-50"}, ("bad", "duration_negative")),
        ({"minutes": "un peu"}, ("bad", "duration_unreadable")),
        ({"entity": " "}, ("bad", "entity_missing")),
        ({"kind": None}, ("bad", "kind_missing")),
        ({"kind": "-"}, ("bad", "kind_missing")),
        ({"kind": "Danse"}, ("doubtful", "value_unknown")),
        ({"issue": "Danse"}, ("doubtful", "value_unknown")),
        ({"origin": "Le chat"}, ("doubtful", "value_unknown")),
        ({"year": 1820}, ("bad", "birth_year_out_of_range")),
        ({"number": None, "family": None, "given": None}, ("doubtful", "nobody_named")),
        ({"family": None, "given": None}, ("bad", "nobody_named")),
        ({"number": None, "family": "Anonyme", "given": None}, NEW),
        ({"family": "=cmd|'/C calc'!A0"}, NEW),
        ({"minutes": None, "issue": None, "origin": None, "status": None}, NEW),
    ],
)
def test_a_row_is_new_or_says_what_is_wrong(changed, outcome):
    assert decided(contacts(a_row(**changed))) == [outcome]


def test_a_bad_row_does_not_stop_the_good_ones():
    plan = contacts(
        a_row(date="hier"), a_row(), a_row(date="9.2.25", kind="Danse"), a_row(date="8.2.25")
    )

    assert decided(plan) == [("bad", "date_unreadable"), NEW, ("doubtful", "value_unknown"), NEW]
    assert [row.read.row.line for row in plan.rows()] == [2, 3, 4, 5]
    assert plan.count(Outcome.NEW) == 2


def test_a_formula_as_a_name_stays_a_text():
    plan = contacts(a_row(family="=cmd|'/C calc'!A0"))

    (subject,) = plan.new_subjects
    assert subject.who.family_name == "=cmd|'/C calc'!A0"


def test_a_cell_whose_formula_has_no_result_is_doubtful():
    sheet = Sheet("Suivi", (HEADER, a_row(minutes=None)), frozenset({(2, 11)}))

    row = only(a_plan(sheet))

    assert (row.outcome, row.reason, row.facts["field"]) == (
        Outcome.DOUBTFUL,
        "formula_not_computed",
        "minutes",
    )


def test_blank_rows_totals_and_repeated_headers_are_passed_over():
    plan = contacts(a_row(), (None,) * len(HEADER), HEADER, ("TOTAL", None, None, "12"))

    assert decided(plan) == [NEW, ("blank", "blank"), ("blank", "blank"), ("blank", "total_row")]


def test_the_same_line_twice_is_doubtful_and_says_which():
    plan = contacts(a_row(), a_row(entity="VILLE D'EXEMPLE ", date="7.2.25"))

    assert decided(plan) == [NEW, ("doubtful", "same_as_line")]
    assert [row.facts for row in plan.rows()][1]["line"] == 2


def test_each_unknown_value_is_asked_once_with_its_rows():
    plan = contacts(
        a_row(kind="Entretien télefonique"),
        a_row(date="8.2.25", kind="ENTRETIEN TELEFONIQUE "),
        a_row(date="9.2.25", issue="Santé + Danse"),
    )

    assert [(one.list_id, one.text, one.rows, one.looks_like) for one in plan.unknown] == [
        ("CTC", "Entretien télefonique", 2, "CTC.TEL"),
        ("ISS", "Danse", 1, None),
    ]


def test_a_taught_value_makes_its_rows_new():
    taught = Corrections(values={("CTC", "danse"): "CTC.RDV"})

    assert decided(contacts(a_row(kind="Danse"), corrections=taught)) == [NEW]


def test_a_row_imported_before_is_known():
    first = contacts(a_row())
    known = Known(imported=frozenset({only(first).read.fingerprint}))

    assert decided(contacts(a_row(), known=known)) == [("known", "imported_before")]


# Who is it


def test_the_case_number_tells_who_it_is():
    plan = contacts(a_row(), a_row(date="8.2.25", family=None, given=None), a_row(date="9.2.25"))

    assert decided(plan) == [NEW, NEW, NEW]
    assert len(plan.new_subjects) == 1


def test_one_number_with_two_names_is_doubtful_for_the_rarer_one():
    plan = contacts(a_row(family="AUTRE"), a_row(date="8.2.25"), a_row(date="9.2.25"))

    assert decided(plan) == [("doubtful", "number_with_two_names"), NEW, NEW]


def test_swapped_names_are_the_same_person():
    plan = contacts(a_row(), a_row(date="8.2.25", family="Nadège", given="Fictive"))

    assert decided(plan) == [NEW, NEW]
    assert len(plan.new_subjects) == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"year": 1981}, "birth_year_differs"),
        ({"gender": "M"}, "gender_differs"),
        ({"entity": "CCAS de Modèle"}, "number_of_other_entity"),
    ],
)
def test_a_number_that_says_two_things_is_doubtful(changed, reason):
    plan = contacts(a_row(), a_row(date="8.2.25", **changed))

    assert decided(plan) == [NEW, ("doubtful", reason)]


def test_without_number_the_name_and_employer_tell_who_it_is():
    plan = contacts(a_row(number=None), a_row(number=None, date="8.2.25", year=None))

    assert decided(plan) == [NEW, NEW]
    assert len(plan.new_subjects) == 1


def test_the_same_name_with_another_birth_year_is_doubtful():
    plan = contacts(a_row(number=None), a_row(number=None, date="8.2.25", year=1960))

    assert decided(plan) == [NEW, ("doubtful", "same_name_other_birth_year")]


def test_two_numbers_tell_namesakes_of_different_ages_apart():
    plan = contacts(a_row(), a_row(number="2025-0002", year=1960))

    assert decided(plan) == [NEW, NEW]
    assert len({subject.person for subject in plan.new_subjects}) == 2


def test_one_person_with_two_numbers_is_doubtful():
    plan = contacts(a_row(), a_row(number="2025-0002", date="8.2.25"))

    assert decided(plan) == [NEW, ("doubtful", "same_person_other_number")]


def test_a_name_borne_by_several_is_doubtful_without_number():
    plan = contacts(
        a_row(), a_row(number="2025-0002", year=1960), a_row(number=None, date="8.2.25", year=None)
    )

    assert decided(plan)[-1] == ("doubtful", "several_same_name")


@pytest.mark.requirement("BRY-01")
def test_a_person_met_with_two_employers_has_two_case_files():
    plan = contacts(a_row(), a_row(number="2025-0002", entity="CCAS de Modèle"))

    assert decided(plan) == [NEW, NEW]
    assert len({subject.person for subject in plan.new_subjects}) == 1


def test_a_name_met_with_another_employer_is_doubtful_when_no_age_is_told():
    plan = contacts(a_row(), a_row(number="2025-0002", entity="CCAS de Modèle", year=None))

    assert decided(plan) == [NEW, ("doubtful", "same_name_other_entity")]


@pytest.mark.parametrize(
    "code", ["same_person_other_number", "same_name_other_birth_year", "same_name_other_entity"]
)
def test_an_accepted_doubt_is_a_namesake(code):
    other = {
        "same_person_other_number": {"number": "2025-0002"},
        "same_name_other_birth_year": {"number": None, "year": 1960},
        "same_name_other_entity": {"number": None, "year": None, "entity": "CCAS de Modèle"},
    }[code]

    plan = contacts(a_row(), a_row(date="8.2.25", **other), accepted=[code])

    assert decided(plan) == [NEW, NEW]
    assert len({subject.person for subject in plan.new_subjects}) == 2


# What the vault knows


def known_case(**changed):
    person = a_person(family_name="Fictive", given_name="Nadège", birth_year=1980)
    return person, replace(a_case(person, number="2025-0001"), **changed), "ville d exemple"


def test_a_case_file_of_the_vault_is_found_by_number_or_by_name():
    for number in ("2025-0001", None):
        plan = contacts(a_row(number=number), entities=[an_entity()], cases=[known_case()])

        assert decided(plan) == [NEW]
        assert plan.new_subjects == ()
        assert plan.new_entities == {}


@pytest.mark.requirement("ANAS-06")
def test_a_row_after_the_closing_is_not_imported():
    closed = known_case(
        state=CaseState.CLOSED, closed_on=date(2025, 1, 31), closing_reason="CLO.FIN"
    )

    assert decided(contacts(a_row(), entities=[an_entity()], cases=[closed])) == [
        ("bad", "case_closed")
    ]


def test_what_was_logged_the_same_day_already_is_doubtful():
    case = known_case()
    logged = {case[1].id: Counter({(date(2025, 2, 7), "CTC.VAD"): 1})}
    rows = a_row(), a_row(date="8.2.25")

    plan = contacts(*rows, entities=[an_entity()], cases=[case], known=Known(logged=logged))

    assert decided(plan) == [("doubtful", "logged_before"), NEW]


def test_what_another_row_brought_in_already_explains_what_is_logged():
    case = known_case()
    logged = {case[1].id: Counter({(date(2025, 2, 7), "CTC.VAD"): 1})}
    imported = frozenset({only(contacts(a_row())).read.fingerprint})
    rows = a_row(), a_row(note="une deuxième le même jour")

    plan = contacts(*rows, entities=[an_entity()], cases=[case], known=Known(imported, logged))

    assert decided(plan) == [("known", "imported_before"), NEW]


# Employers


def test_a_mistyped_employer_is_doubtful_and_the_right_one_proposed():
    plan = contacts(a_row(entity="Ville d’Exenple"), entities=[an_entity()])

    assert decided(plan) == [("doubtful", "entity_looks_like")]
    assert [(one.list_id, one.looks_like) for one in plan.unknown] == [("ENT", "Ville d’Exemple")]


def test_the_rarer_typing_of_a_new_employer_is_the_mistaken_one():
    plan = contacts(a_row(entity="Ville d’Exenple"), a_row(date="8.2.25"), a_row(date="9.2.25"))

    assert decided(plan) == [("doubtful", "entity_looks_like"), NEW, NEW]
    assert plan.new_entities == {"ville d exemple": "Ville d’Exemple"}


def test_a_new_employer_is_named_as_it_is_listed_or_as_most_rows_do():
    rows = a_row(entity="VILLE D’EXEMPLE"), a_row(date="8.2.25"), a_row(date="9.2.25")
    listed = a_sheet(ENTITIES, ("Ville d'Exemple", 9, 0), name="Employeurs")

    assert contacts(*rows).new_entities == {"ville d exemple": "Ville d’Exemple"}
    assert a_plan(a_sheet(HEADER, *rows), listed).new_entities == {
        "ville d exemple": "Ville d'Exemple"
    }


def test_a_taught_employer_takes_the_rows_that_name_it():
    taught = Corrections(values={("ENT", "mairie"): "Ville d’Exemple"})

    plan = contacts(a_row(entity="Mairie"), entities=[an_entity()], corrections=taught)

    assert decided(plan) == [NEW]
    assert only(plan).entity == an_entity().key


def test_employers_that_differ_by_a_figure_are_two():
    plan = contacts(a_row(entity="École 1"), a_row(entity="École 2", number="2025-0002", year=1950))

    assert set(plan.new_entities) == {"ecole 1", "ecole 2"}


def test_rows_that_name_no_employer_take_the_one_that_she_says():
    plan = contacts(a_row(entity=None), corrections=Corrections(entity="Ville d’Exemple"))

    assert decided(plan) == [NEW]


def test_a_list_of_employers_is_of_the_year_of_the_file():
    plan = a_plan(
        a_sheet(HEADER, a_row(date="07/02/2024")),
        a_sheet(ENTITIES, ("Ville d’Exemple", 1150, 40), name="Collectivités"),
    )

    assert [row.record for row in plan.rows()][-1] == EntityRow("Ville d’Exemple", 2024, 1150, 40)


def test_the_header_of_a_headcount_may_say_its_year():
    header = ("Collectivité", "Effectif au 31/12/2023", "Quotité %")

    record = only(a_plan(a_sheet(header, ("Ville d’Exemple", 1150, 0.4), name="x"))).record

    assert record == EntityRow("Ville d’Exemple", 2023, 1150, 40)


def test_another_quota_than_the_known_one_is_doubtful():
    row = only(a_plan(a_sheet(ENTITIES, ("Ville d’Exemple", 1150, 20)), entities=[an_entity()]))

    assert (row.outcome, row.reason) == (Outcome.DOUBTFUL, "quota_differs")


# Aid and collective actions


def aid(*rows):
    return a_plan(a_sheet(HEADER, a_row()), a_sheet(AID, *rows, name="Aides"))


def test_an_aid_application_is_understood():
    plan = aid(("7.2.25", "Ville d’Exemple", "2025-0001", "FSL", "1 500", "Accordé", 1200.5))

    record = list(plan.rows())[-1].record
    assert isinstance(record, AidRow)
    assert (record.scheme, record.state) == ("SCH.LOG.FSL", "AST.GRANTED")
    assert (record.asked, record.granted) == (150_000, 120_050)


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (
            ("7.2.25", "Ville d’Exemple", "2025-0009", "FSL", 1, "Accordé", 1),
            ("bad", "case_unknown"),
        ),
        (
            ("7.2.25", "Ville d’Exemple", None, "FSL", 1, "Accordé", 1),
            ("bad", "case_number_missing"),
        ),
        (
            ("7.2.25", "Ville d’Exemple", "2025-0001", None, 1, "Accordé", 1),
            ("bad", "scheme_missing"),
        ),
        (
            ("7.2.25", "Ville d’Exemple", "2025-0001", "FSL", -1, "Refusé", 1),
            ("bad", "amount_negative"),
        ),
        (
            ("7.2.25", "Ville d’Exemple", "2025-0001", "FSL", 1, "Danse", 1),
            ("doubtful", "value_unknown"),
        ),
        (
            ("7.2.25", "CCAS", "2025-0001", "FSL", 1, None, 1),
            ("doubtful", "number_of_other_entity"),
        ),
    ],
)
def test_an_aid_application_that_cannot_be_kept_says_why(row, outcome):
    assert decided(aid(row))[-1] == outcome


def test_a_collective_action_keeps_its_theme_whatever_it_is():
    header = ("Date", "Collectivité", "Thème", "Participants")
    rows = (
        ("7.2.25", "Ville d’Exemple", "Surendettement", 22),
        ("8.2.25", "Ville d’Exemple", "Danse", None),
    )

    records = [row.record for row in a_plan(a_sheet(header, *rows, name="")).rows()]

    assert records == [
        CollectiveRow(date(2025, 2, 7), "Ville d’Exemple", "Surendettement", "THM.BUD", 22),
        CollectiveRow(date(2025, 2, 8), "Ville d’Exemple", "Danse", None, None),
    ]


# The account


def test_a_sheet_without_header_is_told_with_its_rows():
    plan = a_plan(a_sheet(HEADER, a_row()), a_sheet(("x", "y"), (1, 2), name="Notes"))

    told = as_json(plan)["sheets"]

    assert [(one["name"], one["kind"], one["rows_not_read"]) for one in told] == [
        ("Suivi", "interventions", 0),
        ("Notes", None, 2),
    ]


def test_a_sheet_that_she_leaves_out_is_not_read():
    left_out = Corrections(kinds={"Suivi": None})

    assert list(contacts(a_row(), corrections=left_out).rows()) == []


def test_a_sheet_is_what_she_says():
    said = Corrections(kinds={"Suivi": SheetKind.INTERVENTIONS})

    assert decided(contacts(a_row(), corrections=said)) == [NEW]


def test_the_account_names_nobody():
    plan = contacts(a_row(), a_row(date="hier"), a_row(date="8.2.25", kind="Danse"))

    told = repr(as_json(plan))

    assert "FICTIVE" not in told
    assert "Nadège" not in told
    assert as_json(plan)["totals"] == {"new": 1, "known": 0, "doubtful": 1, "bad": 1, "blank": 0}
    assert reasons(plan)[Outcome.BAD, "date_unreadable"] == 1
