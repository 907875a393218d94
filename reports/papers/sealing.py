"""Closing a PDF with a phrase: AES-256 (PDF 2.0, revision 6), in memory."""

from __future__ import annotations

import secrets
from io import BytesIO

_REVISION = 6


def sealed(pdf: bytes, phrase: bytearray) -> bytes:
    """The PDF that opens with the phrase alone; its description is encrypted too.

    The owner's phrase is drawn and thrown away: nobody else has a second way in.
    """
    import pikepdf

    file = BytesIO()
    closing = pikepdf.Encryption(
        owner=secrets.token_urlsafe(32),
        user=phrase.decode("utf-8"),
        R=_REVISION,
        aes=True,
        metadata=True,
    )
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(file, encryption=closing, deterministic_id=False)
    return file.getvalue()
