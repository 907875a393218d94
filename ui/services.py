"""What an open vault offers to the pages: one service per subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.usecases.cases import CaseService
    from app.usecases.dashboard import DashboardService
    from app.usecases.drafts import DraftService
    from app.usecases.entities import EntityService
    from app.usecases.imports import ImportService
    from app.usecases.interventions import InterventionService
    from app.usecases.nomenclatures import NomenclatureService
    from app.usecases.settings import SettingsService
    from app.usecases.statistics import StatisticsService


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one open vault; they live until it is locked."""

    cases: CaseService
    interventions: InterventionService
    drafts: DraftService
    nomenclatures: NomenclatureService
    entities: EntityService
    dashboard: DashboardService
    settings: SettingsService
    imports: ImportService
    statistics: StatisticsService
