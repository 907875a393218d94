"""The example spreadsheets, through a real vault, against counts made independently of our code."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from testkit.fakes import CountingIds
from testkit.sheets import EXAMPLE, rows_of, write_csv, write_ods
from testkit.vaults import SettableClock, a_vault

from app.changes import Touched
from app.domain.nomenclatures import standard
from app.domain.periods import civil_year
from app.ports.imports import Outcome
from app.statistics.exact import indicators
from app.usecases.imports import ImportService
from storage.spreadsheets import CalamineSheetReader
from storage.store import VaultFactQueries, VaultScreenQueries, VaultStore

TRUTH = json.loads((Path(__file__).parents[1] / "data" / "truth.json").read_text(encoding="utf-8"))
FILES = {2024: EXAMPLE / "suivi-2024.xlsx", 2025: EXAMPLE / "suivi-2025.xlsx"}
ROWS = {2024: 415, 2025: 600}
SHEETS = ("Suivi", "Aides", "Actions collectives", "Collectivités")
OURS = {
    "new_in_file": "persons_new",
    "issue:Accès aux droits": "issue:DRT",
    "issue:Autre": "issue:AUT",
    "issue:Budget / endettement": "issue:BUD",
    "issue:Famille": "issue:FAM",
    "issue:Logement": "issue:LOG",
    "issue:Retraite": "issue:RET",
    "issue:Santé": "issue:SAN",
    "issue:Travail": "issue:PRO",
    "issue:Événement grave": "issue:EVT",
    "status:Apprenti": "status:APP",
    "status:Retraité": "status:RET",
    "status:Stagiaire": "status:STG",
    "status:Titulaire": "status:TIT",
    "status:Vacataire": "status:VAC",
    "category:?": "category:INC",
}


@dataclass
class Desk:
    """Imports and counting on one unlocked vault."""

    service: ImportService
    facts: VaultFactQueries

    def bring(self, path):
        return self.service.run(self.service.examine(path))

    def counted(self, year):
        return indicators(self.facts.facts(civil_year(year)), standard())


@pytest.fixture
def desk(tmp_path):
    clock = SettableClock()
    vault = a_vault(tmp_path, clock)
    service = ImportService(
        VaultStore(vault, clock),
        VaultScreenQueries(vault),
        CalamineSheetReader(),
        clock=clock,
        ids=CountingIds(),
    )
    yield Desk(service, VaultFactQueries(vault))
    vault.close()


def differences(desk):
    """(year, entity, counter) → (ours, the truth), where the two are not the same."""
    counted = {str(year): desk.counted(year) for year in FILES}
    return {
        (year, entity, name): (ours, value)
        for year, entities in TRUTH.items()
        for entity, values in entities.items()
        for name, value in values.items()
        if (ours := counted[year][entity].get(OURS.get(name, name), 0)) != value
    }


@pytest.mark.requirement("BRY-53", "JUS-04")
@pytest.mark.parametrize("order", [(2024, 2025), (2025, 2024)])
def test_every_counter_of_the_example_years_equals_the_truth(desk, order):
    reports = {year: desk.bring(FILES[year]) for year in order}

    assert {year: report.rows[Outcome.NEW] for year, report in reports.items()} == ROWS
    assert desk.service.to_settle() == ()
    assert differences(desk) == {}


def test_importing_the_same_files_again_adds_nothing(desk):
    for path in FILES.values():
        desk.bring(path)

    again = [desk.bring(path) for path in FILES.values()]

    assert [report.touched for report in again] == [Touched.NOTHING] * 2
    assert [report.rows[Outcome.KNOWN] for report in again] == list(ROWS.values())
    assert differences(desk) == {}


def saved_as_ods(path, year):
    return [write_ods(path / f"{year}.ods", {name: rows_of(FILES[year], name) for name in SHEETS})]


def saved_as_csv(path, year):
    return [
        write_csv(path / f"{year} {number}.csv", rows_of(FILES[year], name), encoding="cp1252")
        for number, name in enumerate(SHEETS)
    ]


@pytest.fixture(scope="module", params=[saved_as_ods, saved_as_csv])
def saved(request, tmp_path_factory):
    """The example years in another file form."""
    folder = tmp_path_factory.mktemp("saved")
    return {year: request.param(folder, year) for year in FILES}


def test_the_same_year_in_another_file_form_adds_nothing(desk, saved):
    desk.bring(FILES[2024])
    desk.bring(FILES[2025])

    plans = [desk.service.examine(path) for path in saved[2025]]

    assert sum(plan.count(Outcome.KNOWN) for plan in plans) == ROWS[2025]
    assert [desk.service.run(plan).touched for plan in plans] == [Touched.NOTHING] * len(plans)


def test_another_file_form_brings_in_the_same_figures(desk, saved):
    for paths in saved.values():
        for path in paths:
            desk.bring(path)

    assert desk.service.to_settle() == ()
    assert differences(desk) == {}


def test_an_import_taken_back_leaves_the_other_one_and_can_be_done_again(desk):
    desk.bring(FILES[2024])
    before = desk.counted(2024)
    report = desk.bring(FILES[2025])

    undone = desk.service.undo(report.object_id)

    assert undone.stayed == ()
    assert desk.counted(2024) == before
    assert desk.facts.years() == (2024,)
    desk.bring(FILES[2025])
    assert differences(desk) == {}


def test_imports_taken_back_in_the_wrong_order_keep_what_is_still_used(desk):
    first = desk.bring(FILES[2024])
    desk.bring(FILES[2025])

    undone = desk.service.undo(first.object_id)

    assert {one.reason for one in undone.stayed} == {"used_since"}
    assert desk.counted(2025)["Ville de Bellerive"]["persons_followed"] == 75
    assert desk.facts.years() == (2025,)
