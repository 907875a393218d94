"""Settling the rows that an import set aside."""

from datetime import date

import pytest
from testkit.import_desk import AID, a_desk, refusal
from testkit.sheets import a_row

from app.changes import Touched
from app.domain.aid import AidApplication
from app.domain.cases import CaseFile
from app.domain.interventions import Intervention
from app.importing.vocabulary import SheetKind
from app.ports.imports import ImportProfile, Outcome
from app.usecases.imports import RowRef


@pytest.fixture
def desk():
    return a_desk()


def test_bad_and_doubtful_rows_wait_with_what_is_wrong(desk):
    report = desk.bring(a_row(date="hier"), a_row(kind="Danse", minutes="un peu"))

    first, second = desk.service.to_settle()
    assert report.rows[Outcome.BAD] == 2
    assert (first.sheet, first.line, first.reason) == ("Suivi", 2, "date_unreadable")
    assert first.cells["family_name"] == "FICTIVE"
    assert set(second.problems) == {("duration_unreadable", "minutes"), ("value_unknown", "kind")}


ALL = ("value_unknown", "date_unreadable", "kind_missing")


def settled(desk, waiting, **how):
    return desk.service.settle(RowRef(waiting.batch_id, waiting.sheet, waiting.line), **how)


def test_a_corrected_row_is_imported_and_waits_no_more(desk):
    desk.bring(a_row(date="hier"))
    (waiting,) = desk.service.to_settle()

    report = settled(desk, waiting, values={"date": "6.2.25"})

    assert [one.on for one in desk.kept(Intervention)] == [date(2025, 2, 6)]
    assert desk.service.to_settle() == ()
    assert report.rows == {Outcome.NEW: 1}
    assert desk.events() == ["import_done", "import_row_settled"]


def test_a_row_that_is_still_wrong_goes_on_waiting(desk):
    desk.bring(a_row(date="hier", kind="Danse"))
    (waiting,) = desk.service.to_settle()

    assert refusal(settled, desk, waiting, values={"date": "6.2.25"}) == "value_unknown"
    assert refusal(settled, desk, waiting, accept=ALL) == "date_unreadable"
    assert len(desk.service.to_settle()) == 1
    assert desk.kept(Intervention) == []


def test_a_value_taught_meanwhile_settles_a_row(desk):
    desk.bring(a_row(kind="Danse"))
    (waiting,) = desk.service.to_settle()

    changes = desk.service.teach_value("CTC", " DANSE", code="CTC.RDV")
    settled(desk, waiting)

    assert changes.concerns(Touched.IMPORTS)
    assert [one.kind for one in desk.kept(Intervention)] == ["CTC.RDV"]


def test_an_accepted_doubt_is_imported_as_it_is(desk):
    desk.bring(a_row(), a_row(date="8.2.25", family="AUTRE"), a_row(date="9.2.25", issue="Danse"))
    names, issue = desk.service.to_settle()

    settled(desk, names, accept=[names.reason])
    settled(desk, issue, accept=[issue.reason])

    assert len(desk.kept(CaseFile)) == 1
    assert sorted((one.on.day, one.issues) for one in desk.kept(Intervention)) == [
        (7, ("ISS.LOG",)),
        (8, ("ISS.LOG",)),
        (9, ()),
    ]


def test_an_intervention_needs_a_kind_even_when_its_doubt_is_accepted(desk):
    desk.bring(a_row(kind="Danse"))
    (waiting,) = desk.service.to_settle()

    assert refusal(settled, desk, waiting, accept=ALL) == "kind_missing"


def test_the_same_line_twice_may_be_meant(desk):
    desk.bring(a_row(), a_row())
    (waiting,) = desk.service.to_settle()

    assert refusal(settled, desk, waiting) == "logged_before"
    settled(desk, waiting, values={"note": "une deuxième"}, accept=[waiting.reason])

    assert len(desk.kept(Intervention)) == 2


def test_a_contact_that_names_nobody_may_be_anonymous(desk):
    desk.bring(a_row(number=None, family=None, given=None))
    (waiting,) = desk.service.to_settle()

    settled(desk, waiting, accept=[waiting.reason])

    assert [one.case_ids for one in desk.kept(Intervention)] == [()]


def test_an_aid_row_waits_for_its_case_file(desk):
    desk.bring(Aides=(AID, ("9.2.25", "Ville d’Exemple", "2025-0001", "FSL", "Accordé", 15)))
    (waiting,) = desk.service.to_settle()
    assert waiting.reason == "case_unknown"

    desk.bring(a_row())
    settled(desk, waiting)

    assert [one.granted_cents for one in desk.kept(AidApplication)] == [1_500]


def test_a_dismissed_row_does_not_come_back(desk):
    desk.bring(a_row(date="hier"))
    (waiting,) = desk.service.to_settle()
    row = RowRef(waiting.batch_id, waiting.sheet, waiting.line)

    changes = desk.service.dismiss(row)
    report = desk.bring(a_row(date="hier"))

    assert changes.concerns(Touched.IMPORTS)
    assert desk.service.to_settle() == ()
    assert report.touched is Touched.NOTHING
    assert refusal(desk.service.dismiss, row) == "row_not_waiting"
    assert desk.events() == ["import_done", "import_row_dismissed"]


def test_columns_are_taught_and_only_existing_fields(desk):
    desk.service.teach_columns(SheetKind.AID, ("Date", "Somme"), columns={"Somme": "granted"})

    assert [one.columns for one in desk.kept(ImportProfile)] == [{"Somme": "granted"}]
    assert desk.events() == ["import_column_taught"]
    assert (
        refusal(desk.service.teach_columns, SheetKind.AID, ("x",), columns={"x": "somme"})
        == "mapping_field_unknown"
    )
    assert refusal(desk.service.teach_value, "CTC", "x", code="CTC.ZZZ") == "unknown_code"
