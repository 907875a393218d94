"""A full disk at every write: a coded refusal, nothing acknowledged lost, and she goes on later."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from testkit import failing_calls
from testkit.campaigns import account_of
from testkit.chores import CHORES, Workplace
from testkit.small_disk import (
    bound_by_permissions,
    files_no_larger_than,
    fill,
    free_bytes,
    make_room,
    small_disk,
)

from app.ports.vault import DiskFull, MediumFault

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

LEFT = (0, 4, 8, 32, 128, 512, 1024)  # KiB
MIB = 48
CASES = 60
WRITTEN_BESIDE = {"phrase", "backup"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    with small_disk(tmp_path_factory.mktemp("full") / "disk", MIB) as folder:
        yield folder


@pytest.mark.parametrize("chore", CHORES)
def test_a_disk_that_fills_up_loses_nothing_acknowledged(disk: Path, chore: str) -> None:
    refusals: set[str] = set()
    for left in LEFT:
        place = Workplace(disk / f"{chore}-{left}")
        try:
            place.prepare(chore)
            fill(disk, left << 10)
            refusals |= place.tried(chore)
            assert free_bytes(disk) < MIB << 19
            place.require_all()
            make_room(disk)
            place.require_all()
            assert place.tried(chore) == set(), "with room again, it must work"
            place.require_all(deeply=True)
        finally:
            make_room(disk)
            place.remove()
    assert refusals <= {"disk_full", "not_enough_room", "backup_failed", *CHORES[chore].may_say}
    assert refusals or CHORES[chore].bears_a_full_disk


@pytest.mark.parametrize("chore", CHORES)
def test_a_bound_on_the_size_of_files_loses_nothing_acknowledged(
    tmp_path: Path, chore: str
) -> None:
    refusals: set[str] = set()
    for rank, size in enumerate((0, 1, 1024, 4096, 40_000, 200_000)):
        place = Workplace(tmp_path / f"{rank}")
        place.prepare(chore)
        with files_no_larger_than(size):
            refusals |= place.tried(chore)
            place.require_all()
        assert place.tried(chore) == set(), "without the bound, it must work"
        place.require_all(deeply=True)
        place.remove()
    assert refusals <= {DiskFull.code, MediumFault.code, *CHORES[chore].may_say}


@pytest.mark.skipif(not failing_calls.supported(), reason="needs a filter in the kernel")
def test_calls_that_begin_to_fail_half_way_lose_nothing_acknowledged(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sync, write, rename or cut refused from a random step on, until the program ends."""
    seed = int(request.config.getoption("randomly_seed", default=1))

    account = account_of("testkit.failing_calls", tmp_path, f"--cases={CASES}", f"--seed={seed}")

    with capsys.disabled():
        print(f"\n{account}")
    met = {told.partition(": ")[0] for told in account["refusals"]}
    assert {"sync", "write", "rename"} <= met


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of POSIX")
@pytest.mark.parametrize("chore", CHORES)
def test_a_permission_lost_half_way_loses_nothing_acknowledged(tmp_path: Path, chore: str) -> None:
    place = Workplace(tmp_path / "poste")
    place.prepare(chore)
    place.folder.chmod(0o500)
    with bound_by_permissions():
        refused = place.tried(chore)
        assert refused <= {"read_only_medium", "medium_fault", "read_only_vault"}
        assert refused or chore not in WRITTEN_BESIDE
        if place.is_open:
            place.require_all()
    place.folder.chmod(0o700)
    if place.is_open:
        place.lock()
    assert place.tried(chore) == set(), "with the permission back, it must work"
    place.require_all(deeply=True)
    place.remove()
