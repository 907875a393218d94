"""The text of a recovery slot, printed as a QR: with the code and the data file, it is enough.

Useless without the code. What it is made of is in FORMAT.md.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.ports.keys import SlotTextUnfit
from app.ports.vault import KdfCost
from storage.vault import slots
from storage.vault.header import DatabaseFile
from storage.vault.slots import Slot

if TYPE_CHECKING:
    from storage.vault.header import Header
    from storage.vault.kdf import KdfRules

PREFIX = "ARMOIRE1:"
_FAMILY = "ARMOIRE"
_LAYOUT = struct.Struct(">16s16sIII9sIBB16s12s48s")
_SUM_LENGTH = 4


@dataclass(frozen=True, slots=True)
class RecoverySlotText:
    """What the text holds: which vault, which data file, and the slot itself."""

    vault_id: bytes
    database: DatabaseFile
    slot: Slot


def slot_text(header: Header, slot: Slot) -> str:
    """Write the text: capitals and digits, 232 of them."""
    body = _LAYOUT.pack(
        header.vault_id,
        header.database.salt,
        header.database.number,
        slot.epoch,
        slot.created.toordinal(),
        slot.id,
        slot.cost.memory_kib,
        slot.cost.passes,
        slot.cost.lanes,
        slot.salt,
        slot.nonce,
        slot.wrapped,
    )
    return PREFIX + _letters_of(body + _sum_of(body))


def read_slot_text(text: str, rules: KdfRules) -> RecoverySlotText:
    """Read it as typed or pasted; SlotTextUnfit (not_one, newer, damaged), KdfParamsRefused."""
    body = _body("".join(text.split()).upper())
    values = _LAYOUT.unpack(body)
    vault_id, database_salt, number, epoch, day, slot_id, memory, passes, lanes, *secrets = values
    try:
        created = date.fromordinal(day)
    except (ValueError, OverflowError) as error:
        raise SlotTextUnfit(reason="damaged") from error
    cost = KdfCost(memory, passes, lanes)
    rules.check(cost)
    slot = Slot(slot_id, slots.RECOVERY, created, epoch, cost, *secrets)
    return RecoverySlotText(vault_id, DatabaseFile.numbered(number, database_salt), slot)


def _body(text: str) -> bytes:
    if not text.startswith(PREFIX):
        raise SlotTextUnfit(reason="newer" if text.startswith(_FAMILY) else "not_one")
    letters = text.removeprefix(PREFIX)
    try:
        data = b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as error:
        raise SlotTextUnfit(reason="damaged") from error
    body, found = data[:-_SUM_LENGTH], data[-_SUM_LENGTH:]
    if _letters_of(data) != letters or len(body) != _LAYOUT.size:
        raise SlotTextUnfit(reason="damaged")
    if not hmac.compare_digest(found, _sum_of(body)):
        raise SlotTextUnfit(reason="damaged")
    return body


def _letters_of(data: bytes) -> str:
    return b32encode(data).decode("ascii").rstrip("=")


def _sum_of(body: bytes) -> bytes:
    return hashlib.sha256(PREFIX.encode("ascii") + body).digest()[:_SUM_LENGTH]
