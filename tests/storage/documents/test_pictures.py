"""A picture keeps every pixel and its way up, and loses what tells where it was made."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from testkit import attachments
from testkit.attachments import PLACE

from app.domain.documents import MediaType
from app.ports.documents import DocumentRefused
from storage.documents.cleaning import cleaned

PICTURES = {
    "jpeg": (MediaType.JPEG, attachments.jpeg()),
    "progressive": (MediaType.JPEG, attachments.jpeg(progressive=True)),
    "png": (MediaType.PNG, attachments.png()),
    "webp": (MediaType.WEBP, attachments.webp()),
}
_ORIENTATION, _GPS = 0x0112, 0x8825


def _cleaned(kind: MediaType, content: bytes, step: int = 1000) -> bytes:
    pieces = (content[at : at + step] for at in range(0, len(content), step))
    return b"".join(cleaned(kind, pieces))


@pytest.fixture(params=PICTURES)
def picture(request: pytest.FixtureRequest) -> tuple[MediaType, bytes]:
    return PICTURES[request.param]


def test_what_tells_the_place_is_there_before(picture) -> None:
    with Image.open(BytesIO(picture[1])) as image:
        assert image.getexif().get_ifd(_GPS)[2] == (48.0, 51.0, 30.0)


def test_place_author_and_comment_are_left_out(picture) -> None:
    kept = _cleaned(*picture)

    assert PLACE.encode() not in kept
    assert b"xmp" not in kept.lower()
    with Image.open(BytesIO(kept)) as image:
        assert _GPS not in image.getexif()
        assert set(image.getexif()) <= {_ORIENTATION}
        assert PLACE not in str(image.info)


def test_not_one_pixel_changes(picture) -> None:
    with (
        Image.open(BytesIO(picture[1])) as before,
        Image.open(BytesIO(_cleaned(*picture))) as after,
    ):
        assert after.size == before.size
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


@pytest.mark.parametrize("name", ["jpeg", "progressive"])
def test_a_photograph_keeps_its_way_up_and_its_colours(name: str) -> None:
    with Image.open(BytesIO(_cleaned(*PICTURES[name]))) as image:
        assert image.getexif()[_ORIENTATION] == 6
        assert image.info["icc_profile"] == b"profil fictif" * 10


def test_what_is_clean_already_stays_as_it_is(picture) -> None:
    once = _cleaned(*picture)

    assert _cleaned(picture[0], once) == once


@given(st.sampled_from(sorted(PICTURES)), st.integers(1, 50))
def test_it_does_not_matter_how_the_bytes_arrive(name: str, step: int) -> None:
    kind, content = PICTURES[name]

    assert _cleaned(kind, content, step) == _cleaned(kind, content)


def test_a_photograph_cut_inside_its_pixels_is_kept_and_clean() -> None:
    content = attachments.jpeg()
    kept = _cleaned(MediaType.JPEG, content[: content.index(b"\xff\xda") + 60])

    assert kept.endswith(b"\xff\xd9")
    assert PLACE.encode() not in kept


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (MediaType.JPEG, b"\xff\xd8\xff"),
        (MediaType.JPEG, b"\xff\xd8\xff\xe1\x00\x00"),
        (MediaType.JPEG, b"\xff\xd8\xff\xe1\xff\xff" + PLACE.encode()),
        (MediaType.JPEG, b"\xff\xd8" + PLACE.encode()),
        (MediaType.PNG, attachments.png()[:60]),
        (MediaType.PNG, b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT"),
        (MediaType.WEBP, attachments.webp()[:40]),
        (MediaType.WEBP, b"RIFF\x04\x00\x00\x00WAVE"),
    ],
)
def test_a_picture_that_cannot_be_cleaned_is_refused(kind: MediaType, content: bytes) -> None:
    with pytest.raises(DocumentRefused) as refused:
        _cleaned(kind, content)

    assert refused.value.code == "picture_damaged"
