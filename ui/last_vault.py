"""Which vault was opened last on this computer: its folder, nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from platformdirs import user_config_path

EXAMPLE_NAME = "exemple.armoire"
"""The vault of fictitious persons: made anew each time, never remembered."""
_FILE = "last.json"


class LastVault:
    """Remembers one folder. A file that cannot be read or written is as if there were none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or user_config_path("armoire")) / _FILE

    def read(self) -> Path | None:
        """Return the folder of the last vault, if it is still there."""
        try:
            kept: object = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        path = Path(kept) if isinstance(kept, str) else None
        return path if path is not None and path.is_dir() else None

    def keep(self, vault: Path) -> None:
        """Keep the folder of the vault that was opened."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(str(vault.resolve())), encoding="utf-8")
        except OSError:
            return
