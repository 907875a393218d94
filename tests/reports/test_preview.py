"""The preview: page after page as pixels, without a file."""

import pytest
from testkit import documents

from app.statistics.document import PageBreak, Paragraph
from reports.preview import preview


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.37])
def test_a_page_is_as_many_pixels_as_it_says(scale: float) -> None:
    for page in preview(documents.a_document(Paragraph("Une page.")), scale):
        assert len(page.rgba) == page.width * page.height * 4
        assert page.width == pytest.approx(595.3 * scale, abs=1.5)
        assert page.height == pytest.approx(841.9 * scale, abs=1.5)


def test_pages_come_in_order_and_say_how_many_there_are() -> None:
    pages = [Paragraph("Un."), PageBreak(), Paragraph("Deux."), PageBreak(), Paragraph("Trois.")]

    numbers = [(page.number, page.count) for page in preview(documents.a_document(*pages))]

    assert numbers == [(1, 3), (2, 3), (3, 3)]


def test_the_page_is_white_and_the_rule_of_the_first_page_green() -> None:
    page = next(iter(preview(documents.a_document(Paragraph("Une page.")), 1.0)))
    pixels = {page.rgba[at : at + 4] for at in range(0, len(page.rgba), 4)}

    assert page.rgba[:4] == bytes([255, 255, 255, 255])
    assert bytes([0x1F, 0x7A, 0x4D, 255]) in pixels


def test_nothing_is_written_to_disk(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert len(list(preview(documents.a_document(), 0.3))) > 1

    assert list(tmp_path.iterdir()) == []
