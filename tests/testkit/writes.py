"""One try of every write of every service, on a store that holds a little of everything.

A new service method that writes gets its line here; `tests/architecture/test_journalling.py`
finds those that have none.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from testkit.backup_desk import FakeDesk, a_row
from testkit.builders import A_DAY, ENTITY, a_case, a_person, a_request, an_entity, an_intervention
from testkit.fake_files import A_FILE, FakeFiles
from testkit.fake_keys import (
    CODE,
    NEW_PHRASE,
    FakeCopies,
    FakeKeyRing,
    GoodEnough,
    a_proof,
    a_sheet,
)
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries
from testkit.repair_desk import FakeRepairDesk
from testkit.writes_casework import CASEWORK

from app.changes import Changes
from app.domain.agreements import AgreementForm, Answer
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.ids import CaseId, DocumentId, ImportBatchId, InterventionId
from app.domain.periods import civil_year
from app.importing.mapping import SheetKind
from app.ports.backups import BackupReason, Verified
from app.ports.facts import Facts
from app.ports.imports import Sheet
from app.ports.queries import ImportBatchRow
from app.usecases.backups import BackupService
from app.usecases.cases import CaseService
from app.usecases.documents import DocumentService
from app.usecases.drafts import DraftService
from app.usecases.entities import EntityService
from app.usecases.imports import ImportService, RowRef
from app.usecases.interventions import InterventionService
from app.usecases.journal import JournalService
from app.usecases.keys import KeyService
from app.usecases.nomenclatures import NomenclatureService
from app.usecases.patience import Patience
from app.usecases.repair import RepairService
from app.usecases.settings import SettingsService
from app.usecases.statistics import StatisticsService

TODAY = NOW.date()
CASE, CLOSED, DONE = CaseId(11), CaseId(12), InterventionId(13)
PERSON, CLOSED_PERSON = a_person(), a_person()
REQUEST = replace(a_request(a_case(PERSON)), case_id=CASE)
DRAFT = InterventionDraft(TODAY, "CTC.RDV", ENTITY, case_ids=(CASE,))
SHEET = Sheet(
    "2025",
    (
        ("Date", "Nom", "Prénom", "Type d’intervention", "Durée (min)", "Collectivité"),
        (date(2025, 3, 4), "Fictive", "Zoé", "VAD", 60, "Ville d’Exemple"),
        (date(2025, 3, 5), "Fictive", "Zoé", "inconnu", 60, "Ville d’Exemple"),
    ),
)
DOCUMENT = DocumentId(101)
Write = Callable[[], Any]


def a_store() -> FakeStore:
    """A store with an entity, two persons, a file, a closed file and an interview."""
    case, closed = a_case(PERSON, id=CASE), a_case(CLOSED_PERSON, id=CLOSED)
    return FakeStore().holding(
        an_entity(),
        PERSON,
        CLOSED_PERSON,
        case,
        closed.closed(A_DAY, "CLO.ORIENTATION"),
        an_intervention(case, id=DONE),
    )


def _cases(store: FakeStore) -> CaseService:
    return CaseService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())


def _interventions(store: FakeStore) -> InterventionService:
    return InterventionService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())


def _documents(store: FakeStore, *, attached: bool = False) -> DocumentService:
    service = DocumentService(
        store, NoQueries(), FakeFiles(), clock=FrozenClock(), ids=CountingIds()
    )
    if attached:
        service.attach(CASE, A_FILE)
    return service


def _keys(store: FakeStore, ring: FakeKeyRing | None = None) -> KeyService:
    return KeyService(
        ring or FakeKeyRing(code=CODE.encode()),
        store,
        adviser=GoodEnough(),
        copies=FakeCopies(),
        patience=Patience(),
        clock=FrozenClock(),
    )


class _OneSheet:
    def read(self, path: Path, progress: object = None) -> tuple[Sheet, ...]:
        return (SHEET,)


class _NoFacts:
    def facts(self, period: object) -> Facts:
        return Facts(civil_year(2025), (an_entity(),), {}, (), (), (), ())

    def years(self) -> tuple[int, ...]:
        return ()


def _imports(store: FakeStore, *, imported: bool = False) -> tuple[ImportService, ImportBatchId]:
    """An import service, and its batch if the file is imported already."""
    batch = ImportBatchId(101)
    row = ImportBatchRow(batch, NOW, "suivi.xlsx", 1, 1, None)
    queries = NoQueries(imports=(row,), timeline=())
    service = ImportService(store, queries, _OneSheet(), clock=FrozenClock(), ids=CountingIds())
    if imported:
        service.run(service.examine(Path("suivi.xlsx")))
    return service, batch


def _run(store: FakeStore) -> Write:
    service, _ = _imports(store)
    return partial(service.run, service.examine(Path("suivi.xlsx")))


def _undo(store: FakeStore) -> Write:
    service, batch = _imports(store, imported=True)
    return partial(service.undo, batch)


def _settle(store: FakeStore) -> Write:
    service, batch = _imports(store, imported=True)
    return partial(service.settle, RowRef(batch, "2025", 3), values={"kind": "VAD"})


def _dismiss(store: FakeStore) -> Write:
    service, batch = _imports(store, imported=True)
    return partial(service.dismiss, RowRef(batch, "2025", 3))


def _publish(store: FakeStore) -> Write:
    service = StatisticsService(store, _NoFacts(), clock=FrozenClock(), ids=CountingIds())
    return partial(service.publish, civil_year(2025))


def _backups(store: FakeStore) -> BackupService:
    return BackupService(store, FakeDesk(found=[a_row()]), clock=FrozenClock())


def _repairs(store: FakeStore) -> RepairService:
    return RepairService(FakeRepairDesk(store), store, clock=FrozenClock())


def _no_progress(percent: int) -> None:
    """Nobody looks."""


WRITES: dict[Callable[..., Any], Callable[[FakeStore], Write]] = {
    CaseService.create: lambda store: partial(
        _cases(store).create,
        NewCase("Fictive", ENTITY),
        on=TODAY,
        origin="ORI.DRH",
        agreement=AgreementForm.ORAL,
    ),
    CaseService.close: lambda store: partial(
        _cases(store).close, CASE, on=TODAY, reason="CLO.ORIENTATION"
    ),
    CaseService.reopen: lambda store: partial(_cases(store).reopen, CLOSED, on=TODAY),
    CaseService.record_agreement: lambda store: partial(
        _cases(store).record_agreement,
        CASE,
        kind="ACC.FILE_OPENING",
        answer=Answer.GIVEN,
        form=AgreementForm.ORAL,
        on=TODAY,
    ),
    CaseService.record_request: lambda store: partial(
        _cases(store).record_request, CASE, on=TODAY, origin="ORI.ANC"
    ),
    CaseService.correct_request: lambda store: partial(
        _cases(store.holding(REQUEST)).correct_request, replace(REQUEST, origin="ORI.DRH")
    ),
    CaseService.save_person: lambda store: partial(
        _cases(store).save_person, a_person(id=PERSON.id)
    ),
    InterventionService.log: lambda store: partial(
        _interventions(store).log, DRAFT, form="intervention"
    ),
    InterventionService.change: lambda store: partial(_interventions(store).change, DONE, DRAFT),
    InterventionService.remove: lambda store: partial(_interventions(store).remove, DONE),
    InterventionService.unlog: lambda store: partial(_interventions(store).unlog, DONE),
    DocumentService.attach: lambda store: partial(_documents(store).attach, CASE, A_FILE),
    DocumentService.export: lambda store: partial(
        _documents(store, attached=True).export, DOCUMENT, Path("document-1.pdf")
    ),
    DocumentService.rename: lambda store: partial(
        _documents(store, attached=True).rename, DOCUMENT, "Quittance fictive"
    ),
    DocumentService.bin: lambda store: partial(_documents(store, attached=True).bin, DOCUMENT),
    DocumentService.put_back: lambda store: partial(
        _documents(store, attached=True).put_back, DOCUMENT
    ),
    DocumentService.wipe: lambda store: partial(_documents(store, attached=True).wipe, A_FILE),
    DraftService.write: lambda store: partial(DraftService(store).write, "intervention", "{}"),
    DraftService.drop: lambda store: partial(DraftService(store).drop, "intervention"),
    DraftService.keep_place: lambda store: partial(DraftService(store).keep_place, "{}"),
    NomenclatureService.set_hidden: lambda store: partial(
        NomenclatureService(store).set_hidden, "CTC.SMS", hidden=True
    ),
    NomenclatureService.add_local: lambda store: partial(
        NomenclatureService(store).add_local, "ISS.FAM", label="Garde"
    ),
    EntityService.save: lambda store: partial(
        EntityService(store, ids=CountingIds()).save,
        "Syndicat d’Exemple",
        quota_percent=20,
        headcount=45,
        year=2025,
    ),
    SettingsService.write: lambda store: partial(SettingsService(store).write, "theme", "dark"),
    JournalService.note_printed: lambda store: partial(
        JournalService(store, NoQueries()).note_printed, "listing", 2
    ),
    KeyService.change_passphrase: lambda store: partial(
        _keys(store).change_passphrase, a_proof(), bytearray(NEW_PHRASE, "utf-8")
    ),
    KeyService.use_key_file: lambda store: partial(
        _keys(store).use_key_file, a_proof(), Path("cle.key")
    ),
    KeyService.drop_key_file: lambda store: partial(
        _keys(store, FakeKeyRing(keyfile=Path("cle.key"))).drop_key_file,
        a_proof(keyfile=Path("cle.key")),
    ),
    KeyService.keep_recovery: lambda store: partial(
        _keys(store).keep_recovery, a_sheet(), {1: "0000", 8: "7777"}
    ),
    KeyService.revoke_recovery: lambda store: partial(_keys(store).revoke_recovery, a_proof()),
    KeyService.drill: lambda store: partial(_keys(store).drill, bytearray(CODE, "ascii")),
    ImportService.run: _run,
    ImportService.undo: _undo,
    ImportService.settle: _settle,
    ImportService.dismiss: _dismiss,
    ImportService.teach_columns: lambda store: partial(
        _imports(store)[0].teach_columns,
        SheetKind.INTERVENTIONS,
        ("Le", "Qui"),
        columns={"Le": "date", "Qui": "family_name"},
    ),
    ImportService.teach_value: lambda store: partial(
        _imports(store)[0].teach_value, "CTC", "chez elle", code="CTC.VAD"
    ),
    StatisticsService.publish: _publish,
    **CASEWORK,
    BackupService.choose_place: lambda store: partial(_backups(store).choose_place, Path("copies")),
    BackupService.keep: lambda store: partial(_backups(store).keep, a_row(generation=8)),
    BackupService.make: lambda store: partial(
        _backups(store).make, BackupReason.BEFORE_IMPORT, _no_progress
    ),
    BackupService.make_at: lambda store: partial(
        _backups(store).make_at, Path("cle"), _no_progress
    ),
    BackupService.note: lambda store: partial(_backups(store).note, a_row(verified=Verified.BAD)),
    BackupService.check: lambda store: partial(_backups(store).check, a_row(), _no_progress),
    RepairService.rebuild: lambda store: _repairs(store).rebuild,
    RepairService.accept_state: lambda store: _repairs(store).accept_state,
    BackupService.drill: lambda store: partial(_backups(store).drill, a_row(), _no_progress),
}


def changes_of(answer: Any) -> Changes:
    """What a write changed: its answer, or a part of it beside what it made."""
    return answer if isinstance(answer, Changes) else answer.changes
