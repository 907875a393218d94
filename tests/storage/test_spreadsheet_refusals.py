"""Files that cannot be read as a spreadsheet are refused by a code, quickly, and nothing else."""

import io
import time
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from testkit.reading import ROWS, outcome, read, refusal
from testkit.sheets import DATA, EXAMPLE, HEADER, a_row, csv_text, write_csv, write_ods, write_xlsx

from app.ports.imports import SheetRefused
from storage import spreadsheet_guard


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "vide.xlsx").write_bytes(b"")

    assert refusal(tmp_path / "vide.xlsx") == "empty"
    assert refusal(write_xlsx(tmp_path / "feuille.xlsx", {"Suivi": []})) == "empty"
    assert refusal(write_csv(tmp_path / "lignes.csv", [(), ("", "")])) == "empty"


def test_a_missing_file_is_refused(tmp_path):
    assert refusal(tmp_path / "absent.xlsx") == "not_found"
    assert refusal(tmp_path) == "not_readable"


def test_a_protected_workbook_is_refused():
    assert refusal(DATA / "protected.xlsx") == "password_protected"


def test_a_protected_opendocument_spreadsheet_is_refused(tmp_path):
    path = tmp_path / "suivi.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", bytes(range(256)) * 8)
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")

    assert refusal(path) == "password_protected"


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused_as_damaged(tmp_path, kept):
    content = (EXAMPLE / "suivi-2024.xlsx").read_bytes()
    (tmp_path / "suivi.xlsx").write_bytes(content[: int(len(content) * kept)])

    assert refusal(tmp_path / "suivi.xlsx") == "damaged"


@pytest.mark.parametrize("at", range(0, 100, 7))
def test_a_workbook_with_damaged_bytes_is_read_or_refused_by_code(tmp_path, at):
    content = bytearray((EXAMPLE / "suivi-2024.xlsx").read_bytes())
    start = len(content) * at // 100
    for offset in range(start, min(start + 400, len(content))):
        content[offset] ^= 0x5A
    (tmp_path / "suivi.xlsx").write_bytes(content)

    assert outcome(tmp_path / "suivi.xlsx") in {"read", "damaged", "not_a_spreadsheet", "not_text"}


@pytest.mark.parametrize("at", range(0, 100, 5))
def test_an_old_workbook_with_damaged_bytes_is_read_or_refused_by_code(tmp_path, at):
    content = bytearray((DATA / "old.xls").read_bytes())
    start = max(len(content) * at // 100, 8)
    for offset in range(start, min(start + 200, len(content))):
        content[offset] = (content[offset] * 31 + 7) % 256
    (tmp_path / "suivi.xls").write_bytes(content)

    assert outcome(tmp_path / "suivi.xls") in {"read", "damaged", "empty", "not_a_spreadsheet"}


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n...", b"<html><table><tr><td>1</td></tr></table></html>", b"{\\rtf1 a}"],
)
def test_another_kind_of_document_is_refused(tmp_path, content):
    (tmp_path / "suivi.xls").write_bytes(content)

    assert refusal(tmp_path / "suivi.xls") == "not_a_spreadsheet"


def test_another_kind_of_archive_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "suivi.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    assert refusal(tmp_path / "suivi.xlsx") == "not_a_spreadsheet"


def test_zero_bytes_in_delimited_text_are_refused(tmp_path):
    (tmp_path / "suivi.csv").write_bytes(csv_text(ROWS).encode() + b"2025\0;x\r\n")

    assert refusal(tmp_path / "suivi.csv") == "not_text"


def test_a_file_of_one_hundred_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "suivi.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    started = time.perf_counter()
    assert refusal(path) == "too_large"
    assert time.perf_counter() - started < 1


def _million_rows(path):
    """A workbook of a million rows, made by repeating one row of a small one."""
    small = path.with_name("small.xlsx")
    write_xlsx(small, {"Suivi": [row[:4] for row in (HEADER, a_row(), a_row())]})
    with (
        zipfile.ZipFile(small) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.namelist():
            body = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                start, end = (
                    body.index(b'<row r="3"'),
                    body.index(b"</row>", body.index(b'<row r="3"')),
                )
                row = body[start : end + len(b"</row>")]
                with new.open(part, "w") as stream:
                    stream.write(body[:start])
                    for first in range(3, 1_000_003, 10_000):
                        stream.write(
                            b"".join(
                                row.replace(b'r="3"', b'r="%d"' % line, 1)
                                for line in range(first, first + 10_000)
                            )
                        )
                    stream.write(body[end + len(b"</row>") :])
            else:
                new.writestr(part, body)


def test_a_million_rows_are_refused_quickly_and_in_little_memory(tmp_path):
    _million_rows(tmp_path / "suivi.xlsx")
    started = time.perf_counter()
    assert refusal(tmp_path / "suivi.xlsx") == "too_many_rows"
    spent = time.perf_counter() - started

    tracemalloc.start()
    refusal(tmp_path / "suivi.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    print(f"refused in {spent:.2f} s with {peak / 1e6:.0f} MB")
    assert spent < 15
    assert peak < 30_000_000


def test_a_million_rows_of_text_are_refused(tmp_path):
    (tmp_path / "suivi.csv").write_bytes(b"a;b\r\n" * 1_000_000)

    assert refusal(tmp_path / "suivi.csv") == "too_many_rows"


def test_a_stray_cell_far_below_does_not_fill_the_memory(tmp_path):
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(a_row())
    book.active["A1048576"] = "x"
    book.save(tmp_path / "suivi.xlsx")

    assert refusal(tmp_path / "suivi.xlsx") == "too_many_rows"


def test_formatted_empty_rows_are_not_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet_guard, "MAX_ROWS", 10)
    path = write_xlsx(tmp_path / "suivi.xlsx", {"Suivi": ROWS})
    book = load_workbook(path)
    for line in range(4, 60):
        book.active.row_dimensions[line].height = 20
    book.save(path)

    assert len(read(path)[0].rows) == len(ROWS)


def test_a_compressed_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet_guard, "MAX_PART_BYTES", 1_000)

    assert refusal(write_xlsx(tmp_path / "suivi.xlsx", {"Suivi": ROWS})) == "too_large"


def test_a_row_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet_guard, "MAX_CELLS", 100)

    assert refusal(write_xlsx(tmp_path / "suivi.xlsx", {"Suivi": ROWS})) == "too_large"


def test_repeated_rows_of_an_opendocument_sheet_are_counted(tmp_path):
    path = write_ods(tmp_path / "suivi.ods", {"Suivi": [("a", "b")]})
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            body = old.read(part)
            if part == "content.xml":
                assert b"<table:table-row>" in body
                body = body.replace(
                    b"<table:table-row>", b'<table:table-row table:number-rows-repeated="900000">'
                )
            new.writestr(part, body)

    assert refusal(path) == "too_many_rows"


class Stopped(Exception):
    pass


def test_reading_stops_when_progress_says_so():
    def stop(percent):
        raise Stopped

    with pytest.raises(Stopped):
        read(EXAMPLE / "suivi-2024.xlsx", stop)


def test_a_refusal_says_nothing_of_the_content(tmp_path):
    (tmp_path / "suivi.csv").write_bytes(b"FICTIVE;Nad\0ge\r\n")

    with pytest.raises(SheetRefused) as refused:
        read(tmp_path / "suivi.csv")

    assert "FICTIVE" not in repr(refused.value) + repr(refused.value.facts)
