"""What a write touched, so that the pages that show it read again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto


class Touched(Flag):
    """The subjects that a write may touch."""

    NOTHING = 0
    ENTITIES = auto()
    PERSONS = auto()
    CASES = auto()
    INTERVENTIONS = auto()
    AID = auto()
    COLLECTIVE = auto()
    NOMENCLATURES = auto()
    IMPORTS = auto()
    RELEASES = auto()
    DRAFTS = auto()
    SETTINGS = auto()
    PLANS = auto()
    PARTNERS = auto()
    WRITINGS = auto()
    AGENDA = auto()
    DOCUMENTS = auto()
    BACKUPS = auto()
    KEYS = auto()
    JOURNAL = auto()
    SEARCHES = auto()
    HANDOVERS = auto()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write did: the subjects touched, and the id of what it created or changed first."""

    touched: Touched
    object_id: int | None = None

    def concerns(self, subjects: Touched) -> bool:
        """Tell whether any of these subjects was touched."""
        return bool(self.touched & subjects)
