"""Reading a spreadsheet as the wizard does, or the code with which it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from testkit.sheets import HEADER, a_row

from app.ports.imports import SheetRefused
from storage.spreadsheets import CalamineSheetReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ports.imports import Sheet

ROWS = [
    HEADER,
    a_row(),
    a_row(family="ÉTOILÉE", note="Reçue à l’accueil : « ça ira », 3 € de trop"),
]


def read(path: Path, progress: Callable[[int], None] | None = None) -> tuple[Sheet, ...]:
    """Every sheet of a file."""
    return CalamineSheetReader().read(path, progress)


def refusal(path: Path) -> str:
    """The code with which a file is refused."""
    with pytest.raises(SheetRefused) as refused:
        read(path)
    return refused.value.code


def outcome(path: Path) -> str:
    """What comes of a file that may or may not be readable."""
    try:
        return "read" if read(path) else "nothing"
    except SheetRefused as refused:
        return refused.code
