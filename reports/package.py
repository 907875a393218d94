"""A document as a data package: tidy figures, their definitions, a description for programs."""

from __future__ import annotations

import csv
import json
from dataclasses import astuple, dataclass, fields
from io import StringIO
from typing import TYPE_CHECKING, Any

from app.statistics.populations import EVERYBODY
from app.statistics.tables import TOTAL
from reports.admission import admitted
from reports.grid import printed_number
from reports.naming import slug
from reports.wording import withheld_reason, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.statistics.document import Document
    from app.statistics.release import SafeTable
    from app.statistics.tables import CellKey

FREE, CONFIDENTIAL = "F", "C"
ENCODING = "utf-8"
MEANING = ("COLUMN", "CODE", "LABEL")
JOIN = "*"
"""Between two breakdowns that one table crosses in its columns."""
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One cell; a masked one has an empty value and does not say why it is hidden."""

    table: str
    entity: str
    period: str
    base: str
    dim1: str
    code1: str
    dim2: str
    code2: str
    measure: str
    obs_value: int | None
    conf_status: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What a code of a column means."""

    column: str
    code: str
    label: str


def package_files(document: Document) -> Mapping[str, bytes]:
    """File name → content, always the same for the same document."""
    admitted(document)
    return {
        "figures.csv": _csv(_columns(), map(astuple, figure_rows(document))),
        "definitions.csv": _csv(MEANING, map(astuple, definitions(document))),
        "datapackage.json": _description(document),
    }


def figure_rows(document: Document) -> tuple[FigureRow, ...]:
    """Every cell of every table of the document, in print order."""
    labels = _labels(document)
    return tuple(row for table in document.tables for row in _table_rows(table, document, labels))


def definitions(document: Document) -> tuple[Definition, ...]:
    """What the columns and the codes of this document mean, each once."""
    columns = [Definition(name, "", word(f"package.{name}")) for name in _columns()]
    found: dict[Definition, None] = dict.fromkeys(columns)
    named = _labels(document)
    entities = [Definition("ENTITY", entity_code(one, named), named[one]) for one in named]
    found |= dict.fromkeys([*entities, *_statuses()])
    for table in document.tables:
        found |= dict.fromkeys(_meanings(table))
    return tuple(found)


def entity_code(population: str, labels: Mapping[str, str]) -> str:
    """The code of a population in the package: its name in plain letters, `_T` for everybody.

    The key inside the vault is not printed: it tells when the entity was entered.
    """
    return TOTAL if population == EVERYBODY else slug(labels[population])


def _labels(document: Document) -> Mapping[str, str]:
    """Every population that the document prints → its name, its own first."""
    labels = {document.population: document.subtitle}
    for table in document.tables:
        first = table.view.rows[0].keys if table.view.rows else ()
        for column, key in zip(table.view.columns, first, strict=False):
            if key is not None:
                labels.setdefault(key.population, column.label)
    return labels


def _table_rows(
    table: SafeTable, document: Document, labels: Mapping[str, str]
) -> Iterable[FigureRow]:
    view = table.view
    second = _second_dimensions(table)
    for row in view.rows:
        for key in row.keys:
            if key is None:
                continue
            value = table.value(key)
            yield FigureRow(
                table=view.number,
                entity=entity_code(key.population, labels),
                period=document.period,
                base=view.base,
                dim1=view.dimension,
                code1=row.code,
                dim2=JOIN.join(second),
                code2=_second_code(second, key),
                measure=key.measure.value,
                obs_value=None if value is None else printed_number(key, value),
                conf_status=CONFIDENTIAL if value is None else FREE,
            )


def _second_dimensions(table: SafeTable) -> tuple[str, ...]:
    """The breakdowns of the columns: every dimension of a cell that is not that of the lines."""
    names = {
        name
        for row in table.view.rows
        for key in row.keys
        if key is not None
        for name, _ in key.coordinates
    }
    return tuple(sorted(names - {table.view.dimension}))


def _meanings(table: SafeTable) -> Iterable[Definition]:
    view = table.view
    title = f"{view.title} ({withheld_reason(view.withheld)})" if view.withheld else view.title
    yield Definition("TABLE", view.number, title)
    for note in view.notes:
        yield Definition("NOTE", view.number, note)
    for row in view.rows:
        yield Definition(f"CODE1/{view.dimension}", row.code, row.label)
    yield from _column_meanings(table)
    for measure in {column.measure: None for column in view.columns}:
        yield Definition("MEASURE", measure.value, word(f"measure.{measure.value}"))


def _column_meanings(table: SafeTable) -> Iterable[Definition]:
    """A column is a code of the second breakdown, or an entity or a measure, told elsewhere."""
    view = table.view
    second = _second_dimensions(table)
    first = view.rows[0].keys if view.rows else ()
    for column, key in zip(view.columns, first, strict=False):
        if key is None:
            continue
        if key.population == view.population and second:
            yield Definition(f"CODE2/{JOIN.join(second)}", _second_code(second, key), column.label)


def _second_code(second: tuple[str, ...], key: CellKey) -> str:
    codes = dict(key.coordinates)
    return JOIN.join(codes.get(name, TOTAL) for name in second)


def _statuses() -> Iterable[Definition]:
    yield Definition("CONF_STATUS", FREE, word("package.free"))
    yield Definition("CONF_STATUS", CONFIDENTIAL, word("package.confidential"))


def _columns() -> list[str]:
    return [field.name.upper() for field in fields(FigureRow)]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_guarded(value) for value in row] for row in rows)
    return file.getvalue().encode(ENCODING)


def _guarded(value: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if value.lstrip(" \u00a0\u202f\"'").startswith(_STARTS) else value


def _description(document: Document) -> bytes:
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug(document.key),
        "title": f"{document.title} – {document.subtitle}",
        "resources": [
            _resource("figures", _columns(), word("package.figures")),
            _resource("definitions", MEANING, word("package.definitions")),
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode(ENCODING)


def _resource(name: str, columns: Sequence[str], title: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": ENCODING,
        "dialect": DIALECT,
        "schema": {"fields": [_field(column) for column in columns], "missingValues": [""]},
    }


def _field(column: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": "string"}
    if column in _columns():
        field["description"] = word(f"package.{column}")
    if column == "OBS_VALUE":
        field["type"] = "integer"
    if column == "CONF_STATUS":
        field["constraints"] = {"required": True, "enum": [FREE, CONFIDENTIAL]}
    return field
