"""System calls that begin to fail in the middle of a chore, by a filter in the kernel.

`python -m testkit.failing_calls FOLDER --cases N --seed S` prints one line of JSON. Children of a
process without threads do chores on a vault; at a random step every sync, write, renaming or cut
of a file starts to fail, for good. Linux only.
"""

import argparse
import ctypes
import errno
import json
import mmap
import os
import pickle
import platform
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251 — seeded, so that a failure can be had again

from testkit.chores import CHORES, Acknowledged, Workplace

_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER_MODE = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_CALLS = {
    "x86_64": {
        "sync": (74, 75),
        "write": (1, 18, 20, 296),
        "rename": (82, 264, 316),
        "truncate": (77,),
    },
    "aarch64": {
        "sync": (82, 83),
        "write": (64, 66, 68, 70),
        "rename": (38, 276),
        "truncate": (46,),
    },
}
FAULTS = (
    ("sync", errno.EIO),
    ("sync", errno.ENOSPC),
    ("write", errno.EIO),
    ("write", errno.ENOSPC),
    ("write", errno.EDQUOT),
    ("rename", errno.EACCES),
    ("rename", errno.EROFS),
    ("truncate", errno.EIO),
)
STEPS = 25_000
CHORES_EACH = 5
LONGEST_SECONDS = 20
_ROOM = 1 << 22


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Instruction)))


def supported() -> bool:
    """Tell whether this machine has such a filter."""
    return sys.platform == "linux" and platform.machine() in _CALLS


def fail_from_now_on(calls: str, number: int) -> None:
    """Make every such system call of this process fail with that number."""
    refused = _CALLS[platform.machine()][calls]
    steps = [
        (_LOAD, 0, 0, 0),
        *((_EQUAL, len(refused) - rank, 0, call) for rank, call in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL | number),
    ]
    program = _Program(len(steps), (_Instruction * len(steps))(*steps))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    assert libc.prctl(_SET_FILTER, _FILTER_MODE, ctypes.byref(program), 0, 0) == 0


@dataclass
class Told:
    """What a child leaves in shared memory: writing to a pipe may be what fails."""

    done: Acknowledged
    refusals: list[str]
    crash: str = ""


def campaign(folder: Path, *, cases: int, seed: int) -> dict[str, int]:
    """So many children, each with one fault; refusals by code."""
    random, outcomes = Random(seed), Counter[str]()
    place = Workplace(folder / "poste")
    place.prepare("unlock")
    for number in range(cases):
        calls, fault = random.choice(FAULTS)
        place.ids.last += 1_000  # the child counts on in its own memory
        chores = random.sample(sorted(CHORES), CHORES_EACH)
        told = _child(place, (calls, fault), chores, 1 + random.randrange(STEPS))
        assert not told.crash, f"case {number} of seed {seed}: {calls}\n{told.crash}"
        outcomes.update(f"{calls}: {code}" for code in told.refusals)
        place.done = told.done
        try:
            place.require_all(deeply=True)
        except BaseException as error:
            raise AssertionError(f"case {number} of seed {seed}: {calls} {fault}") from error
        place.lock()
    return dict(outcomes.most_common())


def _child(place: Workplace, fault: tuple[str, int], chores: list[str], steps: int) -> Told:
    """Fork, let the child do the chores under the fault, and read what it left."""
    shared = mmap.mmap(-1, _ROOM)
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST_SECONDS)
        told = Told(place.done, [])
        try:
            _work(place, told, chores, _fault_after(steps, *fault))
        finally:
            sys.setprofile(None)
            told.crash = traceback.format_exc() if sys.exc_info()[0] else ""
            shared.write(pickle.dumps(told))
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0, f"the child ended with {status}"
    return pickle.loads(shared[:])


def _work(place: Workplace, told: Told, chores: list[str], fault: Callable[..., None]) -> None:
    """Do every chore, each done or refused by a code, and lock at the end."""
    sys.setprofile(fault)
    for chore in chores:
        told.refusals.extend(place.tried(chore))
    if place.is_open:
        place.lock()


def _fault_after(steps: int, calls: str, number: int) -> Callable[..., None]:
    """A profiler that makes calls fail from the step of that number on."""
    left = steps

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            fail_from_now_on(calls, number)

    return count


def main() -> None:
    """Run one campaign and print its account."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--cases", type=int, required=True)
    asked.add_argument("--seed", type=int, required=True)
    given = asked.parse_args()
    account = campaign(given.folder, cases=given.cases, seed=given.seed)
    print(json.dumps({"cases": given.cases, "seed": given.seed, "refusals": account}))


if __name__ == "__main__":
    main()
