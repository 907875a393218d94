"""The files of the computer, as documents come from them and go to them."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from secrets import token_bytes, token_hex
from typing import IO, TYPE_CHECKING

from app.domain.documents import CHUNK_BYTES, LARGEST_BYTES
from app.ports.documents import DocumentRefused, WaitingFile
from storage.documents.cleaning import cleaned
from storage.documents.kinds import media_type

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from app.domain.documents import MediaType
    from app.ports.documents import Stamp

_MOST_WAITING = 500
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_FOR_HER_ALONE = 0o600


class OpenFile:
    """A plain file, open: see `app.ports.documents.IncomingFile`."""

    def __init__(self, path: Path, stream: IO[bytes]) -> None:
        self._path, self._stream = path, stream
        self.stamp = _stamp(os.fstat(stream.fileno()))
        self.size = self.stamp[2]
        if self.size == 0:
            raise DocumentRefused("empty")
        self.media_type: MediaType = media_type(stream)

    def pieces(self, progress: Callable[[int], None]) -> Iterator[bytes]:
        """The bytes to keep, in pieces; a file that changes while it is read is refused."""
        self._stream.seek(0)
        return cleaned(self.media_type, self._as_they_are(progress))

    def _as_they_are(self, progress: Callable[[int], None]) -> Iterator[bytes]:
        read = 0
        while piece := _read(self._stream):
            read += len(piece)
            if read > self.size:
                raise DocumentRefused("changed")
            progress(read)
            yield piece
        if read != self.size or self._now() != self.stamp:
            raise DocumentRefused("changed")

    def _now(self) -> Stamp | None:
        """What stands at the path now."""
        try:
            return _stamp(self._path.lstat())
        except OSError:
            return None


class ComputerFiles:
    """Reads, writes and wipes; see `app.ports.documents.DocumentFiles`."""

    @contextmanager
    def open(self, path: Path) -> Generator[OpenFile]:
        """Open a plain file for reading; never a folder, a link or a device."""
        with refused("unreadable_file"):
            stream = opened_plain(path)
        with stream:
            with refused("unreadable_file"):
                opened = OpenFile(path, stream)
            yield opened

    def waiting(self, folder: Path) -> tuple[WaitingFile, ...]:
        """The plain files of a folder, newest first, by content as they will be taken."""
        with refused("no_scan_folder"):
            found = [(entry.stat(), entry) for entry in folder.iterdir() if _is_plain(entry)]
        found.sort(key=lambda one: one[0].st_mtime_ns, reverse=True)
        rows: list[WaitingFile] = []
        for status, path in found[:_MOST_WAITING]:
            with suppress(DocumentRefused), self.open(path) as file:
                modified = datetime.fromtimestamp(status.st_mtime, UTC)
                rows.append(WaitingFile(path, file.size, modified, file.media_type))
        return tuple(rows)

    def save(self, path: Path, pieces: Iterable[bytes], *, replacing: bool = False) -> None:
        """Write a file for the user alone; it gets its name once it is whole and durable."""
        if not replacing and path.exists():
            raise DocumentRefused("name_taken")
        partial = path.with_name(f"{path.name}.{token_hex(4)}.partial")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
        if not path.parent.is_dir():
            raise DocumentRefused("folder_gone")
        try:
            with refused("not_written"):
                with os.fdopen(os.open(partial, flags, _FOR_HER_ALONE), "wb") as stream:
                    stream.writelines(pieces)
                    stream.flush()
                    os.fsync(stream.fileno())
                partial.replace(path)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        sync_folder(path.parent)

    def wipe(self, path: Path, stamp: Stamp) -> None:
        """Overwrite with noise, synchronise, remove; what a flash disk keeps elsewhere stays."""
        with refused("not_wiped"):
            status = path.lstat()
            _require_plain(status)
            if _stamp(status) != stamp:
                raise DocumentRefused("source_changed")
            if status.st_nlink > 1:
                raise DocumentRefused("source_shared")
            with path.open("r+b", buffering=0) as stream:
                _overwrite(stream, status.st_size)
            unnamed = path.with_name(token_hex(8))
            path.replace(unnamed)
            unnamed.unlink()
        sync_folder(path.parent)


def opened_plain(path: Path) -> IO[bytes]:
    """A plain file opened for reading; never a folder, a link or a device."""
    _require_plain(path.lstat())
    with ExitStack() as closing:
        stream = closing.enter_context(os.fdopen(os.open(path, _READ | _BINARY), "rb"))
        _require_plain(os.fstat(stream.fileno()))
        closing.pop_all()
    return stream


def _overwrite(stream: IO[bytes], size: int) -> None:
    done = 0
    while done < size:
        done += stream.write(token_bytes(min(CHUNK_BYTES, size - done)))
    os.fsync(stream.fileno())
    stream.truncate(0)
    os.fsync(stream.fileno())


def _read(stream: IO[bytes]) -> bytes:
    try:
        return stream.read(CHUNK_BYTES)
    except OSError as error:
        raise DocumentRefused("unreadable_file") from error


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _require_plain(status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise DocumentRefused("link")
    if not stat.S_ISREG(status.st_mode):
        raise DocumentRefused("not_a_file")


def _is_plain(path: Path) -> bool:
    """A file that can be offered: plain, not hidden, neither empty nor too large."""
    try:
        status = path.lstat()
    except OSError:
        return False
    plain = stat.S_ISREG(status.st_mode) and not path.name.startswith(".")
    return plain and 0 < status.st_size <= LARGEST_BYTES


@contextmanager
def refused(code: str) -> Generator[None]:
    """Turn what the system refuses into a refusal with a code, without the path."""
    try:
        yield
    except FileNotFoundError as error:
        raise DocumentRefused("missing") from error
    except OSError as error:
        raise DocumentRefused(code) from error


def sync_folder(folder: Path) -> None:
    """Make the new or gone name durable, where the system can (not Windows)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
