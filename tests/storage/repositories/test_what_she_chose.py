"""Codes, drafts, settings, imports and releases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity
from testkit.casework import ENTRY

from app.domain.aid import AidApplication
from app.domain.collective import CollectiveAction
from app.domain.entities import Headcount
from app.domain.errors import RuleBroken
from app.domain.ids import (
    AidId,
    CaseId,
    CollectiveActionId,
    EntityId,
    ImportBatchId,
    ReleaseId,
)
from app.domain.nomenclatures import LocalCode
from app.ports.imports import ImportedRow, ImportProfile, Outcome
from app.ports.releases import FrozenRelease
from storage.driver import Error

if TYPE_CHECKING:
    from testkit.casework import Casework

BATCH, LATER = ImportBatchId(1), ImportBatchId(2)
RELEASE = FrozenRelease(ReleaseId(1), "2025", date(2026, 1, 15), "1", "aa", "{}", "bb")


def _row(line: int, outcome: Outcome, content: str | None = None) -> ImportedRow:
    return ImportedRow("Feuille", line, bytes([line]) * 32, outcome, "date_unreadable", content)


def _import(casework: Casework, batch: ImportBatchId, *rows: ImportedRow) -> None:
    with casework.store.work() as work:
        work.imports.add_batch(batch, "suivi.xlsx")
        work.imports.add_rows(batch, rows)
        work.commit(ENTRY)


def test_a_headcount_is_the_last_known(casework: Casework) -> None:
    one, other = an_entity(), an_entity(id=EntityId(2), name="Syndicat d’Exemple")
    casework.keep(one, other, Headcount(one.id, 2023, 1100), Headcount(one.id, 2025, 1150))
    casework.keep(Headcount(one.id, 2025, 1160))

    with casework.store.work() as work:
        assert work.entities.headcounts(2022) == {}
        assert work.entities.headcounts(2024) == {one.id: 1100}
        assert work.entities.headcounts(2026) == {one.id: 1160}


def test_codes_hidden_and_added_are_read_back(casework: Casework) -> None:
    local = LocalCode("ISS.X-GARDE", "Garde", "ISS.FAM", "G.", valid_from=date(2026, 1, 1))
    with casework.store.work() as work:
        work.codes.set_hidden("CTC.SMS", hidden=True)
        work.codes.set_hidden("CTC.SMS", hidden=False)
        work.codes.set_hidden("ISS.PRO.02", hidden=True)
        work.codes.save_local(local)
        work.codes.save_local(local)

        assert work.codes.hidden() == {"CTC.SMS": False, "ISS.PRO.02": True}
        assert work.codes.local() == (local,)


def test_a_draft_is_read_back_with_its_moment(casework: Casework) -> None:
    with casework.store.work() as work:
        assert work.drafts.read("intervention") is None
        work.drafts.write("intervention", "{}")
        casework.clock.advance(seconds=3)
        work.drafts.write("intervention", '{"note": "œ"}')

        assert work.drafts.read("intervention") == ('{"note": "œ"}', casework.clock.now())
        work.drafts.drop("intervention")
        assert work.drafts.read("intervention") is None


def test_the_place_where_she_was_is_one(casework: Casework) -> None:
    with casework.store.work() as work:
        assert work.drafts.place() is None
        work.drafts.keep_place("a")
        work.drafts.keep_place("b")

        assert work.drafts.place() == "b"


def test_a_setting_is_read_back(casework: Casework) -> None:
    with casework.store.work() as work:
        work.settings.write("theme", "dark")
        work.settings.write("theme", "light")

        assert work.settings.read("theme") == "light"
        assert work.settings.read("zoom") is None


def test_what_the_wizard_was_taught_is_read_back(casework: Casework) -> None:
    profile = ImportProfile("date nom", "interventions", {"Date": "on", "Nom": "family_name"})
    with casework.store.work() as work:
        work.imports.save_profile(profile)
        work.imports.save_profile(profile)
        work.imports.save_value("CTC", "vad", "CTC.HOP")
        work.imports.save_value("CTC", "vad", "CTC.VAD")

        assert work.imports.profile("date nom") == profile
        assert work.imports.profile("autre") is None
        assert work.imports.values() == {("CTC", "vad"): "CTC.VAD"}


def test_rows_to_settle_keep_their_content_until_they_are(casework: Casework) -> None:
    _import(
        casework, BATCH, _row(2, Outcome.NEW, "x"), _row(3, Outcome.BAD, "y"),
        _row(4, Outcome.DOUBTFUL, "z"), _row(5, Outcome.BLANK),
    )  # fmt: skip

    with casework.store.work() as work:
        waiting = work.imports.to_settle()
        assert [(row.line, row.content, row.batch_id) for row in waiting] == [
            (3, "y", BATCH),
            (4, "z", BATCH),
        ]
        work.imports.settle(BATCH, "Feuille", 3, "dismissed")
        work.imports.settle(BATCH, "Feuille", 4, "new")
        assert work.imports.to_settle() == ()
        work.commit(ENTRY)
    with casework.vault.read() as connection:
        kept = connection.execute("SELECT content FROM import_row").fetchall()
    assert set(kept) == {(None,)}


def test_a_row_is_known_while_a_batch_in_force_holds_it(casework: Casework) -> None:
    rows = [_row(line, outcome) for line, outcome in enumerate(Outcome)]
    _import(casework, BATCH, *rows)
    _import(casework, LATER, _row(0, Outcome.KNOWN))
    wanted = [row.fingerprint for row in rows]

    with casework.store.work() as work:
        known = work.imports.known(wanted)
        work.imports.mark_undone(BATCH)

        assert known == {
            row.fingerprint for row in rows if row.outcome not in {Outcome.KNOWN, Outcome.BLANK}
        }
        assert work.imports.known(wanted) == frozenset()
        assert work.imports.to_settle() == ()


def test_what_a_batch_created_is_undone_last_first(casework: Casework) -> None:
    made = [("entity", 9), ("person", 3), ("case", 7), ("intervention", 1)]
    with casework.store.work() as work:
        work.imports.add_batch(BATCH, "suivi.xlsx")
        for kind, object_id in made:
            work.imports.add_record(BATCH, kind, object_id)

        assert work.imports.records(BATCH) == tuple(reversed(made))


def test_past_imports_are_listed_newest_first(casework: Casework) -> None:
    _import(casework, BATCH, _row(2, Outcome.NEW), _row(3, Outcome.BAD, "y"))
    casework.clock.advance(days=1)
    _import(casework, LATER, _row(4, Outcome.NEW))
    with casework.store.work() as work:
        work.imports.mark_undone(BATCH)
        work.commit(ENTRY)

    later, first = casework.screens.imports()

    assert (later.batch_id, later.created, later.to_settle, later.undone_at) == (LATER, 1, 0, None)
    assert (first.created, first.to_settle, first.undone_at) == (1, 0, casework.clock.now())
    assert first.imported_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_period_is_published_once_and_never_changed(casework: Casework) -> None:
    with casework.store.work() as work:
        work.releases.add(RELEASE)
        assert work.releases.find("2025") == RELEASE
        assert work.releases.find("2024") is None
        assert work.releases.all() == (RELEASE,)
        with pytest.raises(RuleBroken, match="already_published"):
            work.releases.add(RELEASE)
        work.commit(ENTRY)

    with casework.vault.transaction() as write, pytest.raises(Error, match="release_is_frozen"):
        write.execute("UPDATE release SET content = ''")


def test_aid_and_collective_actions_are_added_replaced_and_removed(casework: Casework) -> None:
    person = a_person()
    case = a_case(person, id=CaseId(5))
    aid = AidApplication(AidId(1), case.entity_id, case.id, "SCH.FSL", "AST.GRANTED")
    action = CollectiveAction(CollectiveActionId(1), case.entity_id, case.opened_on, "RQTH")
    casework.keep(an_entity(), person, case, aid, aid, action, action)

    with casework.vault.read() as connection:
        count = "SELECT (SELECT COUNT(*) FROM aid_application), COUNT(*) FROM collective_action"
        assert connection.execute(count).fetchone() == (1, 1)
    with casework.store.work() as work:
        assert (work.aid.case_of(aid.id), work.aid.case_of(AidId(2))) == (case.id, None)
        work.aid.delete(aid.id)
        work.collective.delete(action.id)
        work.commit(ENTRY)
    with casework.vault.read() as connection:
        assert connection.execute(count).fetchone() == (0, 0)
