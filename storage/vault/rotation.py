"""A new master key for everything: a new data file, checked whole, then one header that names it.

The commit point is the replacement of `vault.json`. Before it the old pair of header and data file
is untouched; after it the new pair is complete. Leftovers go at the next unlock (`sweep`).

Pages are copied by the engine's backup between two keyed connections: no key is ever text, as it
would be in `ATTACH … KEY`, and no refusal has to be lifted.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import app
from app.domain.journal import JournalEntry
from app.ports.vault import ReadOnlyVault, VaultDamaged, VaultError
from storage import database
from storage.driver import require_sound_pages
from storage.faults import translated
from storage.journal import Journal
from storage.transaction import commit_seq
from storage.vault import slots
from storage.vault.check import full_check
from storage.vault.files import UNFINISHED, put_in_force
from storage.vault.header import DatabaseFile, Header, Seen, seal
from storage.vault.keys import SecretKey, wipe
from storage.vault.proofs import main_kind, secret_of
from storage.vault.session_keys import session_keys
from storage.vault.small_file import sync_file, sync_folder
from storage.vault.sweep import LOGS, sweep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ports.keys import Proof
    from app.ports.vault import KdfCost
    from storage.driver import Connection
    from storage.vault.session import OpenVault
    from storage.vault.session_keys import SessionKeys

_SALT_LENGTH = 16
_PAGES_AT_ONCE = 512
_COPIED, _SEALED, _CHECKED, _WRITTEN = 50, 60, 90, 100
"""Percents done when each step ends; a caller can stop until the check is over."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """The header being made, with its keys, and the name of its data file until it is checked."""

    header: Header
    keys: SessionKeys
    unfinished: Path
    final: Path


def rotated(
    vault: OpenVault, new: Proof, cost: KdfCost, progress: Callable[[int], None]
) -> SecretKey:
    """Go over to a new master key, with a main slot for `new` and no recovery slot; return it."""
    held = vault.held
    if vault.opening.read_only is not None:
        raise ReadOnlyVault(reason=vault.opening.read_only.value)
    with ExitStack() as undo, translated():
        master = SecretKey.random()
        undo.callback(master.wipe)
        turn = _begun(vault, master)
        undo.callback(turn.keys.wipe)
        undo.callback(_forget, turn)
        _copy(held.connection, turn, progress)
        seen = _sealed_and_checked(vault, turn, progress)
        turn.unfinished.replace(turn.final)
        sync_folder(held.files.folder)
        slot = _main_slot(vault, turn.header, master, new, cost)
        header = replace(turn.header, slots=(slot,), seen=seen)
        connection = _opened(turn)
        undo.callback(connection.close)
        put_in_force(vault.held.files, seal(header, turn.keys.header), vault.held.rules)
        undo.pop_all()
    journal = Journal(connection, turn.keys.audit.raw, held.clock, app.VERSION)
    vault.go_on_with(replace(held, keys=turn.keys, connection=connection, journal=journal), header)
    with suppress(VaultError):
        sweep(held.files, held.rules)
    progress(_WRITTEN)
    return master


def _begun(vault: OpenVault, master: SecretKey) -> _Turn:
    old = vault.header
    files = vault.held.files
    number = max([old.database.number, *files.numbers()]) + 1
    header = replace(
        old,
        generation=old.generation + 1,
        mk_epoch=old.mk_epoch + 1,
        database=DatabaseFile.numbered(number, os.urandom(_SALT_LENGTH)),
        slots=(),
    )
    final = files.database(header.database.name)
    unfinished = final.with_name(final.name + UNFINISHED)
    return _Turn(header, session_keys(header, master), unfinished, final)


def _copy(source: Connection, turn: _Turn, progress: Callable[[int], None]) -> None:
    """Copy every page as it is in clear, written again under the new key."""

    def told(_: int, left: int, total: int) -> None:
        progress((total - left) * _COPIED // max(total, 1))

    key, salt = turn.keys.database.raw, turn.header.database.salt
    target = database.create_bare(turn.unfinished, key, salt)
    try:
        source.backup(target, pages=_PAGES_AT_ONCE, progress=told)
        require_sound_pages(source)
    finally:
        target.close()
    sync_file(turn.unfinished)


def _sealed_and_checked(vault: OpenVault, turn: _Turn, progress: Callable[[int], None]) -> Seen:
    """Seal the journal anew in the copy, journal the rotation, and check all of it."""
    key, salt = turn.keys.database.raw, turn.header.database.salt
    connection = database.open_database(turn.unfinished, key, salt)
    try:
        database.configure(connection)
        journal = Journal(connection, turn.keys.audit.raw, vault.held.clock, app.VERSION)
        with database.writing(connection):
            before = vault.held.journal.head()
            journal.seal_anew()
            journal.append(JournalEntry("vault_rotated", "vault", None), before.hash)
            connection.execute(
                "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'commit_seq'"
            )
            connection.execute("COMMIT")
        progress(_SEALED)
        if not full_check(turn.unfinished, connection, journal).sound:
            raise VaultDamaged(part="database", reason="copy")
        progress(_CHECKED)
        head, counted = journal.head(), commit_seq(connection)
    finally:
        connection.close()
    return Seen(counted, head.length, head.hash, clean=False, at=vault.header.seen.at)


def _main_slot(
    vault: OpenVault, header: Header, master: SecretKey, new: Proof, cost: KdfCost
) -> slots.Slot:
    """Wrap the new master key, and prove that the phrase opens what will be written."""
    rules, kind = vault.held.rules, main_kind(new)
    secret = secret_of(new, kind, header.label)
    try:
        wrapping = slots.Wrapping(kind, vault.held.clock.today(), header.mk_epoch, cost)
        slot = slots.wrap(master, secret, wrapping, header.slot_context(), rules)
        proven = slots.unwrap(slot, secret, header.slot_context(), rules)
    finally:
        wipe(secret)
    if proven is None:
        raise VaultDamaged(part="header", reason="slot_not_kept")
    proven.wipe()
    return slot


def _opened(turn: _Turn) -> Connection:
    key, salt = turn.keys.database.raw, turn.header.database.salt
    connection = database.open_database(turn.final, key, salt)
    database.configure(connection)
    return connection


def _forget(turn: _Turn) -> None:
    """Remove what was made of a rotation that did not come to its end."""
    for path in (turn.unfinished, turn.final):
        for ending in LOGS:
            with suppress(OSError):
                path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
