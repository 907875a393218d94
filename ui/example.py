"""A vault of fictitious persons, made afresh from the example spreadsheets, to look around in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources
from ui.cabinet import services
from ui.last_vault import EXAMPLE_NAME

if TYPE_CHECKING:
    from app.usecases.vault import VaultService
    from ui.services import Services


def bring_in(made: Services) -> tuple[int, ...]:
    """Import the example spreadsheets; return the years that they hold, oldest first."""
    for name in sorted(resources.names("example")):
        if name.endswith(".xlsx"):
            file = Path(str(resources.path("example", name)))
            made.imports.run(made.imports.examine(file))
    return tuple(sorted(made.statistics.years()))


def open_example(vaults: VaultService[Any], folder: Path) -> Path:
    """Make the example anew in a folder of ours and open it; nobody needs its phrase again."""
    place = folder / EXAMPLE_NAME
    if place.is_dir():
        shutil.rmtree(place)
    folder.mkdir(parents=True, exist_ok=True)
    vaults.create(place, vaults.propose())
    bring_in(services(vaults))
    return place
