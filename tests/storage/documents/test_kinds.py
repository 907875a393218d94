"""A file is what its bytes say, whatever its name."""

from __future__ import annotations

from io import BytesIO

import pytest
from testkit.attachments import EVERY_KIND, zipped

from app.domain.documents import MediaType
from storage.documents.kinds import media_type


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_each_kind_is_known_by_its_content(kind: MediaType) -> None:
    assert media_type(BytesIO(EVERY_KIND[kind])) is kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Été fictif, à peine".encode("cp1252"), MediaType.TEXT),
        ("Texte".encode("utf-16"), MediaType.TEXT),
        (b"\x00\x01\x02", MediaType.OTHER),
        (b"\x7fELF\x02\x01\x01", MediaType.OTHER),
        (b"GIF89a\x01\x00\x01\x00", MediaType.OTHER),
        (bytes(range(128, 256)), MediaType.OTHER),
        (zipped({"a.txt": "rien"}), MediaType.OTHER),
        (zipped({"mimetype": "application/epub+zip", "content.xml": ""}), MediaType.OTHER),
        (b"PK\x03\x04" + b"abime" * 40, MediaType.OTHER),
        (b"PK\x05\x06" + bytes(18), MediaType.OTHER),
        (b"bruit\n%PDF-1.4", MediaType.PDF),
    ],
)
def test_what_is_not_one_of_them_is_kept_as_something_else(content: bytes, kind: MediaType) -> None:
    assert media_type(BytesIO(content)) is kind


def test_a_container_of_a_million_parts_is_not_read() -> None:
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + b"\xff\xff\xff\x00" + bytes(6)

    assert media_type(BytesIO(b"PK\x03\x04" + bytes(100) + end)) is MediaType.OTHER
