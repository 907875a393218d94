"""What is done by itself for the vault waits until she pauses, and never for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from testkit import relay

from app.ports.backups import BackupReason
from app.ports.vault import Opening
from ui.care import Care
from ui.jobs import InlineJobs

if TYPE_CHECKING:
    from collections.abc import Callable

TEN_MINUTES_OF_LOOKS = 200


@dataclass
class Cared:
    """A vault that is due for its copy of the day, and how long nothing was touched."""

    care: Care
    copies: Callable[[], list[BackupReason]]
    quiet: float = 0.0


@pytest.fixture
def cared(qapp, world) -> Cared:
    rows = world.services.backups.rows
    made = Cared(Care(InlineJobs(), lambda: made.quiet), lambda: [row.reason for row in rows()])
    met = Opening(closed_cleanly=True, header_repaired=False, wal_missing=False)
    made.care.unlocked(world.services, met)
    assert made.copies() == []
    return made


def test_no_copy_is_made_while_she_works(cared: Cared) -> None:
    cared.quiet = 19
    cared.care.look()

    assert cared.copies() == []


def test_the_copy_of_the_day_is_made_when_she_pauses(cared: Cared) -> None:
    cared.quiet = 20
    cared.care.look()

    assert cared.copies() == [BackupReason.DAILY]


def test_who_never_pauses_has_her_copy_after_ten_minutes(cared: Cared) -> None:
    for _ in range(TEN_MINUTES_OF_LOOKS - 1):
        cared.care.look()
    assert cared.copies() == []

    cared.care.look()
    assert cared.copies() == [BackupReason.DAILY]


def test_how_files_left_that_never_came_back_is_forgotten_at_an_opening(
    qapp, world, colleague_window, tmp_path
) -> None:
    relay.give(world, colleague_window.world, tmp_path / "paquet.armoire-relais", "modele")
    handovers = world.services.casework.handovers
    handovers.cancel(relay.line(world).handover.id)
    world.clock.advance(days=30)

    Care(InlineJobs(), lambda: 0.0).unlocked(
        world.services, Opening(closed_cleanly=True, header_repaired=False, wal_missing=False)
    )

    assert world.services.journal.last(1)[0].event == "handover_forgotten"
    assert handovers.forget_old() is None
