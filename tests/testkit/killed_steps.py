"""Kills a piece of work at each of its steps on files, one child after the other."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

STEPS = frozenset({"open", "os.rename", "os.remove"})


def killed_at_every_step(work: Callable[[], None], folder: Path) -> Iterator[int]:
    """Yield after each kill; the caller looks at the folder. Ends once the work comes to its end.

    `work` runs in a child of its own, killed just before its step of that number in the folder.
    """
    step = 0
    while _killed(work, folder, step):
        yield step
        step += 1


def _killed(work: Callable[[], None], folder: Path, step: int) -> bool:
    child = os.fork()
    if child == 0:
        _live(work, folder, step)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def _live(work: Callable[[], None], folder: Path, step: int) -> None:
    """The whole life of a child; it never returns."""
    left, place = step, str(folder)

    def count(event: str, given: tuple[object, ...]) -> None:
        nonlocal left
        if event in STEPS and place in str(given[0]):
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    status = 3
    with suppress(Exception):
        sys.addaudithook(count)
        work()
        status = 0
    os._exit(status)
