"""A pen that collects shapes into one ReportLab drawing, in the colours of a scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.style import REGULAR, fonts

if TYPE_CHECKING:
    from reports.foreign import Drawing
    from reports.style import Palette

Spot = tuple[float, float]

TEXT = 8.5
ROUND = 1.5
HATCH = 4.0
"""Distance between two stripes."""


class Pen:
    """Draws from the top left corner down, as one reads; ReportLab counts from the bottom up."""

    def __init__(self, colours: Palette) -> None:
        """Start an empty drawing."""
        from reportlab.graphics import shapes
        from reportlab.lib import colors

        fonts()
        # Every drawing starts in this font: the default would enter the file unused.
        shapes.STATE_DEFAULTS["fontName"] = REGULAR
        self.colours = colours
        self._shapes: Any = shapes
        self._colour: Any = colors.HexColor
        self._group: Any = shapes.Group()

    def drawing(self, width: float, height: float) -> Drawing:
        """What was drawn, moved up to ReportLab's origin."""
        drawing = self._shapes.Drawing(width, height)
        self._group.transform = (1, 0, 0, 1, 0, height)
        drawing.add(self._group)
        return drawing

    def bar(self, at: Spot, size: Spot, colour: str) -> None:
        """A filled rectangle with slightly rounded corners."""
        corner = min(ROUND, size[0] / 2, size[1] / 2)
        self._add("Rect", at[0], -at[1] - size[1], *size, rx=corner, ry=corner, fillColor=colour)

    def block(self, at: Spot, size: Spot, colour: str) -> None:
        """A filled rectangle with sharp corners."""
        self._add("Rect", at[0], -at[1] - size[1], *size, fillColor=colour)

    def frame(self, at: Spot, size: Spot, colour: str) -> None:
        """The outline of a rectangle."""
        corners = {"rx": ROUND, "ry": ROUND}
        place = (at[0], -at[1] - size[1])
        look = {"fillColor": None, "strokeColor": colour, "strokeWidth": 0.8}
        self._add("Rect", *place, *size, **corners, **look)

    def line(self, start: Spot, end: Spot, colour: str, width: float = 0.5) -> None:
        """A straight line."""
        self._add(
            "Line", start[0], -start[1], end[0], -end[1], strokeColor=colour, strokeWidth=width
        )

    def dot(self, at: Spot, colour: str) -> None:
        """A point of a curve."""
        self._add("Circle", at[0], -at[1], 2.4, fillColor=colour)

    def ring(self, centre: Spot, radius: float, angles: Spot, colour: str) -> None:
        """A part of a ring, from one angle to another, in degrees."""
        self._add(
            "Wedge",
            *(centre[0], -centre[1], radius, *angles),
            radius1=radius * 0.58,
            fillColor=colour,
            strokeColor=self.colours.paper,
            strokeWidth=1,
        )

    def text(self, at: Spot, text: str, anchor: str = "start", **look: object) -> None:
        """One line of text, its baseline at the point; `look` is font, size, colour."""
        self._add(
            "String",
            *(at[0], -at[1], text),
            textAnchor=anchor,
            fontName=look.get("font", REGULAR),
            fontSize=look.get("size", TEXT),
            fillColor=look.get("colour", self.colours.text),
        )

    def hatched(self, at: Spot, size: Spot) -> None:
        """A masked value: a striped box that has no scale."""
        (x, y), (width, height) = at, size
        self._add("Rect", x, -y - height, width, height, fillColor=self.colours.hatch_back)
        offset = HATCH / 2
        while offset < width + height:
            start = (x + min(offset, width), y + max(0.0, offset - width))
            end = (x + max(0.0, offset - height), y + min(offset, height))
            self.line(start, end, self.colours.muted)
            offset += HATCH
        self._add(
            *("Rect", x, -y - height, width, height),
            fillColor=None,
            strokeColor=self.colours.muted,
            strokeWidth=0.5,
        )

    def _add(self, shape: str, *place: object, **look: object) -> None:
        look.setdefault("strokeColor", None)
        for name in ("fillColor", "strokeColor"):
            if look.get(name):
                look[name] = self._colour(look[name])
        self._group.add(getattr(self._shapes, shape)(*place, **look))
