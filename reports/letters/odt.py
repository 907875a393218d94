"""A letter for a word processor (OpenDocument), from our own few parts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from reports.letters.archive import archived, part
from reports.letters.blocks import Block, Look, blocks

if TYPE_CHECKING:
    from app.domain.letters import Letter

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_KIND = b"application/vnd.oasis.opendocument.text"
_VERSION = {f"{{{_OFFICE}}}version": "1.3"}


def odt_letter(letter: Letter) -> bytes:
    """The letter as an ODT in memory."""
    register_namespace("office", _OFFICE)
    register_namespace("text", _TEXT)
    document = Element(f"{{{_OFFICE}}}document-content", _VERSION)
    inside = SubElement(SubElement(document, f"{{{_OFFICE}}}body"), f"{{{_OFFICE}}}text")
    _lines(SubElement(inside, _t("h"), {_t("style-name"): "Title"}), (letter.title,))
    for block in blocks(letter.body):
        _add(inside, block)
    return archived(
        {
            "mimetype": _KIND,
            "META-INF/manifest.xml": part("odt", "manifest.xml"),
            "content.xml": tostring(document, encoding="UTF-8", xml_declaration=True),
            "meta.xml": part("odt", "meta.xml"),
            "styles.xml": part("odt", "styles.xml"),
        }
    )


def _add(inside: Element, block: Block) -> None:
    match block.look:
        case Look.ROOM:
            for _ in block.lines:
                SubElement(inside, _t("p"), {_t("style-name"): "Standard"})
        case Look.HEADING:
            level = {_t("style-name"): "Heading", _t("outline-level"): "1"}
            _lines(SubElement(inside, _t("h"), level), block.lines)
        case Look.BULLET:
            held = SubElement(inside, _t("list"), {_t("style-name"): "Dashes"})
            item = SubElement(held, _t("list-item"))
            _lines(SubElement(item, _t("p"), {_t("style-name"): "Dash"}), block.lines)
        case Look.TEXT:
            _lines(SubElement(inside, _t("p"), {_t("style-name"): "Standard"}), block.lines)


def _lines(made: Element, lines: tuple[str, ...]) -> None:
    """Put the lines into a paragraph, each but the first after a break."""
    made.text = lines[0]
    for line in lines[1:]:
        SubElement(made, _t("line-break")).tail = line


def _t(name: str) -> str:
    return f"{{{_TEXT}}}{name}"
