"""The unlocked vault: reads, journalled writes, and the clean lock.

It belongs to the thread that opened it: the engine refuses any other.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.ports.vault import Opening, VaultCheck, VaultError, VaultInfo, VaultLocked
from storage.database import writing
from storage.driver import require_sound_pages
from storage.faults import translated
from storage.transaction import Transaction, commit_seq
from storage.vault.check import full_check
from storage.vault.files import write_header
from storage.vault.header import Header, Seen, seal

if TYPE_CHECKING:
    from collections.abc import Generator

    from app.domain.journal import JournalEntry
    from app.ports.clock import Clock
    from storage.driver import Connection
    from storage.journal import Journal
    from storage.vault.files import VaultFiles
    from storage.vault.kdf import KdfRules
    from storage.vault.keys import SecretKey
    from storage.vault.lockfile import VaultLock


@dataclass(frozen=True, slots=True)
class SessionKeys:
    """The sub-keys that a session needs until it is locked; the master key is not among them.

    `database` opens the copies that backups verify.
    """

    header: SecretKey
    audit: SecretKey
    database: SecretKey
    backup: SecretKey
    witness: SecretKey

    def wipe(self) -> None:
        """Forget them."""
        for key in (self.header, self.audit, self.database, self.backup, self.witness):
            key.wipe()


@dataclass(frozen=True, slots=True)
class Held:
    """What a session holds and gives back when it closes."""

    files: VaultFiles
    lock: VaultLock
    keys: SessionKeys
    connection: Connection
    journal: Journal
    clock: Clock
    rules: KdfRules


class OpenVault:
    """An unlocked vault; see `app.ports.vault.OpenVault` for what services use of it."""

    def __init__(self, held: Held, header: Header, opening: Opening) -> None:
        self._held: Held | None = held
        self._header = header
        self._info = describe(header)
        self._opening = opening

    @property
    def info(self) -> VaultInfo:
        """What is public about this vault, as it was before this opening."""
        return self._info

    @property
    def opening(self) -> Opening:
        """What the opening met."""
        return self._opening

    @property
    def held(self) -> Held:
        """What the session holds, for the work of storage on its files and keys."""
        return self._required()

    @property
    def header(self) -> Header:
        """The header in force."""
        return self._header

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Give the connection for queries; it refuses every write, and a read of damaged pages."""
        held = self._required()
        with translated():
            yield held.connection
            require_sound_pages(held.connection)

    @contextmanager
    def transaction(self) -> Generator[Transaction]:
        """Open the one write transaction; leaving without `commit` rolls everything back."""
        held = self._required()
        with translated(), writing(held.connection):
            yield Transaction(held.connection, held.journal)
            require_sound_pages(held.connection)

    def accept_state(self, entry: JournalEntry) -> None:
        """Go on from what is there, whatever was seen before: sealed anew, with this entry."""
        self._opening = replace(self._opening, read_only=None, rolled_back=None)
        self.record(entry)
        self.mark_in_use()

    def record(self, entry: JournalEntry) -> None:
        """Write a journal entry about something that changed no record."""
        with self.transaction() as write:
            write.commit(entry)

    def check(self) -> VaultCheck:
        """Read the whole vault and tell what is wrong with it."""
        held = self._required()
        with translated():
            return full_check(
                held.files.database(self._header.database.name), held.connection, held.journal
            )

    def mark_in_use(self) -> None:
        """Say in the header that a session runs, so that a crash shows at the next opening.

        A medium that cannot take these few bytes (full, read-only) does not keep her out.
        """
        self._seal(replace(self._header.seen, clean=False))

    def close(self) -> bool:
        """Lock: checkpoint, close, seal the header, wipe. True when the lock left everything clean.

        It never fails: what cannot be sealed stays in the database's own log, and is found again.
        """
        if self._held is None:
            return True
        held = self._held
        seen = self._checkpointed(held)
        held.connection.close()
        emptied = not held.files.log(self._header.database.name).exists()
        clean = seen is not None and emptied and self._seal(seen)
        held.keys.wipe()
        held.lock.release()
        self._held = None
        return clean

    def _checkpointed(self, held: Held) -> Seen | None:
        """What there is to seal, after moving the log into the database as far as it goes.

        A cursor that nobody finished holds the log back until the connection closes.
        """
        with suppress(VaultError), translated():
            held.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        try:
            with translated():
                head, counted = held.journal.head(), commit_seq(held.connection)
        except VaultError:
            return None
        return Seen(counted, head.length, head.hash, clean=True, at=held.clock.now())

    def _seal(self, seen: Seen) -> bool:
        held = self._required()
        header = replace(self._header, generation=self._header.generation + 1, seen=seen)
        try:
            with translated():
                write_header(held.files, seal(header, held.keys.header), held.rules)
        except VaultError:
            return False
        self._header = header
        return True

    def _required(self) -> Held:
        if self._held is None:
            raise VaultLocked
        return self._held


def describe(header: Header) -> VaultInfo:
    """What the unlock window may show of a vault."""
    return VaultInfo(
        label=header.label,
        created=header.created,
        generation=header.generation,
        slot_kinds=tuple(slot.kind for slot in header.slots),
        last_closed=header.seen.at,
        closed_cleanly=header.seen.clean,
    )
