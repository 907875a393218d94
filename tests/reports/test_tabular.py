"""Figures stand under each other: in tables every digit is as wide as the next."""

import pytest

from reports.style import FIGURES, REGULAR, STRONG, STRONG_FIGURES, fonts, width_of


@pytest.mark.parametrize("font", [FIGURES, STRONG_FIGURES])
def test_every_digit_is_as_wide_as_the_next(font: str) -> None:
    assert len({width_of(digit, font, 1000) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("font", [FIGURES, STRONG_FIGURES])
def test_every_digit_has_a_shape_of_its_own(font: str) -> None:
    glyphs = fonts()[font].face.charToGlyph

    assert len({glyphs[ord(digit)] for digit in "0123456789"}) == 10


@pytest.mark.parametrize("font", [REGULAR, STRONG])
def test_running_text_keeps_the_digits_of_the_font(font: str) -> None:
    assert width_of("1", font, 1000) < width_of("0", font, 1000)


def test_two_fonts_of_one_file_have_two_names() -> None:
    """One name would make both share one subset in the PDF, and some signs would change."""
    names = [fonts()[font].face.name for font in (REGULAR, FIGURES, STRONG, STRONG_FIGURES)]

    assert len(set(names)) == 4
