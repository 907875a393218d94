"""What children do while they are being killed, and what must hold afterwards."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from testkit.fakes import CountingIds
from testkit.sheets import HEADER, a_row, write_csv
from testkit.vaults import SettableClock, fast_vaults, phrase

from app.domain.agreements import AgreementForm
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.ids import CaseId, EntityId, ImportBatchId
from app.domain.journal import JournalEntry
from app.ports.vault import VaultMissing
from app.usecases.cases import CaseService
from app.usecases.drafts import DraftService
from app.usecases.entities import EntityService
from app.usecases.imports import ImportService
from app.usecases.interventions import InterventionService
from storage.migrations.runner import Step, shipped_steps
from storage.spreadsheets import CalamineSheetReader
from storage.store import VaultScreenQueries, VaultStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from testkit.kills import Told, Trial

    from storage.vault.session import OpenVault

DAY = date(2026, 3, 2)
FORM = "intervention"


class OneVault:
    """What trials on one vault share: its folder, its opening, what every state must hold."""

    longest = 0.06
    steps = 6_000
    locks = False  # a death between the emptied log and the sealed header looks like a lost log

    def __init__(self) -> None:
        self.acknowledged = 0
        self.unclean = 0

    def prepare(self, folder: Path) -> None:
        """Make the vault with an employer and a case file."""
        self.folder = folder / "essai.armoire"
        vault = fast_vaults().create(self.folder, phrase())
        store, ids = VaultStore(vault, SettableClock()), CountingIds()
        saved = EntityService(store, ids=ids).save(
            "Ville d’Exemple", quota_percent=40, headcount=90, year=2025
        )
        cases = CaseService(store, VaultScreenQueries(vault), clock=SettableClock(), ids=ids)
        self.entity = EntityId(saved.object_id or 0)
        new = NewCase("Fictive", self.entity, given_name="Zoé")
        agreed = AgreementForm.ORAL
        made = cases.create(new, on=DAY, origin="ORI.AGT", agreement=agreed)
        self.case = CaseId(made.object_id or 0)
        vault.close()

    def begin(self) -> None:
        """Nothing: each child takes the vault as the last one left it."""

    def opened(self) -> OpenVault:
        """The vault, with the phrase in force."""
        return fast_vaults().unlock(self.folder, phrase())

    def heard(self, line: str) -> None:
        """Keep what a child acknowledged."""
        self.acknowledged += 1
        self.acknowledge(*line.split())

    def acknowledge(self, *words: str) -> None:
        """What a trial remembers of an acknowledgement."""
        raise NotImplementedError

    def verify(self, *, deeply: bool) -> None:
        """Open the vault, ask for everything acknowledged, check the whole of it at times."""
        vault = self.opened()
        try:
            self.unclean += not vault.opening.closed_cleanly
            assert self.locks or not vault.opening.wal_missing
            self.hold(vault)
            if deeply:
                assert vault.check().problems == ()
        finally:
            vault.close()

    def hold(self, vault: OpenVault) -> None:
        """Assert what must be in the vault."""
        raise NotImplementedError

    def figures(self) -> dict[str, Any]:
        """What the account of the campaign adds."""
        return {"unclean": self.unclean}


class Interviews(OneVault):
    """She types an interview, which is kept as a draft, and saves it; again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.saved: set[int] = set()
        self.last = ("saved", 0)

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Draft, save, draft, save."""
        vault = self.opened()
        store = VaultStore(vault, SettableClock())
        number = max(_saved(vault), default=0)
        ids = CountingIds(last=1_000_000 + number * 10)
        screens = VaultScreenQueries(vault)
        interviews = InterventionService(store, screens, clock=SettableClock(), ids=ids)
        drafts = DraftService(store)
        ready()
        while True:
            number += 1
            drafts.write(FORM, json.dumps({"note": number}))
            told(f"draft {number}")
            interviews.log(
                InterventionDraft(
                    on=DAY,
                    kind="CTC.RDV",
                    entity_id=self.entity,
                    case_ids=(self.case,),
                    minutes=45,
                    note=f"entretien {number}",
                ),
                form=FORM,
            )
            told(f"saved {number}")

    def acknowledge(self, *words: str) -> None:
        """A draft or an interview of that number."""
        self.last = (words[0], int(words[1]))
        if words[0] == "saved":
            self.saved.add(int(words[1]))

    def hold(self, vault: OpenVault) -> None:
        """Every interview acknowledged, findable; the last draft, unless its interview is saved."""
        there = _saved(vault)
        assert self.saved <= there
        assert there == set(range(1, len(there) + 1))
        with vault.read() as connection:
            found = connection.execute(
                "SELECT COUNT(*) FROM note_words WHERE note_words MATCH 'entretien'"
            ).fetchone()[0]
        assert found == len(there)
        kept = DraftService(VaultStore(vault, SettableClock())).read(FORM)
        draft = None if kept is None else json.loads(kept[0])["note"]
        what, number = self.last
        if what == "draft":
            assert draft == number or (number in there and draft in {None, number + 1})
        else:
            assert draft in {None, number + 1}
        self.last = ("saved", number if draft is None else draft - 1)

    def figures(self) -> dict[str, Any]:
        """Interviews acknowledged."""
        return super().figures() | {"interviews": len(self.saved)}


def _saved(vault: OpenVault) -> set[int]:
    with vault.read() as connection:
        rows = connection.execute("SELECT note FROM intervention")
        return {int(note.split()[1]) for (note,) in rows}


class Imports(OneVault):
    """She brings small files into the vault and takes some of them back."""

    longest = 0.25
    steps = 60_000
    rows = 4

    def __init__(self) -> None:
        super().__init__()
        self.state: dict[int, int] = {}

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Import a file of four contacts; take every third one back."""
        vault = self.opened()
        store, screens = VaultStore(vault, SettableClock()), VaultScreenQueries(vault)
        with vault.read() as connection:
            number = connection.execute("SELECT COUNT(*) FROM import_batch").fetchone()[0]
        ids = CountingIds(last=1_000_000 * (number + 2))
        reader = CalamineSheetReader()
        imports = ImportService(store, screens, reader, clock=SettableClock(), ids=ids)
        ready()
        while True:
            number += 1
            report = imports.run(imports.examine(self._file(number)))
            told(f"imported {number}")
            if not number % 3:
                imports.undo(ImportBatchId(report.object_id or 0))
                told(f"undone {number}")

    def _file(self, number: int) -> Path:
        day = DAY - timedelta(days=number % 700)
        rows = [
            a_row(
                date=day.strftime("%d/%m/%Y"),
                number=f"{2000 + number % 20}-{number * 10 + rank:04}",
                family=f"FICTIVE{number}X{rank}",
                note=f"fichier {number} ligne {rank}",
            )
            for rank in range(self.rows)
        ]
        return write_csv(self.folder.parent / "suivi.csv", [HEADER, *rows])

    def acknowledge(self, *words: str) -> None:
        """A file imported, or taken back."""
        self.state[int(words[1])] = self.rows if words[0] == "imported" else 0

    def hold(self, vault: OpenVault) -> None:
        """Each file acknowledged whole; one not acknowledged is there whole or not at all."""
        there = _imported(vault)
        newest = max(self.state, default=0)
        for number, rows in self.state.items():
            if rows and not number % 3:  # its taking back may be done and not told
                assert there.get(number, 0) in {rows, 0}
            else:
                assert there.get(number, 0) == rows
        beyond = {number: rows for number, rows in there.items() if number > newest}
        assert all(rows == self.rows for rows in beyond.values())
        self.state |= beyond

    def figures(self) -> dict[str, Any]:
        """Files acknowledged."""
        return super().figures() | {"files": len(self.state)}


