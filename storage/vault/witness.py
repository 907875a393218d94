"""The witness: what the vault held a moment ago, noted outside the database (FORMAT.md §9).

The engine says nothing when its log is lost or an older copy is put back. Two witnesses notice: one
in the vault's folder for the log, one on this computer for the whole folder.
"""

from __future__ import annotations

import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.ports.vault import RolledBack, VaultDamaged, VaultError
from storage.canonical import canonical, from_base64, to_base64
from storage.faults import translated
from storage.strict_json import INSTANT, as_instant, as_number, as_text, json_object
from storage.transaction import commit_seq
from storage.vault.small_file import write_small_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from storage.driver import Connection
    from storage.journal import Journal
    from storage.vault.header import Header
    from storage.vault.keys import SecretKey

FORMAT = "armoire-witness"
VERSION = 1
LARGEST_FILE = 1024
AT_MOST_EVERY = timedelta(seconds=30)
IN_THE_VAULT, ON_THIS_COMPUTER, IN_THE_HEADER = "vault", "computer", "header"
_PRIVATE_FOLDER = 0o700


class WitnessUnfit(ValueError):
    """Not a witness as this program writes them."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was seen: the header's generation, the writes counted, the last journal entry."""

    vault_id: bytes
    mk_epoch: int
    generation: int
    commit_seq: int
    audit_len: int
    audit_head: bytes
    at: datetime

    def described(self) -> dict[str, object]:
        """The record as JSON values, without its seal."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "vault_id": to_base64(self.vault_id),
            "mk_epoch": self.mk_epoch,
            "generation": self.generation,
            "commit_seq": self.commit_seq,
            "audit_len": self.audit_len,
            "audit_head": to_base64(self.audit_head),
            "at": self.at.astimezone(UTC).strftime(INSTANT),
        }

    def written(self, key: SecretKey) -> bytes:
        """Write the file, sealed."""
        values = self.described()
        seal = hmac.digest(key.raw, canonical(values), "sha256")
        return canonical({**values, "mac": to_base64(seal)}) + b"\n"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A record as found, whose seal only the key can prove."""

    record: Record
    seal: bytes

    def holds(self, key: SecretKey) -> bool:
        """Tell whether the holder of the key wrote it."""
        expected = hmac.digest(key.raw, canonical(self.record.described()), "sha256")
        return hmac.compare_digest(expected, self.seal)


def read(path: Path) -> Sealed | None:
    """Read a witness; None when there is none, WitnessUnfit when a byte of it is not ours."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return None
    try:
        values = json_object(data, LARGEST_FILE)
        sealed = Sealed(_record(values), from_base64(as_text(values["mac"]), 32))
        if canonical({**sealed.record.described(), "mac": values["mac"]}) + b"\n" != data:
            raise WitnessUnfit
    except (ValueError, KeyError, RecursionError) as error:
        raise WitnessUnfit from error
    return sealed


def seen_by(path: Path, header: Header, key: SecretKey) -> Record | None:
    """What a witness of this vault proves; nothing when it is absent, damaged or not of its key.

    A witness sealed before the last change of keys proves nothing any more.
    """
    try:
        with translated():
            sealed = read(path)
    except (WitnessUnfit, VaultError):
        return None
    if sealed is None or sealed.record.vault_id != header.vault_id:
        return None
    return sealed.record if sealed.holds(key) else None


def behind(
    seen: Record, name: str, header: Header, connection: Connection, journal: Journal
) -> RolledBack | None:
    """How far the vault is behind a witness, if it is.

    A header of a larger generation was sealed after that witness, on purpose: it alone counts.
    """
    if header.generation > seen.generation:
        return None
    found, head = commit_seq(connection), journal.head()
    same = (
        header.generation == seen.generation
        and found >= seen.commit_seq
        and head.length >= seen.audit_len
        and (seen.audit_len == 0 or journal.hash_of(seen.audit_len) == seen.audit_head)
    )
    if same:
        return None
    return RolledBack(seen.commit_seq, found, seen.at, name, journal.last_moment())


def how_far_behind(
    paths: Mapping[str, Path],
    header: Header,
    key: SecretKey,
    connection: Connection,
    journal: Journal,
) -> RolledBack | None:
    """Compare the database with the header, then with each witness; a fork of it is damage."""
    seen, found, head = header.seen, commit_seq(connection), journal.head()
    if found < seen.commit_seq or head.length < seen.audit_len:
        at = journal.last_moment()
        return RolledBack(seen.commit_seq, found, seen.at, IN_THE_HEADER, at)
    if journal.hash_of(seen.audit_len) != seen.audit_head:
        raise VaultDamaged(part="journal", reason="chain")
    for name, path in paths.items():
        record = seen_by(path, header, key)
        if record is not None and (late := behind(record, name, header, connection, journal)):
            return late
    return None


def highest_generation(header: Header, paths: Mapping[str, Path]) -> int:
    """The largest generation that any witness claims, sealed or not: a new header passes it."""
    largest = header.generation
    for path in paths.values():
        with suppress(WitnessUnfit, OSError):
            sealed = read(path)
            if sealed is not None and sealed.record.vault_id == header.vault_id:
                largest = max(largest, sealed.record.generation)
    return largest


class Witnesses:
    """Writes both witnesses of a session: at its first write, then as often as is due."""

    def __init__(self, paths: Mapping[str, Path], key: SecretKey) -> None:
        self.paths = paths
        self._key = key
        self._last: datetime | None = None
        self._log_serial = b""

    def due(self, now: datetime, log_serial: bytes) -> bool:
        """Tell whether it is time: 30 seconds have passed, or the log began anew."""
        if self._last is None or log_serial != self._log_serial:
            return True
        return abs(now - self._last) >= AT_MOST_EVERY

    def write(self, record: Record, log_serial: bytes) -> None:
        """Write both; a place that cannot be written is left for the next time."""
        data = record.written(self._key)
        for path in self.paths.values():
            with suppress(VaultError, WitnessUnfit), translated():
                path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
                write_small_file(path, data, _same(data))
        self._last, self._log_serial = record.at, log_serial


def _same(expected: bytes) -> Callable[[bytes], None]:
    def check(found: bytes) -> None:
        if found != expected:
            raise WitnessUnfit

    return check


def _record(values: Mapping[str, object]) -> Record:
    if values["format"] != FORMAT or values["version"] != VERSION:
        raise WitnessUnfit
    return Record(
        vault_id=from_base64(as_text(values["vault_id"]), 16),
        mk_epoch=as_number(values["mk_epoch"]),
        generation=as_number(values["generation"]),
        commit_seq=as_number(values["commit_seq"]),
        audit_len=as_number(values["audit_len"]),
        audit_head=from_base64(as_text(values["audit_head"]), 32),
        at=as_instant(values["at"]),
    )
