"""Discreet mode (F8): names become initials and notes are masked, on every page at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.texts import text

if TYPE_CHECKING:
    from app.domain.partners import Partner
    from app.ports.queries import CaseRow, RecentIntervention

_WORD = re.compile(r"\S+")
_MASK = "▇"


class Discretion(QObject):
    """Whether names and notes may be read over her shoulder; `changed` when that turns."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on = False

    @property
    def on(self) -> bool:
        """Tell whether discreet mode is on."""
        return self._on

    def toggle(self) -> None:
        """Turn it on or off."""
        self._on = not self._on
        self.changed.emit()

    def name(self, given_name: str, family_name: str) -> str:
        """Return a name as it may be shown now."""
        if self._on:
            return initials(given_name, family_name)
        return f"{given_name} {family_name}".strip()

    def whole_name(self, name: str) -> str:
        """Return a name written in one piece as it may be shown now."""
        return initials(*name.split()) if self._on else name

    def name_of(self, row: CaseRow | RecentIntervention) -> str:
        """Return the name of a row as it may be shown now."""
        return self.name(row.given_name, row.family_name)

    def hides(self, partner: Partner, *, on_purpose: bool = False) -> bool:
        """Tell whether a partner is not to be seen now: this one tells too much by itself.

        In lists she never is; where one thing was opened on purpose, but in discreet mode.
        """
        return partner.sensitive and (self._on or not on_purpose)

    def partner(self, partner: Partner, *, on_purpose: bool = False) -> str:
        """Return the name of a partner as it may be shown now."""
        hidden = self.hides(partner, on_purpose=on_purpose)
        return text("sharing.masked") if hidden else partner.name

    def prose(self, written: str) -> str:
        """Return a written text as it may be shown now."""
        return masked(written) if self._on else written


def initials(*names: str) -> str:
    """Return the initials of a name."""
    letters = [part.strip()[:1].upper() for part in names]
    return " ".join(f"{letter}." for letter in letters if letter)


def masked(written: str) -> str:
    """Return a text of the same shape that cannot be read: each word a bar of at most six signs."""
    return _WORD.sub(lambda word: _MASK * min(6, max(2, len(word[0]) * 2 // 3)), written)
