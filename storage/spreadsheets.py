"""Reads spreadsheets of any common form: .xlsx, .xlsm, .ods, .xls, delimited text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.ports.imports import Sheet, SheetRefused
from app.ports.progress import nobody
from storage import delimited_text
from storage.spreadsheet_guard import MAX_CELLS, MAX_ROWS, Form, Measured, measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ports.imports import Cell

    Rows = list[tuple[Cell, ...]]

_PARSED = 100
_PANIC = "PanicException"
"""What the parser raises when a damaged file breaks its own assumptions; it cannot be imported."""


class CalamineSheetReader:
    """Reads a file by its content, whatever its extension; a merged cell counts for each row."""

    def read(self, path: Path, progress: Callable[[int], None] | None = None) -> tuple[Sheet, ...]:
        """Every sheet of the file; raises SheetRefused, with no word of the content."""
        told = progress or nobody
        try:
            measured = measure(path, told)
            if measured.form is Form.TEXT:
                sheets = (_text_sheet(path, told),)
            else:
                sheets = _workbook(path, measured, told)
        except FileNotFoundError:
            raise SheetRefused("not_found") from None
        except (PermissionError, IsADirectoryError):
            raise SheetRefused("not_readable") from None
        if not any(sheet.rows for sheet in sheets):
            raise SheetRefused("empty")
        return sheets


def _text_sheet(path: Path, progress: Callable[[int], None]) -> Sheet:
    text = delimited_text.decoded(path.read_bytes())
    sign = delimited_text.separator(text)
    rows = delimited_text.rows(text, sign, MAX_ROWS, progress)
    progress(_PARSED)
    return Sheet("", rows if any(any(row) for row in rows) else ())


def _workbook(path: Path, measured: Measured, progress: Callable[[int], None]) -> tuple[Sheet, ...]:
    """Parse a workbook; one that the parser refuses is protected or damaged."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    sheets: list[Sheet] = []
    try:
        with CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())) as book:
            tabs = [tab for tab in book.sheets_metadata if tab.typ is SheetTypeEnum.WorkSheet]
            for done, tab in enumerate(tabs, start=1):
                found = book.get_sheet_by_name(tab.name)
                _refuse_many(found.total_height, found.total_width)
                rows = _rows(found)
                sheets.append(
                    Sheet(tab.name, tuple(rows), measured.not_computed.get(tab.name, frozenset()))
                )
                progress(_PARSED * done // len(tabs))
    except PasswordError:
        raise SheetRefused("password_protected") from None
    except (CalamineError, ValueError, OSError):
        raise SheetRefused("damaged") from None
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise SheetRefused("damaged") from None
        raise
    return tuple(sheets)


def _refuse_many(height: int, width: int) -> None:
    if height > 2 * MAX_ROWS or height * width > MAX_CELLS:
        raise SheetRefused("too_many_rows", line=height, limit=MAX_ROWS)


def _rows(found: Any) -> Rows:  # noqa: ANN401 — the parser's own type is imported on first use
    rows = [tuple(_cell(value) for value in row) for row in found.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _right) in found.merged_cell_ranges or ():
        _repeat(rows, top, min(bottom, len(rows) - 1), left)
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    return rows


def _cell(value: Any) -> Cell:  # noqa: ANN401 — whatever the parser found
    if isinstance(value, str):
        return value if value.strip() else None
    return value


def _repeat(rows: Rows, top: int, bottom: int, column: int) -> None:
    """Give the value of a vertical merge to each of its rows, as the eye reads it."""
    if top >= len(rows) or column >= len(rows[top]):
        return
    value = rows[top][column]
    for line in range(top + 1, bottom + 1):
        row = rows[line]
        if any(cell is not None for cell in row):
            rows[line] = (*row[:column], value, *row[column + 1 :])
