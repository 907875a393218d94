"""A campaign of `kill -9`: children work on a real vault and die at random moments.

`python -m testkit.kills TRIAL FOLDER --kills N --seed S` prints one line of JSON. A process of its
own, so that it may fork: no thread, no Qt. Half of the deaths come from outside after a random
while; the others from inside at a random step of the interpreter, which a seed gives again.
"""

import argparse
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random  # noqa: TID251 — seeded, so that a failure can be had again
from typing import Any, Protocol

Told = Callable[[str], None]
UNVERIFIED = 0.2  # of the kills follow another one with no clean session between them
WHILE_OPENING = 0.25  # of the kills may come before the vault is open


class Trial(Protocol):
    """One kind of work under kills. `heard` follows what was acknowledged, `verify` asks for it."""

    longest: float  # seconds of work before the latest kill from outside
    steps: int  # of the interpreter before the latest kill from inside
    whole: str  # how the acknowledgement begins that ends one whole piece of work

    def prepare(self, folder: Path) -> None: ...

    def begin(self) -> None:
        """Before each child, in the parent."""
        ...

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """In the child: open, say ready, then write and tell what was acknowledged, for ever."""
        ...

    def heard(self, line: str) -> None: ...

    def verify(self, *, deeply: bool) -> None: ...

    def figures(self) -> dict[str, Any]: ...


def campaign(trial: Trial, folder: Path, *, kills: int, seed: int) -> dict[str, Any]:
    """Kill so many times; every state met must hold what was acknowledged before."""
    random = Random(seed)
    trial.prepare(folder)
    begun, told = time.perf_counter(), 0
    longest = max(trial.longest, 1.5 * _time_of_one(trial))
    for number in range(kills):
        trial.begin()
        lines, status = _one_death(trial, random, longest)
        if not os.WIFSIGNALED(status):
            raise AssertionError(f"kill {number} of seed {seed}: the child ended by itself")
        told += len(lines)
        for line in lines:
            trial.heard(line)
        if random.random() < UNVERIFIED and number < kills - 1:
            continue
        try:
            trial.verify(deeply=number % 10 == 0 or number == kills - 1)
        except Exception as error:
            raise AssertionError(f"kill {number} of seed {seed}, after {lines[-3:]}") from error
    spent = round(time.perf_counter() - begun, 1)
    return {"kills": kills, "seed": seed, "acknowledged": told, "seconds": spent} | trial.figures()


def _time_of_one(trial: Trial) -> float:
    """How long one whole piece of work takes here and now, from ready to its acknowledgement."""
    trial.begin()
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        _live(trial, sink, None, counted_from_start=False)
    os.close(sink)
    with os.fdopen(source, "rb") as stream:
        stream.readline()
        begun = time.perf_counter()
        heard = stream.readline()
        while not heard.decode("utf-8").splitlines()[-1].startswith(trial.whole):
            heard += stream.readline()
        spent = time.perf_counter() - begun
        os.kill(child, signal.SIGKILL)
        for line in (heard + stream.read()).decode("utf-8").splitlines():
            trial.heard(line)
    os.waitpid(child, 0)
    return spent


def _one_death(trial: Trial, random: Random, longest: float) -> tuple[list[str], int]:
    """Start a child, let it die; return what it had acknowledged and how it ended."""
    from_outside, opening = random.random() < 0.5, random.random() < WHILE_OPENING
    share = random.random()
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        limit = None if from_outside else 1 + int(share * trial.steps)
        _live(trial, sink, limit, counted_from_start=opening)
    os.close(sink)
    with os.fdopen(source, "rb") as stream:
        first = b"" if opening else stream.readline()
        if from_outside:
            time.sleep(share * (0.02 if opening else longest))
            os.kill(child, signal.SIGKILL)
        lines = (first + stream.read()).decode("utf-8").splitlines()
    _, status = os.waitpid(child, 0)
    return [line for line in lines if line != "ready"], status


def _live(trial: Trial, sink: int, limit: int | None, *, counted_from_start: bool) -> None:
    """The whole life of a child; it never returns."""

    def told(line: str) -> None:
        os.write(sink, f"{line}\n".encode())

    def ready() -> None:
        told("ready")
        if limit is not None and not counted_from_start:
            sys.setprofile(_death_after(limit))

    try:
        if limit is not None and counted_from_start:
            sys.setprofile(_death_after(limit))
        trial.work(ready, told)
    finally:
        sys.setprofile(None)
        traceback.print_exc()
        os._exit(3)


def _death_after(steps: int) -> Callable[..., None]:
    """A profiler that kills its own process at the step of that number."""
    left = steps

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


def main() -> None:
    """Run one campaign and print its account."""
    from testkit.kill_register import TRIALS

    asked = argparse.ArgumentParser()
    asked.add_argument("trial", choices=TRIALS)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--kills", type=int, required=True)
    asked.add_argument("--seed", type=int, required=True)
    given = asked.parse_args()
    account = campaign(TRIALS[given.trial](), given.folder, kills=given.kills, seed=given.seed)
    print(json.dumps(account))


if __name__ == "__main__":
    main()
