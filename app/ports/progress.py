"""How far a long piece of work is, told to whoever waits for it."""

from __future__ import annotations


def nobody(percent: int) -> None:
    """A progress that nobody waits for."""
