"""Reads the write-ahead log as a file: whether all that it should hold can still be read back.

The engine stops at the first frame whose checksum fails and says nothing: what follows is lost in
silence. A frame of the same log after that point, or a nearly right one, shows damage; frames of an
older round of the log are what a healthy file ends with.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_HEADER, _FRAME = 32, 24
_LITTLE, _BIG = 0x377F0682, 0x377F0683
_VERSION = 3007000
_MASK = 0xFFFFFFFF
_NEARLY = 3
"""So few bits of 64 never separate two rounds of a log, whose second number is random."""


@dataclass(frozen=True, slots=True)
class LogState:
    """What a log holds: frames that read back well, whether what follows them is damaged."""

    frames: int
    damaged: bool


def serial(path: Path) -> bytes:
    """What changes each time the log begins anew: its header."""
    try:
        with path.open("rb") as stream:
            return stream.read(_HEADER)
    except OSError:
        return b""


def inspect(path: Path) -> LogState:
    """Read a whole log; one that does not exist or is empty holds nothing and is sound."""
    try:
        with path.open("rb") as stream:
            return _inspect(stream)
    except FileNotFoundError:
        return LogState(0, damaged=False)


def _inspect(stream: BinaryIO) -> LogState:
    start = stream.read(_HEADER)
    if not start:
        return LogState(0, damaged=False)
    if len(start) < _HEADER:
        return LogState(0, damaged=True)
    magic, version, page_size, _, *salts, first, second = struct.unpack(">8I", start)
    order = "<" if magic == _LITTLE else ">"
    sums = _summed(start[:24], (0, 0), order)
    if magic not in (_LITTLE, _BIG) or version != _VERSION or sums != (first, second):
        return LogState(0, damaged=True)
    return _frames(stream, page_size, (salts[0], salts[1]), sums, order)


def _frames(
    stream: BinaryIO, page_size: int, salts: tuple[int, int], sums: tuple[int, int], order: str
) -> LogState:
    read = 0
    while len(frame := stream.read(_FRAME + page_size)) == _FRAME + page_size:
        _, _, salt_1, salt_2, first, second = struct.unpack(">6I", frame[:_FRAME])
        summed = _summed(frame[_FRAME:], _summed(frame[:8], sums, order), order)
        if (salt_1, salt_2) != salts or summed != (first, second):
            return LogState(read, damaged=_of_this_round(frame, stream, salts))
        read, sums = read + 1, summed
    return LogState(read, damaged=False)  # a frame cut short was never acknowledged


def _of_this_round(frame: bytes, stream: BinaryIO, salts: tuple[int, int]) -> bool:
    """Tell whether this frame, or one after it, was written in the same round of the log."""
    while len(frame) >= _FRAME:
        if _nearly(frame, salts):
            return True
        frame = stream.read(len(frame))
    return False


def _nearly(frame: bytes, salts: tuple[int, int]) -> bool:
    if len(frame) < _FRAME:
        return False
    found = struct.unpack(">2I", frame[8:16])
    return (found[0] ^ salts[0]).bit_count() + (found[1] ^ salts[1]).bit_count() < _NEARLY


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """The running checksum of the log over 8-byte steps."""
    first, second = sums
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for one, other in zip(words, words, strict=True):
        first = (first + one + second) & _MASK
        second = (second + other + first) & _MASK
    return first, second
