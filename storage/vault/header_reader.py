"""Reads `vault.json` strictly: one accepted way to write each value, everything else is refused."""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

from app.ports.vault import KdfCost, VaultDamaged, VaultTooNew
from storage.canonical import canonical, from_base64
from storage.strict_json import (
    Malformed,
    Values,
    as_day,
    as_flag,
    as_instant,
    as_list,
    as_number,
    as_object,
    as_text,
    json_object,
    matching,
)
from storage.vault import header as layout
from storage.vault.header import DatabaseFile, Header, SealedHeader, Seen
from storage.vault.kdf import SALT_LENGTH
from storage.vault.slots import ID_LENGTH, KINDS, NONCE_LENGTH, WRAPPED_LENGTH, Slot

if TYPE_CHECKING:
    from storage.vault.kdf import KdfRules

LARGEST_FILE = 65_536
MOST_SLOTS = 4
DATABASE_NAME = re.compile(r"data-\d{6}\.db", re.ASCII)
_HEX_SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)


def parse(data: bytes, rules: KdfRules) -> SealedHeader:
    """Read a header; VaultDamaged, VaultTooNew or KdfParamsRefused when it is not one of ours."""
    try:
        values = json_object(data, LARGEST_FILE)
        mac = values.pop("mac")
        digest = values.pop("sum")
        if not hmac.compare_digest(from_base64(as_text(digest), 32), layout.sum_of(values)):
            raise VaultDamaged(part="header", reason="sum")
        _refuse_newer(values)
        sealed = SealedHeader(_header(values), from_base64(as_text(mac), 32))
    except (ValueError, KeyError, RecursionError) as error:
        raise VaultDamaged(part="header", reason="layout") from error
    for slot in sealed.header.slots:
        rules.check(slot.cost)
    return sealed


def _refuse_newer(values: Values) -> None:
    if values["format"] != layout.FORMAT:
        raise Malformed("format")
    found = max(as_number(values["version"]), as_number(values["min_reader"]))
    if found > layout.VERSION:
        raise VaultTooNew(part="header", found=found, supported=layout.VERSION)


def _header(values: Values) -> Header:
    database = as_object(values["db"])
    header = Header(
        vault_id=from_base64(as_text(values["vault_id"]), 16),
        created=as_day(values["created"]),
        generation=as_number(values["generation"]),
        mk_epoch=as_number(values["mk_epoch"]),
        database=DatabaseFile(
            name=matching(DATABASE_NAME, database["file"]),
            salt=bytes.fromhex(matching(_HEX_SALT, database["salt"])),
        ),
        slots=_slots(values["slots"], as_number(values["mk_epoch"])),
        seen=_seen(as_object(values["seen"])),
    )
    _only_ours(values, header.described())
    return header


def _slots(found: object, epoch: int) -> tuple[Slot, ...]:
    slots = tuple(_slot(as_object(item)) for item in as_list(found))
    ids = {slot.id for slot in slots}
    if not 1 <= len(slots) <= MOST_SLOTS or len(ids) != len(slots):
        raise Malformed("slots")
    if any(slot.epoch != epoch for slot in slots):
        raise Malformed("epoch")
    return slots


def _slot(values: Values) -> Slot:
    costs, wrapping = as_object(values["kdf"]), as_object(values["wrap"])
    kind = as_text(values["kind"])
    if kind not in KINDS:
        raise Malformed("kind")
    return Slot(
        id=from_base64(as_text(values["id"]), ID_LENGTH),
        kind=kind,
        created=as_day(values["created"]),
        epoch=as_number(values["epoch"]),
        cost=KdfCost(as_number(costs["m_kib"]), as_number(costs["t"]), as_number(costs["p"])),
        salt=from_base64(as_text(costs["salt"]), SALT_LENGTH),
        nonce=from_base64(as_text(wrapping["nonce"]), NONCE_LENGTH),
        wrapped=from_base64(as_text(wrapping["ct"]), WRAPPED_LENGTH),
    )


def _seen(values: Values) -> Seen:
    at = values["at"]
    return Seen(
        commit_seq=as_number(values["commit_seq"]),
        audit_len=as_number(values["audit_len"]),
        audit_head=from_base64(as_text(values["audit_head"]), 32),
        clean=as_flag(values["clean"]),
        at=None if at is None else as_instant(at),
    )


def _only_ours(found: Values, expected: Values) -> None:
    """Whatever we would not have written back is refused: unknown keys, other suites, odd dates."""
    if canonical(found) != canonical(expected):
        raise Malformed("unknown content")
