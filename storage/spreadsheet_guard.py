"""What a spreadsheet file is, told from its bytes, and how much it holds, before it is parsed.

A parser builds whole sheets in memory. The rows and cells of a zipped sheet are therefore counted
on its decompressed stream first: a million rows are refused in about a second, in little memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from app.ports.imports import SheetRefused
from storage.compound_file import SIGNATURE, streams
from storage.container import DAMAGED, ZIP_MARKS, ContainerRefused, opened
from storage.old_workbook import refuse_wild

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

MAX_BYTES = 64_000_000
MAX_PART_BYTES = 400_000_000
MAX_LIST_BYTES = 4_000_000
MAX_ROWS = 200_000
MAX_CELLS = 6_000_000

_DAMAGED = (*DAMAGED, ET.ParseError, ContainerRefused)
_CHUNK = 1 << 20
_SAMPLE = 4096
_MARKUP = re.compile(rb"^\s*<(?:!doctype|html|\?xml|table|workbook)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE = re.compile(rb"\br=\"([A-Z]+)(\d+)\"")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>\s*[^\s<]|<(?:\w+:)?is>")
_RESULT = re.compile(rb"<(?:\w+:)?v>[^<]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ODS_REPEATED_ROWS = re.compile(rb"table:number-rows-repeated=\"(\d+)\"")
_ODS_REPEATED_CELLS = re.compile(rb"table:number-columns-repeated=\"(\d+)\"")


class Form(StrEnum):
    """The forms that are read, by content and not by extension."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Measured:
    """The form of a file, and by sheet name the (line, column) of cells without a result."""

    form: Form
    not_computed: Mapping[str, frozenset[tuple[int, int]]]


def measure(path: Path, progress: Callable[[int], None]) -> Measured:
    """Tell the form of a file and refuse the ones that are empty, protected, foreign or too big."""
    size = path.stat().st_size
    if size == 0:
        raise SheetRefused("empty")
    if size > MAX_BYTES:
        raise SheetRefused("too_large", bytes=size, limit=MAX_BYTES)
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    if start.startswith(SIGNATURE):
        return _old(path.read_bytes())
    if start.startswith(ZIP_MARKS):
        return _zipped(path, progress)
    if _MARKUP.match(start.lstrip(b"\xef\xbb\xbf")) or start.startswith((b"%PDF", b"{\\rtf")):
        raise SheetRefused("not_a_spreadsheet")
    return Measured(Form.TEXT, {})


def _old(content: bytes) -> Measured:
    """An old workbook, or one of today inside the container that encryption gives it."""
    found = streams(content)
    if "EncryptedPackage" in found:
        raise SheetRefused("password_protected")
    if "Workbook" not in found:
        raise SheetRefused("not_a_spreadsheet")
    refuse_wild(found["Workbook"])
    return Measured(Form.XLS, {})


def _zipped(path: Path, progress: Callable[[int], None]) -> Measured:
    try:
        with path.open("rb") as file, opened(file) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return Measured(Form.XLSX, _measure_xlsx(archive, progress))
            if "content.xml" in names:
                _measure_ods(archive, names, progress)
                return Measured(Form.ODS, {})
    except _DAMAGED as error:
        raise SheetRefused("damaged") from error
    except RuntimeError as error:  # zipfile says so when an entry is encrypted
        raise SheetRefused("password_protected") from error
    raise SheetRefused("not_a_spreadsheet")


def _measure_xlsx(
    archive: zipfile.ZipFile, progress: Callable[[int], None]
) -> Mapping[str, frozenset[tuple[int, int]]]:
    for part in archive.infolist():
        if part.filename.endswith(".xml") and "worksheets/" not in part.filename:
            _refuse_long(part)  # worksheets are counted row by row instead
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for name, part in _worksheets(archive).items():
        found[name] = _scan_xlsx_sheet(archive, part, progress)
    return found


def _refuse_long(part: zipfile.ZipInfo) -> None:
    if part.file_size > MAX_PART_BYTES:
        raise SheetRefused("too_large", bytes=part.file_size, limit=MAX_PART_BYTES)


