"""A copy of the data file and its log, for a medium that takes no writes.

The engine needs to write beside a log to read it. What is copied stays encrypted.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from storage.vault.files import VaultFiles


@dataclass(frozen=True, slots=True)
class PrivateCopy:
    """A folder that only its user can enter, and the data file in it."""

    folder: Path
    database: Path

    @classmethod
    def of(cls, files: VaultFiles, name: str) -> Self:
        """Copy a data file and its log."""
        folder = Path(tempfile.mkdtemp(prefix="armoire-"))
        try:
            for source in (files.database(name), files.log(name)):
                shutil.copyfile(source, folder / source.name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(folder, folder / name)

    def remove(self) -> None:
        """Leave nothing of it."""
        shutil.rmtree(self.folder, ignore_errors=True)
