"""Cards and packages among the files of the computer: read small, written for the user alone."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING

from app.ports.documents import DocumentRefused
from app.ports.handovers import PackageRefused
from storage.documents.files import ComputerFiles, opened_plain, refused, sync_folder

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_LARGEST_CARD = 65_536


@dataclass
class PlacedFile:
    """A file that has no name of its own yet."""

    path: Path
    wanted: Path

    def keep(self) -> None:
        """Give it its name, unless another file took it meanwhile."""
        with refused("not_written"):
            if self.wanted.exists():
                raise DocumentRefused("name_taken")
            self.path.replace(self.wanted)
        sync_folder(self.wanted.parent)


class ComputerPackages:
    """See `app.ports.handovers.PackageFiles`."""

    def read(self, path: Path) -> bytes:
        """Read a plain file that is small enough to be a card."""
        with refused("unreadable_file"), opened_plain(path) as stream:
            content = stream.read(_LARGEST_CARD + 1)
        if len(content) > _LARGEST_CARD:
            raise PackageRefused("not_a_card")
        return content

    def require(self, path: Path) -> None:
        """Refuse what is not there, a folder, a link, a device."""
        with refused("unreadable_file"):
            opened_plain(path).close()

    def save(self, path: Path, content: bytes) -> None:
        """Write a new file, whole and durable before it has its name."""
        ComputerFiles().save(path, (content,))

    @contextmanager
    def placed(self, path: Path) -> Generator[PlacedFile]:
        """Make room beside where the file goes; what was not kept is removed."""
        if path.exists():
            raise DocumentRefused("name_taken")
        partial = path.with_name(f"{token_hex(8)}.partial")
        try:
            yield PlacedFile(partial, path)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
