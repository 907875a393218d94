"""Sealed packages in memory: two stores that share a `FakeMedium` hand files to each other."""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from app.domain.bin import Binned
from app.domain.cases import CaseFile
from app.domain.documents import Document
from app.domain.entities import ClientEntity
from app.domain.handovers import HandedCase, Handover, HandoverSide, UrgentCase
from app.domain.interventions import Intervention
from app.domain.legal_acts import LegalAct
from app.domain.people import Person
from app.domain.working_notes import WorkingNote
from app.ports.documents import DocumentRefused
from app.ports.handovers import BothChanged, Card, Merged, PackageRefused, PackedCase, Sealed

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from testkit.fake_repositories import Shelves

    from app.ports.handovers import Progress

_CARD = b"carte fictive "
_AT_HOME = (WorkingNote, LegalAct, HandedCase, Binned)
_WORDS = 8


@dataclass
class FakeMedium:
    """The stick on which files travel: cards as bytes, packages as they are."""

    kept: dict[Path, Any] = field(default_factory=dict[Any, Any])
    drawn: int = 0

    def name(self, what: str) -> str:
        """A name that no earlier one has."""
        self.drawn += 1
        return f"{what}-{self.drawn}"


@dataclass
class FakePackage:
    """What an opened package says; `values` are the files themselves, by kind and key."""

    package: str
    answers: str | None
    sender: Card
    to: Card
    receipt: bytes
    made_on: date
    until: date | None
    cases: tuple[PackedCase, ...]
    values: dict[tuple[type, Any], Any]

    @property
    def documents(self) -> int:
        return sum(1 for kind, _ in self.values if kind is Document)


@dataclass
class OwnKey:
    """Her keys, on the shelves."""

    card: Card
    id: int = 1


@dataclass
class AsItLeft:
    """A value as it was when its file left."""

    id: tuple[int, type, Any]
    value: Any


@dataclass
class AsReturned:
    """The files of a handover as they were sealed to go back."""

    id: int
    values: dict[tuple[type, Any], Any]


