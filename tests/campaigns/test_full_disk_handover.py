"""The disk of a vault fills up while files come in or come back: all of it is there, or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from testkit.builders import an_intervention
from testkit.kill_trials_handover import (
    CASE,
    STEM,
    STICK,
    Desks,
    Handovers,
    left_over,
    require_whole,
    words,
)
from testkit.small_disk import fill, make_room, small_disk

from app.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Generator

MIB = 24
LEFT = (0, 1_024, 1_792, 2_048, 3_072)  # KiB; the package takes 1.4 MiB, or 1.8
ACTS = ("taken", "merged")
LONG = f"{STEM}, au long cours. " + "mot fictif " * 30_000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two vaults and a stick, just before files are taken, and just before they are merged."""
    trial = Handovers()
    trial.prepare(tmp_path_factory.mktemp("relais"))
    desks, found = Desks.opened(trial.folder), dict[str, Path]()
    for act, last in zip(ACTS, ("given", "returned"), strict=True):
        if act == "merged":
            assert desks.go_on().startswith("taken")
            desks.stand_in.work.keep(an_intervention(CASE, note=LONG))
        while not desks.go_on().startswith(last):
            pass
        desks.close()
        found[act] = tmp_path_factory.mktemp("avant") / act
        shutil.copytree(trial.folder, found[act])
        desks = Desks.opened(trial.folder)
    desks.close()
    return found


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    with small_disk(tmp_path_factory.mktemp("plein") / "disk", MIB) as folder:
        yield folder


def tried(desks: Desks, act: str) -> str | None:
    """Do it; return the code of the refusal, if it is refused."""
    try:
        assert desks.go_on().startswith(act)
    except Refusal as refusal:
        return refusal.code
    return None


def require_all(desks: Desks, noted: set[str]) -> None:
    """All of it here, all of it or nothing there, and nothing half made."""
    require_whole(desks)
    assert noted <= words(desks.absent) | words(desks.stand_in)
    assert [left_over(at) for at in (desks.absent, desks.stand_in)] == [[], []]


def require_it_goes_on(desks: Desks, act: str, noted: set[str]) -> None:
    """With room again, the same package is taken or merged."""
    for at in (desks.absent, desks.stand_in):
        assert at.vault.check().problems == ()
    assert tried(desks, act) is None
    require_all(desks, noted)
    assert act == "taken" or noted <= words(desks.absent)


@pytest.mark.parametrize("act", ACTS)
def test_a_disk_that_fills_up_takes_all_of_it_or_nothing(
    tmp_path: Path, disk: Path, before: dict[str, Path], act: str
) -> None:
    said: list[str | None] = []
    for left in LEFT:
        folder, stick = disk / f"{act}-{left}", tmp_path / f"{left}"
        shutil.copytree(before[act], folder, ignore=shutil.ignore_patterns(STICK))
        shutil.copytree(before[act] / STICK, stick)
        desks = Desks.opened(folder, stick)
        noted = words(desks.absent) | words(desks.stand_in)
        try:
            fill(disk, left << 10)
            said.append(tried(desks, act))
            require_all(desks, noted)
            make_room(disk)
            desks.close()
            desks = Desks.opened(folder, stick)
            require_all(desks, noted)
            if said[-1] is not None:
                require_it_goes_on(desks, act, noted)
        finally:
            make_room(disk)
            desks.close()
            shutil.rmtree(folder)
    assert set(said) == {"not_enough_room", "disk_full", None}
