"""Two vaults whose assistants know each other by their cards, and what passes between them."""

from __future__ import annotations

import atexit
import shutil
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from testkit.casework import ENTRY, Casework
from testkit.fakes import CountingIds
from testkit.vaults import SettableClock, fast_vaults, phrase

from app.domain.handovers import Colleague, HandedCase, Handover, HandoverSide
from app.usecases.handovers import HandoverService
from storage.documents.placing import ComputerPackages
from storage.queries.facts import read_facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.ids import CaseId
    from app.domain.periods import Period
    from app.ports.facts import Facts
    from app.ports.handovers import Card, Merged, Sealed
    from storage.vault.session import OpenVault

TODAY, BACK = date(2026, 3, 2), date(2026, 4, 2)
GIVEN, RECEIVED = 7_000, 8_000
COLLEAGUE = 6_000


def nobody(percent: int) -> None:
    """A progress that nobody waits for."""


@dataclass
class Assistant:
    """One assistant at her vault."""

    work: Casework
    card: Card

    @property
    def vault(self) -> OpenVault:
        return self.work.vault

    @property
    def folder(self) -> Path:
        return self.vault.held.files.folder

    def rows(self, table: str, where: str = "1") -> list[tuple[Any, ...]]:
        """The rows of a table, in order."""
        with self.vault.read() as connection:
            asked = f"SELECT * FROM {table} WHERE {where} ORDER BY 1"
            return connection.execute(asked).fetchall()

    def change(self, sql: str, *values: object) -> None:
        """Change a record as a screen would, without its rules."""
        with self.vault.transaction() as write:
            write.execute(sql, values)
            write.commit(ENTRY)

    def count(self, period: Period) -> Facts:
        """The facts that counting starts from."""
        with self.vault.read() as connection:
            return read_facts(connection, period)

    def knows(self, card: Card, rank: int = 0) -> int:
        """Keep a colleague whose words were compared."""
        colleague = Colleague(COLLEAGUE + rank, "Mme Relais", card.keys, TODAY)
        with self.work.store.work() as work:
            work.records(Colleague).save(colleague)
            work.commit(ENTRY)
        return colleague.id

    def give(
        self,
        cases: Iterable[CaseId],
        to: Card,
        path: Path,
        *,
        documents: bool = False,
        rank: int = 0,
    ) -> Handover:
        """Seal files for a colleague."""
        given = tuple(cases)
        with self.work.store.work() as work:
            made = Handover(GIVEN + rank, HandoverSide.GIVEN, COLLEAGUE, "", TODAY, b"", BACK)
            sealed = work.packages.pack(made, given, to, path, nobody, documents=documents)
            made = replace(made, package=sealed.package, receipt=sealed.receipt)
            self._account(work, made, given)
            work.commit(ENTRY)
        return made

    def take(self, path: Path, rank: int = 0) -> Handover:
        """Take over what a colleague sealed."""
        with self.work.store.work() as work, work.packages.open(path, nobody) as opened:
            taken = work.packages.take(opened, RECEIVED + rank, nobody)
            made = Handover(
                RECEIVED + rank,
                HandoverSide.RECEIVED,
                COLLEAGUE,
                opened.package,
                TODAY,
                opened.receipt,
                opened.until,
            )
            self._account(work, made, taken)
            work.commit(ENTRY)
        return made

    def give_back(
        self, handover: Handover, to: Card, path: Path, *, documents: bool = True
    ) -> Sealed:
        """Seal what was taken over to go back."""
        with self.work.store.work() as work:
            held = [one for one in work.records(HandedCase).all() if one.handover_id == handover.id]
            sealed = work.packages.pack(
                replace(handover, returned_on=BACK),
                [one.case_id for one in held],
                to,
                path,
                nobody,
                documents=documents,
                answers=handover.package,
            )
            work.commit(ENTRY)
        return sealed

    def merge(self, path: Path, handover: Handover) -> Merged:
        """Bring back what was done meanwhile."""
        with self.work.store.work() as work, work.packages.open(path, nobody) as opened:
            merged = work.packages.merge(opened, handover, nobody)
            work.commit(ENTRY)
        return merged

    def erase(self, handover: Handover) -> int:
        """Erase for good what was taken over."""
        with self.work.store.work() as work:
            erased = work.packages.erase(handover)
            work.commit(ENTRY)
        return erased

    def forget_old(self, before: date) -> int:
        """Forget how files left with handovers that ended by that day."""
        with self.work.store.work() as work:
            forgotten = work.packages.forget_old(before)
            work.commit(ENTRY)
        return forgotten

    def _account(self, work: Any, made: Handover, cases: Iterable[CaseId]) -> None:
        work.records(Handover).save(made)
        for place, case_id in enumerate(cases):
            work.records(HandedCase).save(
                HandedCase(made.id * 100 + place, case_id, made.id, made.made_on)
            )


def an_assistant(folder: Path) -> Assistant:
    """A new vault with keys for handovers."""
    work = Casework(fast_vaults().create(folder, phrase()), SettableClock())
    with work.store.work() as unit:
        card = unit.packages.make_key(TODAY)
        unit.commit(ENTRY)
    return Assistant(work, card)


@dataclass
class Relay:
    """Who is absent, who replaces her, and the folder in which packages pass."""

    absent: Assistant
    stand_in: Assistant
    folder: Path

    def away(self, cases: Iterable[CaseId], **how: Any) -> tuple[Handover, Handover]:
        """Give files and take them over."""
        path = self.folder / f"{len(list(self.folder.iterdir()))}.armoire-relais"
        given = self.absent.give(cases, self.stand_in.card, path, **how)
        return given, self.stand_in.take(path, how.get("rank", 0))

    def back(self, given: Handover, taken: Handover, **how: Any) -> Merged:
        """Give back and merge."""
        path = self.folder / f"{len(list(self.folder.iterdir()))}.armoire-relais"
        self.stand_in.give_back(taken, self.absent.card, path, **how)
        return self.absent.merge(path, given)


ABSENT, STAND_IN = "absente.armoire", "relais.armoire"


@cache
def _acquainted() -> Path:
    """A folder with two locked vaults that know each other, made once: a schema takes its time."""
    folder = Path(mkdtemp(prefix="relais-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    absent, stand_in = an_assistant(folder / ABSENT), an_assistant(folder / STAND_IN)
    absent.knows(stand_in.card)
    stand_in.knows(absent.card)
    absent.vault.close()
    stand_in.vault.close()
    return folder


def at_her_vault(folder: Path) -> Assistant:
    """The assistant of a vault that has its keys."""
    work = Casework(fast_vaults().unlock(folder, phrase()), SettableClock())
    with work.store.work() as unit:
        card = unit.packages.own_card()
    assert card is not None
    return Assistant(work, card)


def service(at: Assistant, last_id: int) -> HandoverService:
    """What she does with packages, on the files of this computer; ids follow the one given."""
    return HandoverService(
        at.work.store,
        at.work.screens,
        ComputerPackages(),
        clock=at.work.clock,
        ids=CountingIds(last_id),
        before=list,
    )


def a_relay(tmp_path: Path) -> Relay:
    """Two vaults that know each other, with no record but that."""
    for name in (ABSENT, STAND_IN):
        shutil.copytree(_acquainted() / name, tmp_path / name)
    folder = tmp_path / "cle"
    folder.mkdir()
    return Relay(at_her_vault(tmp_path / ABSENT), at_her_vault(tmp_path / STAND_IN), folder)
