"""A release as text and back, so that a report is reprinted and never recomputed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.domain.errors import RuleBroken
from app.statistics.release import (
    _SEAL,  # pyright: ignore[reportPrivateUsage] — a frozen release was sealed by protection
    AuditResult,
    ProtectedRelease,
    SafeTable,
)
from app.statistics.tables import CellKey, Column, Extent, Measure, Row, TableView

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1


def frozen(release: ProtectedRelease) -> str:
    """The release as canonical JSON: the same release is always the same text."""
    content = {
        "format": FORMAT,
        "period": release.period,
        "rules": release.rules,
        "populations": list(release.populations.items()),
        "extents": {key: extent.value for key, extent in release.extents.items()},
        "members": {key: list(members) for key, members in release.members.items()},
        "audit": asdict(release.audit),
        "tables": [_table(table) for table in release.tables],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(content: str) -> str:
    """The hash by which a publication is known."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def thawed(content: str, expected_hash: str) -> ProtectedRelease:
    """The release that a text was made from; refuses one that is not what was published."""
    if content_hash(content) != expected_hash:
        raise RuleBroken("release_damaged")
    read: dict[str, Any] = json.loads(content)
    if read["format"] != FORMAT:
        raise RuleBroken("release_too_new", format=read["format"])
    audit: dict[str, Any] = {
        **read["audit"],
        "earlier_releases": tuple(read["audit"]["earlier_releases"]),
    }
    return ProtectedRelease(
        period=read["period"],
        rules=read["rules"],
        tables=tuple(_read_table(table) for table in read["tables"]),
        populations=dict(read["populations"]),
        audit=AuditResult(**audit),
        extents={key: Extent(value) for key, value in read["extents"].items()},
        members={key: tuple(members) for key, members in read["members"].items()},
    )


def _table(table: SafeTable) -> dict[str, Any]:
    view = table.view
    return {
        "number": view.number,
        "title": view.title,
        "base": view.base,
        "population": view.population,
        "dimension": view.dimension,
        "columns": [[one.code, one.label, one.measure.value] for one in view.columns],
        "rows": [_row(row) for row in view.rows],
        "chart": view.chart,
        "shares": view.shares,
        "notes": list(view.notes),
        "withheld": view.withheld,
        "printed": [[_key(key), value] for key, value in sorted(table.printed.items())],
    }


def _row(row: Row) -> dict[str, Any]:
    keys = [None if key is None else _key(key) for key in row.keys]
    return {
        "code": row.code,
        "label": row.label,
        "keys": keys,
        "total": row.is_total,
        "level": row.level,
    }


def _key(key: CellKey) -> list[Any]:
    return [key.population, key.measure.value, [list(pair) for pair in key.coordinates]]


def _read_table(read: Mapping[str, Any]) -> SafeTable:
    view = TableView(
        number=read["number"],
        title=read["title"],
        base=read["base"],
        population=read["population"],
        dimension=read["dimension"],
        columns=tuple(Column(code, label, Measure(one)) for code, label, one in read["columns"]),
        rows=tuple(_read_row(row) for row in read["rows"]),
        chart=read["chart"],
        shares=read["shares"],
        notes=tuple(read["notes"]),
        withheld=read["withheld"],
    )
    return SafeTable(view, {_read_key(key): value for key, value in read["printed"]}, _SEAL)


def _read_row(read: Mapping[str, Any]) -> Row:
    keys = tuple(None if key is None else _read_key(key) for key in read["keys"])
    return Row(read["code"], read["label"], keys, is_total=read["total"], level=read["level"])


def _read_key(read: list[Any]) -> CellKey:
    population, measure, coordinates = read
    return CellKey(
        population, Measure(measure), tuple((dimension, code) for dimension, code in coordinates)
    )
