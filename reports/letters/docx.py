"""A letter for a word processor (Office Open XML), from our own few parts.

python-docx would do it from a template of its own, with foreign names, dates and a thumbnail to
take out again, and lxml in the bundle; a letter needs four styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from reports.letters.archive import archived, part
from reports.letters.blocks import Block, Look, blocks

if TYPE_CHECKING:
    from app.domain.letters import Letter

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/numbering.xml": "numbering.xml",
    "word/styles.xml": "styles.xml",
}
_STYLES = {Look.HEADING: "Heading1", Look.TEXT: "Normal", Look.BULLET: "ListBullet"}
_PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
_PAGE = {"w": "11906", "h": "16838"}
_MARGINS = {"top": "1247", "right": "1247", "bottom": "1247", "left": "1247"}
_MARGINS_AROUND = {"header": "709", "footer": "709", "gutter": "0"}


def docx_letter(letter: Letter) -> bytes:
    """The letter as a DOCX in memory."""
    register_namespace("w", _W)
    document = Element(_w("document"))
    body = SubElement(document, _w("body"))
    _paragraph(body, "Title", (letter.title,))
    for block in blocks(letter.body):
        _add(body, block)
    section = SubElement(body, _w("sectPr"))
    SubElement(section, _w("pgSz"), {_w(name): value for name, value in _PAGE.items()})
    margins = _MARGINS | _MARGINS_AROUND
    SubElement(section, _w("pgMar"), {_w(name): value for name, value in margins.items()})
    parts = {name: part("docx", shipped) for name, shipped in _PARTS.items()}
    written = tostring(document, encoding="UTF-8", xml_declaration=True)
    return archived(parts | {"word/document.xml": written})


def _add(body: Element, block: Block) -> None:
    if block.look is Look.ROOM:
        for _ in block.lines:
            _paragraph(body, "Normal", ("",))
        return
    _paragraph(body, _STYLES[block.look], block.lines)


def _paragraph(body: Element, style: str, lines: tuple[str, ...]) -> None:
    made = SubElement(body, _w("p"))
    SubElement(SubElement(made, _w("pPr")), _w("pStyle"), {_w("val"): style})
    run = SubElement(made, _w("r"))
    for rank, line in enumerate(lines):
        if rank:
            SubElement(run, _w("br"))
        SubElement(run, _w("t"), {_PRESERVED: "preserve"}).text = line


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"
