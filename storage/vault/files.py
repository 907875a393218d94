"""The files of a vault folder: their names, and the header with its mirror."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.ports.vault import HeaderTampered, KdfParamsRefused, VaultDamaged, VaultMissing
from storage.vault.header_reader import parse
from storage.vault.small_file import write_small_file

if TYPE_CHECKING:
    from pathlib import Path

    from storage.vault.header import SealedHeader
    from storage.vault.kdf import KdfRules

FIRST_DATABASE = "data-000001.db"
UNFINISHED = ".creating"
PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class VaultFiles:
    """The folder of one vault. No file in it is named after anybody or anything."""

    folder: Path

    @property
    def header(self) -> Path:
        """The header."""
        return self.folder / "vault.json"

    @property
    def mirror(self) -> Path:
        """Its copy, written right after it."""
        return self.folder / "vault.json.bak"

    @property
    def lock(self) -> Path:
        """The file that the system locks."""
        return self.folder / "vault.lock"

    def database(self, name: str) -> Path:
        """The database of that name."""
        return self.folder / name

    def log(self, name: str) -> Path:
        """The write-ahead log of a database: there while it is open, and after a crash."""
        return self.folder / f"{name}-wal"

    @property
    def witness(self) -> Path:
        """What the vault held a moment ago."""
        return self.folder / "witness"

    @property
    def ballast(self) -> Path:
        """Room kept aside for a full disk."""
        return self.folder / "ballast.bin"

    @property
    def making(self) -> Path:
        """There while a vault is being made: what lies beside it without a header is not one."""
        return self.folder / f"vault{UNFINISHED}"

    @property
    def backups(self) -> Path:
        """The folder of its own backups."""
        return self.folder / "backups"

    @property
    def quarantine(self) -> Path:
        """Where what was replaced or found damaged is kept."""
        return self.folder / "quarantine"

    @property
    def repairing(self) -> Path:
        """Where a repair works on copies: gone when it ends, swept when it was cut short."""
        return self.quarantine / f"reading{UNFINISHED}"

    def package(self, name: str) -> Path:
        """The database of a package while it is packed or read; swept when that was cut short."""
        return self.folder / f"{PACKAGE}-{name}{UNFINISHED}"

    def numbers(self) -> tuple[int, ...]:
        """The numbers of the data files that are there, in force or not."""
        found = self.folder.glob("data-??????.db")
        return tuple(sorted(int(path.name[5:11]) for path in found if path.name[5:11].isdigit()))

    def unfinished_database(self) -> Path:
        """The first database while it is being made."""
        return self.folder / f"{FIRST_DATABASE}{UNFINISHED}"


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """The header in force, whether it came from the mirror, and the other copy if it reads."""

    sealed: SealedHeader
    from_mirror: bool
    other: FoundHeader | None = None


def read_header(files: VaultFiles, rules: KdfRules) -> FoundHeader:
    """Read the header, or its mirror when the header is damaged, missing or older."""
    main, mirror = _bytes(files.header), _bytes(files.mirror)
    if main is None and mirror is None:
        raise VaultMissing
    copies: list[FoundHeader] = []
    refusal: VaultDamaged | KdfParamsRefused | None = None
    for data, from_mirror in ((main, False), (mirror, True)):
        if data is None:
            continue
        try:
            copies.append(FoundHeader(parse(data, rules), from_mirror))
        except (VaultDamaged, KdfParamsRefused) as error:
            refusal = refusal or error
    if not copies:
        raise refusal or VaultDamaged(part="header", reason="layout")
    copies.sort(key=lambda copy: (copy.sealed.header.generation, not copy.from_mirror))
    return replace(copies[-1], other=copies[0] if len(copies) > 1 else None)


def write_header(files: VaultFiles, sealed: SealedHeader, rules: KdfRules) -> None:
    """Write the header then its mirror, unless another program wrote a newer one meanwhile."""
    current = _bytes(files.header)
    if current is not None and _generation(current, rules) >= sealed.header.generation:
        raise HeaderTampered(reason="changed_meanwhile")
    data = sealed.to_bytes()
    for path in (files.header, files.mirror):
        write_small_file(path, data, lambda written: parse(written, rules))


def put_in_force(files: VaultFiles, sealed: SealedHeader, rules: KdfRules) -> None:
    """Write the header; a mirror that could not follow does not undo what is in force already."""
    try:
        write_header(files, sealed, rules)
    except OSError:
        if read_header(files, rules).sealed.header != sealed.header:
            raise


def _generation(data: bytes, rules: KdfRules) -> int:
    try:
        return parse(data, rules).header.generation
    except (VaultDamaged, KdfParamsRefused):
        return -1  # a damaged header is there to be replaced


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
