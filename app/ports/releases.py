"""What the vault keeps of a publication: frozen printed figures, no true value, no person key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import ReleaseId


@dataclass(frozen=True, slots=True)
class FrozenRelease:
    """One published period.

    Rules, hash of the facts it came from, printed figures as JSON text and their hash.
    """

    id: ReleaseId
    period: str
    published_on: date
    rules: str
    facts_hash: str
    content: str
    content_hash: str
