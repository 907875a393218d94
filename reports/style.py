"""Fonts, colours and text of everything printed: one look on paper and on screen."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from reports.tabular import with_tabular_digits
from resources import read_bytes, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reports.foreign import Canvas, Font, Library

Scheme = Literal["print", "light", "dark"]

REGULAR = "Atkinson"
STRONG = "Atkinson-SemiBold"
TITLE = "Atkinson-Bold"
FIGURES = "Atkinson-Figures"
STRONG_FIGURES = "Atkinson-Figures-SemiBold"

NARROW_SPACE = "\u202f"
# Paragraphs break lines at any white space of Unicode, this one included: inside them the narrow
# no-break space travels as a private character, and becomes itself again when it is drawn.
GLUE = "\ue02f"
_MISSING = "?"

_FILES = {
    REGULAR: "AtkinsonHyperlegibleNext_400Regular.ttf",
    STRONG: "AtkinsonHyperlegibleNext_600SemiBold.ttf",
    TITLE: "AtkinsonHyperlegibleNext_700Bold.ttf",
    FIGURES: "AtkinsonHyperlegibleNext_400Regular.ttf",
    STRONG_FIGURES: "AtkinsonHyperlegibleNext_600SemiBold.ttf",
}
_WEIGHTS = {REGULAR: 400, STRONG: 600, TITLE: 700, FIGURES: 400, STRONG_FIGURES: 600}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that a page or a chart needs, as #rrggbb."""

    paper: str
    text: str
    muted: str
    border: str
    primary: str
    chart: tuple[str, ...]
    grid: str
    hatch: str
    hatch_back: str
    tint: str


@cache
def palette(scheme: Scheme = "print") -> Palette:
    """The colours of a scheme; paper is the light one, with what the theme sets apart for print."""
    tokens: Mapping[str, Any] = read_toml("theme", "tokens.toml")
    colours: dict[str, str] = dict(tokens["light"]) | dict(tokens.get(scheme, {}))
    return Palette(
        paper=colours["surface"],
        text=colours["text"],
        muted=colours["muted"],
        border=colours["border"],
        primary=colours["accent"],
        chart=tuple(
            colours[name] for name in ("chart", "chart_second", "chart_third", "chart_muted")
        ),
        grid=colours["chart_grid"],
        hatch=colours["hatch"],
        hatch_back=colours["hatch_back"],
        tint=colours["sunken"],
    )


def font_family() -> str:
    """The name of the typeface, as the window knows it."""
    family: str = read_toml("theme", "tokens.toml")["font"]["family"]
    return family


def font_weight(font: str) -> int:
    """The weight of one of our fonts, 400 to 700."""
    return _WEIGHTS[font]


@cache
def fonts() -> Mapping[str, Any]:
    """Our fonts by name, registered with ReportLab on first use."""
    from reportlab.pdfbase import pdfmetrics

    library: Library = pdfmetrics
    faces = {name: _face(name, file) for name, file in _FILES.items()}
    for face in faces.values():
        library.registerFont(face)
    library.registerFontFamily(
        REGULAR, normal=REGULAR, bold=STRONG, italic=REGULAR, boldItalic=STRONG
    )
    return faces


def _face(name: str, file: str) -> Font:
    from reportlab.pdfbase.ttfonts import TTFont

    content = read_bytes("fonts", file)

    class Face(TTFont):
        """A font that draws the travelling space as the one that it stands for."""

        def splitString(self, text: str | bytes, doc: Canvas, encoding: str = "utf-8") -> list[Any]:  # noqa: N802 - ReportLab's name
            """Cut a text into runs of one subset, as ReportLab asks."""
            plain: str = text if isinstance(text, str) else text.decode(encoding)
            parent: Any = super()
            return parent.splitString(plain.replace(GLUE, NARROW_SPACE), doc)

    font: Any = Face(name, BytesIO(content))
    face = font.face
    for space in (NARROW_SPACE, GLUE):
        face.charToGlyph[ord(space)] = face.charToGlyph[0x2009]
        face.charWidths[ord(space)] = face.charWidths[0x2009]
    if name in {FIGURES, STRONG_FIGURES}:
        with_tabular_digits(font)
        face.name += b"Tabular"  # or both fonts would share one subset in the file
    return font


def width_of(text: str, font: str, size: float) -> float:
    """How wide a text is, in points."""
    width: float = fonts()[font].stringWidth(text, size)
    return width


def printable(text: str) -> str:
    """A text that our fonts can draw: accents composed, a question mark for what they lack."""
    known: Mapping[int, int] = fonts()[REGULAR].face.charToGlyph
    return "".join(_drawn(letter, known) for letter in unicodedata.normalize("NFC", text))


def _drawn(letter: str, known: Mapping[int, int]) -> str:
    """The letter, its plain form where the font lacks only the raised one, or the best left."""
    if ord(letter) in known:
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    if plain and all(ord(one) in known for one in plain):
        return plain
    return " " if letter.isspace() else _MISSING


def shortened(text: str, font: str, size: float, room: float) -> str:
    """The text, or its beginning and an ellipsis where it does not fit on one line."""
    if width_of(text, font, size) <= room:
        return text
    end = len(text)
    while end and width_of(f"{text[:end].rstrip()}…", font, size) > room:
        end -= 1
    return f"{text[:end].rstrip()}…"


def lines_of(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """The text cut between words into lines that fit the room; a long word stays whole."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width_of(f"{lines[-1]} {word}", font, size) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines)
