"""The document that renderers print: words and protected tables, in one order for every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.statistics.release import SafeTable


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; level 1 is a section."""

    number: str
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One key figure of the summary: its printed value (or the mask sign) and its label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """The key figures of the one-page summary."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A protected table, with its chart when the layout asks for one."""

    table: SafeTable


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start a new page where the format has pages."""


Block = Heading | Paragraph | Bullets | Tiles | Figure | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """One edition for one reader.

    Title, subtitle (entity, period), running header, and its blocks in order. `key` is a neutral
    stem for file names: never an identity of a person.
    """

    key: str
    title: str
    subtitle: str
    running: str
    period: str
    population: str
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[SafeTable, ...]:
        """The protected tables of the document, in print order."""
        return tuple(block.table for block in self.blocks if isinstance(block, Figure))
