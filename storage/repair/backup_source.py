"""The newest good backup of a damaged vault, taken out only when rows are missing."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from app.ports.progress import nobody
from app.ports.vault import VaultError, VaultMissing
from storage import database
from storage.backups import places, verifying
from storage.migrations import runner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from storage.backups.verifying import Found, Tools
    from storage.driver import Connection
    from storage.repair.patient import Patient
    from storage.vault.files import VaultFiles
    from storage.vault.header import Header
    from storage.vault.kdf import KdfRules


class BackupSource:
    """Backups in the vault's own folder, of this vault and under its keys of today."""

    def __init__(self, patient: Patient, folder: Path) -> None:
        self._patient = patient
        self._folder = folder
        self._stack = ExitStack()
        self._connection: Connection | None = None
        self._looked = False
        self._steps: tuple[runner.Step, ...] = ()
        self.made_at: datetime | None = None

    def bring_to(self, steps: tuple[runner.Step, ...]) -> None:
        """Say which schema its rows must have."""
        self._steps = steps
        if self._connection is not None:
            self._migrate(self._connection)

    def opened(self) -> Connection | None:
        """The newest backup of which everything holds, open; None when there is none."""
        if not self._looked:
            self._looked = True
            for found in self._candidates():
                with suppress(VaultError):
                    self._connection = self._taken_out(found)
                    self.made_at = found.manifest.made_at
                    break
        return self._connection

    def close(self) -> None:
        """Close it and forget its keys."""
        self._stack.close()

    def _candidates(self) -> Iterator[Found]:
        header = self._patient.header
        for found in _newest_first(
            self._patient.files, header.label, self._patient.conditions.rules
        ):
            theirs = found.header.header
            if (theirs.vault_id, theirs.mk_epoch) == (header.vault_id, header.mk_epoch):
                yield found

    def _taken_out(self, found: Found) -> Connection:
        by = self._tools()
        copy = self._folder / f"{found.container.path.name}.db"
        verifying.extract(found, copy, nobody)
        verifying.require_seals(found, by)
        verifying.require_whole(copy, found, by, nobody)
        connection = database.open_database(
            copy, by.database.raw, found.header.header.database.salt
        )
        self._stack.callback(connection.close)
        self._migrate(connection)
        return connection

    def _migrate(self, connection: Connection) -> None:
        """An older backup gets the schema of the vault; the copy taken out is thrown away."""
        if self._steps and runner.schema_version(connection) < len(self._steps):
            database.configure(connection)
            runner.migrate(connection, self._steps)

    def _tools(self) -> Tools:
        keys, conditions = self._patient.keys, self._patient.conditions
        return self._stack.enter_context(verifying.tools(keys, conditions.clock, conditions.rules))


def newest_header(files: VaultFiles, rules: KdfRules) -> Header:
    """The header of the newest backup in the vault's own folder; VaultMissing when none is."""
    for found in _newest_first(files, "*", rules):
        return found.header.header
    raise VaultMissing


def _newest_first(files: VaultFiles, label: str, rules: KdfRules) -> Iterator[Found]:
    found: list[Found] = []
    for path in places.files_of(files.backups, label):
        with suppress(VaultError):
            found.append(verifying.read(path, rules))
    found.sort(key=lambda one: one.manifest.generation, reverse=True)
    yield from found
