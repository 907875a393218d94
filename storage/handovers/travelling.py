"""Which rows of a vault travel with a file, and which tables stay home, with the reason.

Every table of the schema is in one of the two lists: a test compares them with the schema.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.repair.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.driver import Connection

_CASES = "SELECT value FROM json_each(:cases)"
_MEETINGS = f"SELECT intervention_id FROM intervention_case WHERE case_id IN ({_CASES})"  # noqa: S608  (our own schema)
_PERSONS = f"SELECT person_id FROM case_file WHERE id IN ({_CASES})"  # noqa: S608  (our own schema)


def _of_parts(parent: str, column: str) -> tuple[str, str]:
    """Rows that hang on a part of a file, and the file of that part."""
    return (
        f"{column} IN (SELECT id FROM {parent} WHERE case_id IN ({_CASES}))",  # noqa: S608  (our own schema)
        f"(SELECT case_id FROM {parent} AS part WHERE part.id = {column})",  # noqa: S608  (our own schema)
    )


def _of_person(column: str) -> tuple[str, str]:
    return (
        f"{column} IN ({_PERSONS})",
        (
            "(SELECT MIN(held.id) FROM case_file AS held"  # noqa: S608  (our own schema)
            f" WHERE held.person_id = {column} AND held.id IN ({_CASES}))"
        ),
    )


def _of_meeting(column: str) -> tuple[str, str]:
    return (
        f"{column} IN ({_MEETINGS})",
        (
            "(SELECT MIN(held.case_id) FROM intervention_case AS held"  # noqa: S608  (our own schema)
            f" WHERE held.intervention_id = {column} AND held.case_id IN ({_CASES}))"
        ),
    )


@dataclass(frozen=True, slots=True)
class Travels:
    """The rows of one table that travel: which, and to which file each belongs.

    `shared` rows (employers, partners) belong to no file: they come along because a file names
    them. `whole` rows are one value of their owner together (the subjects of a meeting).
    `identity` tells rows apart where the key of the table does not.
    """

    table: str
    where: str = f"case_id IN ({_CASES})"
    owner: str = "case_id"
    shared: bool = False
    whole: str = ""
    identity: tuple[str, ...] = ()


def _by(table: str, rows: tuple[str, str], whole: str = "") -> Travels:
    return Travels(table, *rows, whole=whole)


TRAVELS: tuple[Travels, ...] = (
    Travels(
        "entity",
        f"id IN (SELECT entity_id FROM case_file WHERE id IN ({_CASES})"  # noqa: S608  (our own schema)
        f" UNION SELECT entity_id FROM intervention WHERE id IN ({_MEETINGS})"
        f" UNION SELECT entity_id FROM aid_application WHERE case_id IN ({_CASES})"
        f" UNION SELECT entity_id FROM appointment WHERE case_id IN ({_CASES}))",
        "0",
        shared=True,
    ),
    Travels(
        "partner",
        f"id IN (SELECT partner_id FROM sharing WHERE case_id IN ({_CASES})"  # noqa: S608  (our own schema)
        f" UNION SELECT partner_id FROM writing WHERE case_id IN ({_CASES})"
        f" UNION SELECT partner_id FROM plan_action WHERE case_id IN ({_CASES}))",
        "0",
        shared=True,
    ),
    _by("person", _of_person("person.id")),
    _by("person_trait", _of_person("person_id")),
    _by("household_member", _of_person("person_id")),
    Travels("case_file", f"id IN ({_CASES})", "id"),
    Travels("case_closing"),
    Travels("case_attribute"),
    Travels("request"),
    Travels("agreement"),
    Travels("outreach_offer"),
    Travels("information_given"),
    Travels("assessment"),
    Travels("aid_application"),
    _by("intervention", _of_meeting("intervention.id")),
    Travels("intervention_case", identity=("case_id", "intervention_id")),
    _by("intervention_issue", _of_meeting("intervention_id"), whole="intervention_id"),
    _by("intervention_nature", _of_meeting("intervention_id"), whole="intervention_id"),
    Travels("intervention_note", identity=("case_id", "intervention_id")),
    _by("intervention_circumstance", _of_meeting("intervention_id")),
    Travels("action_plan"),
    Travels("plan_goal"),
    Travels("plan_action"),
    Travels("writing"),
    _by("writing_item", _of_parts("writing", "writing_id")),
    Travels("sharing"),
    _by("shared_item", _of_parts("sharing", "sharing_id")),
    Travels("appointment"),
    Travels("reminder"),
    Travels("left_alone"),
    Travels("urgent_case"),
    Travels("redaction"),
    Travels("file_link", f"case_id IN ({_CASES}) AND other_case_id IN ({_CASES})"),
    Travels("document", f"case_id IN ({_CASES}) AND binned_on IS NULL"),
)
"""Parents before what hangs on them."""

BESIDE: Mapping[str, str] = {
    "document_chunk": "the bytes of the documents that travel, one chunk at a time",
    "local_code": "her own codes, those that a row which travels bears",
    "meta": "what the package says of itself",
}
"""Tables that travel in a way of their own."""

STAYS: Mapping[str, str] = {
    "backup": "the backups of her own vault",
    "binned": "what she removed is no part of the file any more",
    "collective_action": "work with groups is in no file",
    "colleague": "whom she knows is hers",
    "draft": "what is being typed is not written yet",
    "handed_case": "each vault keeps its own account of handovers",
    "handed_row": "each vault keeps its own account of handovers",
    "handover": "each vault keeps its own account of handovers",
    "handover_key": "private keys never leave the vault",
    "headcount": "figures of the employer, not of a file",
    "hidden_code": "her own choice of codes",
    "import_batch": "how her own spreadsheets were read",
    "import_profile": "how her own spreadsheets were read",
    "import_record": "how her own spreadsheets were read",
    "import_row": "how her own spreadsheets were read",
    "import_value": "how her own spreadsheets were read",
    "journal": "what she did in her own vault",
    "legal_act": "protection reports are hers alone to answer for",
    "letter_template": "her own wording",
    "place_left": "where she was in her own vault",
    "release": "what she published",
    "saved_search": "her own searches",
    "setting": "her own choices",
    "working_note": "working notes are hers alone and live 90 days",
    "case_words": "made anew where the file arrives",
    "desk_words": "made anew where the file arrives",
    "note_words": "made anew where the file arrives",
    "record_words": "made anew where the file arrives",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """One table that travels, as the schema declares it."""

    travels: Travels
    columns: tuple[str, ...]
    key: tuple[str, ...]
    types: tuple[str, ...]
    required: frozenset[str]
    references: Mapping[str, str]

    @property
    def table(self) -> str:
        """Its name."""
        return self.travels.table

    @property
    def selected(self) -> str:
        """The statement that reads the rows that travel, each after the file it belongs to."""
        return (
            f"SELECT {self.travels.owner}, {', '.join(self.columns)} FROM {self.table}"  # noqa: S608  (our own schema)
            f" WHERE {self.travels.where} ORDER BY {', '.join(self.key)}"
        )

    @property
    def inserted(self) -> str:
        """The statement that adds a row."""
        marks = ", ".join("?" for _ in self.columns)
        return f"INSERT INTO {self.table} ({', '.join(self.columns)}) VALUES ({marks})"  # noqa: S608  (our own schema)

    @property
    def by_key(self) -> str:
        """The condition that finds one row."""
        return " AND ".join(f"{name} = ?" for name in self.key)

    def key_of(self, held: Mapping[str, object]) -> str:
        """What tells a row from the others, as a text."""
        return key_of([held[name] for name in self.key])


def key_of(values: Sequence[object]) -> str:
    """The key of a row as a text."""
    return json.dumps(list(values), separators=(",", ":"))


def travelling(connection: Connection) -> tuple[Rows, ...]:
    """The tables that travel, parents first, with the columns of the schema of this program."""
    known = {table.name: table for table in tables_of(connection)}
    made: list[Rows] = []
    for one in TRAVELS:
        info = connection.execute(f"PRAGMA table_info({one.table})").fetchall()
        links = connection.execute(f"PRAGMA foreign_key_list({one.table})").fetchall()
        made.append(
            Rows(
                travels=one,
                columns=known[one.table].columns,
                key=one.identity or known[one.table].key,
                types=tuple(kind for _, _, kind, *_ in info),
                required=frozenset(name for _, name, _, needed, _, rank in info if needed or rank),
                references={column: parent for _, _, parent, column, *_ in links},
            )
        )
    return tuple(made)
