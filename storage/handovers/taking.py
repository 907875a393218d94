"""Takes files over: every row of a package is added under its id, and nothing that is here changes.

Rows of a person or of a meeting that came with another package of the same files are met again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.cases import next_number
from app.ports.handovers import PackageRefused
from storage import driver
from storage.handovers.bringing import bring_codes, bring_documents, bring_shared
from storage.handovers.handed import keep_mark
from storage.handovers.settling import settle
from storage.handovers.travelling import key_of, travelling
from storage.handovers.values import rows_of
from storage.queries.taken_over import TAKEN_OVER
from storage.repositories.cases import CaseTable
from storage.repositories.people import identity_key
from storage.repositories.search_words import RECORD_WORDS
from storage.repositories.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import CaseId
    from storage.driver import Connection
    from storage.handovers.handed import Held
    from storage.handovers.opening import Opened
    from storage.handovers.travelling import Rows

_SAME_KEY, _BROKEN = "UNIQUE constraint failed", "constraint failed"
"""How the engine says which constraint a row breaks: its codes do not tell one from another."""
WORDED = {
    "agreement": RECORD_WORDS,
    "intervention_note": RECORD_WORDS,
    **{shape.table: shape.found_in for shape in SHAPES.values() if shape.words},
}
"""The tables whose words are found by the id of the row, and in which index."""


def take(
    opened: Opened, here: Connection, handover_id: int, told: Callable[[int], None]
) -> tuple[CaseId, ...]:
    """Write the files of a handover into this vault, within the caller's transaction."""
    cases = tuple(case.case_id for case in opened.cases)
    if opened.answers is not None:
        raise PackageRefused("is_a_return")
    if not cases:
        raise PackageRefused("nothing_to_take")
    _require_new(here, opened, handover_id)
    taking = _Taking(opened.connection, here, cases)
    tables = travelling(here)
    for done, rows in enumerate(tables):
        taking.table(rows)
        told((done + 1) * 30 // len(tables))
    bring_codes(opened.connection, here)
    bring_documents(
        opened.connection, here, taking.documents, lambda part: told(30 + part * 5 // 10)
    )
    settle(here, cases)
    for mark in taking.added:
        keep_mark(here, handover_id, mark, cases[0], "{}")
    told(100)
    return cases


def _require_new(here: Connection, opened: Opened, handover_id: int) -> None:
    """Refuse a package taken before, and files that are here."""
    before = here.execute(
        "SELECT 1 FROM handover WHERE package = ? AND id <> ?", (opened.package, handover_id)
    ).fetchone()
    known = [
        case.case_id
        for case in opened.cases
        if here.execute("SELECT 1 FROM case_file WHERE id = ?", (case.case_id,)).fetchone()
    ]
    if before or known:
        raise PackageRefused("taken_already")


@dataclass(slots=True)
class _Taking:
    """One taking of rows; `ids` are the ids here of what came, by table."""

    source: Connection
    here: Connection
    cases: tuple[CaseId, ...]
    ids: dict[str, dict[object, object]] = field(default_factory=lambda: defaultdict(dict))
    met: dict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    added: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    documents: list[Held] = field(default_factory=list["Held"])

    def table(self, rows: Rows) -> None:
        """Add the rows of one table."""
        for _, held in rows_of(self.source, rows, self.cases):
            if rows.travels.shared:
                self._share(rows, held)
                continue
            self._refer(rows, held)
            if self._hangs_on_what_is_met(rows, held):
                continue
            if self._meets(rows, held):
                self.met[rows.table].add(held["id"])
            else:
                self._add(rows, held)
            self.ids[rows.table][held[rows.key[0]]] = held[rows.key[0]]

    def _share(self, rows: Rows, held: Held) -> None:
        known, added = bring_shared(self.here, rows, held)
        self.ids[rows.table][held["id"]] = known
        if added:
            self.added.append((rows.table, key_of([known])))

    def _refer(self, rows: Rows, held: Held) -> None:
        """Name what a row refers to by its id here."""
        for column, parent in rows.references.items():
            if held[column] is not None:
                if held[column] not in self.ids[parent]:
                    raise PackageRefused("damaged", part="references")
                held[column] = self.ids[parent][held[column]]

    def _hangs_on_what_is_met(self, rows: Rows, held: Held) -> bool:
        """Tell whether a row is a part of a meeting that is here already, as it stands here."""
        part = rows.travels.whole or rows.table == "intervention_circumstance"
        return bool(part) and held["intervention_id"] in self.met["intervention"]

    def _meets(self, rows: Rows, held: Held) -> bool:
        """Tell whether a row is here already, from another package of the same persons."""
        match rows.table:
            case "person":
                return self._person_is_here(held)
            case "person_trait" | "household_member":
                asked = f"SELECT 1 FROM {rows.table} WHERE id = ? AND person_id = ?"  # noqa: S608  (our own schema)
                return self._finds(asked, held["id"], held["person_id"])
            case "intervention":
                asked = "SELECT 1 FROM intervention WHERE id = ? AND done_on = ? AND kind = ?"
                return self._finds(asked, held["id"], held["done_on"], held["kind"])
            case _:
                return False

    def _person_is_here(self, held: Held) -> bool:
        """A person is met again only if every file of hers here was taken over."""
        if not self._finds("SELECT 1 FROM person WHERE id = ?", held["id"]):
            return False
        own = f"SELECT 1 FROM case_file WHERE person_id = ? AND id NOT IN ({TAKEN_OVER})"  # noqa: S608  (our own schema)
        if self._finds(own, held["id"]):
            raise PackageRefused("ids_taken")
        return True

    def _finds(self, asked: str, *values: object) -> bool:
        return self.here.execute(asked, values).fetchone() is not None

    def _add(self, rows: Rows, held: Held) -> None:
        if rows.table == "case_file":
            held["number"] = self._number(str(held["number"]), int(str(held["opened_on"])[:4]))
        if rows.table == "person":
            names = (str(held["family_name"]), str(held["given_name"]))
            held["identity_key"] = identity_key(*names)
        if rows.table == "document":
            self.documents.append(held)
        add_row(self.here, rows, held)

    def _number(self, number: str, year: int) -> str:
        """The number that the file has at the giver's, or one of its own if it is taken here."""
        if not self._finds("SELECT 1 FROM case_file WHERE number = ?", number):
            return number
        return next_number(year, CaseTable(self.here).numbers(year))


def add_row(here: Connection, rows: Rows, held: Held) -> None:
    """Add a row; a key that another file of this vault has is refused, among its words too."""
    index = WORDED.get(rows.table)
    if index is not None:
        asked = f"SELECT subject, case_id FROM {index} WHERE rowid = ?"  # noqa: S608  (our own schema)
        found = here.execute(asked, (held["id"],)).fetchone()
        if found not in {None, (rows.table, held["case_id"])}:
            raise PackageRefused("ids_taken")
    try:
        here.execute(rows.inserted, tuple(held.values()))
    except driver.Error as error:
        if str(error).startswith(_SAME_KEY):
            raise PackageRefused("ids_taken") from error
        if _BROKEN in str(error):
            raise PackageRefused("damaged", part="rows") from error
        raise
