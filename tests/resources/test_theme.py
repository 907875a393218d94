"""The theme: legible by measure, in the light and in the dark."""

from __future__ import annotations

import re

import pytest

import resources

TOKENS = resources.read_toml("theme", "tokens.toml")
THEMES = ("light", "dark")
SURFACES = ("background", "surface", "surface_sunken", "surface_hover")
CHIPS = ("green", "blue", "amber", "red", "grey")

LEGIBLE = [
    *(("text", surface, 7.0) for surface in SURFACES),
    *(("text_muted", surface, 4.5) for surface in SURFACES),
    *(("link", surface, 4.5) for surface in ("background", "surface")),
    *((f"chip_{chip}_text", f"chip_{chip}", 4.5) for chip in CHIPS),
    *(
        ("text_on_primary", ground, 4.5)
        for ground in ("primary", "primary_hover", "primary_pressed")
    ),
    *(("text_on_danger", ground, 4.5) for ground in ("danger", "danger_hover")),
    ("selection_text", "selection", 7.0),
    ("text_muted", "hatch_back", 4.5),
    ("text_muted", "hatch", 4.5),
    ("sidebar_text", "sidebar", 7.0),
    ("sidebar_muted", "sidebar", 4.5),
    ("sidebar_active_text", "sidebar_active", 7.0),
    ("sidebar_badge_text", "sidebar_badge", 4.5),
]
VISIBLE = [
    *(("focus", surface, 3.0) for surface in SURFACES),
    *(("border_control", surface, 3.0) for surface in ("background", "surface")),
    *((series, "surface", 3.0) for series in ("chart", "chart_second", "chart_third")),
    ("chart", "track", 3.0),
    ("primary", "background", 3.0),
    ("text_disabled", "surface", 3.0),
    ("sidebar_focus", "sidebar", 3.0),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_agrees_with_its_definition():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back", "floor"), [*LEGIBLE, *VISIBLE])
def test_every_pair_of_colours_is_legible(theme: str, front: str, back: str, floor: float):
    colours = TOKENS[theme]
    assert contrast(colours[front], colours[back]) >= floor


def test_both_themes_name_the_same_colours():
    assert list(TOKENS["light"]) == list(TOKENS["dark"])


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_is_written_in_full(theme: str):
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in TOKENS[theme].values())


def test_every_weight_of_the_theme_has_its_font_file():
    weights = {TOKENS["font"][name] for name in ("weight_normal", "weight_strong", "weight_title")}
    shipped = {
        int(match[1]) for name in resources.names("fonts") if (match := re.search(r"_(\d+)", name))
    }
    assert shipped == weights
