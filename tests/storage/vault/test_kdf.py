"""The key derivation: its bounds, its calibration, and a vector that other programs agree on."""

from pathlib import Path

import pytest

from app.ports.vault import KdfCost, KdfParamsRefused
from storage.vault import kdf
from storage.vault.kdf import FLOOR, KdfRules, calibrated, derive

GIBI = 1 << 30
ROOT = Path(__file__).parents[3]


def machine(seconds_a_pass):
    """A machine that takes so long for a pass over 256 MiB."""
    return lambda cost: cost.passes * seconds_a_pass * cost.memory_kib / 262_144


@pytest.mark.parametrize(
    "cost",
    [
        KdfCost(65_535, 3, 4),
        KdfCost(1_048_577, 3, 4),
        KdfCost(65_536, 0, 4),
        KdfCost(65_536, 33, 4),
        KdfCost(65_536, 3, 0),
        KdfCost(65_536, 3, 17),
        KdfCost(2**40, 3, 4),
    ],
)
def test_a_cost_out_of_bounds_is_refused_before_any_work(cost):
    with pytest.raises(KdfParamsRefused):
        derive(bytearray(b"x"), bytes(16), cost, KdfRules())


@pytest.mark.parametrize(
    ("seconds_a_pass", "passes"),
    [(0.05, 10), (0.15, 7), (0.26, 4), (0.35, 3), (0.6, 3), (4.0, 3)],
)
def test_calibration_aims_at_one_second_and_never_goes_under_the_floor(seconds_a_pass, passes):
    assert calibrated(machine(seconds_a_pass), 8 * GIBI) == KdfCost(262_144, passes, 4)


def test_a_small_machine_gives_half_the_memory():
    assert calibrated(machine(0.3), 3 * GIBI).memory_kib == 131_072


def test_a_machine_that_does_not_say_gives_the_usual_memory():
    assert calibrated(machine(0.3), 0).memory_kib == 262_144


def test_the_best_of_two_runs_counts():
    times = iter([9.0, 0.9])
    assert calibrated(lambda cost: next(times), 8 * GIBI).passes == 4


def test_this_machine_says_its_memory():
    assert kdf.physical_memory() > GIBI // 4


def test_too_little_memory_is_said_as_such():
    import resource
    import subprocess
    import sys

    limit = 200 << 20
    code = (
        "from app.ports.vault import KdfCost, NotEnoughMemory\n"
        "from storage.vault.kdf import KdfRules, derive\n"
        "try:\n    derive(bytearray(b'x'), bytes(16), KdfCost(1048576, 1, 1), KdfRules())\n"
        "except NotEnoughMemory as error:\n    print(error.facts)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.strip() == "{'needed_kib': 1048576}", ended.stderr


@pytest.mark.slow
def test_this_machine_is_calibrated_between_floor_and_bounds():
    cost = calibrated()
    KdfRules().check(cost)
    assert cost.passes >= FLOOR.passes
    assert cost.memory_kib >= 131_072


@pytest.mark.slow
def test_the_derivation_is_argon2id():
    """The expected key was computed once with argon2-cffi."""
    key = derive(bytearray(b"differentes personnes"), b"0123456789abcdef", FLOOR, KdfRules())
    assert key.raw.hex() == "dff8a76ce7a0437b80232e5ef449339f9084ba08bef4e6d5c6c4fff26f976aef"
