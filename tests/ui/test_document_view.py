"""What a document looks like inside the program, sound, damaged or hostile."""

from __future__ import annotations

import struct
import zlib
from random import Random  # noqa: TID251 — seeded: the same mutations at each run

import pytest
from testkit import attachments
from testkit.attachments import EVERY_KIND

from app.domain.documents import MediaType
from app.ports.documents import DocumentRefused
from storage.documents.preview import MemoryPreview
from ui.picture_reading import MOST_SHOWN, picture
from ui.widgets.document_view import DocumentView

_QT_MAY_COMPLAIN = pytest.mark.qt_log_level_fail("NO")
"""The readers of pictures say what is wrong with one, in words that name nobody."""
PICTURES = [kind for kind in EVERY_KIND if kind.is_picture]


@pytest.fixture
def view(qtbot, desk):
    made = DocumentView(desk, MemoryPreview())
    qtbot.addWidget(made)
    made.resize(500, 500)
    made.show()
    return made


def _png(width: int, height: int) -> bytes:
    """A picture of one colour that says it is very large, in few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes(1 + width // 8) * min(height, 4000), 9)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("kind", PICTURES, ids=lambda kind: kind.name)
def test_each_kind_of_picture_is_shown(view, kind: MediaType) -> None:
    view.show_content(EVERY_KIND[kind], kind)

    assert view.currentWidget() is view.sheet


def test_a_photograph_is_shown_the_right_way_up() -> None:
    width, height = attachments.SIZE
    shown = picture(attachments.jpeg(), MediaType.JPEG)

    assert (shown.width(), shown.height()) == (height, width)


def test_a_picture_that_unfolds_into_millions_of_pixels_is_refused(view) -> None:
    with pytest.raises(DocumentRefused) as refused:
        picture(_png(60_000, 60_000), MediaType.PNG)
    assert refused.value.code == "too_many_pixels"

    view.show_content(_png(60_000, 60_000), MediaType.PNG)
    assert view.currentWidget() is not view.sheet
    assert view.trouble.text() == "Illisible"


def test_a_large_picture_is_reduced() -> None:
    shown = picture(_png(7_000, 4_000), MediaType.PNG)

    assert shown.width() * shown.height() <= MOST_SHOWN


def test_a_picture_is_read_by_the_reader_of_its_kind_alone() -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"

    with pytest.raises(DocumentRefused):
        picture(drawing, MediaType.PNG)


@_QT_MAY_COMPLAIN
@pytest.mark.parametrize("kind", PICTURES, ids=lambda kind: kind.name)
def test_a_damaged_picture_is_shown_or_refused(kind: MediaType) -> None:
    random, content = Random(4), EVERY_KIND[kind]
    codes = set()
    for _ in range(200):
        made = bytearray(content)
        for _ in range(random.randint(1, 5)):
            at = random.randrange(len(made))
            made[at : at + random.randint(0, 6)] = random.randbytes(random.randint(1, 4))
        try:
            assert not picture(bytes(made), kind).isNull()
        except DocumentRefused as refused:
            codes.add(refused.code)

    assert codes <= {"unreadable", "too_many_pixels"}


@_QT_MAY_COMPLAIN
@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_a_document_cut_short_says_so_and_shows_a_way_out(view, kind: MediaType) -> None:
    view.show_content(EVERY_KIND[kind][:20], kind)

    if kind is not MediaType.TEXT:
        assert view.trouble.text() in {"Illisible", "Pas d’aperçu pour cette sorte de fichier"}
        assert "exportez-le" in view.why.text()


@pytest.mark.parametrize("kind", [MediaType.TEXT, MediaType.DOCX, MediaType.ODT])
def test_words_are_plain_and_cannot_be_changed(view, kind: MediaType) -> None:
    view.show_content(EVERY_KIND[kind], kind)

    assert view.currentWidget() is view.words
    assert view.words.isReadOnly()
    assert "fictif" in view.words.toPlainText()


def test_words_that_look_like_a_page_load_nothing(view) -> None:
    told = "<img src='file:///etc/hostname'><b>gras</b>"
    view.show_content(told.encode(), MediaType.TEXT)

    assert view.words.toPlainText() == told


def test_a_page_asked_for_last_is_the_one_shown(view) -> None:
    view.show_content(attachments.pdf(3), MediaType.PDF)
    view.turn(1)
    view.turn(1)
    view.turn(1)

    assert (view.page, view.pages) == (3, 3)
