"""Reads `vault.json` strictly: one accepted way to write each value, everything else is refused."""

from __future__ import annotations

import hmac
import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

from app.ports.vault import KdfCost, VaultDamaged, VaultTooNew
from storage.canonical import canonical, from_base64
from storage.vault import header as layout
from storage.vault.header import DatabaseFile, Header, SealedHeader, Seen
from storage.vault.kdf import SALT_LENGTH
from storage.vault.slots import ID_LENGTH, KINDS, NONCE_LENGTH, WRAPPED_LENGTH, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.vault.kdf import KdfRules

LARGEST_FILE = 65_536
MOST_SLOTS = 4
LARGEST_NUMBER = 2**53
DATABASE_NAME = re.compile(r"data-\d{6}\.db", re.ASCII)
_HEX_SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)

Values = dict[str, object]


class MalformedHeader(ValueError):
    """A value that this program would not have written; becomes VaultDamaged."""


def parse(data: bytes, rules: KdfRules) -> SealedHeader:
    """Read a header; VaultDamaged, VaultTooNew or KdfParamsRefused when it is not one of ours."""
    try:
        values = _json_object(data)
        mac = values.pop("mac")
        digest = values.pop("sum")
        if not hmac.compare_digest(from_base64(_text(digest), 32), layout.sum_of(values)):
            raise VaultDamaged(part="header", reason="sum")
        _refuse_newer(values)
        sealed = SealedHeader(_header(values), from_base64(_text(mac), 32))
    except (ValueError, KeyError, RecursionError) as error:
        raise VaultDamaged(part="header", reason="layout") from error
    for slot in sealed.header.slots:
        rules.check(slot.cost)
    return sealed


def _json_object(data: bytes) -> Values:
    if len(data) > LARGEST_FILE:
        raise MalformedHeader(len(data))
    return _object(
        json.loads(
            data.decode("ascii"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse,
            parse_float=_refuse,
        )
    )


def _without_duplicates(pairs: Iterable[tuple[str, object]]) -> Values:
    found: Values = {}
    for key, value in pairs:
        if key in found:
            raise MalformedHeader("duplicate key")
        found[key] = value
    return found


def _refuse(_: str) -> object:
    raise MalformedHeader("not an integer")


def _refuse_newer(values: Values) -> None:
    if values["format"] != layout.FORMAT:
        raise MalformedHeader("format")
    found = max(_number(values["version"]), _number(values["min_reader"]))
    if found > layout.VERSION:
        raise VaultTooNew(part="header", found=found, supported=layout.VERSION)


def _header(values: Values) -> Header:
    database = _object(values["db"])
    header = Header(
        vault_id=from_base64(_text(values["vault_id"]), 16),
        created=_day(values["created"]),
        generation=_number(values["generation"]),
        mk_epoch=_number(values["mk_epoch"]),
        database=DatabaseFile(
            name=_matching(DATABASE_NAME, database["file"]),
            salt=bytes.fromhex(_matching(_HEX_SALT, database["salt"])),
        ),
        slots=_slots(values["slots"], _number(values["mk_epoch"])),
        seen=_seen(_object(values["seen"])),
    )
    _only_ours(values, header.described())
    return header


def _slots(found: object, epoch: int) -> tuple[Slot, ...]:
    if not isinstance(found, list):
        raise MalformedHeader("slots")
    slots = tuple(_slot(_object(item)) for item in cast("list[object]", found))
    ids = {slot.id for slot in slots}
    if not 1 <= len(slots) <= MOST_SLOTS or len(ids) != len(slots):
        raise MalformedHeader("slots")
    if any(slot.epoch != epoch for slot in slots):
        raise MalformedHeader("epoch")
    return slots


def _slot(values: Values) -> Slot:
    costs, wrapping = _object(values["kdf"]), _object(values["wrap"])
    kind = _text(values["kind"])
    if kind not in KINDS:
        raise MalformedHeader("kind")
    return Slot(
        id=from_base64(_text(values["id"]), ID_LENGTH),
        kind=kind,
        created=_day(values["created"]),
        epoch=_number(values["epoch"]),
        cost=KdfCost(_number(costs["m_kib"]), _number(costs["t"]), _number(costs["p"])),
        salt=from_base64(_text(costs["salt"]), SALT_LENGTH),
        nonce=from_base64(_text(wrapping["nonce"]), NONCE_LENGTH),
        wrapped=from_base64(_text(wrapping["ct"]), WRAPPED_LENGTH),
    )


def _seen(values: Values) -> Seen:
    clean, at = values["clean"], values["at"]
    if not isinstance(clean, bool):
        raise MalformedHeader("clean")
    return Seen(
        commit_seq=_number(values["commit_seq"]),
        audit_len=_number(values["audit_len"]),
        audit_head=from_base64(_text(values["audit_head"]), 32),
        clean=clean,
        at=None if at is None else _instant(_text(at)),
    )


def _only_ours(found: Values, expected: Values) -> None:
    """Whatever we would not have written back is refused: unknown keys, other suites, odd dates."""
    if canonical(found) != canonical(expected):
        raise MalformedHeader("unknown content")


def _object(value: object) -> Values:
    if not isinstance(value, dict):
        raise MalformedHeader("object")
    return cast("Values", value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MalformedHeader("text")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
        raise MalformedHeader("number")
    return value


def _matching(pattern: re.Pattern[str], value: object) -> str:
    text = _text(value)
    if not pattern.fullmatch(text):
        raise MalformedHeader("pattern")
    return text


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _instant(text: str) -> datetime:
    return datetime.strptime(text, layout.INSTANT).replace(tzinfo=UTC)
