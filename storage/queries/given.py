"""What goes into the copy that the person receives, derived from what each column declares.

A column goes in because `columns.toml` says `given`, and for no other reason; one that is given
and has no place in the copy is named in `LEFT_OUT` with its reason.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.domain.people import folded
from app.ports.access import Apart, GivenRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.ids import CaseId
    from storage.driver import Connection
    from storage.vault.session import OpenVault

LEFT_OUT: Mapping[str, str] = {
    "colleague.name": "told as whom a file was entrusted to",
    "document_chunk.bytes": "the copy lists the documents; they are given beside it as they are",
    "intervention_case.done_on": "the day of the intervention itself",
    "intervention_issue.rank": "the order in which they are told",
    "intervention_nature.rank": "the order in which they are told",
    "partner.name": "told as the recipient of each sharing",
}
_SHORTEST_NAME = 2
_PARTNER = "(SELECT name FROM partner WHERE partner.id = partner_id)"
_COLLEAGUE = """(SELECT colleague.name FROM handover JOIN colleague ON colleague.id = colleague_id
     WHERE handover.id = handover_id)"""
_ENTITY = "(SELECT name FROM entity WHERE entity.id = entity_id)"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a file are found in one table; `resolved` are columns told by a name."""

    where: str = "case_id = :case"
    order: str = "id"
    key: str = "id"
    owner: str = "NULL"
    resolved: Mapping[str, str] = field(default_factory=dict[str, str])


_OF_INTERVENTION = (
    "intervention_id IN (SELECT intervention_id FROM intervention_case WHERE case_id = :case)"
)
SOURCES: Mapping[str, Source] = {
    "person": Source("id = :person"),
    "person_trait": Source("person_id = :person", "kind, valid_from"),
    "case_file": Source("id = :case", resolved={"entity_id": _ENTITY}),
    "case_closing": Source(order="closed_on", key="0"),
    "case_attribute": Source(order="kind, valid_from", key="0"),
    "request": Source(order="received_on, id"),
    "agreement": Source(order="given_on, id"),
    "outreach_offer": Source(order="offered_on, id"),
    "information_given": Source(order="given_on, id"),
    "intervention": Source(
        "id IN (SELECT intervention_id FROM intervention_case WHERE case_id = :case)",
        "done_on, id",
        resolved={"entity_id": _ENTITY},
    ),
    "intervention_issue": Source(
        _OF_INTERVENTION, "intervention_id, rank", key="0", owner="intervention_id"
    ),
    "intervention_nature": Source(
        _OF_INTERVENTION, "intervention_id, rank", key="0", owner="intervention_id"
    ),
    "intervention_note": Source(order="intervention_id", owner="intervention_id"),
    "intervention_circumstance": Source(
        _OF_INTERVENTION, "intervention_id", key="0", owner="intervention_id"
    ),
    "assessment": Source(order="assessed_on, id"),
    "action_plan": Source(order="started_on, id"),
    "plan_goal": Source(owner="plan_id"),
    "plan_action": Source(owner="plan_id"),
    "aid_application": Source(order="decided_on, id", resolved={"entity_id": _ENTITY}),
    "sharing": Source(
        order="shared_on, id",
        resolved={"partner_id": _PARTNER},
    ),
    "shared_item": Source(
        "sharing_id IN (SELECT id FROM sharing WHERE case_id = :case)", owner="sharing_id"
    ),
    "handed_case": Source(
        "case_id = :case AND handover_id IN (SELECT id FROM handover WHERE side = 'given')",
        "handed_on, id",
        resolved={"handover_id": _COLLEAGUE},
    ),
    "urgent_case": Source(order="noted_on, id"),
    "writing": Source(
        "case_id = :case AND state = 'final'", "written_on, id", resolved={"partner_id": _PARTNER}
    ),
    "writing_item": Source(
        "writing_id IN (SELECT id FROM writing WHERE case_id = :case AND state = 'final')",
        owner="writing_id",
    ),
    "document": Source("case_id = :case AND binned_on IS NULL", "added_on, id"),
}


@cache
def given_columns() -> Mapping[str, tuple[str, ...]]:
    """The columns that are given, by table."""
    declared: dict[str, dict[str, Any]] = tomllib.loads(
        (files("storage.migrations") / "columns.toml").read_text(encoding="utf-8")
    )["columns"]
    return {
        table: tuple(name for name, said in columns.items() if said["given"])
        for table, columns in declared.items()
        if any(said["given"] for said in columns.values())
    }


class VaultAccessQueries:
    """Reads the copy of a file out of the vault."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def given(self, case_id: CaseId) -> tuple[GivenRow, ...]:
        """Every row of a file, with the columns declared as given and no other."""
        with self._vault.read() as connection:
            known = {"case": case_id, "person": _person_of(connection, case_id)}
            return tuple(row for table in SOURCES for row in _rows(connection, table, known))

    def apart(self, case_id: CaseId) -> Apart:
        """What is announced and not given; a note lives in the bin until its days are over."""
        with self._vault.read() as connection:
            person_id = _person_of(connection, case_id)
            binned = "binned WHERE subject = 'working_note' AND case_id = ?"
            return Apart(
                _count(connection, "working_note WHERE case_id = ?", case_id)
                + _count(connection, binned, case_id),
                _count(connection, "writing WHERE state <> 'final' AND case_id = ?", case_id),
                _count(connection, "household_member WHERE person_id = ?", person_id),
                _names_of_others(connection, person_id),
            )


def _person_of(connection: Connection, case_id: CaseId) -> int:
    row = connection.execute("SELECT person_id FROM case_file WHERE id = ?", (case_id,)).fetchone()
    return 0 if row is None else row[0]


def _rows(connection: Connection, table: str, known: Mapping[str, int]) -> list[GivenRow]:
    source = SOURCES[table]
    columns = [name for name in given_columns()[table] if f"{table}.{name}" not in LEFT_OUT]
    asked = [source.resolved.get(name, name) for name in columns]
    found = connection.execute(
        f"""
        SELECT {source.key}, {source.owner}, {", ".join(asked)}
          FROM {table}
         WHERE {source.where}
         ORDER BY {source.order}
        """,  # noqa: S608  (names of our own schema)
        {name: value for name, value in known.items() if f":{name}" in source.where},
    )
    return [
        GivenRow(table, key, owner, dict(zip(columns, values, strict=True)))
        for key, owner, *values in found
    ]


def _count(connection: Connection, of: str, value: int) -> int:
    return connection.execute(
        f"SELECT COUNT(*) FROM {of}",  # noqa: S608  (names of our own schema)
        (value,),
    ).fetchone()[0]


def _names_of_others(connection: Connection, person_id: int) -> frozenset[str]:
    """Folded words of every other name of the vault, without those that are hers too."""
    rows = connection.execute(
        """
        SELECT family_name || ' ' || given_name, id = ?1 FROM person
         UNION ALL
        SELECT name, 0 FROM household_member WHERE person_id = ?1
        """,
        (person_id,),
    ).fetchall()
    own = {word for name, hers in rows if hers for word in folded(name).split()}
    others = {word for name, hers in rows if not hers for word in folded(name).split()}
    return frozenset(word for word in others - own if len(word) >= _SHORTEST_NAME)
