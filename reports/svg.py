"""A chart as SVG for the window: the same shapes, written without a printer's detour."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from reports.style import font_family, font_weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.foreign import Colour, Drawing, Shape


def svg(drawing: Drawing, title: str, description: str) -> str:
    """One drawing of the pen as SVG, with title and description for screen readers."""
    shapes = "".join(_written(shape) for group in drawing.contents for shape in group.contents)
    width, height = _number(drawing.width), _number(drawing.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family={quoteattr(font_family())}>'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{shapes}</svg>"
    )


def _written(shape: Shape) -> str:
    name = type(shape).__name__
    if name == "String":
        look = f'font-size="{_number(shape.fontSize)}" font-weight="{font_weight(shape.fontName)}"'
        where = f'x="{_number(shape.x)}" y="{_number(-shape.y)}" text-anchor="{shape.textAnchor}"'
        return f"<text {where} {look} {_ink(shape)}>{escape(shape.text)}</text>"
    if name == "Wedge":
        return f'<path d="{_path(shape.asPolygon().points)}" {_ink(shape)}/>'
    tag, numbers = _TAGS[name](shape)
    places = " ".join(f'{key}="{_number(value)}"' for key, value in numbers.items())
    return f"<{tag} {places} {_ink(shape)}/>"


def _rect(shape: Shape) -> tuple[str, dict[str, float]]:
    size = {"width": shape.width, "height": shape.height, "rx": shape.rx or 0, "ry": shape.ry or 0}
    return "rect", {"x": shape.x, "y": -shape.y - shape.height, **size}


def _line(shape: Shape) -> tuple[str, dict[str, float]]:
    return "line", {"x1": shape.x1, "y1": -shape.y1, "x2": shape.x2, "y2": -shape.y2}


def _circle(shape: Shape) -> tuple[str, dict[str, float]]:
    return "circle", {"cx": shape.cx, "cy": -shape.cy, "r": shape.r}


_TAGS = {"Rect": _rect, "Line": _line, "Circle": _circle}


def _path(points: list[float]) -> str:
    spots = zip(points[::2], points[1::2], strict=True)
    return "M" + " L".join(f"{_number(x)} {_number(-y)}" for x, y in spots) + " Z"


def _ink(shape: Shape) -> str:
    return " ".join(_inks(shape))


def _inks(shape: Shape) -> Iterator[str]:
    fill = getattr(shape, "fillColor", None)
    yield f'fill="{_colour(fill)}"'
    stroke = getattr(shape, "strokeColor", None)
    if stroke is not None:
        yield f'stroke="{_colour(stroke)}" stroke-width="{_number(shape.strokeWidth)}"'


def _colour(colour: Colour) -> str:
    return "none" if colour is None else f"#{colour.hexval()[2:]}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
