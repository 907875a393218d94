"""The plain lines of a letter as the blocks that paper shows: no mark-up to learn.

Lines that begin with a dash are a list; a line right above others is a heading, unless it ends a
sentence or says something after a colon (« Pour : … »); empty lines beyond one leave room, to sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DASH = "– "
_ENDS = ".,;:!?…»)"
_COLON = ": "
_SPACE = ord(" ")
_NO_CHARACTER = frozenset({0xFFFE, 0xFFFF, *range(0xD800, 0xE000)})


class Look(StrEnum):
    """How a block is shown."""

    HEADING = "heading"
    TEXT = "text"
    BULLET = "bullet"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of one look; room has as many as it leaves empty."""

    look: Look
    lines: tuple[str, ...]


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of a body, in order."""
    return tuple(_blocks([_clean(line) for line in body.strip().split("\n")]))


def _blocks(lines: list[str]) -> Iterator[Block]:
    text: list[str] = []
    empty = 0
    for line in [*lines, ""]:
        if line and not line.startswith(DASH):
            yield from _room(empty)
            text.append(line)
            empty = 0
            continue
        yield from _text(text, followed=line.startswith(DASH))
        text = []
        if line:
            yield from _room(empty)
            yield Block(Look.BULLET, (line.removeprefix(DASH),))
            empty = 0
        else:
            empty += 1


def _text(lines: list[str], *, followed: bool) -> Iterator[Block]:
    """A paragraph, its first line apart when it is a heading."""
    if not lines:
        return
    tells = lines[0][-1] in _ENDS or _COLON in lines[0]
    heads = (len(lines) > 1 or followed) and not tells
    if heads:
        yield Block(Look.HEADING, (lines[0],))
    if rest := tuple(lines[1:] if heads else lines):
        yield Block(Look.TEXT, rest)


def _room(empty: int) -> Iterator[Block]:
    if empty > 1:
        yield Block(Look.ROOM, ("",) * (empty - 1))


def _clean(line: str) -> str:
    """A line without what no file of text may hold; two spaces stay two."""
    kept = "".join(sign for sign in line if ord(sign) >= _SPACE and ord(sign) not in _NO_CHARACTER)
    return kept.rstrip().replace("  ", "\u00a0 ")
