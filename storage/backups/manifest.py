"""The manifest of a backup: what is in it, summed for anybody, sealed for the holder of the key."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from app.ports.backups import BackupDamaged, BackupReason, BackupTooNew
from storage.backups.container import LARGEST_SMALL
from storage.canonical import canonical, from_base64, to_base64
from storage.strict_json import (
    INSTANT,
    Malformed,
    Values,
    as_instant,
    as_number,
    as_object,
    as_text,
    json_object,
    matching,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from storage.vault.keys import SecretKey

FORMAT, VERSION = "armoire-backup", 1
_APP_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a backup says of itself.

    How many rows each table had is sealed, not said: a thief learns no number of case files.
    """

    vault_id: bytes
    made_at: datetime
    reason: BackupReason
    generation: int
    epoch: int
    commit_seq: int
    audit_len: int
    audit_head: bytes
    schema: int
    app_version: str
    rows_seal: bytes
    header_sha256: bytes
    database_size: int
    database_sha256: bytes

    def described(self) -> Values:
        """The manifest as JSON values, without sum and seal."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "vault_id": to_base64(self.vault_id),
            "made_at": self.made_at.astimezone(UTC).strftime(INSTANT),
            "reason": self.reason.value,
            "generation": self.generation,
            "mk_epoch": self.epoch,
            "commit_seq": self.commit_seq,
            "audit_len": self.audit_len,
            "audit_head": to_base64(self.audit_head),
            "schema": self.schema,
            "app_version": self.app_version,
            "rows_seal": to_base64(self.rows_seal),
            "header": {"sha256": to_base64(self.header_sha256)},
            "database": {"size": self.database_size, "sha256": to_base64(self.database_sha256)},
        }


@dataclass(frozen=True, slots=True)
class SealedManifest:
    """A manifest with the seal found or made for it."""

    manifest: Manifest
    seal: bytes

    def holds(self, key: SecretKey) -> bool:
        """Tell whether the holder of this `backup` key wrote it."""
        return hmac.compare_digest(_seal_of(self.manifest, key), self.seal)

    def to_bytes(self) -> bytes:
        """Write the member."""
        values = {**_summed(self.manifest), "mac": to_base64(self.seal)}
        return json.dumps(values, indent=1, ensure_ascii=True).encode("ascii") + b"\n"


def seal(manifest: Manifest, key: SecretKey) -> SealedManifest:
    """Seal a manifest with the `backup` key."""
    return SealedManifest(manifest, _seal_of(manifest, key))


def seal_rows(rows: Mapping[str, int], key: SecretKey) -> bytes:
    """Seal how many rows each table has."""
    return hmac.digest(key.raw, canonical({"rows": dict(rows)}), "sha256")


def parse(data: bytes) -> SealedManifest:
    """Read a manifest; BackupTooNew or BackupDamaged when it is not one that we would write."""
    try:
        values = json_object(data, LARGEST_SMALL)
        mac = from_base64(as_text(values.pop("mac")), 32)
        digest = from_base64(as_text(values.pop("sum")), 32)
        if not hmac.compare_digest(digest, hashlib.sha256(canonical(values)).digest()):
            raise BackupDamaged(reason="manifest")
        if values["format"] == FORMAT and as_number(values["version"]) > VERSION:
            raise BackupTooNew(found=as_number(values["version"]), supported=VERSION)
        sealed = SealedManifest(_manifest(values), mac)
    except (ValueError, KeyError, RecursionError) as error:
        raise BackupDamaged(reason="manifest") from error
    if sealed.to_bytes() != data:
        raise BackupDamaged(reason="manifest")
    return sealed


def _manifest(values: Values) -> Manifest:
    database, header = as_object(values["database"]), as_object(values["header"])
    manifest = Manifest(
        vault_id=from_base64(as_text(values["vault_id"]), 16),
        made_at=as_instant(values["made_at"]),
        reason=BackupReason(as_text(values["reason"])),
        generation=as_number(values["generation"]),
        epoch=as_number(values["mk_epoch"]),
        commit_seq=as_number(values["commit_seq"]),
        audit_len=as_number(values["audit_len"]),
        audit_head=from_base64(as_text(values["audit_head"]), 32),
        schema=as_number(values["schema"]),
        app_version=matching(_APP_VERSION, values["app_version"]),
        rows_seal=from_base64(as_text(values["rows_seal"]), 32),
        header_sha256=from_base64(as_text(header["sha256"]), 32),
        database_size=as_number(database["size"]),
        database_sha256=from_base64(as_text(database["sha256"]), 32),
    )
    if canonical(values) != canonical(manifest.described()):
        raise Malformed("unknown content")
    return manifest


def _summed(manifest: Manifest) -> Values:
    described = manifest.described()
    return {**described, "sum": to_base64(hashlib.sha256(canonical(described)).digest())}


def _seal_of(manifest: Manifest, key: SecretKey) -> bytes:
    return hmac.digest(key.raw, canonical(_summed(manifest)), "sha256")
