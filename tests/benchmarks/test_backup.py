"""Backups in MB/s, against a plain copy of the same file, made durable too (security.md §4)."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from testkit.backups import no_progress, service

from app.ports.backups import BackupReason, Verified
from app.usecases.backups import DueCheck

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Measure
    from testkit.casework import Casework

pytestmark = pytest.mark.slow
ROUNDS = 3


def _speed(measure: Measure, size: int) -> None:
    seconds = measure.benchmark.stats.stats.median
    measure.benchmark.extra_info |= {"mb_per_s": size / 1e6 / seconds}
    measure.shown(f"{size / 1e6:.0f} MB at {size / 1e6 / seconds:.0f} MB/s")


def _plain_copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _database(bound: Casework) -> Path:
    bound.vault.held.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return bound.vault.held.files.database(bound.vault.header.database.name)


def test_making_a_verified_backup(measure: Measure, bound: Casework, tmp_path: Path) -> None:
    made, source = service(bound.vault), _database(bound)

    measure.against(
        lambda: _plain_copy(source, tmp_path / "copie"),
        lambda: made.make(BackupReason.ASKED, no_progress),
        floor_name="plain copy",
        rounds=ROUNDS,
    )
    _speed(measure, source.stat().st_size)


def test_the_part_on_the_vault_thread(measure: Measure, bound: Casework, tmp_path: Path) -> None:
    made, source = service(bound.vault), _database(bound)

    def taken() -> None:
        made.discard(made.snapshot(BackupReason.ASKED, external=False, progress=no_progress))

    measure.against(
        lambda: _plain_copy(source, tmp_path / "copie"),
        taken,
        floor_name="plain copy",
        rounds=ROUNDS,
    )
    _speed(measure, source.stat().st_size)


@pytest.mark.parametrize("level", [Verified.SUMS, Verified.FULL, Verified.DRILL])
def test_checking_a_backup(
    level: Verified, measure: Measure, bound: Casework, tmp_path: Path
) -> None:
    made = service(bound.vault)
    made.make(BackupReason.ASKED, no_progress)
    row = made.rows()[0]

    def checked() -> None:
        assert made.examine(DueCheck(row, level), no_progress).good

    measure.against(
        lambda: _plain_copy(row.path, tmp_path / "copie"),
        checked,
        floor_name="plain copy",
        rounds=ROUNDS,
    )
    _speed(measure, row.size)
