"""A damaged document is shown as well as it can be, or refused with a code."""

from __future__ import annotations

from io import BytesIO
from random import Random  # noqa: TID251 — seeded: the same mutations at each run
from typing import TYPE_CHECKING

import pytest
from testkit.attachments import EVERY_KIND

from app.domain.documents import MediaType
from app.ports.documents import DocumentRefused
from storage.documents.cleaning import cleaned
from storage.documents.kinds import media_type
from storage.documents.preview import MemoryPreview

if TYPE_CHECKING:
    from collections.abc import Iterator

MUTATIONS = 300
_SHOWN = MemoryPreview()


def mutations(content: bytes, seed: int) -> Iterator[bytes]:
    """The same bytes with bits turned, ranges cut, doubled, emptied, or numbers made huge."""
    random = Random(seed)
    for _ in range(MUTATIONS):
        made = bytearray(content)
        for _ in range(random.randint(1, 6)):
            made = made or bytearray(b"\0")
            at, length = random.randrange(len(made)), random.randint(1, 40)
            match random.randrange(5):
                case 0:
                    made[at] ^= 1 << random.randrange(8)
                case 1:
                    del made[at : at + length]
                case 2:
                    made[at:at] = made[at : at + length]
                case 3:
                    made[at : at + 4] = random.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"))
                case _:
                    del made[max(at, 1) :]
        yield bytes(made)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_a_damaged_file_is_told_apart_and_cleaned_or_refused(kind: MediaType) -> None:
    outcomes = {"kept": 0, "picture_damaged": 0}
    for content in mutations(EVERY_KIND[kind], seed=1):
        found = media_type(BytesIO(content))
        try:
            b"".join(cleaned(found, iter([content])))
            outcomes["kept"] += 1
        except DocumentRefused as refused:
            outcomes[refused.code] += 1

    assert sum(outcomes.values()) == MUTATIONS


@pytest.mark.parametrize("kind", [MediaType.TEXT, MediaType.DOCX, MediaType.ODT])
def test_damaged_words_are_read_or_refused(kind: MediaType) -> None:
    codes = set()
    for content in mutations(EVERY_KIND[kind], seed=2):
        try:
            assert isinstance(_SHOWN.words(content, kind), str)
        except DocumentRefused as refused:
            codes.add(refused.code)

    assert codes <= {"unreadable", "protected"}


def test_damaged_pages_are_drawn_or_refused() -> None:
    drawn, codes = 0, set()
    for content in mutations(EVERY_KIND[MediaType.PDF], seed=3):
        try:
            drawn += _SHOWN.page(content, 1, 200).count > 0
        except DocumentRefused as refused:
            codes.add(refused.code)

    assert drawn
    assert codes <= {"unreadable", "protected"}
