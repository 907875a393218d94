"""Looking for words where they must not be: files changed since a moment, a process's memory."""

from __future__ import annotations

import mmap
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NOT_FILES = frozenset({"/proc", "/sys", "/dev"})
SHARED_MEMORY = "/dev/shm"
_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+\s*(.*)")
_PIECE = 1 << 22

Counts = dict[bytes, int]


def forms(word: str) -> frozenset[bytes]:
    """A word as it may be written: as typed, in small letters, in capitals; in three encodings."""
    written = {word, word.lower(), word.upper()}
    return frozenset(
        one.encode(code) for one in written for code in ("utf-8", "utf-16-le", "latin-1")
    )


def stem_forms(stem: str) -> frozenset[bytes]:
    """What is common to every form of every word that begins with a stem, whatever its capital."""
    return forms(stem[1:].lower()) | forms(stem[1:].upper())


def files_changed_since(
    moment_ns: int, roots: Iterable[str] = ("/", SHARED_MEMORY)
) -> Iterator[Path]:
    """Every regular file that was made or changed since then, wherever it is."""
    for root in roots:
        for place, folders, names in os.walk(root):
            if root == "/":
                folders[:] = [one for one in folders if f"/{one}" not in NOT_FILES or place != "/"]
            for name in names:
                path = f"{place}/{name}"
                try:
                    seen = os.lstat(path)
                except OSError:
                    continue
                if seen.st_ctime_ns >= moment_ns and (seen.st_mode & 0o170000) == 0o100000:
                    yield Path(path)


def found_in_file(path: Path, words: Iterable[str], stem: str) -> tuple[str, ...]:
    """The words that a file holds, or that its name does; they all begin with the stem."""
    asked = tuple(words)
    named = {word for word in asked if word.lower() in path.name.lower()}
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
            if any(held.find(one) >= 0 for one in stem_forms(stem)):
                named |= {word for word in asked if any(held.find(one) >= 0 for one in forms(word))}
    except (OSError, ValueError):  # gone meanwhile, or empty
        pass
    return tuple(sorted(named))


def found_in_memory(pid: int, needles: Iterable[bytes], stem: str, keys: Iterable[bytes]) -> Counts:
    """How many times each needle is in the memory of a process; needles begin with the stem.

    The raw keys are looked for by themselves.
    """
    needles, apart = tuple(needles), (*stem_forms(stem), *keys)
    counts = dict.fromkeys((*needles, *apart), 0)
    overlap = max(map(len, counts)) - 1
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for start, end in _readable(pid):
            tail = b""
            for at in range(start, end, _PIECE):
                try:
                    memory.seek(at)
                    piece = tail + memory.read(min(_PIECE, end - at))
                except (OSError, OverflowError, ValueError):
                    break
                if _counted(piece, apart, counts):
                    _counted(piece, needles, counts)
                tail = piece[-overlap:]
    return counts


def _counted(piece: bytes, needles: Iterable[bytes], counts: Counts) -> bool:
    """Add what a piece of memory holds; a match across two pieces is counted once or twice."""
    before = sum(counts.values())
    for needle in needles:
        counts[needle] += piece.count(needle)
    return sum(counts.values()) > before


def _readable(pid: int) -> Iterator[tuple[int, int]]:
    for line in Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines():
        found = _LINE.match(line)
        if found is not None and not found[3].startswith(("[v", "/dev/dri")):
            yield int(found[1], 16), int(found[2], 16)


def descendants(pid: int) -> tuple[int, ...]:
    """A process and all that it started and that still live."""
    children: dict[int, list[int]] = {}
    for one in (int(path.name) for path in Path("/proc").glob("[0-9]*")):
        try:
            told = Path(f"/proc/{one}/stat").read_text("utf-8", "replace")
        except OSError:
            continue
        parent = int(told.rpartition(")")[2].split()[1])
        children.setdefault(parent, []).append(one)
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return tuple(found)
