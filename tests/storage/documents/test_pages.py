"""Pages of a PDF: drawn from memory, bounded, and nothing in them runs."""

from __future__ import annotations

import pytest
from testkit import attachments

from app.ports.documents import DocumentRefused
from storage.documents.pages import MOST_PIXELS, page, page_count


def test_each_page_is_drawn_at_the_width_asked_for() -> None:
    content = attachments.pdf(pages=3)

    drawn = [page(content, number, 400) for number in (1, 2, 3)]

    assert page_count(content) == 3
    assert [(one.number, one.count, one.width) for one in drawn] == [
        (1, 3, 400),
        (2, 3, 400),
        (3, 3, 400),
    ]
    assert len({one.rgba for one in drawn}) == 3
    assert len(drawn[0].rgba) == drawn[0].width * drawn[0].height * 4


def test_a_page_is_never_more_pixels_than_the_bound() -> None:
    drawn = page(attachments.pdf(1), 1, 1_000_000)

    assert drawn.width * drawn.height <= MOST_PIXELS * 1.01


def test_a_page_as_large_as_a_hall_is_bounded_too() -> None:
    content = attachments.pdf(1).replace(b"595.2756 841.8898", b"14400.00 14400.00")
    assert b"14400.00" in content

    drawn = page(content, 1, 800)

    assert drawn.width * drawn.height <= MOST_PIXELS


def test_a_script_in_a_document_does_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    plain, scripted = attachments.pdf(1), attachments.pdf(1, script="app.alert(1)")

    assert page(scripted, 1, 300).rgba == page(plain, 1, 300).rgba
    assert list(tmp_path.iterdir()) == []


def test_a_document_with_a_password_says_so() -> None:
    from io import BytesIO

    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("phrase fictive"))
    canvas.showPage()
    canvas.save()

    with pytest.raises(DocumentRefused) as refused:
        page(out.getvalue(), 1, 300)
    assert refused.value.code == "protected"
