"""Patience after wrong secrets: phrases and recovery codes count in the same growing delay."""

from __future__ import annotations

from contextlib import contextmanager
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from app.ports.keys import WrongRecoveryCode
from app.ports.vault import TryTooSoon, WrongPassphrase

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

LONGEST_WAIT_SECONDS = 30
_FREE_TRIES = 2


class Patience:
    """Counts wrong secrets in a row; nothing of it is kept when the program ends."""

    def __init__(self, monotonic_seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = monotonic_seconds
        self._failed_tries = 0
        self._next_try_at = 0.0

    @property
    def failed_tries(self) -> int:
        """Wrong secrets in a row."""
        return self._failed_tries

    def wait_seconds(self) -> int:
        """Whole seconds before the next try is taken."""
        return max(0, ceil(self._next_try_at - self._seconds()))

    @contextmanager
    def trying(self) -> Generator[None]:
        """Refuse a try that comes too soon, count one that fails, forget all after a good one."""
        if wait := self.wait_seconds():
            raise TryTooSoon(seconds=wait)
        try:
            yield
        except (WrongPassphrase, WrongRecoveryCode):
            self._failed_tries += 1
            self._next_try_at = self._seconds() + delay_after(self._failed_tries)
            raise
        self.forget()

    def forget(self) -> None:
        """Start afresh after a secret that opened."""
        self._failed_tries = 0
        self._next_try_at = 0.0


def delay_after(failed_tries: int) -> int:
    """Seconds to wait after so many wrong secrets: 0, 0, 1, 2, 4 … 30."""
    if failed_tries <= _FREE_TRIES:
        return 0
    return min(LONGEST_WAIT_SECONDS, 1 << min(failed_tries - _FREE_TRIES - 1, 5))
