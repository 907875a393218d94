"""Packages in one unit of work: see `app.ports.handovers.PackageRepository`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.handovers import PackageRefused, Sealed
from storage.days import written
from storage.handovers.cards import read_card
from storage.handovers.erasing import erase, keep_returned
from storage.handovers.handed import forget_old
from storage.handovers.keys import make_keys, own_keys
from storage.handovers.merging import merge
from storage.handovers.opening import Opened, open_package
from storage.handovers.packing import Giver, Packing, pack
from storage.handovers.taking import take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from app.domain.handovers import Handover
    from app.domain.ids import CaseId
    from app.ports.handovers import Card, Merged, OpenPackage, Progress
    from storage.driver import Connection
    from storage.vault.files import VaultFiles


class PackageTable:
    """The packages of one vault, on its open transaction."""

    def __init__(self, connection: Connection, files: VaultFiles) -> None:
        self._connection = connection
        self._files = files

    def own_card(self) -> Card | None:
        """Her public keys; None until they were made."""
        keys = own_keys(self._connection)
        return None if keys is None else keys.public.card()

    def make_key(self, on: date) -> Card:
        """Make her keys, once; the private part never leaves the vault."""
        return make_keys(self._connection, on).public.card()

    def read_card(self, keys: bytes) -> Card:
        """The card in the bytes of a file; raises PackageRefused("not_a_card")."""
        return read_card(keys).card()

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
        """Write the sealed file at `path`, which must not exist; keep the rows as they left."""
        keys = own_keys(self._connection)
        if keys is None:
            raise PackageRefused("not_a_card")
        made_on = handover.made_on if answers is None else handover.returned_on or handover.made_on
        said = {"made_on": written(made_on), "until": written(handover.until), "answers": answers}
        asked = Packing(
            cases=cases,
            documents=documents,
            said={name: value for name, value in said.items() if value is not None},
            keeps=handover.id if answers is None else None,
        )
        giver = Giver(self._connection, self._files, keys)
        package, receipt = pack(giver, read_card(to.keys), asked, path, told)
        if answers is not None:
            keep_returned(self._connection, handover.id, cases)
        return Sealed(package, receipt)

    def open(self, path: Path, told: Progress) -> AbstractContextManager[Opened]:
        """Check and open a package with her key; raises PackageRefused. Nothing clear on disk."""
        return open_package(path, self._files, own_keys(self._connection), told)

    def take(self, opened: OpenPackage, handover_id: int, told: Progress) -> tuple[CaseId, ...]:
        """Write the files of a handover into this vault, under the ids that they had."""
        return take(_ours(opened), self._connection, handover_id, told)

    def merge(self, opened: OpenPackage, handover: Handover, told: Progress) -> Merged:
        """Bring back what was done meanwhile, row by row, value by value."""
        return merge(_ours(opened), self._connection, handover, told)

    def erase(self, handover: Handover) -> int:
        """Erase for good the files taken with a handover, and whom only they named; how many."""
        return erase(self._connection, handover)

    def forget_old(self, before: date) -> int:
        """Forget the rows as they left with handovers ended by that day, no return; how many."""
        return forget_old(self._connection, before)


def _ours(opened: OpenPackage) -> Opened:
    """A package that this repository opened: no other has rows."""
    if not isinstance(opened, Opened):
        raise PackageRefused("not_a_package")
    return opened
