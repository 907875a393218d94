"""Locking ends the process image: the program replaces itself by a fresh unlock window.

Nothing that was in memory survives: neither keys nor text. Only the folder of the vault is passed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn


def relaunch(vault: Path | None) -> NoReturn:
    """Replace this process by the same program, on the unlock window of that vault."""
    words = [*_ourselves(), *([] if vault is None else [str(vault.absolute())])]
    if getattr(sys, "frozen", False):
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # a fresh start, not a child's
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        _start_detached(words)
        os._exit(0)
    os.execv(sys.executable, words)  # noqa: S606  (ourselves, without a shell on purpose)


def _ourselves() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    os.environ["PYTHONPATH"] = str(Path(__file__).absolute().parents[1])
    return [sys.executable, "-P", "-m", "ui"]


if sys.platform == "win32":

    def _start_detached(words: list[str]) -> None:
        import subprocess

        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        subprocess.Popen(words, creationflags=flags, close_fds=True)  # noqa: S603  (ourselves)
