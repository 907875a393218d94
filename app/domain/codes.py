"""Codes: what the program counts by. None is ever renamed or reused, it only ends (domain §3.0)."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_NEVER_BELOW_DOMAIN = frozenset("HPV")


def _no_attributes() -> Mapping[str, bool | int | str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list: its label, its place, how sensitive it is, when it may be used.

    `short` is never empty. `sens` holds letters: H health, P offences, V violence or private
    life, F money. `family` is the line under which the entry is published, `parent` the entry
    that it rolls up to.
    """

    code: str
    list: str
    label: str
    short: str
    parent: str | None = None
    family: str | None = None
    sens: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str | None = None
    hidden: bool = False
    local: bool = False
    attributes: Mapping[str, bool | int | str] = field(default_factory=_no_attributes, hash=False)

    def valid_on(self, day: date) -> bool:
        """Tell whether the code may be used for something dated that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def kept_from_employer(self) -> bool:
        """Tell whether an employer sees only what this rolls up to: health, offences, violence."""
        return bool(_NEVER_BELOW_DOMAIN & set(self.sens))

    def says(self, attribute: str) -> bool:
        """Tell whether a yes-or-no attribute is set; one that is absent is a no."""
        return self.attributes.get(attribute) is True

    def number(self, attribute: str) -> int | None:
        """Return a whole-number attribute, if the code has it."""
        value = self.attributes.get(attribute)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def text(self, attribute: str) -> str | None:
        """Return a text attribute, often another code, if the code has it."""
        value = self.attributes.get(attribute)
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Family:
    """One line of publication that groups several codes of a list."""

    id: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list of codes in the order in which they are shown, a parent before its children."""

    list: str
    subject: str
    title: str
    codes: tuple[Code, ...]
    families: tuple[Family, ...] = ()
    _by_code: Mapping[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the codes; refuse one that is there twice, and a parent that is not there."""
        by_code = {code.code: code for code in self.codes}
        if len(by_code) != len(self.codes):
            raise RuleBroken("code_twice", list=self.list)
        for code in self.codes:
            if code.parent is not None and code.parent not in by_code:
                raise RuleBroken("unknown_code", code=code.parent)
        object.__setattr__(self, "_by_code", MappingProxyType(by_code))

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Code:
        """Return the entry of that code, be it hidden or ended: old records still name it."""
        found = self._by_code.get(code)
        if found is None:
            raise RuleBroken("unknown_code", code=code)
        return found

    def label_of(self, code: str) -> str:
        """Return the full label of a code."""
        return self.get(code).label

    def valid_on(self, day: date) -> tuple[Code, ...]:
        """Return the entries that exist on a day, hidden ones included."""
        return tuple(code for code in self.codes if code.valid_on(day))

    def offered_on(self, day: date) -> tuple[Code, ...]:
        """Return the entries that a picker shows for something dated that day."""
        return tuple(code for code in self.valid_on(day) if not code.hidden)

    def children(self, code: str) -> tuple[Code, ...]:
        """Return the entries that roll up directly to this one."""
        return tuple(one for one in self.codes if one.parent == self.get(code).code)

    def domain_of(self, code: str) -> Code:
        """Return the entry of the first level above this one, or itself."""
        found = self.get(code)
        while found.parent is not None:
            found = self.get(found.parent)
        return found

    def counted_as(self, code: str) -> Code:
        """Return the standard entry that counts for this one: a local code counts as its parent."""
        found = self.get(code)
        while found.local and found.parent is not None:
            found = self.get(found.parent)
        return found

    def family_of(self, code: str) -> Family:
        """Return the line of publication of a code; a list without families has none."""
        wanted = self.get(code).family
        for family in self.families:
            if family.id == wanted:
                return family
        raise RuleBroken("code_without_family", code=code)

    def in_family(self, family: str) -> tuple[Code, ...]:
        """Return the entries published on one line."""
        return tuple(code for code in self.codes if code.family == family)
