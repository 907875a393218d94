"""The paper of the copy: nothing of what is hidden is in its file; a phrase closes it."""

from __future__ import annotations

import re
import zlib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from app.domain.redactions import without
from app.ports.access import CopyEntry, CopyLine, CopySection
from reports.papers.access_copy import access_copy_paper
from reports.papers.sealing import sealed

SECRET = "Zoé Fictive"
TOLD = "hébergée par sa sœur"
PHRASE = "sept mots français tirés au sort"


def _paper(*passages: str | None) -> bytes:
    line = CopyLine("Note", passages)
    entry = CopyEntry("02/05/2026 · Entretien", (line, CopyLine("Lieu", ("bureau",))))
    return access_copy_paper("Copie", ("Établie le 12/05/2026.",), (CopySection("Fil", (entry,)),))


def _words(pdf: bytes, phrase: str | None = None) -> str:
    opened = pypdfium2.PdfDocument(pdf, password=phrase)
    return " ".join(page.get_textpage().get_text_range() for page in opened)


def _dark(pdf: bytes) -> int:
    bitmap = pypdfium2.PdfDocument(pdf)[0].render(scale=1, grayscale=True)
    return bytes(bitmap.buffer).count(0)


@pytest.mark.requirement("ANAS-04")
def test_a_hidden_passage_is_a_black_bar_without_its_letters() -> None:
    clear, hidden = _paper(f"{TOLD}, ", SECRET), _paper(f"{TOLD}, ", None)

    assert SECRET in _words(clear)
    assert TOLD in _words(hidden)
    assert "Zoé" not in _words(hidden)
    assert "masqué" in _words(hidden)
    assert _dark(hidden) > _dark(clear) + 100


@pytest.mark.requirement("ANAS-04")
@pytest.mark.parametrize("secret", ["Zo", SECRET, "<b>Zoé</b>, 12 rue de l’Exemple & co"])
def test_the_bytes_of_the_copy_are_the_same_whatever_was_hidden(secret: str) -> None:
    hidden = without(f"avant {secret} après", [(6, 6 + len(secret))])

    assert _paper(*hidden) == _paper("avant ", None, " après")


def test_each_line_of_a_long_text_stays() -> None:
    words = _words(_paper("première ligne\n\ndeuxième ligne <b> & co"))

    assert "première ligne" in words
    assert "deuxième ligne <b> & co" in words


def test_a_sealed_copy_opens_with_its_phrase_alone() -> None:
    closed = sealed(_paper(TOLD), bytearray(PHRASE, "utf-8"))

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(closed))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(closed), password="")
    assert TOLD in _words(closed, PHRASE)


def test_a_sealed_copy_is_aes_256_and_leaves_no_clear_word() -> None:
    closed = sealed(_paper(TOLD), bytearray(PHRASE, "utf-8"))

    with pikepdf.open(BytesIO(closed), password=PHRASE) as opened:
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert opened.encryption.stream_method.name == "aesv3"
    assert b"Copie" not in closed
    assert not any(
        _inflates(one) for one in re.findall(rb"stream\r?\n(.*?)endstream", closed, re.DOTALL)
    )


def _inflates(stream: bytes) -> bool:
    try:
        zlib.decompress(stream)
    except zlib.error:
        return False
    return True
