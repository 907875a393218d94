"""What a session keeps an eye on outside its database: its place, its witnesses, its ballast."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ports.vault import FolderMoved, MediumFault
from storage.transaction import commit_seq
from storage.vault import write_ahead_log
from storage.vault.ballast import SIZE, Ballast
from storage.vault.header import Seen
from storage.vault.witness import IN_THE_VAULT, ON_THIS_COMPUTER, Record, Witnesses

if TYPE_CHECKING:
    from os import stat_result
    from pathlib import Path

    from app.domain.journal import JournalEntry
    from app.ports.clock import Clock
    from storage.driver import Connection
    from storage.journal import Journal
    from storage.vault.files import VaultFiles
    from storage.vault.header import Header
    from storage.vault.keys import SecretKey

MUST_NOT_WAIT = frozenset({"draft_kept", "place_kept", "vault_locked"})
"""Events for which a nearly full disk gives its ballast up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the database stood when it was opened.

    The engine goes on writing into the file it holds, wherever it is moved and even once removed:
    what is acknowledged must be where she will look for it.
    """

    path: Path
    device: int
    number: int

    @classmethod
    def of(cls, path: Path) -> Place:
        """The place of a file that is there."""
        found = path.stat()
        return cls(path, found.st_dev, found.st_ino)

    def holds(self) -> bool:
        """Tell whether that very file is still there."""
        return self._same(self._found())

    def require(self) -> None:
        """Refuse to write when another file, or none, stands there."""
        found = self._found()
        if self._same(found):
            return
        if found is None and self._medium_gone():
            raise MediumFault(reason="unplugged")
        raise FolderMoved

    def _found(self) -> stat_result | None:
        try:
            return self.path.stat()
        except FileNotFoundError:
            return None

    def _same(self, found: stat_result | None) -> bool:
        return found is not None and (found.st_dev, found.st_ino) == (self.device, self.number)

    def _medium_gone(self) -> bool:
        """The nearest folder that is left is on another device: its disk was taken away."""
        for parent in self.path.parents:
            if parent.exists():
                return parent.stat().st_dev != self.device
        return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a session is given outside the vault's folder; tests make the ballast small."""

    witness_folder: Path | None = None
    ballast_size: int = SIZE


NOTHING_SPECIAL = Surroundings()


def witness_paths(
    files: VaultFiles, header: Header, witness_folder: Path | None
) -> dict[str, Path]:
    """Where the witnesses of a vault are, by what they are called.

    This computer keeps one for each place: a copy looked at elsewhere says nothing of the vault.
    """
    paths = {IN_THE_VAULT: files.witness}
    if witness_folder is not None:
        place = hashlib.sha256(os.fsencode(files.folder.absolute())).hexdigest()[:8]
        paths[ON_THIS_COMPUTER] = witness_folder / f"{header.label}-{place}"
    return paths


class Watch:
    """Watches over one data file of one session."""

    def __init__(
        self, files: VaultFiles, header: Header, key: SecretKey, around: Surroundings, clock: Clock
    ) -> None:
        name = header.database.name
        self.place = Place.of(files.database(name))
        self.ballast = Ballast(files.ballast, header.vault_id, around.ballast_size)
        self.witnesses = Witnesses(witness_paths(files, header, around.witness_folder), key)
        self._log = files.log(name)
        self._clock = clock

    def before_commit(self, entry: JournalEntry) -> None:
        """Make sure of the place, and of the room that what must not wait needs."""
        self.place.require()
        if entry.event in MUST_NOT_WAIT:
            self.ballast.free()

    def after_commit(self, header: Header, connection: Connection, journal: Journal) -> None:
        """Make sure that what was written is where it belongs; note it when that is due."""
        self.place.require()
        now, serial = self._clock.now(), write_ahead_log.serial(self._log)
        if self.witnesses.due(now, serial):
            self.testify(header, connection, journal)

    def testify(self, header: Header, connection: Connection, journal: Journal) -> None:
        """Write both witnesses."""
        head = journal.head()
        seen = Seen(commit_seq(connection), head.length, head.hash, clean=False, at=None)
        self.note(header, seen)

    def note(self, header: Header, seen: Seen) -> None:
        """Write both witnesses of what was just sealed."""
        record = Record(
            vault_id=header.vault_id,
            mk_epoch=header.mk_epoch,
            generation=header.generation,
            commit_seq=seen.commit_seq,
            audit_len=seen.audit_len,
            audit_head=seen.audit_head,
            at=self._clock.now(),
        )
        self.witnesses.write(record, write_ahead_log.serial(self._log))
