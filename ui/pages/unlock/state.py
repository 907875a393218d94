"""What the locked window says, and what may be pressed; no Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.keys import SlotKind
from ui.formats import moment
from ui.texts import text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from app.ports.vault import VaultInfo

SUFFIX = ".armoire"


def described(folder: Path, info: VaultInfo, today: date) -> str:
    """`Coffre « Service social » · dernière fermeture hier à 17:48`."""
    parts = [named(folder)]
    if info.last_closed is not None:
        parts.append(text("unlock.last_opened", when=moment(info.last_closed, today)))
    if not info.closed_cleanly:
        parts.append(text("unlock.not_clean"))
    return " · ".join(parts)


def named(folder: Path) -> str:
    """`Coffre « Service social »`."""
    return text("unlock.vault", label=folder.name.removesuffix(SUFFIX))


def key_file_label(info: VaultInfo) -> str:
    """The label of a vault that wants a key file; empty when it wants none."""
    return info.label if SlotKind.PASSPHRASE_AND_KEYFILE in info.slot_kinds else ""


def vault_folder(parent: Path, name: str) -> Path:
    """The folder of a new vault of that name; signs that a file name cannot hold become blanks."""
    kept = "".join(sign if sign not in '\\/:*?"<>|' else " " for sign in name).strip(" .")
    return parent / f"{kept or text('unlock.create_form.name_default')}{SUFFIX}"


def may_create(*, acceptable: bool, same: bool, understood: bool) -> bool:
    """A vault is made only with a strong phrase, typed twice, by somebody who knows the risk."""
    return acceptable and same and understood
