"""The theme: legible by measure, in the light and in the dark."""

from __future__ import annotations

import re

import pytest

import resources

TOKENS = resources.read_toml("theme", "tokens.toml")
SCHEMES = ("light", "dark")
PAIRS = [tuple(pair) for pair in TOKENS["contrast"]["pairs"]]
GROUNDS = ("page", "surface", "sunken")
CHIPS = ("good", "warn", "note", "bad")


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


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_pair_of_colours_keeps_its_distance(scheme: str, ink: str, ground: str, least: float):
    colours = TOKENS[scheme]
    assert contrast(colours[ink], colours[ground]) >= least


def test_text_is_held_to_seven_and_the_rest_to_its_floor():
    """The floors are the design's, whatever the theme file asks of itself."""
    asked = {(ink, ground): least for ink, ground, least in PAIRS}
    assert all(asked["text", ground] >= 7.0 for ground in GROUNDS)
    assert all(asked["muted", ground] >= 4.5 for ground in GROUNDS)
    assert all(asked[f"{chip}_text", chip] >= 4.5 for chip in CHIPS)
    assert all(asked["focus", ground] >= 3.0 for ground in ("page", "surface"))
    assert min(asked.values()) >= 3.0


def test_both_schemes_name_the_same_colours():
    assert list(TOKENS["light"]) == list(TOKENS["dark"])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_is_written_in_full(scheme: str):
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in TOKENS[scheme].values())


def test_the_style_sheet_names_only_colours_of_the_theme():
    named = set(re.findall(r"\$([a-z_]+)", resources.read_text("theme", "armoire.qss")))
    assert named
    assert named <= set(TOKENS["light"])


def test_the_style_sheet_holds_no_colour_of_its_own():
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", resources.read_text("theme", "armoire.qss")) == []


def test_the_theme_names_the_family_of_the_shipped_fonts():
    family = TOKENS["font"]["family"].encode("utf-16-be")
    fonts = [name for name in resources.names("fonts") if name.endswith(".ttf")]
    assert fonts
    assert all(family in resources.read_bytes("fonts", name) for name in fonts)
