"""The doors to ReportLab, opened on first use; it declares no types."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.foreign import Canvas, Colour, Library, Style


def platypus() -> Library:
    """Page layout: templates, frames, flowables."""
    from reportlab import platypus as library

    return library


def paragraph_style(name: str, **look: object) -> Style:
    """One style of paragraph."""
    from reportlab.lib import styles

    library: Library = styles
    return library.ParagraphStyle(name, **look)


def colour(code: str) -> Colour:
    """A colour from #rrggbb."""
    from reportlab.lib.colors import HexColor

    return HexColor(code)


def neutral_canvas(title: str, producer: str) -> Library:
    """A maker of canvases whose file tells its title and program, no author and no moment."""
    from reportlab.pdfbase import pdfdoc
    from reportlab.pdfgen import canvas as library

    base: Library = pdfdoc.PDFInfo
    text: Library = pdfdoc.PDFString
    entries: Library = pdfdoc.PDFDictionary
    canvas: Library = library.Canvas

    class Information(base):
        """Title and producer only."""

        def format(self, document: Library) -> bytes:
            """Write them."""
            return entries({"Title": text(title), "Producer": text(producer)}).format(document)

    def made(*places: object, **options: object) -> Canvas:
        sheet = canvas(*places, **options)
        sheet._doc.info = Information()  # noqa: SLF001 - ReportLab offers no other way in
        return sheet

    return made
