"""Bad spreadsheets: a clear message in French, and nothing lost or half-written."""

from dataclasses import dataclass
from datetime import date

import pytest
from openpyxl import Workbook
from testkit.casework import Casework
from testkit.fakes import CountingIds
from testkit.sheets import DATA, EXAMPLE, HEADER, a_row, csv_text, write_csv, write_xlsx
from testkit.vaults import SettableClock, a_vault

from app.ports.imports import Outcome, SheetRefused
from app.ports.queries import CaseFilter
from app.usecases.imports import ImportService
from storage.spreadsheets import CalamineSheetReader
from ui import errors


@dataclass
class Desk:
    """Imports on one unlocked vault, and what it holds."""

    casework: Casework
    service: ImportService

    def bring(self, path):
        plan = self.service.examine(path)
        self.service.run(plan)
        return [(row.read.row.line, row.outcome.value, row.reason) for row in plan.rows()]

    def writes(self):
        return len(self.casework.screens.journal(1_000))

    def names(self):
        rows = self.casework.screens.cases(CaseFilter()).rows
        return sorted(row.family_name for row in rows)


def an_import_service(casework, ids):
    return ImportService(
        casework.store, casework.screens, CalamineSheetReader(), clock=casework.clock, ids=ids
    )


@pytest.fixture
def desk(tmp_path):
    casework = Casework(a_vault(tmp_path), SettableClock())
    yield Desk(casework, an_import_service(casework, CountingIds()))
    casework.vault.close()


def damaged(path):
    path.write_bytes((EXAMPLE / "suivi-2024.xlsx").read_bytes()[:30_000])


def protected(path):
    path.write_bytes((DATA / "protected.xlsx").read_bytes())


def hundred_megabytes(path):
    with path.open("wb") as file:
        file.truncate(100_000_000)


def a_million_rows(path):
    path.write_bytes(b"07/02/2025;Ville;x\r\n" * 1_000_000)


def zero_bytes(path):
    path.write_bytes(csv_text([HEADER, a_row()]).encode() + b"\0;\0\r\n")


def nothing(path):
    path.write_bytes(b"")


def a_picture(path):
    path.write_bytes(bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (damaged, "abîmé"),
        (protected, "mot de passe"),
        (hundred_megabytes, "trop lourd"),
        (a_million_rows, "trop de lignes"),
        (zero_bytes, "autre chose que du texte"),
        (nothing, "aucune ligne"),
        (a_picture, "autre chose que du texte"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(desk, tmp_path, spoil, words):
    desk.bring(write_xlsx(tmp_path / "bon.xlsx", {"Suivi": [HEADER, a_row()]}))
    before = desk.writes(), desk.names()
    spoil(tmp_path / "mauvais.xlsx")

    with pytest.raises(SheetRefused) as refused:
        desk.service.examine(tmp_path / "mauvais.xlsx")

    assert words in errors.message(refused.value)
    assert (desk.writes(), desk.names()) == before


def test_an_old_workbook_renamed_is_imported(desk, tmp_path):
    (tmp_path / "suivi.xlsx").write_bytes((DATA / "old.xls").read_bytes())

    assert desk.bring(tmp_path / "suivi.xlsx") == [(2, "new", None)]
    assert desk.names() == ["FICTIVE"]


def test_impossible_rows_wait_and_the_others_go_in(desk, tmp_path):
    rows = [
        HEADER,
        a_row(),
        a_row(date=date(1900, 1, 1)),
        a_row(date="07/02/2199"),
        a_row(minutes="-50 min"),
        a_row(number="2025-0002", family="=cmd|'/C calc'!A0", given=None, year=1970),
        a_row(date="9.2.25"),
    ]

    account = desk.bring(write_csv(tmp_path / "suivi.csv", rows, encoding="cp1252"))

    assert account == [
        (2, "new", None),
        (3, "bad", "date_too_old"),
        (4, "bad", "date_in_future"),
        (5, "bad", "duration_negative"),
        (6, "new", None),
        (7, "new", None),
    ]
    assert desk.names() == ["=cmd|'/C calc'!A0", "FICTIVE"]
    assert [row.line for row in desk.service.to_settle()] == [3, 4, 5]


def test_merged_cells_and_formulas_are_read_as_they_show(desk, tmp_path):
    book = Workbook()
    tab = book.active
    for row in (HEADER, a_row(), a_row(date=None, note="la suite"), a_row(date="9.2.25")):
        tab.append(row)
    tab.merge_cells("A2:A3")
    tab["K4"] = "=20+30"
    book.save(tmp_path / "suivi.xlsx")

    assert desk.bring(tmp_path / "suivi.xlsx") == [
        (2, "new", None),
        (3, "new", None),
        (4, "doubtful", "formula_not_computed"),
    ]


class Exhausted(Exception):
    """There are no ids left."""


@dataclass
class FewIds(CountingIds):
    """A source that runs out of ids in the middle of an import."""

    def new(self):
        if self.last == 105:
            raise Exhausted
        return super().new()


def test_an_import_that_fails_half_way_leaves_nothing(desk, tmp_path):
    path = write_xlsx(tmp_path / "suivi.xlsx", {"Suivi": [HEADER, a_row(), a_row(date="9.2.25")]})
    service = an_import_service(desk.casework, FewIds())
    plan = service.examine(path)
    before = desk.writes()

    with pytest.raises(Exhausted):
        service.run(plan)

    assert (desk.writes(), desk.names()) == (before, [])
    assert desk.casework.screens.imports() == ()
    assert plan.count(Outcome.NEW) == 2
