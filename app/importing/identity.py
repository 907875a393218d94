"""Who a row speaks of, among the persons of the vault and those met earlier in the file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.importing.rows import Problem, Weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.cases import CaseFile
    from app.domain.people import Person
    from app.importing.people import Who

_TOLD = frozenset({"GEN.F", "GEN.M"})


@dataclass(frozen=True, slots=True)
class Subject:
    """One case file, known or about to be opened; `person` tells apart whose file it is."""

    key: int
    person: int
    entity: str
    who: Who
    case: CaseFile | None = None
    known_person: Person | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The case file of a row, or what keeps it from being told.

    `person` is set for somebody met with another employer (domain §8, 18).
    """

    subject: Subject | None = None
    problem: Problem | None = None
    person: int | None = None
    number: str = ""


@dataclass(slots=True)
class Register:
    """The case files that rows are matched with; it grows as the file is read."""

    usual: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    _by_number: dict[str, Subject] = field(default_factory=dict[str, Subject])
    _by_name: dict[tuple[str, str], list[Subject]] = field(
        default_factory=dict[tuple[str, str], list[Subject]]
    )
    _count: int = 0

    def know(self, person: Person, case: CaseFile, entity: str, who: Who) -> None:
        """Enter a case file of the vault."""
        if case.number not in self._by_number:
            known = next((one for one in self._named(who) if one.known_person == person), None)
            key = self._next()
            self._enter(Subject(key, known.person if known else key, entity, who, case, person))

    def open(self, who: Who, entity: str, resolution: Resolution) -> Subject:
        """Enter the case file that a row opens."""
        key = self._next()
        person = resolution.person if resolution.person is not None else key
        subject = Subject(key, person, entity, replace(who, number=resolution.number))
        self._enter(subject)
        return subject

    def completed(self, subject: Subject, who: Who) -> Subject:
        """Keep what a later row adds about a person who is not in the vault yet."""
        if subject.case is not None:
            return subject
        fuller = replace(
            subject.who,
            gender=subject.who.gender or who.gender,
            birth_year=subject.who.birth_year or who.birth_year,
            given_name=subject.who.given_name or who.given_name,
        )
        if fuller == subject.who:
            return subject
        updated = replace(subject, who=fuller)
        self._by_name[subject.who.key].remove(subject)
        self._enter(updated)
        return updated

    def subjects(self) -> tuple[Subject, ...]:
        """Every case file entered."""
        return tuple(one for same in self._by_name.values() for one in same)

    def by_number(self, number: str) -> Subject | None:
        """The case file of a number."""
        return self._by_number.get(number)

    def _named(self, who: Who) -> list[Subject]:
        return self._by_name.get(who.key, [])

    def _enter(self, subject: Subject) -> None:
        number = subject.case.number if subject.case else subject.who.number
        if number:
            self._by_number[number] = subject
        self._by_name.setdefault(subject.who.key, []).append(subject)

    def _next(self) -> int:
        self._count += 1
        return self._count

    def resolve(self, who: Who, entity: str, accepted: frozenset[str]) -> Resolution:
        """Match a row: by its case number first, else by folded name and employer."""
        found = self._by_number.get(who.number) if who.number else None
        if found is not None:
            return self._numbered(found, who, entity, accepted)
        if not who.named:
            return _doubt("nobody_named", weight=Weight.FAULT if who.number else Weight.DOUBT)
        if who.number and self._unusual(who) and "number_with_two_names" not in accepted:
            return _doubt("number_with_two_names")
        if who.number:
            return self._new_number(who, entity, accepted)
        return self._without_number(who, entity, accepted)

    def _unusual(self, who: Who) -> bool:
        """Tell whether most rows of that number name somebody else."""
        return not _same_name(self.usual.get(who.number, who.key), who.key)

    def _numbered(
        self, found: Subject, who: Who, entity: str, accepted: frozenset[str]
    ) -> Resolution:
        code = _difference(found, who, entity, accepted)
        if code is not None:
            return _doubt(code)
        if entity != found.entity:
            return Resolution(person=found.person)
        return Resolution(subject=found)

    def _new_number(self, who: Who, entity: str, accepted: frozenset[str]) -> Resolution:
        person = None
        for other in self._named(who):
            alike = _same_birth(other.who, who)
            if alike is False:
                continue
            if other.entity == entity and "same_person_other_number" not in accepted:
                return _doubt("same_person_other_number")
            if other.entity != entity and alike:
                person = other.person
            elif other.entity != entity and "same_name_other_entity" not in accepted:
                return _doubt("same_name_other_entity")
        return Resolution(person=person, number=who.number)

    def _without_number(self, who: Who, entity: str, accepted: frozenset[str]) -> Resolution:
        here = [one for one in self._named(who) if one.entity == entity]
        alike = [one for one in here if _same_birth(one.who, who) is not False]
        if len(alike) == 1 and not (len(here) > 1 and who.birth_year is None):
            return Resolution(subject=alike[0])
        if len(here) > 1 and len(alike) != 0:
            return _doubt("several_same_name")
        if here and "same_name_other_birth_year" not in accepted:
            return _doubt("same_name_other_birth_year")
        return self._new_number(who, entity, accepted)


def _doubt(code: str, *, weight: Weight = Weight.DOUBT) -> Resolution:
    return Resolution(problem=Problem(code, "person", weight))


def _difference(found: Subject, who: Who, entity: str, accepted: frozenset[str]) -> str | None:
    """What keeps a row from belonging to the case file that has its number."""
    known = found.who
    checks = {
        "number_of_other_entity": entity != found.entity,
        "number_with_two_names": who.named and not _same_name(known.key, who.key),
        "birth_year_differs": _same_birth(known, who) is False,
        "gender_differs": known.gender != who.gender and {known.gender, who.gender} <= _TOLD,
    }
    return next(
        (code for code, differs in checks.items() if differs and code not in accepted), None
    )


def _same_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """The same words, family and given name swapped or a given name missing included."""
    if one[0] == other[0] and not (one[1] and other[1]):
        return True
    return sorted(" ".join(one).split()) == sorted(" ".join(other).split())


def _same_birth(one: Who, other: Who) -> bool | None:
    if one.birth_year is None or other.birth_year is None:
        return None
    return one.birth_year == other.birth_year
