"""The check at the door of every format: a document of protected tables, or nothing."""

from __future__ import annotations

from app.statistics.document import Document
from app.statistics.release import SafeTable


class NotProtected(TypeError):
    """Something else than protected tables reached a format: a bug, never the user's doing."""


def admitted(document: object) -> Document:
    """Return the document, or refuse it: types end where the program runs."""
    if not isinstance(document, Document):
        raise NotProtected
    if not all(isinstance(table, SafeTable) for table in document.tables):  # pyright: ignore[reportUnnecessaryIsInstance] — a run-time check on purpose
        raise NotProtected
    return document
