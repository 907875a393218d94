"""What is to be printed, before anything is known of a printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind for the journal, the bytes when they are made, and what is best done instead."""

    kind: str
    make: Callable[[], bytes]
    advice: str = ""
