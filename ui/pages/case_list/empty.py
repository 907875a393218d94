"""What the case list says when it has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.texts import text
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.theme import Theme


def nothing_yet(theme: Theme, action: QPushButton) -> EmptyState:
    """No case file at all: how one comes to be."""
    words = text("case_list.empty_words")
    return EmptyState(theme, "folder-lock", text("case_list.empty_title"), words, action)


def nothing_found(theme: Theme, action: QPushButton) -> EmptyState:
    """Nothing fits the words and filters: what was searched, and the way back."""
    words = text("case_list.none_words")
    return EmptyState(theme, "search", text("case_list.none_title"), words, action)
