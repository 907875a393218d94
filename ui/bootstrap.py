"""The only file that knows every layer: it builds the vault, the services, the jobs, the window."""

from __future__ import annotations

import os
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
from app.usecases.vault import VaultService
from storage.spreadsheets import CalamineSheetReader
from storage.store import VaultFactQueries, VaultScreenQueries, VaultStore
from storage.vault.gateway import SqlCipherVaults
from storage.vault.passphrase import FrenchPassphrases
from ui.machine import MachineClock, MachineIds
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.ports.clock import Clock, Ids
    from storage.vault.session import OpenVault
    from ui.page import Desk, Page
    from ui.pages.unlock.page import UnlockPage

WINDOW_VARIABLE = "ARMOIRE_WINDOW"


def vault_service(clock: Clock | None = None) -> VaultService[OpenVault]:
    """Return the service of the cabinet on real encrypted vaults."""
    return VaultService(SqlCipherVaults(clock or MachineClock()), FrenchPassphrases())


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


def run_desktop(folder: Path | None = None) -> int:
    """Run the window until it is closed; a lock replaces the process by a fresh one."""
    from ui.application import CrashHook, make_application
    from ui.desktop import Desktop, Wiring
    from ui.discretion import Discretion
    from ui.jobs import Jobs
    from ui.last_vault import LastVault
    from ui.page import Desk
    from ui.pages.unlock.page import UnlockPage
    from ui.session import Session
    from ui.theme import Theme
    from ui.window import Window

    app = make_application(["armoire"])
    hook = CrashHook()
    hook.install()
    clock, ids = MachineClock(), MachineIds()
    desk = Desk(Jobs(app), Theme(app), Discretion(app), clock)
    vault, last = vault_service(clock), LastVault()
    window, session = Window(desk.theme), Session(app)

    def unlock_page(on: Desk) -> UnlockPage:
        return UnlockPage(on, vault, last, folder=folder)

    def open_services() -> Services:
        return services(vault.vault, clock, ids)

    desktop = Desktop(
        desk, window, session, vault, Wiring(open_services, pages, unlock_page, _leave)
    )
    hook.crashed.connect(desktop.crashed)
    app.installEventFilter(session)
    window.place_at(os.environ.pop(WINDOW_VARIABLE, ""))
    desktop.start()
    window.show()
    return app.exec()


def _leave(folder: Path | None, geometry: str) -> None:
    """Start the locked window afresh, or end the program."""
    if folder is None:
        from PySide6.QtWidgets import QApplication

        QApplication.exit(0)
        return
    from ui.relaunch import relaunch

    os.environ[WINDOW_VARIABLE] = geometry
    relaunch(folder)
