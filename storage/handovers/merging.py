"""Brings a return back: rows added, values weighed against what they were when they left.

Only files of that handover that are still here are touched; when all were erased meanwhile, nothing
comes back, and the code read out lets the colleague erase them too. Removals do not travel, either
way: what was removed here and not changed there stays removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.ids import CaseId
from app.ports.handovers import BothChanged, Merged, PackageRefused
from storage.handovers.bringing import bring_codes, bring_documents, bring_shared
from storage.handovers.following import follow, set_values
from storage.handovers.handed import handed_rows
from storage.handovers.lists import list_here, list_left, lists_of, write_list
from storage.handovers.settling import settle
from storage.handovers.taking import add_row
from storage.handovers.travelling import key_of, travelling
from storage.handovers.values import own_rows_of, rows_of
from storage.handovers.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.handovers import Handover
    from storage.driver import Connection
    from storage.handovers.handed import Held
    from storage.handovers.lists import Codes
    from storage.handovers.opening import Opened
    from storage.handovers.travelling import Rows

_PARTS = frozenset(
    {
        "intervention_case",
        "intervention_circumstance",
        "intervention_issue",
        "intervention_nature",
        "intervention_note",
    }
)
"""What is told with the meeting that it belongs to."""
_STAY_REMOVED = frozenset({"document", "intervention_case"})
"""What does not come back because it was changed there: the change says nothing of its own."""


def merge(
    opened: Opened, here: Connection, handover: Handover, told: Callable[[int], None]
) -> Merged:
    """Merge a return within the caller's transaction; the rows kept for it are forgotten."""
    _require_return(opened, here, handover)
    cases = _files_still_here(opened, here, handover.id)
    tables = travelling(here)
    merging = _Merging(opened.connection, here, cases, handed_rows(here, handover.id))
    for done, rows in enumerate(tables):
        merging.look(rows)
        told((done + 1) * 20 // len(tables))
    merging.bring_back_what_is_needed()
    for done, rows in enumerate(tables):
        merging.write(rows)
        told(20 + (done + 1) * 20 // len(tables))
    bring_codes(opened.connection, here)
    bring_documents(
        opened.connection, here, merging.documents, lambda part: told(40 + part * 5 // 10)
    )
    follow(here, cases)
    settle(here, cases)
    here.execute("DELETE FROM handed_row WHERE handover_id = ?", (handover.id,))
    told(100)
    return Merged(merging.added, merging.changed, tuple(merging.both))


def _require_return(opened: Opened, here: Connection, handover: Handover) -> None:
    """Refuse what is no return, or not one of this handover by its colleague.

    A return that comes after another was merged, or after the handover was ended, has no base any
    more: what differs was changed on both sides, and nothing is lost.
    """
    if opened.answers is None:
        raise PackageRefused("not_a_return")
    row = here.execute(
        """
        SELECT handover.package, colleague.card, handover.side
          FROM handover
          JOIN colleague ON colleague.id = handover.colleague_id
         WHERE handover.id = ?
        """,
        (handover.id,),
    ).fetchone()
    if row is None or row[2] != "given" or row[0] != opened.answers:
        raise PackageRefused("unknown_handover")
    if bytes(row[1]) != opened.sender.keys:
        raise PackageRefused("unknown_handover")


def _files_still_here(opened: Opened, here: Connection, handover_id: int) -> tuple[CaseId, ...]:
    """The files of the return that left with this handover; one erased meanwhile stays erased."""
    left = {
        case_id
        for (case_id,) in here.execute(
            "SELECT case_id FROM handed_case WHERE handover_id = ?", (handover_id,)
        ).fetchall()
    }
    return tuple(case.case_id for case in opened.cases if case.case_id in left)


@dataclass(slots=True)
class _Seen:
    """One row of the return, as it is here and as it left."""

    rows: Rows
    case_id: int
    theirs: Held
    mine: Held | None
    base: Held | None
    wanted: bool


@dataclass(slots=True)
class _Merging:
    """One merge; `seen` are the rows of the return by table and key, parents first."""

    source: Connection
    here: Connection
    cases: tuple[CaseId, ...]
    left: Mapping[tuple[str, str], Held]
    seen: dict[str, dict[str, _Seen]] = field(default_factory=dict[str, dict[str, "_Seen"]])
    shared: dict[tuple[str, object], object] = field(
        default_factory=dict[tuple[str, object], object]
    )
    lists: dict[str, Mapping[object, Codes]] = field(
        default_factory=dict[str, "Mapping[object, Codes]"]
    )
    met: set[object] = field(default_factory=set[object])
    documents: list[Held] = field(default_factory=list["Held"])
    both: list[BothChanged] = field(default_factory=list[BothChanged])
    added: int = 0
    changed: int = 0

    def look(self, rows: Rows) -> None:
        """Set the rows of one table beside those that are here."""
        found = rows_of(self.source, rows, self.cases)
        if rows.travels.whole:
            self.lists[rows.table] = lists_of(held for _, held in found)
            return
        if rows.travels.shared:
            for _, held in found:
                self.shared[rows.table, held["id"]], _ = bring_shared(self.here, rows, held)
            return
        mine = {rows.key_of(held): held for _, held in own_rows_of(self.here, rows, self.cases)}
        table = self.seen.setdefault(rows.table, {})
        for case_id, held in found:
            self._refer(rows, held)
            key = rows.key_of(held)
            base = self.left.get((rows.table, key))
            gone = key not in mine and base is not None
            wanted = not gone or (held != base and rows.table not in _STAY_REMOVED)
            table[key] = _Seen(rows, case_id, held, mine.get(key), base, wanted=wanted)

    def bring_back_what_is_needed(self) -> None:
        """What was removed here comes back if something of the return hangs on it."""
        parts = [one for table in _PARTS for one in self.seen.get(table, {}).values()]
        for table in reversed(self.seen.values()):
            for one in table.values():
                if one.wanted and one.mine is None:
                    for column in one.rows.required & one.rows.references.keys():
                        self._want(one.rows.references[column], one.theirs[column])
        for one in parts:
            if self._is_back("intervention", one.theirs["intervention_id"]):
                one.wanted = True

    def write(self, rows: Rows) -> None:
        """Write the rows of one table."""
        if rows.travels.whole:
            for one in self.seen["intervention"].values():
                self._write_list(rows, one)
            return
        for one in self.seen.get(rows.table, {}).values():
            if not one.wanted:
                continue
            if one.mine is None:
                self._add(one)
            else:
                self._weigh(one, one.mine)

    def _refer(self, rows: Rows, held: Held) -> None:
        """Name employers and partners by their ids here; refuse what refers to no row of these."""
        for column, parent in rows.references.items():
            value = held[column]
            if value is None:
                continue
            if (parent, value) in self.shared:
                held[column] = self.shared[parent, value]
            elif _row_in(self.seen.get(parent), value) is None:
                raise PackageRefused("damaged", part="references")

    def _want(self, table: str, row_id: object) -> None:
        parent = _row_in(self.seen.get(table), row_id)
        if parent is not None and parent.mine is None:
            parent.wanted = True

    def _is_back(self, table: str, row_id: object) -> bool:
        one = _row_in(self.seen.get(table), row_id)
        return one is not None and one.mine is None and one.wanted

    def _add(self, one: _Seen) -> None:
        rows, held = one.rows, one.theirs
        if rows.table in _PARTS and held.get("intervention_id") in self.met:
            if rows.table == "intervention_circumstance":
                return
        elif rows.table == "intervention" and self._is_met(held):
            return
        self._let_go(rows, held)
        add_row(self.here, rows, held)
        if rows.table == "document":
            self.documents.append(held)
        self.added += rows.table not in _PARTS

    def _is_met(self, held: Held) -> bool:
        """Tell whether a meeting is here already, with a file that came back before."""
        asked = "SELECT 1 FROM intervention WHERE id = ? AND done_on = ? AND kind = ?"
        values = (held["id"], held["done_on"], held["kind"])
        if self.here.execute(asked, values).fetchone() is None:
            return False
        self.met.add(held["id"])
        return True

    def _let_go(self, rows: Rows, held: Held) -> None:
        """Empty the references to what is not here any more."""
        for column, parent in rows.references.items():
            if column not in rows.required and not self._is_here(parent, held[column]):
                held[column] = None

    def _is_here(self, table: str, row_id: object) -> bool:
        asked = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608  (our own schema)
        return self.here.execute(asked, (row_id,)).fetchone() is not None

    def _weigh(self, one: _Seen, mine: Held) -> None:
        rows = one.rows
        self._let_go(rows, one.theirs)
        weighed = weigh(rows, one.base, mine, one.theirs)
        if weighed.changes:
            set_values(self.here, rows, mine, weighed.changes)
            self.changed += 1
        for said in weighed.both:
            row_id = mine.get("id", one.case_id)
            self._tell(one, int(str(row_id)), said.column, said.kept, said.theirs)

    def _tell(self, one: _Seen, row_id: int, column: str, kept: object, theirs: object) -> None:
        words = ("" if kept is None else str(kept), "" if theirs is None else str(theirs))
        self.both.append(BothChanged(CaseId(one.case_id), one.rows.table, row_id, column, *words))

    def _write_list(self, rows: Rows, one: _Seen) -> None:
        """The subjects of a meeting are one value: those of both sides when both changed them."""
        meeting = one.theirs["id"]
        if meeting in self.met or not self._is_here("intervention", meeting):
            return
        theirs = self.lists[rows.table].get(meeting, ())
        mine = list_here(self.here, rows, meeting)
        was = () if one.mine is None else list_left(self.left, rows, meeting)
        if theirs in {mine, was}:
            return
        kept = theirs if mine == was else (*mine, *(code for code in theirs if code not in mine))
        if kept != mine:
            write_list(self.here, rows, meeting, kept)
            self.changed += one.mine is not None
        if mine != was:
            self._tell(one, int(str(meeting)), "code", ", ".join(kept), ", ".join(theirs))


def _row_in(table: Mapping[str, _Seen] | None, row_id: object) -> _Seen | None:
    """The row of that id."""
    return None if table is None else table.get(key_of([row_id]))
