"""From a secret that people can hold to a key: Argon2id, its accepted costs, its calibration."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, cast

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.ports.vault import KdfCost, KdfParamsRefused, NotEnoughMemory
from storage.vault.keys import KEY_LENGTH, SecretKey

if TYPE_CHECKING:
    from collections.abc import Callable

SALT_LENGTH = 16
FLOOR = KdfCost(memory_kib=65_536, passes=3, lanes=4)
USUAL_MEMORY_KIB = 262_144
SMALL_MACHINE_MEMORY_KIB = 131_072
SMALL_MACHINE_BYTES = 4 << 30
AIM_SECONDS, LONGEST_SECONDS, MOST_PASSES = 1.0, 2.0, 10


@dataclass(frozen=True, slots=True)
class KdfRules:
    """The costs that a header may ask for. Tests hand in a smaller floor; a program never does."""

    smallest_kib: int = 65_536
    largest_kib: int = 1_048_576
    most_passes: int = 32
    most_lanes: int = 16

    def check(self, cost: KdfCost) -> None:
        """Refuse a cost out of bounds, before any memory is asked for."""
        within = (
            self.smallest_kib <= cost.memory_kib <= self.largest_kib
            and 1 <= cost.passes <= self.most_passes
            and 1 <= cost.lanes <= self.most_lanes
        )
        if not within:
            raise KdfParamsRefused(memory_kib=cost.memory_kib, passes=cost.passes, lanes=cost.lanes)


def derive(secret: bytearray, salt: bytes, cost: KdfCost, rules: KdfRules) -> SecretKey:
    """Derive the key that wraps the master key. The interpreter is free to run meanwhile."""
    rules.check(cost)
    key = SecretKey()
    argon = Argon2id(
        salt=salt,
        length=KEY_LENGTH,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        # its stub says bytes; any buffer is taken, and only a bytearray can be wiped
        argon.derive_into(cast("bytes", secret), key.raw)
    except MemoryError as error:
        raise NotEnoughMemory(needed_kib=cost.memory_kib) from error
    return key


def calibrated(
    measure: Callable[[KdfCost], float] | None = None, machine_bytes: int | None = None
) -> KdfCost:
    """Choose a cost of 1 to 2 seconds on this machine, never under the floor."""
    installed = physical_memory() if machine_bytes is None else machine_bytes
    small = 0 < installed < SMALL_MACHINE_BYTES
    memory = SMALL_MACHINE_MEMORY_KIB if small else USUAL_MEMORY_KIB
    start = KdfCost(memory_kib=memory, passes=FLOOR.passes, lanes=FLOOR.lanes)
    timed = measure or _seconds
    one_pass = min(timed(start), timed(start)) / start.passes
    enough = math.ceil(AIM_SECONDS / one_pass)
    affordable = math.floor(LONGEST_SECONDS / one_pass)
    passes = max(FLOOR.passes, min(enough, affordable, MOST_PASSES))
    return KdfCost(memory_kib=memory, passes=passes, lanes=FLOOR.lanes)


def _seconds(cost: KdfCost) -> float:
    started = perf_counter()
    derive(bytearray(b"calibration"), bytes(SALT_LENGTH), cost, KdfRules()).wipe()
    return perf_counter() - started


def physical_memory() -> int:
    """Return the bytes of memory installed, or 0 when the system does not say."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return 0


if sys.platform == "win32":

    def _windows_memory() -> int:
        import ctypes

        installed_kib = ctypes.c_ulonglong()
        found = ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(
            ctypes.byref(installed_kib)
        )
        return installed_kib.value * 1024 if found else 0
