"""The words of a document: in the right order, within bounds, and never a surprise."""

from __future__ import annotations

import pytest
from testkit import attachments

from app.domain.documents import MediaType
from app.ports.documents import DocumentRefused
from storage.documents.words import LONGEST_TEXT, words

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(body: str) -> bytes:
    return attachments.zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {_WORD}>{body}</w:document>",
        }
    )


def _refusal(content: bytes, kind: MediaType) -> str:
    with pytest.raises(DocumentRefused) as refused:
        words(content, kind)
    return refused.value.code


def test_a_letter_reads_from_top_to_bottom() -> None:
    assert words(attachments.docx(), MediaType.DOCX).split("\n") == [
        "Courrier fictif",
        "Premier\tpoint",
        "Cellule",
    ]


def test_an_open_document_reads_without_what_was_struck_out() -> None:
    assert words(attachments.odt(), MediaType.ODT) == "Courrier fictif\nPremier\tpoint fini"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_reads_in_any_common_encoding(encoding: str) -> None:
    told = "Élève fictif, à l’école : « œuvre » déjà jugée très réussie"

    assert words(told.encode(encoding), MediaType.TEXT) == told


def test_a_protected_document_says_so() -> None:
    assert _refusal(attachments.odt(encrypted=True), MediaType.ODT) == "protected"


def test_a_text_without_end_is_shown_up_to_a_point() -> None:
    paragraph = "<w:p><w:r><w:t>" + "a" * 100 + "</w:t></w:r></w:p>"

    assert len(words(_docx(paragraph * 30_000), MediaType.DOCX)) == LONGEST_TEXT
    assert len(words(b"a" * 3_000_000, MediaType.TEXT)) == LONGEST_TEXT


def test_a_part_that_says_it_is_huge_is_not_read() -> None:
    assert _refusal(_docx(" " * 70_000_000), MediaType.DOCX) == "unreadable"


def test_entities_that_multiply_are_refused() -> None:
    lines = "".join(
        f'<!ENTITY e{rank} "{f"&e{rank - 1};" * 10 if rank else "mot " * 100}">'
        for rank in range(9)
    )
    bomb = f"<!DOCTYPE d [{lines}]><w:document {_WORD}><w:t>&e8;</w:t></w:document>"
    content = attachments.zipped({"[Content_Types].xml": "", "word/document.xml": bomb})

    assert _refusal(content, MediaType.DOCX) == "unreadable"


def test_a_resource_outside_is_never_fetched(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mot secret")
    head = f'<!DOCTYPE d [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    body = f"{head}<w:document {_WORD}><w:t>&f;</w:t></w:document>"
    content = attachments.zipped({"[Content_Types].xml": "", "word/document.xml": body})

    try:
        told = words(content, MediaType.DOCX)
    except DocumentRefused:
        told = ""
    assert "secret" not in told
