"""A document as a spreadsheet: contents, one sheet per table, texts; never a formula."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from app.statistics.document import Bullets, Heading, Paragraph, Tiles
from reports.admission import admitted
from reports.grid import Grid, grid
from reports.style import palette
from reports.wording import withheld_reason, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.statistics.document import Document
    from app.statistics.release import SafeTable
    from reports.foreign import Book, Format, Library, Sheet

# Written in place of the moment at which the file was made.
FIXED_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter wants it without a zone
A4 = 9
LABEL_WIDTH = 46
FIGURE_WIDTH = 15
TEXT_WIDTH = 110
LINE = 15
"""Height of one line of text, in points: wrapped lines do not open by themselves everywhere."""
FIRST_LINE = 4
"""Line of the column headings on the sheet of a table, counted from 0."""
_OPTIONS = {
    "in_memory": True,  # no clear text in temporary files
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_SAFE_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


class SheetRenderer:
    """Writes .xlsx; the same document always gives the same bytes."""

    suffix = ".xlsx"

    def render(self, document: Document) -> bytes:
        """The finished file."""
        admitted(document)
        import xlsxwriter as untyped  # pyright: ignore[reportMissingTypeStubs] — it ships none

        library: Library = untyped
        file = BytesIO()
        book: Book = library.Workbook(file, _OPTIONS)
        book.set_properties({"title": document.title, "created": FIXED_MOMENT})
        looks = _looks(book)
        contents = book.add_worksheet(word("sheet.contents"))
        names = _names(document)
        for table, name in zip(document.tables, names, strict=True):
            _table(book.add_worksheet(name), table, looks)
        _texts(book.add_worksheet(word("sheet.texts")), document, looks)
        _contents(contents, document, names, looks)
        book.close()
        return file.getvalue()


def _names(document: Document) -> list[str]:
    """The number of each table; one that comes back gets a mark, since names are unique."""
    names: list[str] = []
    for table in document.tables:
        name = table.view.number.translate(_SAFE_NAME)[:24]
        again = sum(1 for other in names if other.partition(" (")[0] == name)
        names.append(f"{name} ({again + 1})" if again else name)
    return names


def _looks(book: Book) -> dict[str, Format]:
    ink = palette()
    base = {"font_name": "Arial", "font_size": 10, "font_color": ink.text, "valign": "vcenter"}
    line = base | {"bottom": 1, "bottom_color": ink.border}
    strong = {"bold": True}
    number = {"num_format": "#,##0", "align": "right"}
    euros = {"num_format": '#,##0 "€"', "align": "right"}
    share = {"num_format": '0 "%"', "align": "right"}
    mask = {
        "align": "right",
        "pattern": 14,  # thin upward stripes
        "bg_color": "#ffffff",
        "fg_color": ink.hatch,
        "font_color": ink.muted,
    }
    looks = {
        "title": base | strong | {"font_size": 16},
        "subtitle": base | {"font_color": ink.muted},
        "heading": base | strong | {"font_size": 12},
        "text": base | {"text_wrap": True},
        "note": base | {"font_size": 9, "font_color": ink.muted},
        "link": base | {"font_color": ink.primary, "underline": 1},
        "head": base | strong | {"text_wrap": True, "bottom": 2, "valign": "bottom"},
        "head_right": base
        | strong
        | {"text_wrap": True, "bottom": 2, "align": "right", "valign": "bottom"},
        "label": line | {"text_wrap": True},
        "detail": line | {"text_wrap": True, "indent": 1},
        "label_total": line | strong | {"text_wrap": True},
        "mask": line | mask,
        "empty": line | {"align": "right"},
        "count": line | number,
        "euros": line | euros,
        "share": line | share,
        "count_total": line | strong | number,
        "euros_total": line | strong | euros,
        "share_total": line | strong | share,
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _table(sheet: Sheet, table: SafeTable, looks: dict[str, Format]) -> None:
    view = table.view
    printed = grid(table)
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, max(1, len(printed.columns)), FIGURE_WIDTH)
    sheet.write_string(
        0, 0, f"{word('table.caption', number=view.number)} — {view.title}", looks["title"]
    )
    sheet.write_string(1, 0, word("table.base", base=view.base), looks["subtitle"])
    _to_contents(sheet, looks)
    if view.withheld:
        reason = word("table.withheld", reason=withheld_reason(view.withheld))
        sheet.write_string(FIRST_LINE, 0, reason, looks["text"])
    else:
        _figures(sheet, printed, looks)
    _paper(sheet, view.number)


def _to_contents(sheet: Sheet, looks: dict[str, Format]) -> None:
    target = f"internal:'{word('sheet.contents')}'!A1"
    sheet.write_url(2, 0, target, looks["link"], string=word("sheet.back"))


def _figures(sheet: Sheet, printed: Grid, looks: dict[str, Format]) -> None:
    longest = max((column.label for column in printed.columns), key=len, default="")
    _open(sheet, FIRST_LINE, longest, FIGURE_WIDTH - 2)
    sheet.write_string(FIRST_LINE, 0, "", looks["head"])
    for index, column in enumerate(printed.columns, 1):
        sheet.write_string(FIRST_LINE, index, column.label, looks["head_right"])
    line = FIRST_LINE
    for line, row in enumerate(printed.rows, FIRST_LINE + 1):
        _open(sheet, line, row.label, LABEL_WIDTH)
        label = "label_total" if row.is_total else "detail" if row.level else "label"
        sheet.write_string(line, 0, row.label, looks[label])
        for index, (cell, column) in enumerate(zip(row.cells, printed.columns, strict=True), 1):
            look = f"{column.unit}_total" if row.is_total else column.unit
            if cell.number is not None:
                sheet.write_number(line, index, cell.number, looks[look])
            else:
                sheet.write_string(
                    line, index, cell.text, looks["mask" if cell.masked else "empty"]
                )
    notes = [*printed.notes, *([word("table.masked")] if printed.has_masks else [])]
    for offset, note in enumerate(notes, 2):
        sheet.write_string(line + offset, 0, note, looks["note"])
    sheet.freeze_panes(FIRST_LINE + 1, 1)
    sheet.repeat_rows(FIRST_LINE)


def _open(sheet: Sheet, line: int, text: str, width: int) -> None:
    """Make a line high enough for a wrapped text."""
    sheet.set_row(line, LINE * (1 + len(text) // width) + 2)


def _paper(sheet: Sheet, name: str) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8 {name.replace('&', '&&')}&R&8 &P/&N")


def _contents(sheet: Sheet, document: Document, names: list[str], looks: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 36)
    sheet.write_string(0, 0, document.title, looks["title"])
    sheet.write_string(1, 0, document.subtitle, looks["subtitle"])
    line = _key_figures(sheet, document, looks)
    for column, key in enumerate(("number", "title", "state")):
        sheet.write_string(line, column, word(f"sheet.{key}"), looks["head"])
    for offset, (table, name) in enumerate(zip(document.tables, names, strict=True), 1):
        target = f"internal:'{name}'!A1"
        sheet.write_url(line + offset, 0, target, looks["link"], string=table.view.number)
        sheet.write_string(line + offset, 1, table.view.title, looks["label"])
        sheet.write_string(line + offset, 2, _state(table), looks["label"])
    last = line + len(names) + 2
    sheet.write_string(last, 0, word("table.masked"), looks["subtitle"])
    _paper(sheet, word("sheet.contents"))


def _key_figures(sheet: Sheet, document: Document, looks: dict[str, Format]) -> int:
    """The tiles of the summary, as printed; returns the line where the list of tables starts."""
    line = 3
    for block in document.blocks:
        for tile in block.tiles if isinstance(block, Tiles) else ():
            sheet.write_string(line, 0, tile.value, looks["label_total"])
            sheet.write_string(line, 1, tile.label, looks["label"])
            line += 1
    return line + 1


def _state(table: SafeTable) -> str:
    if table.view.withheld:
        return word("sheet.withheld")
    return word("sheet.partly" if grid(table).has_masks else "sheet.published")


def _texts(sheet: Sheet, document: Document, looks: dict[str, Format]) -> None:
    """What the report says in words, the method annex included."""
    sheet.set_column(0, 0, TEXT_WIDTH)
    for line, (text, look) in enumerate(_sentences(document)):
        _open(sheet, line, text, TEXT_WIDTH)
        sheet.write_string(line, 0, text, looks[look])
    _paper(sheet, word("sheet.texts"))


def _sentences(document: Document) -> Iterator[tuple[str, str]]:
    """Every sentence under its heading; a heading with tables only is left to their sheets."""
    heading = ""
    for block in document.blocks:
        match block:
            case Heading():
                heading = f"{block.number}. {block.text}" if block.number else block.text
                continue
            case Paragraph():
                sentences: tuple[str, ...] = (block.text,)
            case Bullets():
                sentences = tuple(f"• {item}" for item in block.items)
            case _:
                continue
        if heading:
            yield heading, "heading"
            heading = ""
        for sentence in sentences:
            yield sentence, "text"
