"""An import service on a vault in memory, and the sheets that it is given."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from testkit.fakes import CountingIds, FakeStore, FrozenClock
from testkit.sheets import HEADER

from app.domain.agreements import Agreement
from app.domain.aid import AidApplication
from app.domain.cases import CaseAttribute, CaseFile, Request
from app.domain.collective import CollectiveAction
from app.domain.entities import ClientEntity
from app.domain.errors import RuleBroken
from app.domain.interventions import Intervention
from app.domain.people import Person
from app.ports.imports import Sheet
from app.ports.queries import ImportBatchRow, TimelineEntry
from app.usecases.imports import ImportService

FILE = Path("suivi.xlsx")
AID = ("Date décision", "Collectivité", "N° dossier", "Dispositif", "Décision", "Accordé (€)")
ENTITIES = ("Collectivité", "Effectif au 31/12", "Quotité %")
ACTIONS = ("Date", "Collectivité", "Thème", "Participants")
CREATED = (
    ClientEntity,
    Person,
    CaseFile,
    Request,
    Agreement,
    CaseAttribute,
    Intervention,
    AidApplication,
    CollectiveAction,
)


@dataclass
class SheetsAtHand:
    """A reader of sheets that a test puts there."""

    sheets: tuple[Sheet, ...] = ()

    def read(self, path, progress=None):
        return self.sheets


@dataclass
class StoreQueries:
    """The reads of screens that an import needs, on the shelves of a fake store."""

    store: FakeStore

    def imports(self):
        batches = self.store.shelves.of(bytes)
        undone = {batch for batch in self.store.shelves.of(list) if batch not in batches}
        when = datetime(2026, 5, 12, tzinfo=UTC)
        return tuple(
            ImportBatchRow(batch, when, FILE.name, 0, 0, when if batch in undone else None)
            for batch in (*batches, *undone)
        )

    def timeline(self, case_id):
        shelves = self.store.shelves
        done = [
            TimelineEntry(one.on, "intervention", one.id, code=one.kind)
            for one in shelves.of(Intervention).values()
            if case_id in one.case_ids
        ]
        asked = [
            TimelineEntry(one.received_on, "request", one.id)
            for one in shelves.of(Request).values()
            if one.case_id == case_id
        ]
        return (*done, *asked)


@dataclass
class Desk:
    """An import service on a vault in memory."""

    store: FakeStore
    reader: SheetsAtHand
    service: ImportService

    def put(self, *rows, **sheets):
        named = {"Suivi": (HEADER, *rows), **sheets} if rows else sheets
        self.reader.sheets = tuple(Sheet(name, tuple(found)) for name, found in named.items())

    def bring(self, *rows, corrections=None, **sheets):
        self.put(*rows, **sheets)
        return self.service.run(self.service.examine(FILE, corrections=corrections))

    def kept(self, kind):
        return list(self.store.shelves.of(kind).values())

    def events(self):
        return [entry.event for entry in self.store.journal]


def a_desk(*values, before=None):
    store = FakeStore().holding(*values)
    reader = SheetsAtHand()
    service = ImportService(
        store, StoreQueries(store), reader, clock=FrozenClock(), ids=CountingIds(), before=before
    )
    return Desk(store, reader, service)


def refusal(call, *arguments, **named):
    with pytest.raises(RuleBroken) as refused:
        call(*arguments, **named)
    return refused.value.code
