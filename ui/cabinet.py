"""What an open vault offers: its services and its pages, wired on the real adapters.

Apart from the start (`ui/bootstrap.py`) so that the unlock window opens without it: it is read on
a worker while she types her phrase.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ports.backups import BackupReason
from app.ports.progress import nobody
from app.usecases.access_copy import AccessCopyService
from app.usecases.agenda import AgendaService
from app.usecases.assessments import AssessmentService
from app.usecases.backups import BackupService
from app.usecases.bin import BinService
from app.usecases.calendars import CalendarService
from app.usecases.cases import CaseService
from app.usecases.colleagues import ColleagueService
from app.usecases.dashboard import DashboardService
from app.usecases.documents import DocumentService
from app.usecases.drafts import DraftService
from app.usecases.employment import EmploymentService
from app.usecases.entities import EntityService
from app.usecases.handovers import HandoverService
from app.usecases.household import HouseholdService
from app.usecases.imports import ImportService
from app.usecases.interventions import InterventionService
from app.usecases.journal import JournalService
from app.usecases.keys import KeyService
from app.usecases.legal_acts import LegalActService
from app.usecases.letter_templates import LetterTemplateService
from app.usecases.nomenclatures import NomenclatureService
from app.usecases.offers import OfferService
from app.usecases.partners import PartnerService
from app.usecases.plan_dues import PlanDueService
from app.usecases.plans import PlanService
from app.usecases.reminders import ReminderService
from app.usecases.repair import RepairService
from app.usecases.report import ReportService
from app.usecases.searches import SearchService
from app.usecases.settings import SettingsService
from app.usecases.sharing import SharingService
from app.usecases.statistics import StatisticsService
from app.usecases.urgent_cases import UrgentCaseService
from app.usecases.working_notes import WorkingNoteService
from app.usecases.writings import WritingService
from reports.letters.maker import letter_bytes
from reports.papers.maker import MemoryPapers
from storage.backups.desk import VaultBackups
from storage.calendars import CalendarFiles
from storage.documents.files import ComputerFiles
from storage.documents.placing import ComputerPackages
from storage.documents.preview import MemoryPreview
from storage.queries.agenda import VaultAgendaQueries
from storage.queries.given import VaultAccessQueries
from storage.queries.plan_dues import VaultPlanDueQueries
from storage.repair.desk import VaultRepairs
from storage.spreadsheets import CalamineSheetReader
from storage.store import VaultFactQueries, VaultScreenQueries, VaultStore
from storage.vault.passphrase import FrenchPassphrases
from ui.machine import MachineClock, MachineIds
from ui.services import Casework, Formats, Services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from app.ports.clock import Clock, Ids
    from app.ports.renderers import PageImage
    from app.statistics.document import Document
    from app.statistics.release import SafeTable
    from app.usecases.vault import VaultService
    from storage.vault.session import OpenVault
    from ui.page import Desk, Page


def services(
    vaults: VaultService[OpenVault], clock: Clock | None = None, ids: Ids | None = None
) -> Services:
    """Return every service on the open vault; wrong secrets count where the unlock counts them."""
    vault = vaults.vault
    clock, ids = clock or MachineClock(), ids or MachineIds()
    store = VaultStore(vault, clock)
    queries = VaultScreenQueries(vault)
    backups = BackupService(store, VaultBackups(vault, clock), clock=clock)
    return Services(
        vault=vaults,
        cases=CaseService(store, queries, clock=clock, ids=ids),
        casework=_casework(
            vault, store, partial(backups.make, BackupReason.BEFORE_IMPORT, nobody), clock, ids
        ),
        interventions=InterventionService(store, queries, clock=clock, ids=ids),
        searches=SearchService(store, queries, clock=clock, ids=ids),
        drafts=DraftService(store),
        documents=DocumentService(store, queries, ComputerFiles(), clock=clock, ids=ids),
        nomenclatures=NomenclatureService(store),
        entities=EntityService(store, ids=ids),
        dashboard=DashboardService(queries, clock=clock),
        settings=SettingsService(store),
        imports=ImportService(
            store,
            queries,
            CalamineSheetReader(),
            clock=clock,
            ids=ids,
            before=partial(backups.make, BackupReason.BEFORE_IMPORT, nobody),
        ),
        statistics=StatisticsService(store, VaultFactQueries(vault), clock=clock, ids=ids),
        report=ReportService(queries),
        journal=JournalService(store, queries),
        repair=RepairService(VaultRepairs(vault), store, clock=clock),
        backups=backups,
        keys=KeyService(
            vault.keys,
            store,
            adviser=FrenchPassphrases(),
            copies=backups,
            patience=vaults.patience,
            clock=clock,
        ),
        formats=Formats(
            _files, _pages, _chart, _printed, MemoryPapers(), MemoryPreview(), letter_bytes
        ),
    )


def _casework(
    vault: OpenVault, store: VaultStore, copy: Callable[[], object], clock: Clock, ids: Ids
) -> Casework:
    agenda, packages = VaultAgendaQueries(vault), ComputerPackages()
    papers = MemoryPapers()
    return Casework(
        household=HouseholdService(store, clock=clock, ids=ids),
        employment=EmploymentService(store, clock=clock),
        access_copy=AccessCopyService(
            store, VaultAccessQueries(vault), ComputerFiles(), papers.sealed, ids=ids
        ),
        plans=PlanService(store, clock=clock, ids=ids),
        plan_dues=PlanDueService(VaultPlanDueQueries(vault), clock=clock),
        assessments=AssessmentService(store, clock=clock, ids=ids),
        offers=OfferService(store, clock=clock, ids=ids),
        partners=PartnerService(store, clock=clock, ids=ids),
        sharing=SharingService(store, clock=clock, ids=ids),
        writings=WritingService(store, ComputerFiles(), letter_bytes, clock=clock, ids=ids),
        letter_templates=LetterTemplateService(store, clock=clock, ids=ids),
        working_notes=WorkingNoteService(store, clock=clock, ids=ids),
        legal_acts=LegalActService(store, clock=clock, ids=ids),
        bin=BinService(store, clock=clock),
        agenda=AgendaService(store, agenda, clock=clock, ids=ids),
        reminders=ReminderService(store, agenda, clock=clock, ids=ids),
        calendars=CalendarService(store, agenda, CalendarFiles(), clock=clock, ids=ids),
        colleagues=ColleagueService(store, packages, clock=clock, ids=ids),
        handovers=HandoverService(
            store, VaultScreenQueries(vault), packages, clock=clock, ids=ids, before=copy
        ),
        urgent_cases=UrgentCaseService(store, ComputerFiles(), papers.sealed, clock=clock, ids=ids),
    )


def _files(document: Document, folder: Path) -> tuple[Path, ...]:
    from reports.files import render_all

    return render_all(document, folder)


def _pages(document: Document, scale: float) -> Iterator[PageImage]:
    from reports.preview import preview

    return preview(document, scale)


def _printed(document: Document) -> bytes:
    from reports.pdf.document import PdfRenderer

    return PdfRenderer().render(document)


def _chart(table: SafeTable, scheme: str, width: float) -> str:
    from reports.charts import chart_svg

    return chart_svg(table, "dark" if scheme == "dark" else "light", width)


def pages(desk: Desk, given: Services) -> Mapping[str, Callable[[], Page]]:
    """Return how to make each page of an open vault, by name; the side bar shows those it knows."""
    from ui.pages.agenda.page import AgendaPage
    from ui.pages.case.page import CasePage
    from ui.pages.case_list.page import CaseListPage
    from ui.pages.day_list.page import DayListPage
    from ui.pages.handovers.page import HandoversPage
    from ui.pages.interview.page import InterviewPage
    from ui.pages.partners.page import PartnersPage
    from ui.pages.report.page import ReportPage
    from ui.pages.report.steps import ReportWork
    from ui.pages.search.page import SearchPage
    from ui.pages.settings.page import SettingsPage
    from ui.pages.spreadsheets.page import ImportPage
    from ui.pages.statistics.page import StatisticsPage
    from ui.pages.today.page import TodayPage
    from ui.printing import PrintRoom

    report = ReportWork(given.statistics, given.drafts, given.report, given.formats)
    room = PrintRoom(given.formats.papers, given.journal, given.vault)
    return {
        TodayPage.name: partial(TodayPage, desk, given),
        CaseListPage.name: partial(CaseListPage, desk, given),
        SearchPage.name: partial(SearchPage, desk, given),
        AgendaPage.name: partial(AgendaPage, desk, given),
        PartnersPage.name: partial(PartnersPage, desk, given),
        HandoversPage.name: partial(HandoversPage, desk, given),
        CasePage.name: partial(CasePage, desk, given),
        InterviewPage.name: partial(InterviewPage, desk, given),
        DayListPage.name: partial(DayListPage, desk, given),
        ImportPage.name: partial(ImportPage, desk, given.imports, given.nomenclatures),
        StatisticsPage.name: partial(StatisticsPage, desk, given.statistics, given.formats),
        ReportPage.name: partial(ReportPage, desk, report, room),
        SettingsPage.name: partial(SettingsPage, desk, given),
    }
