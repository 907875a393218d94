"""The copy for the person holds what its columns declare as given, and nothing else."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from testkit.casework import ENTRY, Casework

from app.domain.ids import CaseId
from storage.queries.given import LEFT_OUT, SOURCES, VaultAccessQueries, given_columns

if TYPE_CHECKING:
    from storage.driver import Connection

CASE = CaseId(1)
SURROUNDINGS = (
    "entity",
    "partner",
    "colleague",
    "handover",
    "intervention_case",
    "household_member",
    "working_note",
)
ELSEWHERE = {"legal_act", "appointment", "reminder"}
FIXED = {"id": 1, "rank": 1, "binned_on": None, "reopened_on": "2026-05-01"}


def _told(table: str, column: str) -> Any:
    """Links lead to the one row of each table; every other column says its own name."""
    if (table, column) == ("writing", "state"):
        return "final"
    if (table, column) == ("handover", "side"):
        return "given"
    if column in FIXED:
        return FIXED[column]
    if column.endswith("_id"):
        return 1
    return f"<{table}.{column}>"


def _fill(connection: Connection, table: str) -> None:
    asked = "SELECT name FROM pragma_table_info(?)"
    columns = [name for (name,) in connection.execute(asked, (table,))]
    places = ", ".join("?" for _ in columns)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})",
        [_told(table, column) for column in columns],
    )


@pytest.fixture
def access(casework: Casework) -> VaultAccessQueries:
    """A vault in which every column of one file is filled; others of the vault are in no copy."""
    with casework.vault.transaction() as write:
        write.execute("PRAGMA defer_foreign_keys = ON")
        for table in (*SURROUNDINGS, *SOURCES, *ELSEWHERE):
            _fill(write.connection, table)
        write.commit(ENTRY)
    return VaultAccessQueries(casework.vault)


@pytest.mark.requirement("ANAS-04")
def test_every_given_column_is_in_the_copy_or_left_out_with_a_reason() -> None:
    given = {f"{table}.{name}" for table, names in given_columns().items() for name in names}
    read = {one for one in given if one.partition(".")[0] in SOURCES}

    assert len(given) > 80
    assert given - read - LEFT_OUT.keys() == set()
    assert LEFT_OUT.keys() <= given
    assert all(reason.strip() for reason in LEFT_OUT.values())


@pytest.mark.requirement("ANAS-04")
def test_each_given_column_comes_with_what_it_holds(access: VaultAccessQueries) -> None:
    found = {
        f"{row.table}.{column}": value
        for row in access.given(CASE)
        for column, value in row.values.items()
    }
    wanted = {
        f"{table}.{name}" for table, names in given_columns().items() for name in names
    } - LEFT_OUT.keys()

    assert found.keys() == wanted
    assert [name for name, value in found.items() if value is None] == []


@pytest.mark.requirement("ANAS-04")
def test_nothing_that_is_not_given_is_in_the_copy(access: VaultAccessQueries) -> None:
    given = {f"<{table}.{name}>" for table, names in given_columns().items() for name in names} | {
        "<entity.name>"
    }
    told = set(chain.from_iterable(row.values.values() for row in access.given(CASE)))
    marks = {str(one) for one in told if str(one).startswith("<")}

    assert marks
    assert marks - given == set()


def test_working_notes_are_announced_and_not_given(access: VaultAccessQueries) -> None:
    apart = access.apart(CASE)

    assert (apart.working_notes, apart.drafts, apart.members) == (1, 0, 1)
    assert "working_note" not in {row.table for row in access.given(CASE)}


@pytest.mark.requirement("ANAS-04")
def test_a_working_note_in_the_bin_is_announced_too(
    casework: Casework, access: VaultAccessQueries
) -> None:
    announced = access.apart(CASE).working_notes
    with casework.vault.transaction() as write:
        write.connection.execute(
            """
            INSERT INTO binned (id, case_id, subject, content, binned_on)
            VALUES (9001, ?, 'working_note', '[]', '2026-03-02')
            """,
            (CASE,),
        )
        write.commit(ENTRY)

    assert access.apart(CASE).working_notes == announced + 1


def test_the_names_of_others_are_known_without_her_own(
    access: VaultAccessQueries, casework: Casework
) -> None:
    with casework.vault.transaction() as write:
        write.execute("UPDATE person SET family_name = 'Exemple', given_name = 'Nadège'")
        write.execute("UPDATE household_member SET name = 'Tom Exemple'")
        write.execute(
            "INSERT INTO person (id, family_name, given_name, identity_key, gender, phone, email,"
            " not_at_work) VALUES (2, 'Modèle', 'Karim', '', '', '', '', 0)"
        )
        write.commit(ENTRY)

    assert access.apart(CASE).names == {"tom", "modele", "karim"}
