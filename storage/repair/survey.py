"""Looks at every file of a vault folder, with the keys of an open vault or without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.repair import Finding, Part, Remedy, Survey

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.vault.session import OpenVault

_OF_THE_CHECK = {
    "size": Finding(Part.DATABASE, "size", Remedy.REPAIR),
    "page_seal": Finding(Part.DATABASE, "pages", Remedy.REPAIR),
    "structure": Finding(Part.DATABASE, "structure", Remedy.REBUILD),
    "references": Finding(Part.DATABASE, "references", Remedy.REPAIR),
    "search_index": Finding(Part.SEARCH, "stale", Remedy.REBUILD),
    "journal": Finding(Part.JOURNAL, "chain", Remedy.LOOK),
}


def of_open_vault(vault: OpenVault, progress: Callable[[int], None]) -> Survey:
    """Look at every file with the keys of the session."""
    checked = vault.check()
    progress(100)
    found = tuple(_OF_THE_CHECK[problem] for problem in checked.problems)
    return Survey(found, checked.pages, checked.journal_entries, 0)
