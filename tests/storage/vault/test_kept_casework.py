"""Vaults kept for ever with one record at least of everything the individual casework keeps.

The second one is the vault of `tests/storage/handovers/test_kept_package.py`.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest
from testkit.backups import no_progress, proof, reader, service
from testkit.second_reader import journal_holds, read_vault
from testkit.vaults import PASSPHRASE, SettableClock, fast_vaults, phrase

from app.domain.assessments import Assessment
from app.domain.ids import CaseId, DocumentId
from app.ports.backups import BackupReason, Verified
from app.ports.queries import SearchFilter
from storage.migrations.runner import Step, shipped_steps
from storage.store import VaultScreenQueries, VaultStore
from storage.vault.session import OpenVault

VAULTS = Path(__file__).parents[2] / "vaults"
KEPT = VAULTS / "schema-3"
SCHEMA = 3
HANDED, HANDED_SCHEMA = VAULTS / "package-1" / "vault", 5
BOTH = pytest.mark.parametrize(("kept", "schema"), [(KEPT, SCHEMA), (HANDED, HANDED_SCHEMA)])
CASEWORK = (
    *("person_trait", "household_member", "file_link", "intervention_note"),
    *("intervention_circumstance", "outreach_offer", "information_given", "assessment", "partner"),
    *("action_plan", "plan_goal", "plan_action", "writing", "writing_item", "letter_template"),
    *("sharing", "shared_item", "working_note", "legal_act", "appointment", "reminder"),
    *("left_alone", "redaction", "binned", "saved_search"),
)
"""What the third step of the schema added."""
HANDOVERS = ("handover_key", "colleague", "handover", "handed_case", "handed_row", "urgent_case")
"""What the fourth step added; the fifth added only indexes."""
ADDED = {KEPT: CASEWORK, HANDED: HANDOVERS}
GROWS = frozenset({"meta", "journal", "setting", "backup"})
LETTER = b"Courrier fictif.\n" * 500

Rows = list[tuple[Any, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT, tmp_path / "kept"))


def contents(connection: Any, columns: dict[str, str]) -> dict[str, Rows]:
    return {
        table: sorted(connection.execute(f"SELECT {names} FROM {table}").fetchall(), key=repr)
        for table, names in columns.items()
    }


def columns(connection: Any) -> dict[str, str]:
    """The columns of every table of records; the words of the search are not for other programs."""
    tables = connection.execute(
        """
        SELECT t.name, GROUP_CONCAT(c.name, ', ')
          FROM sqlite_master AS t
          JOIN pragma_table_info(t.name) AS c
         WHERE t.type = 'table'
           AND t.name NOT LIKE '%/_words%' ESCAPE '/'
         GROUP BY t.name
        """
    )
    return {table: names for table, names in tables if table not in GROWS}


def require_all(vault: OpenVault, kept: Path = KEPT) -> None:
    """Every row that another program reads in the vault as it was kept."""
    _, records, _ = read_vault(kept, PASSPHRASE)
    known = columns(records)
    with vault.read() as connection:
        assert contents(connection, known) == contents(records, known)


@BOTH
def test_it_holds_something_of_everything(kept: Path, schema: int) -> None:
    _, records, audit = read_vault(kept, PASSPHRASE)

    found = contents(records, columns(records))
    assert records.execute("PRAGMA user_version").fetchone() == (schema,)
    assert [table for table in ADDED[kept] if not found[table]] == []
    assert journal_holds(records, audit)


@BOTH
def test_everything_is_still_there_in_the_schema_of_today(
    tmp_path: Path, kept: Path, schema: int
) -> None:
    vault = fast_vaults().unlock(Path(shutil.copytree(kept, tmp_path / "old")), phrase())

    require_all(vault, kept)
    assert vault.opening.steps_run == tuple(step.number for step in shipped_steps()[schema:])
    assert vault.check().sound
    assert vault.close()


def test_it_is_read_and_searched_as_before(folder: Path) -> None:
    vault = fast_vaults().unlock(folder, phrase())
    screens, store = VaultScreenQueries(vault), VaultStore(vault, SettableClock())

    kinds = {event.kind for event in screens.timeline(CaseId(11))}
    (found,) = screens.search(SearchFilter("amenage")).files
    with store.work() as work:
        (assessment,) = work.records(Assessment).of(CaseId(11))
        letter = b"".join(work.documents.pieces(DocumentId(70)))
    vault.close()

    assert kinds >= {"intervention", "agreement", "request", "opening"}
    assert (found.number, assessment.work, letter) == ("2026-0001", "poste aménagé", LETTER)


def test_it_is_backed_up_whole_before_it_is_changed(folder: Path, tmp_path: Path) -> None:
    newer = (*shipped_steps(), Step(len(shipped_steps()) + 1, "CREATE TABLE later (id INTEGER);"))
    vault = fast_vaults(steps=newer).unlock(folder, phrase())
    [row] = service(vault).rows()
    vault.close()
    reader().restore_to(row.path, tmp_path / "ancien.armoire", proof(), no_progress)

    assert (row.reason, row.verified) == (BackupReason.BEFORE_MIGRATION, Verified.FULL)
    as_kept = fast_vaults(steps=shipped_steps()[:SCHEMA])
    back = as_kept.unlock(tmp_path / "ancien.armoire", phrase())
    require_all(back)
    back.close()
