"""How strong a phrase is, in words and as a bar; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.texts import text

if TYPE_CHECKING:
    from app.ports.vault import PassphraseVerdict

_PERCENT = (8, 25, 45, 75, 100)


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a phrase is: words, a bar in percent, whether it will do, a tone."""

    words: str
    percent: int
    acceptable: bool
    tone: str


def strength(verdict: PassphraseVerdict) -> Strength:
    """A verdict in plain words."""
    code = verdict.code if verdict.length else "empty"
    words = text(f"unlock.verdict.{code}")
    if verdict.edge_spaces:
        words = f"{words}. {text('unlock.verdict.edges')}"
    percent = _PERCENT[verdict.score] if verdict.length else 0
    return Strength(words, percent, verdict.acceptable, "good" if verdict.acceptable else "warn")
