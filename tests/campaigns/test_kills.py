"""A thousand `kill -9`: what was acknowledged is there, the vault opens, the draft is back.

Half of the deaths come from outside at a random moment, half at a random step of the program; a
fifth strike a vault that nobody reopened since the last one. What a kill cannot show is a power
cut: the system keeps what was written and not synced.
"""

import sys
from pathlib import Path

import pytest
from testkit.campaigns import account_of

KILLS = {
    "interviews": 340,
    "imports": 140,
    "migrations": 110,
    "creations": 40,
    "phrases": 150,
    "rotations": 60,
    "backups": 90,
    "restorations": 60,
    "handovers": 10,
}


def test_they_are_a_thousand() -> None:
    assert sum(KILLS.values()) == 1_000


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.parametrize("trial", KILLS)
def test_nothing_acknowledged_is_lost_by_a_kill(
    trial: str, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(request.config.getoption("randomly_seed", default=1))

    account = account_of(
        "testkit.kills", trial, tmp_path, f"--kills={KILLS[trial]}", f"--seed={seed}"
    )

    with capsys.disabled():
        print(f"\n{trial}: {account}")
    assert account.pop("seed") == seed
    assert account["kills"] == KILLS[trial]
    assert all(account.values()), "a state that this trial is for was never met"
