"""What an open vault offers: its services and its pages, wired on the real adapters.

Apart from the start (`ui/bootstrap.py`) so that the unlock window opens without it: it is read on
a worker while she types her phrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.usecases.cases import CaseService
from app.usecases.dashboard import DashboardService
from app.usecases.drafts import DraftService
from app.usecases.entities import EntityService
from app.usecases.imports import ImportService
from app.usecases.interventions import InterventionService
from app.usecases.nomenclatures import NomenclatureService
from app.usecases.settings import SettingsService
from app.usecases.statistics import StatisticsService
from storage.spreadsheets import CalamineSheetReader
from storage.store import VaultFactQueries, VaultScreenQueries, VaultStore
from ui.machine import MachineClock, MachineIds
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ports.clock import Clock, Ids
    from storage.vault.session import OpenVault
    from ui.page import Desk, Page


def services(vault: OpenVault, clock: Clock | None = None, ids: Ids | None = None) -> Services:
    """Return every service on an open vault."""
    clock, ids = clock or MachineClock(), ids or MachineIds()
    store = VaultStore(vault, clock)
    queries = VaultScreenQueries(vault)
    return Services(
        cases=CaseService(store, queries, clock=clock, ids=ids),
        interventions=InterventionService(store, queries, clock=clock, ids=ids),
        drafts=DraftService(store),
        nomenclatures=NomenclatureService(store),
        entities=EntityService(store, ids=ids),
        dashboard=DashboardService(queries, clock=clock),
        settings=SettingsService(store),
        imports=ImportService(store, queries, CalamineSheetReader(), clock=clock, ids=ids),
        statistics=StatisticsService(store, VaultFactQueries(vault), clock=clock, ids=ids),
    )


def pages(desk: Desk, given: Services) -> Mapping[str, Page]:
    """Return every page of an open vault, by name; the side bar shows those that it knows."""
    from ui.pages.case.page import CasePage
    from ui.pages.case_list.page import CaseListPage
    from ui.pages.interview.page import InterviewPage
    from ui.pages.spreadsheets.page import ImportPage
    from ui.pages.today.page import TodayPage

    made: tuple[Page, ...] = (
        TodayPage(desk, given.dashboard, given.entities, given.nomenclatures),
        CaseListPage(desk, given),
        CasePage(desk, given),
        InterviewPage(desk, given),
        ImportPage(desk, given.imports, given.nomenclatures),
    )
    return {page.name: page for page in made}
