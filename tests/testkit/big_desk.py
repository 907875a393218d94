"""What twenty years leave on her desk: slots of the agenda, reminders, partners, all found."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random  # noqa: TID251 — seeded, so that each run draws the same vault
from typing import TYPE_CHECKING

from testkit.big_vault import FIRST_DAY
from testkit.big_words import Words

from app.domain.ids import compose_id
from app.domain.journal import JournalEntry
from app.domain.people import folded

if TYPE_CHECKING:
    from storage.vault.session import OpenVault

PARTNERS, SLOTS, REMINDERS = 500, 20_000, 3_000
_DAYS = 20 * 365
_EPOCH = date(1970, 1, 1)
_INDEXED = "INSERT INTO desk_words (rowid, words, subject, case_id, day) VALUES (?, ?, ?, ?, ?)"


def fill_desk(vault: OpenVault, *, seed: int = 2026) -> None:
    """Fill the agenda, the reminders and the address book of a vault in one write."""
    chance = Random(seed)
    words = Words(chance)
    with vault.transaction() as write:
        cases = write.connection.execute("SELECT id, entity_id FROM case_file").fetchall()
        for rank in range(PARTNERS):
            name, address = f"Service {words.family_name()}", words.note()
            row = (_id(0, rank), "PAR.EXT.BAI", name, "", "", "", address, 0, None)
            write.execute(f"INSERT INTO partner VALUES ({_marks(row)})", row)
            said = folded(f"{name} {address}")
            write.execute(_INDEXED, (row[0], said, "partner", None, None))
        for rank in range(SLOTS):
            day, said = _day(rank, SLOTS), words.note()
            case, entity = chance.choice(cases) if rank % 10 else (None, chance.randint(1, 20))
            row = (
                _id(rank * _DAYS // SLOTS, 10_000 + rank), day, "09:00:00", 45, "appointment",
                case, entity, "", said, "CTC.RDV", 0, "planned", None, "",
            )  # fmt: skip
            write.execute(f"INSERT INTO appointment VALUES ({_marks(row)})", row)
            write.execute(_INDEXED, (row[0], folded(said), "appointment", case, day))
        for rank in range(REMINDERS):
            day, said = _day(rank, REMINDERS), words.note()
            row = (_id(rank * _DAYS // REMINDERS, 40_000 + rank), day, said, None, day)
            write.execute(f"INSERT INTO reminder VALUES ({_marks(row)})", row)
            write.execute(_INDEXED, (row[0], folded(said), "reminder", None, day))
        write.commit(JournalEntry("test", "test", None))


def _marks(row: tuple[object, ...]) -> str:
    return ", ".join("?" * len(row))


def _day(rank: int, count: int) -> str:
    return (FIRST_DAY + timedelta(rank * _DAYS // count)).isoformat()


def _id(day: int, rank: int) -> int:
    """An id of that day, different for each rank and from those of `big_vault`."""
    moment = (FIRST_DAY - _EPOCH + timedelta(day)).days * 86_400_000 + 5_000_000
    return compose_id(moment + rank, rank)
