"""What was written from a package, read back as any record is: refused whole if one reads badly.

Values that another vault wrote are believed only once the records of this program take them.
Their words are indexed on the way.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.ids import CaseId, DocumentId, InterventionId, PersonId
from app.domain.nomenclatures import Overrides, with_local
from app.ports.handovers import PackageRefused
from storage.handovers.opening import package_faults
from storage.handovers.travelling import TRAVELS
from storage.repositories.cases import CaseTable
from storage.repositories.codes import CodeTable
from storage.repositories.documents import DocumentTable
from storage.repositories.interventions import InterventionTable
from storage.repositories.people import PersonTable
from storage.repositories.records import RecordTable
from storage.repositories.search_words import index_case, index_note, index_own_notes
from storage.repositories.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.driver import Connection

_OF_CASE = frozenset(
    {
        "action_plan",
        "appointment",
        "assessment",
        "file_link",
        "information_given",
        "left_alone",
        "outreach_offer",
        "plan_action",
        "plan_goal",
        "redaction",
        "reminder",
        "sharing",
        "urgent_case",
        "writing",
    }
)
CODED = {
    "aid_application": ("scheme", "state", "purpose"),
    "case_attribute": ("value",),
    "intervention": ("kind", "place"),
    "intervention_issue": ("code",),
    "intervention_nature": ("code",),
    "person": ("gender", "marital_status", "household_type", "housing"),
    "request": ("origin",),
}
"""The codes that counting reads: one that this program does not know would stop every figure."""
_CODE = re.compile(r"[A-Z]{3}\.\S+")
_OF_PERSON = frozenset({"household_member", "person_trait"})
_OF_PART = {"shared_item": "sharing", "writing_item": "writing"}


def settle(connection: Connection, cases: Sequence[CaseId]) -> None:
    """Read every record of these files as the program will, and index its words."""
    try:
        with package_faults():
            _require_known_codes(connection, cases)
            for case_id in cases:
                _settle_case(connection, case_id)
                _settle_records(connection, case_id)
                _settle_meetings(connection, case_id)
                for (document_id,) in _ids(connection, "document", case_id):
                    DocumentTable(connection).get(DocumentId(document_id))
                index_case(connection, case_id)
    except RuleBroken as error:
        raise PackageRefused("damaged", part="rules") from error


def _require_known_codes(connection: Connection, cases: Sequence[CaseId]) -> None:
    """Refuse the codes of a program that knows more."""
    lists = with_local(Overrides(local=CodeTable(connection).local()))
    asked = {"cases": json.dumps(list(cases))}
    for one in TRAVELS:
        for column in CODED.get(one.table, ()):
            found = connection.execute(
                f"SELECT DISTINCT {column} FROM {one.table} WHERE {one.where}",  # noqa: S608  (our own schema)
                asked,
            )
            for (code,) in found.fetchall():
                if code is not None and _CODE.fullmatch(code) and code not in lists:
                    raise PackageRefused("too_new", part="codes")


def _settle_case(connection: Connection, case_id: CaseId) -> None:
    cases = CaseTable(connection)
    person_id = PersonId(cases.get(case_id).person_id)
    PersonTable(connection).get(person_id)
    cases.requests(case_id)
    cases.attributes(case_id)
    for agreement in cases.agreements(case_id):
        cases.save_agreement(agreement)
    for shape in SHAPES.values():
        if shape.table in _OF_PERSON:
            RecordTable(connection, shape).of(person_id)


def _settle_records(connection: Connection, case_id: CaseId) -> None:
    for shape in SHAPES.values():
        table = RecordTable(connection, shape)
        if shape.table in _OF_CASE:
            for record in table.of(case_id):
                table.index(record)
        elif shape.table in _OF_PART:
            for (part_id,) in _ids(connection, _OF_PART[shape.table], case_id):
                table.of(part_id)


def _settle_meetings(connection: Connection, case_id: CaseId) -> None:
    meetings = InterventionTable(connection)
    for (found,) in connection.execute(
        "SELECT intervention_id FROM intervention_case WHERE case_id = ?", (case_id,)
    ).fetchall():
        meeting = meetings.get(InterventionId(found))
        index_note(connection, meeting.id, meeting.note)
        index_own_notes(connection, meeting.id)


def _ids(connection: Connection, table: str, case_id: CaseId) -> list[tuple[int]]:
    return connection.execute(
        f"SELECT id FROM {table} WHERE case_id = ?",  # noqa: S608  (our own schema)
        (case_id,),
    ).fetchall()
