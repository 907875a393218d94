"""A campaign of damage: one file of a vault changed at random, then everything read again.

`python -m testkit.mutations TARGET FOLDER --count N --seed S` prints one line of JSON. A process of
its own, with a bound on memory and on time, so that a crash or a hang is seen for what it is.
"""

import argparse
import json
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random  # noqa: TID251 — seeded, so that a failure can be had again
from typing import Protocol

PAGE = 4096
LONGEST_SECONDS = 20
MOST_MEMORY = 3 << 30


class Target(Protocol):
    """One file under damage, in the folder of its vault or beside it."""

    def prepare(self, folder: Path) -> None: ...

    @property
    def content(self) -> bytes: ...

    @property
    def older(self) -> tuple[bytes, ...]:
        """What the file held at earlier moments."""
        ...

    def judge(self, damaged: bytes | None) -> str:
        """Put the damaged file (None: no file) in place, read everything, name the outcome.

        Raises when something wrong was shown as right.
        """
        ...


Damage = Callable[[bytes, Random], bytes]


def _span(data: bytes, random: Random, longest: int) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + 1 + random.randrange(longest))


def _flip_a_bit(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :]


def _other_bytes(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random, 64)
    return data[:start] + random.randbytes(end - start) + data[end:]


def _other_digit(data: bytes, random: Random) -> bytes:
    """Change what reads as text without breaking its form: a digit, a letter, a sign."""
    place = random.randrange(len(data))
    return (
        data[:place] + random.choice(b'0123456789azAZ+/=",:{}[]- ').to_bytes() + data[place + 1 :]
    )


def _zeros(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random, 2 * PAGE)
    return data[:start] + bytes(end - start) + data[end:]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _cut_at_a_page(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) // PAGE + 1) * PAGE]


def _taken_out(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random, PAGE)
    return data[:start] + data[end:]


def _garbage_behind(data: bytes, random: Random) -> bytes:
    return data + random.randbytes(1 + random.randrange(2 * PAGE))


def _twice(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random, PAGE)
    return data[:end] + data[start:end] + data[end:]


def _swapped(data: bytes, random: Random) -> bytes:
    """Two pages, or two short ranges, change places."""
    size = (
        PAGE if len(data) >= 2 * PAGE and random.random() < 0.7 else max(1, min(16, len(data) // 2))
    )
    first, second = sorted(random.randrange(len(data) // size) * size for _ in range(2))
    pieces = bytearray(data)
    pieces[first : first + size], pieces[second : second + size] = (
        data[second : second + size],
        data[first : first + size],
    )
    return bytes(pieces)


DAMAGES: tuple[Damage, ...] = (
    _flip_a_bit,
    _flip_a_bit,
    _other_bytes,
    _other_digit,
    _zeros,
    _cut,
    _cut_at_a_page,
    _taken_out,
    _garbage_behind,
    _twice,
    _swapped,
)


def damaged(target: Target, random: Random) -> bytes | None:
    """The file, changed; rarely gone or older."""
    data, chance = target.content, random.random()
    if chance < 0.005 or not data:
        return None if chance < 0.005 else random.randbytes(1 + random.randrange(PAGE))
    if chance < 0.03 and target.older:
        return random.choice(target.older)
    return spoilt(data, random)


def spoilt(data: bytes, random: Random) -> bytes:
    """The bytes, changed in one of many ways; a few bytes where there were none."""
    if not data:
        return random.randbytes(1 + random.randrange(PAGE))
    changed = data
    while changed == data:
        changed = random.choice(DAMAGES)(data, random)
    return changed


def campaign(target: Target, folder: Path, *, count: int, seed: int) -> dict[str, int]:
    """Damage the file so many times; outcomes by name."""
    random = Random(seed)
    target.prepare(folder)
    outcomes: Counter[str] = Counter()
    for number in range(count):
        change = damaged(target, random)
        signal.alarm(LONGEST_SECONDS)
        try:
            outcomes[target.judge(change)] += 1
        except BaseException as error:
            raise AssertionError(f"mutation {number} of seed {seed}") from error
    signal.alarm(0)
    return dict(outcomes.most_common())


def main() -> None:
    """Run one campaign and print its account."""
    import resource

    from testkit.memory import peak_kib
    from testkit.mutation_targets import TARGETS

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    asked = argparse.ArgumentParser()
    asked.add_argument("target", choices=TARGETS)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--count", type=int, required=True)
    asked.add_argument("--seed", type=int, required=True)
    given = asked.parse_args()
    account = campaign(TARGETS[given.target](), given.folder, count=given.count, seed=given.seed)
    peak = peak_kib() // 1024
    print(json.dumps({"seed": given.seed, "peak_mib": peak, "outcomes": account}))


if __name__ == "__main__":
    sys.exit(main())
