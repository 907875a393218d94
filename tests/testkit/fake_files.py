"""Files of the computer, in memory: what the service of documents is tested against."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.documents import MediaType
from app.ports.documents import DocumentRefused, Stamp, WaitingFile

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

A_FILE = Path("scan0001.pdf")
A_CONTENT = b"%PDF-1.4 essai"


@dataclass
class FakeIncoming:
    """One open file; `size` may be more than there is, as for a file that is really large."""

    content: bytes
    size: int
    media_type: MediaType = MediaType.PDF

    @property
    def stamp(self) -> Stamp:
        return (len(self.content),)

    def pieces(self, progress: Callable[[int], None]) -> Iterator[bytes]:
        progress(self.size)
        yield self.content


@dataclass
class FakeFiles:
    """Files by path; `said` is the size that a path pretends to have."""

    kept: dict[Path, bytes] = field(default_factory=lambda: {A_FILE: A_CONTENT})
    said: dict[Path, int] = field(default_factory=dict[Path, int])
    wiped: list[Path] = field(default_factory=list[Path])

    @contextmanager
    def open(self, path: Path) -> Generator[FakeIncoming]:
        if path not in self.kept:
            raise DocumentRefused("missing")
        content = self.kept[path]
        yield FakeIncoming(content, self.said.get(path, len(content)))

    def waiting(self, folder: Path) -> tuple[WaitingFile, ...]:
        return ()

    def save(self, path: Path, pieces: Iterable[bytes]) -> None:
        self.kept[path] = b"".join(pieces)

    def wipe(self, path: Path, stamp: Stamp) -> None:
        if stamp != (len(self.kept[path]),):
            raise DocumentRefused("source_changed")
        del self.kept[path]
        self.wiped.append(path)
