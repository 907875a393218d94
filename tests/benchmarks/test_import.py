"""Importing five thousand rows against bare inserts of what they become, in one transaction."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random  # noqa: TID251 — seeded, so that each run writes the same file
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest
from testkit.casework import ENTRY, Casework
from testkit.fakes import CountingIds
from testkit.sheets import HEADER, a_row, write_xlsx
from testkit.vaults import SettableClock, a_vault

from app.ports.imports import Outcome
from app.usecases.imports import ImportService
from storage.spreadsheets import CalamineSheetReader

if TYPE_CHECKING:
    from pathlib import Path

    from app.importing.plan import ImportPlan

pytestmark = pytest.mark.slow

ROWS, PEOPLE, ROUNDS = 5_000, 900, 3
KINDS = ("Entretien bureau", "Mail", "Appel", "VAD", "Visio", "Démarche")
ISSUES = ("Budget / endettement", "Santé", "Travail", "Logement + Travail", None)
TABLES = (
    "entity",
    "person",
    "case_file",
    "request",
    "agreement",
    "case_attribute",
    "intervention",
    "intervention_case",
    "intervention_issue",
    "import_batch",
    "import_row",
    "import_record",
    "case_words",
    "note_words",
)
"""What an import fills."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five thousand contacts of nine hundred people over four years."""
    draw = Random(5)
    rows = [HEADER, *(_contact(draw) for _ in range(ROWS))]
    return write_xlsx(tmp_path_factory.mktemp("file") / "suivi.xlsx", {"Suivi": rows})


def _contact(draw: Random) -> tuple[Any, ...]:
    rank = draw.randrange(PEOPLE)
    day = date(2022, 1, 1) + timedelta(days=draw.randrange(1_400))
    return a_row(
        date=day.strftime("%d/%m/%Y"),
        entity=f"Ville d’Exemple {rank % 5}",
        number=f"2022-{rank:04d}",
        family=f"Fictive{rank}",
        year=1960 + rank % 40,
        kind=draw.choice(KINDS),
        minutes=str(draw.randrange(10, 90)),
        issue=draw.choice(ISSUES),
        note=f"Note fictive {draw.randrange(10**9)} sur la situation et la suite à donner",
    )


def _desk(folder: Path) -> tuple[Casework, ImportService]:
    casework = Casework(a_vault(folder), SettableClock())
    service = ImportService(
        casework.store,
        casework.screens,
        CalamineSheetReader(),
        clock=casework.clock,
        ids=CountingIds(),
    )
    return casework, service


def _bare(source: Casework, folder: Path) -> float:
    """Insert into a new vault every row that the import made, and nothing else."""
    with source.vault.read() as connection:
        filled = {
            table: connection.execute(
                f"SELECT {'rowid, ' * _words(table)}* FROM {table}"
            ).fetchall()
            for table in TABLES
        }
    target = a_vault(folder)
    begun = perf_counter()
    with target.transaction() as transaction:
        for table, rows in filled.items():
            marks = ", ".join("?" * len(rows[0]))
            columns = "(rowid, words)" if _words(table) else ""
            transaction.executemany(f"INSERT INTO {table} {columns} VALUES ({marks})", rows)
        transaction.commit(ENTRY)
    spent = perf_counter() - begun
    target.close()
    return spent


def _all(table: str) -> str:
    return f"SELECT rowid, words FROM {table}" if _words(table) else f"SELECT * FROM {table}"


def _words(table: str) -> bool:
    return table.endswith("_words")


def test_importing_rows_against_bare_inserts(
    file: Path, tmp_path: Path, benchmark: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    floors: list[float] = []
    examined: list[float] = []
    written: list[float] = []

    def fresh() -> tuple[tuple[int], dict[str, Any]]:
        return (len(floors),), {}

    def bring(rank: int) -> ImportPlan:
        folder = tmp_path / str(rank)
        folder.mkdir()
        casework, service = _desk(folder)
        begun = perf_counter()
        plan = service.examine(file)
        halfway = perf_counter()
        service.run(plan)
        written.append(perf_counter() - halfway)
        examined.append(halfway - begun)
        (folder / "bare").mkdir()
        floors.append(_bare(casework, folder / "bare"))
        casework.vault.close()
        return plan

    plan = benchmark.pedantic(bring, setup=fresh, rounds=ROUNDS)
    spent, floor = median(written), median(floors)
    benchmark.extra_info |= {"floor_ms": floor * 1000, "ratio": spent / floor}
    with capsys.disabled():
        print(
            f"\nexamined {ROWS / median(examined):,.0f} rows/s, written {ROWS / spent:,.0f} rows/s,"
            f" bare inserts {ROWS / floor:,.0f} rows/s: x {spent / floor:.1f}"
        )

    assert plan.count(Outcome.NEW) == ROWS
