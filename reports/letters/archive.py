"""The ZIP of an office document: our own parts only, no moment, no name."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP knows: the same for every file of every letter."""
_DOOR = "mimetype"


def archived(parts: Mapping[str, bytes]) -> bytes:
    """The parts by their names, in that order; an OpenDocument begins with its kind, not packed."""
    file = BytesIO()
    with ZipFile(file, "w") as zipped:
        for name, content in parts.items():
            entry = ZipInfo(name, _BEGINNING)
            entry.compress_type = ZIP_STORED if name == _DOOR else ZIP_DEFLATED
            zipped.writestr(entry, content)
    return file.getvalue()


def part(form: str, name: str) -> bytes:
    """A part that is the same in every letter, as it is shipped."""
    return resources.read_bytes("letters", form, name)