def _imported(vault: OpenVault) -> dict[int, int]:
    with vault.read() as connection:
        rows = connection.execute(
            """
            SELECT CAST(SUBSTR(note, 9) AS INTEGER) AS number, COUNT(*)
              FROM intervention
             GROUP BY number
            """
        )
        return dict(rows.fetchall())


EXTRA_STEPS = (
    """
    CREATE TABLE kept_a (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    INSERT INTO kept_a SELECT key, value FROM setting;
    UPDATE setting SET value = value || '.';
    """,
    """
    CREATE TABLE kept_b AS SELECT key, value FROM setting;
    CREATE INDEX by_value ON kept_b (value);
    """,
)
SETTINGS = 120


class Migrations(OneVault):
    """She opens with a new program a vault that an older one made."""

    longest = 0.05
    steps = 5_000
    locks = True

    def prepare(self, folder: Path) -> None:
        """Make the old vault, with something in it to rewrite."""
        self.old = folder / "old.armoire"
        self.folder = folder / "essai.armoire"
        shipped = shipped_steps()
        more = (Step(len(shipped) + rank, sql) for rank, sql in enumerate(EXTRA_STEPS, 1))
        self.new_steps = (*shipped, *more)
        vault = fast_vaults(steps=shipped[:1]).create(self.old, phrase())
        with vault.transaction() as write:
            rows = [(f"{rank:04}", "x" * 300) for rank in range(SETTINGS)]
            write.executemany("INSERT INTO setting VALUES (?, ?)", rows)
            write.commit(JournalEntry("setting_changed", "setting", None))
        vault.close()
        self.finished = self.again = 0

    def begin(self) -> None:
        """Each child finds the old vault, or the one whose migration was cut short."""
        if self.finished or not self.folder.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.copytree(self.old, self.folder)
            self.finished = 0
        else:
            self.again += 1

    def opened(self) -> OpenVault:
        """The vault, by the new program."""
        return fast_vaults(steps=self.new_steps).unlock(self.folder, phrase())

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Open and close: the first opening migrates."""
        ready()
        while True:
            vault = self.opened()
            told("opened")
            vault.close()

    def acknowledge(self, *words: str) -> None:
        """The vault said that it was open."""

    def hold(self, vault: OpenVault) -> None:
        """Every step exactly once, every row, one journal entry for each step."""
        with vault.read() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            told = connection.execute(
                "SELECT object_id FROM journal WHERE event = 'schema_migrated' ORDER BY seq"
            ).fetchall()
            values = connection.execute("SELECT DISTINCT value FROM setting").fetchall()
            counts = [
                connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
                for table in ("setting", "kept_a", "kept_b")
            ]
        assert version == len(self.new_steps)
        assert [number for (number,) in told] == list(range(2, len(self.new_steps) + 1))
        assert values == [("x" * 300 + ".",)]
        assert counts == [SETTINGS] * 3
        self.finished = 1

    def figures(self) -> dict[str, Any]:
        """Migrations cut short and taken up by the next child."""
        return super().figures() | {"taken_up": self.again}


class Creations(OneVault):
    """She makes a vault: it is there whole, or not at all, and making it again then works."""

    longest = 0.08
    steps = 14_000
    locks = True

    def prepare(self, folder: Path) -> None:
        """Only say where."""
        self.folder = folder / "essai.armoire"
        self.outcomes = {"none": 0, "whole": 0}
        self.made = False

    def begin(self) -> None:
        """Each child finds what the last one left, unless that is a vault."""
        if (self.folder / "vault.json").exists():
            shutil.rmtree(self.folder)
        self.made = False

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Make it, then open and close it."""
        ready()
        fast_vaults().create(self.folder, phrase()).close()
        told("made")
        while True:
            self.opened().close()

    def acknowledge(self, *words: str) -> None:
        """The vault was said to be made."""
        self.made = True

    def verify(self, *, deeply: bool) -> None:
        """A vault, or none, which is only right as long as nobody said that it was made."""
        try:
            super().verify(deeply=True)
        except VaultMissing:
            assert not self.made
            self.outcomes["none"] += 1
        else:
            self.outcomes["whole"] += 1

    def hold(self, vault: OpenVault) -> None:
        """A new vault holds its first journal entry."""
        with vault.read() as connection:
            assert connection.execute("SELECT COUNT(*) FROM journal").fetchone() == (1,)

    def figures(self) -> dict[str, Any]:
        """How often there was a vault."""
        return super().figures() | self.outcomes


TRIALS: dict[str, Callable[[], Trial]] = {
    "interviews": Interviews,
    "imports": Imports,
    "migrations": Migrations,
    "creations": Creations,
}
