"""The banner of a vault that takes no writes: why, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from app.ports.vault import ReadOnlyReason
from ui.formats import moment
from ui.texts import text
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from datetime import date

    from app.ports.vault import Opening
    from ui.theme import Theme

_HERS_TO_ACCEPT = frozenset({ReadOnlyReason.ROLLED_BACK, ReadOnlyReason.HEADER_TAMPERED})


class ReadOnlyBanner(QFrame):
    """Hidden while the vault takes writes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "read_only_banner", text("backups.banner")).setProperty("role", "notice")
        self.words = named(label("", wraps=True), "read_only_words", text("backups.banner"))
        self.restore = button(theme, "read_only_restore", text("backups.card_open"))
        self.accept = button(theme, "read_only_accept", text("backups.accept"))
        inside = row(IconLabel(theme, "lock"), self.words, self.restore, self.accept, gap=10)
        inside.setContentsMargins(14, 8, 10, 8)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.hide()

    def show_opening(self, opening: Opening, today: date) -> None:
        """Say why nothing can be written, if nothing can."""
        if opening.read_only is None:
            self.hide()
            return
        self.words.setText(banner_words(opening, today))
        self.words.setAccessibleName(self.words.text())
        mine = opening.read_only in _HERS_TO_ACCEPT
        self.accept.setVisible(mine)
        self.restore.setVisible(mine)
        restyle(self, tone="warn")
        self.show()


def banner_words(opening: Opening, today: date) -> str:
    """Why nothing can be written, and how far behind the vault is."""
    if opening.read_only is None:
        return ""
    back = opening.rolled_back
    facts = {"found": back.found, "sealed": back.sealed} if back is not None else {}
    said = text(f"backups.reading_only.{opening.read_only.value}", **facts)
    if back is None or back.seen_at is None:
        return said
    return f"{said} {text('backups.banner_since', when=moment(back.seen_at, today))}"
