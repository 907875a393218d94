"""The files that are damaged, what they held, and what is asked of the vault afterwards."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from random import Random  # noqa: TID251 — seeded by what is damaged
from typing import TYPE_CHECKING, Any
from zlib import crc32

from testkit.fakes import CountingIds
from testkit.mutations import spoilt
from testkit.vaults import SettableClock, fast_vaults, phrase

from app.domain.agreements import AgreementForm
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.ids import CaseId, EntityId
from app.ports.backups import BackupReason, Verified
from app.ports.vault import VaultError
from app.usecases.backups import BackupService
from app.usecases.cases import CaseService
from app.usecases.drafts import DraftService
from app.usecases.entities import EntityService
from app.usecases.interventions import InterventionService
from storage.backups.desk import VaultBackups
from storage.repair.survey import of_open_vault
from storage.store import VaultScreenQueries, VaultStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from testkit.mutations import Target

    from storage.driver import Connection
    from storage.vault.session import OpenVault

DAY = date(2026, 3, 2)
Truth = dict[str, list[tuple[Any, ...]]]
Files = dict[str, bytes]
PER_SITTING = (8, 6, 2)
DATABASE = "data-000001.db"


def everything(vault: OpenVault) -> tuple[Truth, bool]:
    """Every row that can be read, table by table, and whether a reading was refused."""
    try:
        with vault.read() as connection:
            return {name: _rows(connection, name) for name in _tables(connection)}, False
    except VaultError:
        return _what_can_be_read(vault), True


def _what_can_be_read(vault: OpenVault) -> Truth:
    found: Truth = {}
    with suppress(VaultError), vault.read() as connection:
        found = {name: [] for name in _tables(connection)}
    for name in found:
        with suppress(VaultError):
            with vault.read() as connection:
                rows = _rows(connection, name)
            found[name] = rows
    return found


def _tables(connection: Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [name for (name,) in rows]


def _rows(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"SELECT * FROM {table}").fetchall()


class InVault:
    """A file of a vault: a locked one, or one whose program died."""

    name = ""
    after_a_crash = False
    together: tuple[str, ...] = ()

    def prepare(self, folder: Path) -> None:
        """Make the vault in three sittings; keep its files after each, and its truth."""
        self.folder = folder / "essai.armoire"
        self.clock = SettableClock()
        self.vaults = fast_vaults(self.clock)
        self.before: list[Files] = []
        self.vaults.create(self.folder, phrase()).close()
        for sitting in range(3):
            vault = self.vaults.unlock(self.folder, phrase())
            _work(vault, sitting, self.clock)
            if sitting < 2 or not self.after_a_crash:
                vault.close()
            self.before.append(_files(self.folder))
            if sitting == 2 and self.after_a_crash:
                vault.close()
        self.files = self.before.pop()
        self._put(self.files)
        assert not self._wrong_by_a_look()
        vault = self.vaults.unlock(self.folder, phrase())
        self.truth, refused = everything(vault)
        assert not self._read(vault, looked=False)
        vault.close()
        assert not refused
        assert len(self.truth["intervention"]) == sum(PER_SITTING)

    @property
    def content(self) -> bytes:
        """The file as it was left."""
        return self.files[self.name]

    @property
    def older(self) -> tuple[bytes, ...]:
        """The file as it was left earlier."""
        return tuple(files[self.name] for files in self.before if self.name in files)

    def judge(self, damaged: bytes | None) -> str:
        """Open, read, check; only what is true may be shown without a word."""
        changed = self._changed(damaged)
        files = {name: data for name, data in self.files.items() if name not in changed}
        self._put(files | {name: data for name, data in changed.items() if data is not None})
        seen = self._wrong_by_a_look()
        try:
            vault = self.vaults.unlock(self.folder, phrase())
        except VaultError as refusal:
            return f"refused: {refusal.code}"
        try:
            told = _told(vault)
            outcome = told or self._read(vault, looked=seen)
        finally:
            vault.close()
        assert outcome or seen or self._may_pass(damaged), "damage that nothing noticed"
        return outcome or "right, unnoticed"

    def _may_pass(self, damaged: bytes | None) -> bool:
        """No file, one of yesterday; and a sound log may end with anything at all."""
        if damaged is None or damaged in self.older:
            return True
        if self.name == DATABASE:
            return self.after_a_crash  # the log holds that page too, and mends it
        return self.name.endswith("-wal") and damaged.startswith(self.content)

    def _changed(self, damaged: bytes | None) -> dict[str, bytes | None]:
        """The file under damage, and those that share its fate in the same trial."""
        random = Random(crc32(damaged or b""))
        others = {name: spoilt(self.files[name], random) for name in self.together}
        return {self.name: damaged, **others}

    def _read(self, vault: OpenVault, *, looked: bool) -> str:
        """Nothing was told: all that can be read must be true, and what cannot be found."""
        found, refused = everything(vault)
        wrong = [name for name, rows in found.items() if not _part_of(rows, self.truth[name])]
        assert not wrong, f"shown as right: {wrong}"
        if refused:
            return "opened, reading refused"
        missing = [
            name for name, rows in self.truth.items() if len(found.get(name, ())) < len(rows)
        ]
        assert not missing, f"missing without a word: {missing}"
        if looked:
            return "right, found by a look at the file"
        survey = of_open_vault(vault, lambda percent: None)
        return "" if survey.sound and not survey.findings else "right, found by the check"

    def _wrong_by_a_look(self) -> bool:
        """Whether a look at the files finds something, without any key."""
        return bool(self.vaults.damage(self.folder))

    def _put(self, files: Files) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        for name, data in files.items():
            (self.folder / name).write_bytes(data)


def _told(vault: OpenVault) -> str:
    """What the opening said of losses or of a repair it made."""
    opening = vault.opening
    if opening.rolled_back is not None:
        return "opened, told: rolled back"
    if opening.read_only is not None:
        return f"opened, told: {opening.read_only.value}"
    if opening.log_damaged:
        return "opened, told: log damaged"
    return "opened, told: log missing" if opening.wal_missing else ""


def _part_of(rows: list[tuple[Any, ...]], truth: list[tuple[Any, ...]]) -> bool:
    """Every row is a true one: a session adds to the journal and to the counters alone."""
    return all(row in truth for row in rows)


def _files(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _work(vault: OpenVault, sitting: int, clock: SettableClock) -> None:
    """Six interviews with a person of this sitting, and a draft; minutes pass between them."""
    store = VaultStore(vault, clock)
    ids = CountingIds(last=1000 * (sitting + 1))
    screens = VaultScreenQueries(vault)
    entity = EntityId(1001)
    if not sitting:
        saved = EntityService(store, ids=ids).save(
            "Ville d’Exemple", quota_percent=40, headcount=90, year=2025
        )
        entity = EntityId(saved.object_id or 0)
    made = CaseService(store, screens, clock=clock, ids=ids).create(
        NewCase(f"Fictive{sitting}", entity), on=DAY, origin="ORI.AGT", agreement=AgreementForm.ORAL
    )
    case = CaseId(made.object_id or 0)
    interviews = InterventionService(store, screens, clock=clock, ids=ids)
    for number in range(PER_SITTING[sitting]):
        clock.advance(minutes=1)
        note = f"entretien {sitting}.{number} " + "suite à donner, point sur le bail " * 40
        interviews.log(
            InterventionDraft(DAY, "CTC.RDV", entity, minutes=45, case_ids=(case,), note=note)
        )
        clock.advance(minutes=1)
        DraftService(store).write("intervention", f'{{"note": "{sitting}.{number}"}}')


class Backup(InVault):
    """A backup, looked at and checked by the open vault that it is one of."""

    name = "backup"

    def prepare(self, folder: Path) -> None:
        """Make the vault and two backups of it."""
        super().prepare(folder)
        self.open = self.vaults.unlock(self.folder, phrase())
        store = VaultStore(self.open, self.clock)
        self.desk = VaultBackups(self.open, self.clock)
        service = BackupService(store, self.desk, clock=self.clock)
        for _ in range(2):
            self.clock.advance(hours=1)
            service.make(BackupReason.ASKED, lambda percent: None)
        newest, oldest = service.rows()
        self.path = newest.path
        self.backup, self.other = newest.path.read_bytes(), oldest.path.read_bytes()
        oldest.path.unlink()
        assert self.judge(self.backup) == "good"

    @property
    def content(self) -> bytes:
        """The backup as it was made."""
        return self.backup

    @property
    def older(self) -> tuple[bytes, ...]:
        """The backup before it, under the name of this one."""
        return (self.other,)

    def judge(self, damaged: bytes | None) -> str:
        """It is refused or marked as bad, unless every byte is right."""
        self.path.write_bytes(b"" if damaged is None else damaged)
        (row,) = self.desk.rows((self.desk.home,))
        if row.verified is not Verified.BAD:
            row = self.desk.check(row, lambda percent: None)
        if row.verified is Verified.BAD:
            return "marked as bad"
        assert damaged in {self.backup, self.other}, "a damaged backup taken for a good one"
        return "good"


class Database(InVault):
    """The data file of a locked vault."""

    name = DATABASE


class DatabaseAfterACrash(InVault):
    """The data file beside a log that is still to be moved into it."""

    name, after_a_crash = DATABASE, True


class Log(InVault):
    """The write-ahead log that a crash left."""

    name, after_a_crash = f"{DATABASE}-wal", True


class Header(InVault):
    """The header; its mirror is whole."""

    name = "vault.json"


class SmallFiles(InVault):
    """Mirror, witness, lock and ballast at once."""

    name, together = "vault.json.bak", ("witness", "vault.lock", "ballast.bin")


TARGETS: dict[str, Callable[[], Target]] = {
    "header": Header,
    "small_files": SmallFiles,
    "database": Database,
    "database_after_a_crash": DatabaseAfterACrash,
    "log": Log,
    "backup": Backup,
}