def _worksheets(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """The part that holds each sheet, by the name of the sheet."""
    names = set(archive.namelist())
    if "xl/_rels/workbook.xml.rels" not in names:
        raise SheetRefused("damaged")
    relations = _xml(archive, "xl/_rels/workbook.xml.rels")
    targets = {
        relation.get("Id"): relation.get("Target", "").removeprefix("/").removeprefix("xl/")
        for relation in relations
    }
    book = _xml(archive, "xl/workbook.xml")
    sheets: dict[str, str] = {}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            relation = next((value for key, value in element.items() if key.endswith("}id")), None)
            part = f"xl/{targets.get(relation, '')}"
            if part in names and "worksheets/" in part:
                sheets[element.get("name", "")] = part
    return sheets


def _xml(archive: zipfile.ZipFile, part: str) -> ET.Element:
    if archive.getinfo(part).file_size > MAX_LIST_BYTES:
        raise SheetRefused("too_large", limit=MAX_LIST_BYTES)
    return ET.fromstring(archive.read(part))  # noqa: S314 — small, and expat bounds its entities


def _pieces(archive: zipfile.ZipFile, part: str, end_of_row: bytes) -> Iterator[bytes]:
    """The decompressed stream of a part, cut after each row."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            *pieces, rest = (rest + chunk).split(end_of_row)
            yield from pieces
            if len(rest) > MAX_CELLS:
                raise SheetRefused("too_large", limit=MAX_CELLS)


def _scan_xlsx_sheet(
    archive: zipfile.ZipFile, part: str, progress: Callable[[int], None]
) -> frozenset[tuple[int, int]]:
    """Count the rows that hold something, and their reach; find the cells without a result."""
    line, rows, width = 0, 0, 1
    without: set[tuple[int, int]] = set()
    for piece in _pieces(archive, part, b"row>"):
        found = _ROW.search(piece)
        line = int(found[1]) if found else line + 1
        if b"<f" in piece or b't="e"' in piece or b":f" in piece:
            without.update(_not_computed(piece, line))
        if _VALUE.search(piece) is None:
            continue
        rows += 1
        width = max(width, _reach(piece))
        _refuse_many(rows, line, line * width)
        if rows % 10_000 == 0:
            progress(0)
    return frozenset(without)


def _refuse_many(rows: int, last_line: int, cells: int) -> None:
    if rows > MAX_ROWS or last_line > 2 * MAX_ROWS:
        raise SheetRefused("too_many_rows", line=last_line, limit=MAX_ROWS)
    if cells > MAX_CELLS:
        raise SheetRefused("too_many_rows", line=last_line, cells=cells, limit=MAX_CELLS)


def _reach(piece: bytes) -> int:
    """The column of the last cell of a row that holds a value."""
    last = max(piece.rfind(b"<v>"), piece.rfind(b"<is>"), piece.rfind(b":v>"))
    start = piece.rfind(b' r="', 0, max(last, 0))
    reference = _REFERENCE.search(piece, max(start, 0))
    return _column(reference[1]) if reference else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _not_computed(piece: bytes, line: int) -> Iterator[tuple[int, int]]:
    """Cells of a row whose formula was never computed, or ended in an error."""
    for attributes, body in _CELL.findall(piece):
        wrong = b't="e"' in attributes
        empty = _FORMULA.search(body) and not _RESULT.search(body) and b't="str"' not in attributes
        reference = _REFERENCE.search(attributes)
        if (wrong or empty) and reference:
            yield line, _column(reference[1])


def _measure_ods(
    archive: zipfile.ZipFile, names: set[str], progress: Callable[[int], None]
) -> None:
    _refuse_long(archive.getinfo("content.xml"))
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise SheetRefused("password_protected")
    line, rows = 0, 0
    for piece in _pieces(archive, "content.xml", b"</table:table-row>"):
        if b"<table:table " in piece:
            line = rows = 0
        repeated = _ODS_REPEATED_ROWS.search(piece)
        line += int(repeated[1]) if repeated else 1
        if b"office:value-type" not in piece and b"<text:p>" not in piece:
            continue
        rows += int(repeated[1]) if repeated and _own_row(piece) else 1
        _refuse_many(rows, line, line * _ods_width(piece))
        if rows % 10_000 == 0:
            progress(0)


def _own_row(piece: bytes) -> bool:
    """Tell whether the last row that opens in a piece is the one that is repeated."""
    opening = piece[piece.rfind(b"<table:table-row") :]
    return _ODS_REPEATED_ROWS.search(opening[: opening.find(b">")]) is not None


def _ods_width(piece: bytes) -> int:
    cells = [match.start() for match in re.finditer(rb"<table:(?:covered-)?table-cell", piece)]
    width = 0
    for start, end in pairwise([*cells, len(piece)]):
        cell = piece[start:end]
        if b"office:value-type" in cell or b"<text:p>" in cell:
            repeated = _ODS_REPEATED_CELLS.search(cell)
            width += int(repeated[1]) if repeated else 1
    return max(width, 1)
