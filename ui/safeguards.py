"""What the system lets the program do against prying: facts that Settings say in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _no() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Safeguards:
    """Whether the vault locks with the session of the system, and whether captures are blocked."""

    locks_with_session: Callable[[], bool] = _no
    capture_blocked: bool = False
