"""A header written anew when both copies are lost: from a backup, or from a recovery sheet.

The data file is whole and its key is wrapped elsewhere: what is missing is only the way to it.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.ports.keys import SlotTextUnfit, WrongRecoveryCode
from app.ports.vault import KdfParamsRefused, VaultDamaged, VaultError, VaultMissing
from storage import database
from storage.transaction import commit_seq
from storage.vault import slots
from storage.vault.files import FoundHeader, VaultFiles, read_header, write_header
from storage.vault.header import Header, Seen, seal
from storage.vault.header_reader import parse
from storage.vault.keys import Purpose, sub_key, wipe
from storage.vault.proofs import open_main, open_recovery
from storage.vault.quarantine import DAMAGED, set_aside
from storage.vault.recovery_code import read_code
from storage.vault.slot_text import read_slot_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.ports.keys import Proof
    from storage.vault.conditions import Conditions
    from storage.vault.header import SealedHeader
    from storage.vault.kdf import KdfRules
    from storage.vault.keys import SecretKey
    from storage.vault.slots import Slot

Found = tuple[FoundHeader, "SecretKey", "Slot"]
_BEFORE_FIRST_DAY = date(1970, 1, 1)


def from_slot_text(files: VaultFiles, text: str, code: bytearray, conditions: Conditions) -> Found:
    """Find the way in by a recovery sheet; a header that can be read goes first."""
    rules = conditions.rules
    if (found := _readable(files, rules)) is not None:
        return (found, *open_recovery(found.sealed.header, code, rules))
    read = read_slot_text(text, rules)
    if not files.database(read.database.name).exists():
        raise SlotTextUnfit(reason="other_data")
    draft = Header(
        vault_id=read.vault_id,
        created=_BEFORE_FIRST_DAY,
        generation=0,
        mk_epoch=read.slot.epoch,
        database=read.database,
        slots=(read.slot,),
        seen=Seen(0, 0, b"", clean=False, at=None),
    )
    secret = read_code(code)
    try:
        master = slots.unwrap(read.slot, secret, draft.slot_context(), rules)
    finally:
        wipe(secret)
    if master is None:
        raise WrongRecoveryCode
    with ExitStack() as failed:
        failed.callback(master.wipe)
        found = _refounded(files, draft, master, conditions)
        failed.pop_all()
    return found, master, read.slot


def from_backup(files: VaultFiles, proof: Proof, conditions: Conditions) -> Found:
    """Find the way in by the newest backup whose data file is here; VaultMissing when none is."""
    rules = conditions.rules
    if (found := _readable(files, rules)) is not None:
        return (found, *open_main(found.sealed.header, proof, rules))
    for sealed in _in_backups(files, rules):
        if files.database(sealed.header.database.name).exists():
            master, slot = open_main(sealed.header, proof, rules)
            with ExitStack() as failed:
                failed.callback(master.wipe)
                with sub_key(
                    master, sealed.header.vault_id, Purpose.HEADER, sealed.header.mk_epoch
                ) as key:
                    sealed.verify(key)
                found = _refounded(files, sealed.header, master, conditions)
                failed.pop_all()
            return found, master, slot
    raise VaultMissing


def _readable(files: VaultFiles, rules: KdfRules) -> FoundHeader | None:
    with suppress(VaultMissing, VaultDamaged, KdfParamsRefused):
        return read_header(files, rules)
    return None


def _in_backups(files: VaultFiles, rules: KdfRules) -> list[SealedHeader]:
    """The headers of the backups of the vault's own folder, newest first."""
    from storage.backups import container

    found: list[SealedHeader] = []
    if files.backups.is_dir():
        for path in files.backups.glob("*.vbk"):
            with suppress(VaultError, OSError):
                found.append(parse(container.read(path).small(container.HEADER), rules))
    return sorted(found, key=lambda sealed: sealed.header.generation, reverse=True)


def _refounded(
    files: VaultFiles, draft: Header, master: SecretKey, conditions: Conditions
) -> FoundHeader:
    """Read from the data what the header says of it, and write a header of a later generation.

    A session writes the header at most twice for each of its commits: twice their number is past
    every generation there was.
    """
    rules = conditions.rules
    with sub_key(master, draft.vault_id, Purpose.DATABASE, draft.mk_epoch) as key:
        connection = database.open_database(
            files.database(draft.database.name), key.raw, draft.database.salt
        )
    try:
        counted = commit_seq(connection)
        length, head = connection.execute(
            "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        (first,) = connection.execute("SELECT at FROM journal WHERE seq = 1").fetchone()
    finally:
        connection.close()
    header = replace(
        draft,
        created=date.fromisoformat(first[:10]),
        generation=1 + max(_known_generation(files, rules), draft.generation, 2 * counted),
        seen=Seen(counted, length, head, clean=False, at=draft.seen.at),
    )
    _set_aside(files, conditions.clock.now())
    with sub_key(master, header.vault_id, Purpose.HEADER, header.mk_epoch) as key:
        sealed = seal(header, key)
        write_header(files, sealed, rules)
    return FoundHeader(sealed, from_mirror=False)


def _known_generation(files: VaultFiles, rules: KdfRules) -> int:
    return max((sealed.header.generation for sealed in _in_backups(files, rules)), default=0)


def _set_aside(files: VaultFiles, now: datetime) -> None:
    """Keep what is left of the old copies: nothing that fails a check is ever deleted."""
    for path in (files.header, files.mirror):
        if path.exists():
            set_aside(files, path, DAMAGED, now)
