"""The annual report as a document: the wording of `resources/reports`, and printed figures only.

Whatever is said in words, tiles and findings included, is computed from protected tables: nothing
here ever sees a true value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import resources
from app import NAME, VERSION
from app.statistics.disclosure.frozen import content_hash, frozen
from app.statistics.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Tile,
    Tiles,
)
from app.statistics.findings import findings
from app.statistics.populations import EVERYBODY_LABEL, OTHERS_LABEL
from app.statistics.printed import Printed
from app.statistics.tables import MASK_SIGN, CellKey, Extent, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.statistics.release import ProtectedRelease, SafeTable

FULL, COMMITTEE = "full", "committee"
HASH_SHOWN = 16
_TILES: Mapping[str, tuple[Measure, tuple[tuple[str, str], ...]]] = {
    "followed": (Measure.PERSONS, ()),
    "new": (Measure.PERSONS, (("activity", "NEW"),)),
    "interviews": (Measure.INTERVENTIONS, (("kind", "INTERVIEW"),)),
    "interventions": (Measure.INTERVENTIONS, ()),
    "seen": (Measure.PERSONS, (("activity", "SEEN"),)),
    "applications": (Measure.APPLICATIONS, ()),
    "amount": (Measure.CENTS, (("state", "GRANTED"),)),
    "actions": (Measure.ACTIONS, ()),
}


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the assistant writes herself: section number → paragraphs."""

    paragraphs: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def build_document(
    release: ProtectedRelease,
    population: str,
    *,
    edition: str = FULL,
    narrative: Narrative | None = None,
) -> Document:
    """One edition of the report for one population."""
    words = resources.read_toml("reports", "annual_fr.toml")
    tables = _tables(release, population, edition, words)
    label = release.populations[population]
    suffix = "_committee" if edition == COMMITTEE else ""
    facts = {"year": release.period, "population": label}
    blocks = (
        *_summary(release, population, words),
        *_sections(tables, edition, words, narrative or Narrative()),
        *_method(release, tables, words),
        *_legal(words),
    )
    return Document(
        key=words["document"][f"key{suffix}"].format(**facts),
        title=words["document"][f"title{suffix}"].format(**facts),
        subtitle=label,
        running=words["document"]["running"].format(**facts),
        period=release.period,
        population=population,
        blocks=blocks,
    )


def _tables(
    release: ProtectedRelease, population: str, edition: str, words: Mapping[str, Any]
) -> tuple[SafeTable, ...]:
    tables = release.of(population)
    if edition != COMMITTEE:
        return tables
    return tuple(table for table in tables if table.view.number in words["committee"]["tables"])


def _summary(
    release: ProtectedRelease, population: str, words: Mapping[str, Any]
) -> Iterable[Block]:
    """The first page: tiles in a fixed order, masked ones included, then findings."""
    printed = Printed(release.of(population), population)
    yield Heading("0", words["summary"]["title"])
    extent = release.extents.get(population, Extent.FULL)
    if extent is not Extent.FULL:
        yield Paragraph(
            words["extent"][extent.value].format(others=OTHERS_LABEL, everybody=EVERYBODY_LABEL)
        )
    if any(population in members for members in release.members.values()):
        yield Paragraph(words["extent"]["grouped"].format(others=OTHERS_LABEL))
    yield Tiles(tuple(_tiles(printed, words["tiles"])))
    yield Bullets(findings(printed, words["findings"]))
    yield PageBreak()


def _tiles(printed: Printed, labels: Mapping[str, str]) -> Iterable[Tile]:
    for name, (measure, coordinates) in _TILES.items():
        key = CellKey(printed.population, measure, coordinates)
        if printed.lays_out(key):
            yield Tile(printed.text(key), labels[name])


def _sections(
    tables: tuple[SafeTable, ...], edition: str, words: Mapping[str, Any], narrative: Narrative
) -> Iterable[Block]:
    for section in words["section"]:
        number: str = section["number"]
        own = [table for table in tables if table.view.number.partition(".")[0] == number]
        written = narrative.paragraphs.get(number, ())
        boilerplate = section.get("paragraphs", ()) if _belongs(section, edition) else ()
        if not own and not written and not boilerplate:
            continue
        yield Heading(number, section["title"])
        yield from (Paragraph(text) for text in (*boilerplate, *written))
        for table in own:
            yield Heading(table.view.number, table.view.title, level=2)
            yield Figure(table)


def _belongs(section: Mapping[str, Any], edition: str) -> bool:
    return edition != COMMITTEE or bool(section.get("committee", True))


def _method(
    release: ProtectedRelease, tables: tuple[SafeTable, ...], words: Mapping[str, Any]
) -> Iterable[Block]:
    """The annex: counting rules, rules of protection, and the figures of the control."""
    method = words["method"]
    facts = _control(release, tables)
    yield PageBreak()
    yield Heading(method["number"], method["title"])
    yield Heading("A.1", method["counting_title"], level=2)
    yield Bullets(tuple(method["counting"]))
    yield Heading("A.2", method["protection_title"], level=2)
    yield from (Paragraph(text.format(**facts)) for text in method["protection"])
    yield Heading("A.3", method["figures_title"], level=2)
    yield Bullets(tuple(text.format(**facts) for text in method["figures"]))


def _control(release: ProtectedRelease, tables: tuple[SafeTable, ...]) -> dict[str, object]:
    """What the annex tells of the control.

    Never the order of the work, nor why one cell is hidden.
    """
    shown = [
        (table, key)
        for table in tables
        for row in table.view.rows
        for key in row.keys
        if key is not None
    ]
    rules = dict(part.split("=") for part in release.rules.split(";"))
    return {
        "sign": MASK_SIGN,
        "threshold": rules["k"],
        "sensitive_threshold": rules["k_sensitive"],
        "masked": sum(1 for table, key in shown if table.value(key) is None),
        "cells": len(shown),
        "linked": release.audit.linked_tables,
        "version": rules["version"],
        "program": f"{NAME} {VERSION}",
        "hash": content_hash(frozen(release))[:HASH_SHOWN],
    }


def _legal(words: Mapping[str, Any]) -> Iterable[Block]:
    legal = words["legal"]
    yield Heading(legal["number"], legal["title"])
    yield Bullets(tuple(legal["paragraphs"]))
