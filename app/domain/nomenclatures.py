"""All the code lists: the standard ones, and what a user added or hid (domain §3.0).

A standard code is never edited. A local one carries `X-` after its list (`ISS.X-GARDE`) and a
standard parent that it counts as.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import resources
from app.domain.codes import Code, CodeList, Family
from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

FOLDER = "nomenclatures"
_LOCAL = re.compile(r"^([A-Z]{3})\.X-[A-Z0-9]+(?:-[A-Z0-9]+)*$")
_FIELDS = frozenset(one.name for one in fields(Code))


@dataclass(frozen=True, slots=True)
class LocalCode:
    """A code that the user added: `parent` is the standard code that it counts as everywhere."""

    code: str
    label: str
    parent: str
    short: str = ""
    hidden: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user changed: codes hidden, codes shown despite the default, codes of her own."""

    hidden: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    local: tuple[LocalCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Nomenclatures:
    """The code lists by name (ISS, CTC…), as one user sees them."""

    lists: Mapping[str, CodeList]

    def of(self, name: str) -> CodeList:
        """Return one list by its three letters."""
        found = self.lists.get(name)
        if found is None:
            raise RuleBroken("unknown_list", list=name)
        return found

    def list_of(self, code: str) -> CodeList:
        """Return the list that a full code belongs to."""
        found = self.lists.get(code.partition(".")[0])
        if found is None:
            raise RuleBroken("unknown_code", code=code)
        return found

    def get(self, code: str) -> Code:
        """Return one entry by its full code, whatever its list."""
        return self.list_of(code).get(code)

    def label_of(self, code: str) -> str:
        """Return the full label of a code."""
        return self.get(code).label

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self.lists.get(code.partition(".")[0], ())


@cache
def standard() -> Nomenclatures:
    """Return the lists as they are shipped."""
    read = [_read(name) for name in resources.names(FOLDER) if name.endswith(".toml")]
    return Nomenclatures(MappingProxyType({codes.list: codes for codes in read}))


def with_local(overrides: Overrides) -> Nomenclatures:
    """Return the standard lists with a user's own codes added and her choice of what is hidden."""
    shipped = standard()
    for code in overrides.hidden | overrides.shown:
        if not _LOCAL.match(code):
            shipped.get(code)
    added: dict[str, list[Code]] = {}
    for local in overrides.local:
        code = _local(local, shipped)
        added.setdefault(code.list, []).append(code)
    lists = {
        name: replace(codes, codes=_as_seen((*codes.codes, *added.get(name, ())), overrides))
        for name, codes in shipped.lists.items()
    }
    return Nomenclatures(MappingProxyType(lists))


def is_local(code: str) -> bool:
    """Tell whether a code has the form of one that a user added."""
    return _LOCAL.match(code) is not None


def _as_seen(codes: Iterable[Code], overrides: Overrides) -> tuple[Code, ...]:
    return tuple(replace(code, hidden=_hidden(code, overrides)) for code in codes)


def _hidden(code: Code, overrides: Overrides) -> bool:
    if code.code in overrides.hidden:
        return True
    return code.hidden and code.code not in overrides.shown


def _local(local: LocalCode, shipped: Nomenclatures) -> Code:
    """Make the entry of a local code: everything but its name comes from its standard parent."""
    if local.code in shipped:
        raise RuleBroken("standard_code_fixed", code=local.code)
    shape = _LOCAL.match(local.code)
    if shape is None:
        raise RuleBroken("local_code_malformed", code=local.code)
    if not local.label.strip():
        raise RuleBroken("local_code_without_label", code=local.code)
    if local.parent not in shipped or local.parent.partition(".")[0] != shape[1]:
        raise RuleBroken("local_code_without_parent", code=local.code, parent=local.parent)
    label = local.label.strip()
    parent = shipped.get(local.parent)
    return replace(
        parent,
        code=local.code,
        label=label,
        short=local.short.strip() or label,
        parent=parent.code,
        valid_from=local.valid_from or parent.valid_from,
        valid_to=local.valid_to or parent.valid_to,
        hidden=local.hidden,
        local=True,
    )


def _read(name: str) -> CodeList:
    data = resources.read_toml(FOLDER, name)
    entries: list[dict[str, Any]] = data["code"]
    families: list[dict[str, str]] = data.get("family", [])
    return CodeList(
        list=data["list"],
        subject=data["subject"],
        title=data["title"],
        codes=tuple(_code(data["list"], entry) for entry in entries),
        families=tuple(_family(entry) for entry in families),
    )


def _family(entry: dict[str, str]) -> Family:
    return Family(entry["id"], entry["label"], entry.get("short", entry["label"]))


def _code(name: str, entry: dict[str, Any]) -> Code:
    return Code(
        code=entry["code"],
        list=name,
        label=entry["label"],
        short=entry.get("short", entry["label"]),
        parent=entry.get("parent"),
        family=entry.get("family"),
        sens=entry.get("sens", ""),
        valid_from=entry.get("valid_from"),
        valid_to=entry.get("valid_to"),
        replaced_by=entry.get("replaced_by"),
        hidden=entry.get("hidden", False),
        attributes=MappingProxyType({k: v for k, v in entry.items() if k not in _FIELDS}),
    )
