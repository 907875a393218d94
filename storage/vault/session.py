"""The unlocked vault: reads, journalled writes, and the clean lock.

It belongs to the thread that opened it: the engine refuses any other.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.ports.vault import (
    Opening,
    ReadOnlyMedium,
    ReadOnlyReason,
    ReadOnlyVault,
    VaultCheck,
    VaultError,
    VaultInfo,
    VaultLocked,
)
from storage.database import writing
from storage.driver import require_sound_pages
from storage.faults import translated
from storage.transaction import Transaction, commit_seq
from storage.vault.check import full_check
from storage.vault.files import write_header
from storage.vault.header import Header, Seen, seal
from storage.vault.watch import NOTHING_SPECIAL, Surroundings, Watch
from storage.vault.witness import highest_generation

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from app.domain.journal import JournalEntry
    from app.ports.clock import Clock
    from app.ports.keys import KeyRing
    from storage.driver import Connection
    from storage.journal import Journal
    from storage.vault.files import VaultFiles
    from storage.vault.kdf import KdfRules
    from storage.vault.lockfile import VaultLock
    from storage.vault.private_copy import PrivateCopy
    from storage.vault.session_keys import SessionKeys

_HERS_TO_ACCEPT = (ReadOnlyReason.ROLLED_BACK, ReadOnlyReason.HEADER_TAMPERED)


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
    around: Surroundings = NOTHING_SPECIAL
    copy: PrivateCopy | None = None

    def path(self, header: Header) -> Path:
        """The data file that is read: the vault's, or a copy of it."""
        if self.copy is not None:
            return self.copy.database
        return self.files.database(header.database.name)


class OpenVault:
    """An unlocked vault; see `app.ports.vault.OpenVault` for what services use of it."""

    def __init__(
        self,
        held: Held,
        header: Header,
        opening: Opening,
        ring_of: Callable[[OpenVault], KeyRing],
    ) -> None:
        self._held: Held | None = held
        self._header = header
        self._info = describe(header)
        self._opening = opening
        self._watch = _watch_over(held, header)
        self._keys = ring_of(self)

    @property
    def info(self) -> VaultInfo:
        """What is public about this vault, as it was before this opening."""
        return self._info

    @property
    def opening(self) -> Opening:
        """What the opening met."""
        return self._opening

    @property
    def keys(self) -> KeyRing:
        """Its key slots."""
        return self._keys

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
        """Open the one write transaction; leaving without `commit` rolls everything back.

        A vault open for reading only lends it to read: the first write is refused.
        """
        held = self._required()
        if not self._writable:
            with self._only_reading():
                yield Transaction(held.connection, held.journal)
            return
        self._watch.place.require()
        with translated(), writing(held.connection):
            yield Transaction(held.connection, held.journal, self._watch.before_commit)
            require_sound_pages(held.connection)
        with translated():
            self._watch.after_commit(self._header, held.connection, held.journal)

    @contextmanager
    def _only_reading(self) -> Generator[None]:
        """Say of a write that the engine refuses why this vault takes none."""
        try:
            with translated():
                yield
        except ReadOnlyMedium:
            self._require_writable()
            raise

    def accept_state(self, entry: JournalEntry) -> None:
        """Go on from what is there, whatever was seen before: sealed anew, with this entry."""
        met, held = self._opening, self._required()
        if met.read_only not in _HERS_TO_ACCEPT:
            raise ReadOnlyVault(reason="" if met.read_only is None else met.read_only.value)
        self._opening = replace(met, read_only=None, rolled_back=None)
        try:
            self.record(entry)
        except BaseException:
            self._opening = met
            raise
        largest = highest_generation(self._header, self._watch.witnesses.paths)
        self._header = replace(self._header, generation=largest)
        with translated():
            self.replace_header(replace(self._header, seen=self._seen(held, clean=False)))
            self._watch.testify(self._header, held.connection, held.journal)

    def record(self, entry: JournalEntry) -> None:
        """Write a journal entry about something that changed no record."""
        with self.transaction() as write:
            write.commit(entry)

    def check(self) -> VaultCheck:
        """Read the whole vault and tell what is wrong with it."""
        held = self._required()
        with translated():
            return full_check(
                held.path(self._header), held.connection, held.journal, writable=self._writable
            )

    def mark_in_use(self) -> None:
        """Say in the header that a session runs, so that a crash shows at the next opening.

        A medium that cannot take these few bytes (full, read-only) does not keep her out.
        """
        if self._writable:
            self._seal(replace(self._header.seen, clean=False))

    def replace_header(self, header: Header) -> None:
        """Write a changed header, sealed, as the next generation; raises when it cannot."""
        self._require_writable()
        held, following = self._required(), self._header.generation + 1
        header = replace(header, generation=following)
        with translated():
            write_header(held.files, seal(header, held.keys.header), held.rules)
        self._header = header

    def seen_now(self) -> Seen:
        """What the data holds at this moment, for a header written during the session."""
        return self._seen(self._required(), clean=False)

    def go_on_with(self, held: Held, header: Header) -> None:
        """Go on with another data file and other keys, once their header is on the disk."""
        before = self._required()
        self._held, self._header = held, header
        self._watch = _watch_over(held, header)
        before.connection.close()
        before.keys.wipe()

    def give_way(self) -> None:
        """Close without sealing anything: another header and data file are in force already."""
        held = self._required()
        self._held = None
        held.connection.close()
        held.keys.wipe()
        held.lock.release()

    def close(self) -> bool:
        """Lock: checkpoint, close, seal the header, wipe. True when the lock left everything clean.

        It never fails: what cannot be sealed stays in the database's own log, and is found again.
        """
        if self._held is None:
            return True
        held = self._held
        clean = self._put_away(held) if self._writable else True
        held.connection.close()
        if held.copy is not None:
            held.copy.remove()
        held.keys.wipe()
        held.lock.release()
        self._held = None
        return clean

    def _put_away(self, held: Held) -> bool:
        """Leave everything in one data file and a header that says so, in their place.

        A vault moved away meanwhile keeps its log beside it: the engine leaves both alone.
        """
        if not self._watch.place.holds():
            return False
        self._watch.ballast.free()
        seen = self._checkpointed(held)
        held.connection.close()
        emptied = not held.files.log(self._header.database.name).exists()
        clean = seen is not None and emptied and self._seal(seen)
        if clean and seen is not None:
            self._watch.note(self._header, seen)
            self._watch.ballast.restore()
        return clean

    def _checkpointed(self, held: Held) -> Seen | None:
        """What there is to seal, after moving the log into the database as far as it goes.

        A cursor that nobody finished holds the log back until the connection closes.
        """
        with suppress(VaultError), translated():
            held.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        try:
            with translated():
                return self._seen(held, clean=True)
        except VaultError:
            return None

    def _seen(self, held: Held, *, clean: bool) -> Seen:
        head, counted = held.journal.head(), commit_seq(held.connection)
        at = held.clock.now() if clean else self._header.seen.at
        return Seen(counted, head.length, head.hash, clean=clean, at=at)

    def _seal(self, seen: Seen) -> bool:
        try:
            self.replace_header(replace(self._header, seen=seen))
        except VaultError:
            return False
        return True

    @property
    def _writable(self) -> bool:
        return self._opening.read_only is None

    def _require_writable(self) -> None:
        if self._opening.read_only is not None:
            raise ReadOnlyVault(reason=self._opening.read_only.value)

    def _required(self) -> Held:
        if self._held is None:
            raise VaultLocked
        return self._held


def _watch_over(held: Held, header: Header) -> Watch:
    return Watch(held.files, header, held.keys.witness, held.around, held.clock)


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
