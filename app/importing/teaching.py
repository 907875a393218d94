"""A mapping file for the command line: columns to fields and values to codes, in readable TOML.

entity = "Ville d’Exemple"

[columns]
"Qui a appelé" = "origin"

[values.CTC]
"RDV labo" = "CTC.RDV"
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, cast

from app.domain.errors import RuleBroken
from app.domain.people import folded
from app.importing.mapping import NOT_IMPORTED, Corrections
from app.importing.vocabulary import ENTITY_LIST, LEFT_OUT, LISTS, SheetKind

if TYPE_CHECKING:
    from app.domain.nomenclatures import Nomenclatures
    from app.importing.vocabulary import Vocabulary

_TABLES = frozenset({"entity", "columns", "values", "sheets"})
_LEFT_OUT_WORD = "-"


def mapping_from_toml(content: bytes) -> Corrections:
    """Read a mapping file; a value or column taught as « - » is left out."""
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleBroken("mapping_unreadable") from error
    if set(data) - _TABLES:
        raise RuleBroken("mapping_table_unknown", tables=tuple(sorted(set(data) - _TABLES)))
    return Corrections(
        columns={header: _meant(name, NOT_IMPORTED) for header, name in _texts(data, "columns")},
        kinds={name: _kind(kind) for name, kind in _texts(data, "sheets")},
        values={
            (list_id, folded(value)): _meant(code, LEFT_OUT)
            for list_id in _table(data, "values")
            for value, code in _texts(data["values"], list_id)
        },
        entity=str(data.get("entity", "")),
    )


def refuse_unknown(corrections: Corrections, words: Vocabulary, lists: Nomenclatures) -> None:
    """Refuse a mapping that names a field, a list or a code that does not exist."""
    fields = {
        NOT_IMPORTED,
        *(name for columns in words.columns.values() for name in columns.values()),
    }
    for name in corrections.columns.values():
        if name not in fields:
            raise RuleBroken("mapping_field_unknown", field=name)
    for (list_id, _), code in corrections.values.items():
        refuse_unknown_value(list_id, code, lists)


def refuse_unknown_value(list_id: str, code: str, lists: Nomenclatures) -> None:
    """Refuse to teach a code that its list does not hold."""
    if list_id == ENTITY_LIST:
        return
    if list_id not in LISTS.values():
        raise RuleBroken("mapping_list_unknown", list=list_id)
    if code != LEFT_OUT and code not in lists.of(list_id):
        raise RuleBroken("unknown_code", code=code)


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    table: object = data.get(name, {})
    if not isinstance(table, dict):
        raise RuleBroken("mapping_table_unknown", tables=(name,))
    return cast("dict[str, Any]", table)


def _texts(data: dict[str, Any], name: str) -> list[tuple[str, str]]:
    table = _table(data, name)
    if not all(isinstance(value, str) for value in table.values()):
        raise RuleBroken("mapping_table_unknown", tables=(name,))
    return list(table.items())


def _kind(text: str) -> SheetKind | None:
    if text == _LEFT_OUT_WORD:
        return None
    try:
        return SheetKind(text)
    except ValueError:
        raise RuleBroken("mapping_kind_unknown") from None


def _meant(text: str, left_out: str) -> str:
    return left_out if text == _LEFT_OUT_WORD else text
