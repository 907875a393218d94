"""Sealed packages of files: made for the key of one colleague, opened with one's own, merged back.

A package is one encrypted file, sealed for the colleague's key and signed with the giver's. Nothing
in it is in clear but random numbers and public keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import Refusal
from app.ports.access import FREE_TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from app.domain.handovers import Handover
    from app.domain.ids import CaseId

    Progress = Callable[[int], None]
    """Called with a percentage all along; what it raises stops the work, which leaves nothing."""

_NOT_TEXTS = frozenset({"partner_id"})
KEPT_TWICE: Mapping[str, frozenset[str]] = {
    **{table: columns - _NOT_TEXTS for table, columns in FREE_TEXTS.items()},
    "appointment": frozenset({"words"}),
    "reminder": frozenset({"words"}),
}
"""The texts of which both wordings are kept when both sides changed them, by table."""


class PackageRefused(Refusal):
    """A package or a card that cannot be used; `code` says why, never a name nor a path.

    Codes: `not_a_card`, `own_card`, `not_a_package`, `damaged`, `for_another_key`, `too_new`,
    `taken_already`, `not_a_return`, `is_a_return`, `unknown_handover`, `nothing_to_take`,
    `other_sender`, `ids_taken`, `too_large`, `changed_since_return`.
    """

    group = "package_"


@dataclass(frozen=True, slots=True)
class Card:
    """The public keys of one assistant, and the words that two people compare aloud."""

    keys: bytes
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackedCase:
    """One file of a package, as it is shown before it is taken."""

    case_id: CaseId
    number: str
    person: str
    entity: str
    urgent: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is known of a package once it is made: its name, and the secret of its receipt."""

    package: str
    receipt: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BothChanged:
    """A value that was changed on both sides: a text is kept twice, another value stays as here."""

    case_id: CaseId
    table: str
    row_id: int
    column: str
    kept: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What came back: rows added and changed, and what was changed on both sides."""

    added: int
    changed: int
    both: tuple[BothChanged, ...]


class OpenPackage(Protocol):
    """An opened package: its signature, seal and sums hold, and its schema is ours."""

    @property
    def package(self) -> str:
        """Its random name; a return has its own, and names the package that it answers."""
        ...

    @property
    def answers(self) -> str | None:
        """The package whose files come back, None for files that are handed over."""
        ...

    @property
    def sender(self) -> Card: ...

    @property
    def receipt(self) -> bytes: ...

    @property
    def made_on(self) -> date: ...

    @property
    def until(self) -> date | None: ...

    @property
    def cases(self) -> tuple[PackedCase, ...]: ...

    @property
    def documents(self) -> int: ...


class PackageRepository(Protocol):
    """Packages, in one unit of work: what is packed, taken and merged is read and written in it."""

    def own_card(self) -> Card | None:
        """Her public keys; None until they were made."""
        ...

    def make_key(self, on: date) -> Card:
        """Make her keys, once; the private part never leaves the vault."""
        ...

    def read_card(self, keys: bytes) -> Card:
        """The card in the bytes of a file; raises PackageRefused("not_a_card")."""
        ...

    def pack(  # noqa: PLR0913 — what leaves, for whom, to where, told to whom
        self,
        handover: Handover,
        cases: Sequence[CaseId],
        to: Card,
        path: Path,
        told: Progress,
        *,
        documents: bool,
        answers: str | None = None,
    ) -> Sealed:
        """Write the sealed file at `path`, which must not exist; keep the rows as they left.

        `handover.package` and `.receipt` are made here and returned; working notes, legal acts,
        drafts and what lies in the bin never go. A return (`answers`) keeps no rows.
        """
        ...

    def open(self, path: Path, told: Progress) -> AbstractContextManager[OpenPackage]:
        """Check and open a package with her key; raises PackageRefused. Nothing clear on disk."""
        ...

    def take(self, opened: OpenPackage, handover_id: int, told: Progress) -> tuple[CaseId, ...]:
        """Write the files of a handover into this vault, under the ids that they had.

        The handover of that id is saved in the same unit of work, before or after.
        """
        ...

    def merge(self, opened: OpenPackage, handover: Handover, told: Progress) -> Merged:
        """Bring back what was done meanwhile, row by row, value by value; removals do not travel.

        Texts changed on both sides are kept one after the other. A return that comes after another
        was merged, or after the handover was ended, is merged too: what differs is kept or told.
        """
        ...

    def erase(self, handover: Handover) -> int:
        """Erase for good the files taken with a handover, and whom only they named; how many.

        Raises PackageRefused("changed_since_return") if something of them did not go back.
        """
        ...

    def forget_old(self, before: date) -> int:
        """Forget the rows as they left with handovers ended by that day, no return; how many."""
        ...


class Placed(Protocol):
    """A file about to be: written at `path`, beside where it goes, named once all is durable."""

    @property
    def path(self) -> Path: ...

    def keep(self) -> None:
        """Give it its name; never in place of another file. Left without it, it is removed."""
        ...


class PackageFiles(Protocol):
    """Cards and packages among the files of the computer."""

    def read(self, path: Path) -> bytes:
        """A small file, whole; raises PackageRefused("not_a_card") for one that is too large."""
        ...

    def require(self, path: Path) -> None:
        """Raise DocumentRefused unless a plain file that can be read is there."""
        ...

    def save(self, path: Path, content: bytes) -> None:
        """Write a new file for the user alone."""
        ...

    def placed(self, path: Path) -> AbstractContextManager[Placed]:
        """Make room for a new file; raises DocumentRefused when the name is taken."""
        ...
