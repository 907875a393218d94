"""Saving interviews and imports while being killed, and what must hold afterwards."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from testkit.fakes import CountingIds
from testkit.sheets import HEADER, a_row, write_csv
from testkit.vaults import SettableClock, fast_vaults, phrase

from app.domain.agreements import AgreementForm
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.ids import CaseId, EntityId, ImportBatchId
from app.usecases.cases import CaseService
from app.usecases.drafts import DraftService
from app.usecases.entities import EntityService
from app.usecases.imports import ImportService
from app.usecases.interventions import InterventionService
from storage.spreadsheets import CalamineSheetReader
from storage.store import VaultScreenQueries, VaultStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from testkit.kills import Told

    from storage.vault.session import OpenVault

DAY = date(2026, 3, 2)
FORM = "intervention"


class OneVault:
    """What trials on one vault share: its folder, its opening, what every state must hold."""

    longest = 0.06
    steps = 6_000
    whole = ""
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
            assert not list(self.folder.glob("*.tmp")), "what a death left half-written is swept"
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
        number = max(saved_numbers(vault), default=0)
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
        there = saved_numbers(vault)
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


def saved_numbers(vault: OpenVault) -> set[int]:
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
