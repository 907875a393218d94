"""Employers, and what is kept under them: headcounts, aid, collective actions."""

from datetime import date

import pytest
from testkit.builders import an_entity
from testkit.plans import a_plan, a_sheet, decided, only
from testkit.sheets import HEADER, a_row

from app.importing.mapping import Corrections
from app.importing.rows import AidRow, CollectiveRow, EntityRow
from app.ports.imports import Outcome

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
