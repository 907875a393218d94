"""What becomes of each row, and why."""

from datetime import date

import pytest
from testkit.plans import a_plan, a_sheet, decided, only
from testkit.sheets import HEADER, a_row

from app.importing.account import as_json, reasons
from app.importing.mapping import Corrections
from app.importing.planner import Known
from app.importing.rows import InterventionRow
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
