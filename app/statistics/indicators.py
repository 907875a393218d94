"""The definitions of the tables, read from `resources/indicators/*.toml`.

Adding a table is adding a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import resources
from app.statistics.tables import Extent, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.nomenclatures import Nomenclatures
    from app.domain.periods import Period

FOLDER = "indicators"


@dataclass(frozen=True, slots=True)
class RowSpec:
    """One line: the codes that it counts. `rest` takes what no other line does.

    `part_of` names its subtotal.
    """

    code: str
    label: str
    codes: frozenset[str] = frozenset()
    rest: bool = False
    sensitive: bool = False
    minimal: bool = False
    part_of: str = ""
    is_total: bool = False
    beyond_total: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: what is counted, and within which other breakdown."""

    code: str
    label: str
    measure: Measure
    within: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One table under its fixed number: its lines, its columns, and from which extent on."""

    number: str
    title: str
    base: str
    dimension: str
    extent: Extent
    columns: tuple[ColumnSpec, ...]
    rows: tuple[RowSpec, ...]
    total: str
    total_first: bool = False
    partition: bool = False
    personal: bool = True
    shares: bool = False
    chart: str = ""
    generated: str = ""
    notes: tuple[str, ...] = ()


@cache
def definitions() -> tuple[Indicator, ...]:
    """The tables in the order of their numbers, as shipped."""
    found = [_indicator(resources.read_toml(FOLDER, name)) for name in resources.names(FOLDER)]
    return tuple(sorted(found, key=lambda one: [int(part) for part in one.number.split(".")]))


def for_period(period: Period, nomenclatures: Nomenclatures) -> tuple[Indicator, ...]:
    """The tables with the lines that depend on the period or on the code lists filled in."""
    filled: list[Indicator] = []
    for indicator in definitions():
        match indicator.generated:
            case "quarters":
                filled.append(replace(indicator, rows=_quarters(period)))
            case "themes":
                filled.append(replace(indicator, rows=_themes(nomenclatures)))
            case _:
                filled.append(indicator)
    return tuple(filled)


def quarter_code(period: Period) -> str:
    """The code of a quarter: `2025-Q1`."""
    return f"{period.first.year}-Q{(period.first.month - 1) // 3 + 1}"


def _quarters(period: Period) -> tuple[RowSpec, ...]:
    return tuple(
        RowSpec(code, f"{_ordinal(int(code[-1]))} trimestre {code[:4]}", frozenset({code}))
        for code in map(quarter_code, period.quarters())
    )


def _ordinal(number: int) -> str:
    return "1ᵉʳ" if number == 1 else f"{number}ᵉ"


def _themes(nomenclatures: Nomenclatures) -> tuple[RowSpec, ...]:
    codes = [
        code for code in nomenclatures.of("THM").codes if not code.local and code.code != "THM.AUT"
    ]
    rows = [
        RowSpec(code.code.partition(".")[2], code.label, frozenset({code.code})) for code in codes
    ]
    return (*rows, RowSpec("AUT", "Autre thème", rest=True))


def _indicator(data: Mapping[str, Any]) -> Indicator:
    columns = data.get("column", [{"code": "PERSONS", "label": "Personnes", "measure": "persons"}])
    return Indicator(
        number=data["number"],
        title=data["title"],
        base=data["base"],
        dimension=data["dimension"],
        extent=Extent(data["extent"]),
        columns=tuple(_column(column) for column in columns),
        rows=tuple(_row(row) for row in data.get("row", [])),
        total=data["total"],
        total_first=data.get("total_first", False),
        partition=data.get("partition", False),
        personal=data.get("personal", True),
        shares=data.get("shares", False),
        chart=data.get("chart", ""),
        generated=data.get("generated", ""),
        notes=tuple(data.get("notes", ())),
    )


def _column(data: Mapping[str, Any]) -> ColumnSpec:
    within = tuple(sorted(data.get("within", {}).items()))
    return ColumnSpec(data["code"], data["label"], Measure(data["measure"]), within)


def _row(data: Mapping[str, Any]) -> RowSpec:
    given = {name: value for name, value in data.items() if name != "codes"}
    codes = data.get("codes", () if data.get("rest") else (data["code"],))
    return RowSpec(codes=frozenset(codes), **given)