class FakePackages:
    """See `app.ports.handovers.PackageRepository`."""

    def __init__(self, shelves: Shelves, medium: FakeMedium) -> None:
        self._shelves, self._medium = shelves, medium

    def own_card(self) -> Card | None:
        own = self._shelves.of(OwnKey).get(1)
        return None if own is None else own.card

    def make_key(self, on: date) -> Card:
        assert self.own_card() is None, "made once"
        card = self.read_card(_CARD + self._medium.name(on.isoformat()).encode())
        self._shelves.put(OwnKey(card))
        return card

    def read_card(self, keys: bytes) -> Card:
        if not keys.startswith(_CARD):
            raise PackageRefused("not_a_card")
        return Card(keys, tuple(f"mot{byte}" for byte in sha256(keys).digest()[:_WORDS]))

    def pack(
        self,
        handover: Handover,
        cases: Sequence[Any],
        to: Card,
        path: Path,
        told: Progress,
        *,
        documents: bool,
        answers: str | None = None,
    ) -> Sealed:
        assert path not in self._medium.kept, "nothing is replaced"
        name = self._medium.name("relais")
        package = FakePackage(
            package=name,
            answers=answers,
            sender=self.own_card() or self.make_key(handover.made_on),
            to=to,
            receipt=name.encode(),
            made_on=handover.made_on,
            until=handover.until,
            cases=tuple(self._packed(case_id) for case_id in cases),
            values=dict(self._going(set(cases), documents=documents)),
        )
        told(100)
        self._medium.kept[path] = package
        if answers is None:
            for (kind, key), value in package.values.items():
                self._shelves.put(AsItLeft((handover.id, kind, key), deepcopy(value)))
        else:
            self._shelves.put(AsReturned(handover.id, deepcopy(self._whole(set(cases)))))
        return Sealed(name, package.receipt)

    @contextmanager
    def open(self, path: Path, told: Progress) -> Generator[FakePackage]:
        package = self._medium.kept[path]
        if not isinstance(package, FakePackage):
            raise PackageRefused("not_a_package")
        if package.to != self.own_card():
            raise PackageRefused("for_another_key")
        told(100)
        yield package

    def take(self, opened: Any, handover_id: int, told: Progress) -> tuple[Any, ...]:
        assert handover_id in self._shelves.of(Handover), "saved in the same unit of work"
        for (kind, key), value in opened.values.items():
            self._shelves.of(kind)[key] = deepcopy(value)
        told(100)
        return tuple(one.case_id for one in opened.cases)

    def merge(self, opened: Any, handover: Handover, told: Progress) -> Merged:
        added, changed, both = 0, 0, list[BothChanged]()
        for (kind, key), theirs in opened.values.items():
            here = self._shelves.of(kind).get(key)
            left = self._shelves.of(AsItLeft).get((handover.id, kind, key))
            base = None if left is None else left.value
            if here is None:
                added += 1
            elif theirs in (here, base):
                continue
            elif here == base:
                changed += 1
            else:
                case = opened.cases[0].case_id
                both.append(BothChanged(case, kind.__name__, key, "", str(here), str(theirs)))
                continue
            self._shelves.of(kind)[key] = deepcopy(theirs)
        told(100)
        return Merged(added, changed, tuple(both))

    def erase(self, handover: Handover) -> int:
        handed = self._shelves.of(HandedCase)
        cases = {one.case_id for one in handed.values() if one.handover_id == handover.id}
        returned = self._shelves.of(AsReturned).get(handover.id)
        if returned is not None and returned.values != self._whole(cases):
            raise PackageRefused("changed_since_return")
        for kind, key in list(dict(self._going(cases, documents=True))):
            if kind is not ClientEntity:
                del self._shelves.of(kind)[key]
        for one in [one for one in handed.values() if one.case_id in cases]:
            del handed[one.id]
        return len(cases)

    def forget_old(self, before: date) -> int:
        ended = {
            one.id
            for one in self._shelves.of(Handover).values()
            if one.side is HandoverSide.GIVEN
            and one.returned_on is None
            and one.ended_on is not None
            and one.ended_on <= before
        }
        left = self._shelves.of(AsItLeft)
        over = [key for key in left if key[0] in ended]
        for key in over:
            del left[key]
        return len(over)

    def _whole(self, cases: set[Any]) -> dict[tuple[type, Any], Any]:
        return dict(self._going(cases, documents=True))

    def _packed(self, case_id: Any) -> PackedCase:
        case = self._shelves.of(CaseFile)[case_id]
        person = self._shelves.of(Person)[case.person_id]
        urgent = [one.words for one in self._shelves.of(UrgentCase).values()]
        entity = self._shelves.of(ClientEntity)[case.entity_id]
        return PackedCase(case_id, case.number, person.family_name, entity.name, " ".join(urgent))

    def _going(self, cases: set[Any], *, documents: bool) -> Iterator[tuple[tuple[type, Any], Any]]:
        """What travels with some files: what names one of them, and whom they are about."""
        files = [self._shelves.of(CaseFile)[one] for one in cases]
        persons = {one.person_id for one in files}
        entities = {one.entity_id for one in files}
        for kind, kept in list(self._shelves.kept.items()):
            if kind in _AT_HOME or (kind is Document and not documents):
                continue
            for key, value in kept.items():
                if (
                    (kind is CaseFile and key in cases)
                    or (kind is Person and key in persons)
                    or (kind is ClientEntity and key in entities)
                    or (kind is Intervention and cases.intersection(value.case_ids))
                    or getattr(value, "case_id", None) in cases
                ):
                    yield (kind, key), value


@dataclass
class FakePlaced:
    """A file that has no name yet."""

    path: Path
    wanted: Path
    medium: FakeMedium

    def keep(self) -> None:
        self.medium.kept[self.wanted] = self.medium.kept.pop(self.path)


@dataclass
class FakePackageFiles:
    """See `app.ports.handovers.PackageFiles`."""

    medium: FakeMedium

    def read(self, path: Path) -> bytes:
        content = self.medium.kept[path]
        return content if isinstance(content, bytes) else b""

    def require(self, path: Path) -> None:
        if path not in self.medium.kept:
            raise DocumentRefused("missing")

    def save(self, path: Path, content: bytes) -> None:
        if path in self.medium.kept:
            raise DocumentRefused("name_taken")
        self.medium.kept[path] = content

    @contextmanager
    def placed(self, path: Path) -> Generator[FakePlaced]:
        if path in self.medium.kept:
            raise DocumentRefused("name_taken")
        partial = path.with_name("sans-nom.partial")
        try:
            yield FakePlaced(partial, path, self.medium)
        finally:
            self.medium.kept.pop(partial, None)
