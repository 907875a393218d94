"""What an open vault offers to the pages: one service per subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.ports.documents import DocumentPreview
    from app.ports.renderers import (
        ChartPictures,
        LetterFormats,
        Papers,
        Preview,
        Printed,
        ReportFiles,
    )
    from app.statistics.document import Document
    from app.statistics.release import SafeTable
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
    from app.usecases.vault import VaultService
    from app.usecases.working_notes import WorkingNoteService
    from app.usecases.writings import WritingService


@dataclass(frozen=True, slots=True)
class Formats:
    """How protected figures become pictures, pages and files; they need no vault."""

    files: ReportFiles[Document]
    pages: Preview[Document]
    chart: ChartPictures[SafeTable]
    printed: Printed[Document]
    papers: Papers
    documents: DocumentPreview
    letters: LetterFormats


@dataclass(frozen=True, slots=True)
class Casework:
    """What is done in one case file, subject by subject; and the bin, which gives back."""

    household: HouseholdService
    employment: EmploymentService
    access_copy: AccessCopyService
    plans: PlanService
    plan_dues: PlanDueService
    assessments: AssessmentService
    offers: OfferService
    partners: PartnerService
    sharing: SharingService
    writings: WritingService
    letter_templates: LetterTemplateService
    working_notes: WorkingNoteService
    legal_acts: LegalActService
    bin: BinService
    agenda: AgendaService
    reminders: ReminderService
    calendars: CalendarService
    colleagues: ColleagueService
    handovers: HandoverService
    urgent_cases: UrgentCaseService


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one open vault; they live until it is locked."""

    vault: VaultService[Any]
    cases: CaseService
    casework: Casework
    interventions: InterventionService
    searches: SearchService
    drafts: DraftService
    documents: DocumentService
    nomenclatures: NomenclatureService
    entities: EntityService
    dashboard: DashboardService
    settings: SettingsService
    imports: ImportService
    statistics: StatisticsService
    report: ReportService
    journal: JournalService
    keys: KeyService
    repair: RepairService
    backups: BackupService
    formats: Formats
