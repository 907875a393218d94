"""Thousands of random changes to each file: never a crash, never wrong data shown as right.

Bits flipped, bytes replaced, cut, zeroed, doubled, swapped, added, the file of yesterday put back
or no file at all. What the opening shows must be true or told, and a check finds every change that
is not harmless.
"""

import sys
from pathlib import Path

import pytest
from testkit.campaigns import account_of

COUNTS = {
    "header": 2_000,
    "small_files": 2_000,
    "database": 2_000,
    "database_after_a_crash": 300,
    "log": 2_000,
    "backup": 2_000,
}
MOST_MIB = 400


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs bounds on memory and time")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("target", COUNTS)
def test_a_damaged_file_is_never_taken_for_a_sound_one(
    target: str, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(request.config.getoption("randomly_seed", default=1))

    account = account_of(
        "testkit.mutations", target, tmp_path, f"--count={COUNTS[target]}", f"--seed={seed}"
    )

    with capsys.disabled():
        print(f"\n{target}: {account}")
    assert sum(account["outcomes"].values()) == COUNTS[target]
    assert account["peak_mib"] < MOST_MIB
