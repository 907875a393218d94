"""How the locked window is laid out: a dark panel, and one form at a time beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.texts import text
from ui.widgets.boxes import ScrollPage, column, hosted, row
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

_FORM_WIDTH = 460
_TOP = 110


def centred(form: QVBoxLayout, *, top: int = _TOP) -> ScrollPage:
    """Return a form in the middle of its side, no wider than it reads well."""
    form.setContentsMargins(0, top, 0, 20)
    holder = hosted(form)
    holder.setMaximumWidth(_FORM_WIDTH)
    across = row(holder)
    across.setAlignment(holder, Qt.AlignmentFlag(0))
    across.insertStretch(0, 1)
    across.addStretch(1)
    across.setStretchFactor(holder, 100)
    return ScrollPage(across)


def panel() -> QWidget:
    """Return the dark side: name and promise."""
    inside = column(
        label(text("shell.product"), "product"),
        18,
        label(text("unlock.lead"), "lead", wraps=True),
        110,
        label(text("unlock.promise"), "aside", wraps=True),
        -1,
        gap=6,
    )
    inside.setContentsMargins(80, 84, 60, 40)
    made = named(QWidget(), "unlock_panel", text("shell.product"))
    made.setProperty("role", "side")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(inside)
    return made
