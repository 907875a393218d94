"""Bytes that come in pieces, taken by number: what the readers of pictures stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class CutShort(Exception):
    """The bytes ended inside something that promised more."""


class BytesAhead:
    """Takes bytes from pieces, and never holds more than one piece and what was asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def take(self, count: int) -> bytes:
        """The next `count` bytes, all of them; raises CutShort."""
        self.fill(count)
        if len(self._held) < count:
            raise CutShort
        taken, self._held = self._held[:count], self._held[count:]
        return taken

    def fill(self, count: int) -> None:
        """Hold at least `count` bytes, unless there are no more."""
        while len(self._held) < count:
            piece = next(self._pieces, b"")
            if not piece:
                return
            self._held += piece

    def hand_on(self, count: int) -> Iterator[bytes]:
        """The next `count` bytes, in pieces."""
        while count:
            self.fill(1)
            if not self._held:
                raise CutShort
            taken, self._held = self._held[:count], self._held[count:]
            count -= len(taken)
            yield taken

    def skip(self, count: int) -> None:
        """Leave out the next `count` bytes."""
        for _ in self.hand_on(count):
            pass

    @property
    def held(self) -> bytes:
        """What is held now."""
        return self._held

    @property
    def ended(self) -> bool:
        """Tell whether nothing is left."""
        self.fill(1)
        return not self._held

    def drain(self) -> None:
        """Read what is left for nothing, so that the whole file was read."""
        self._held = b""
        for _ in self._pieces:
            pass
