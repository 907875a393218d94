"""Choosing a new phrase: seven words proposed, or her own, judged; typed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.phrase_strength import strength
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named, restyle
from ui.widgets.phrase_field import PhraseField

if TYPE_CHECKING:
    from app.ports.vault import PassphraseAdviser
    from ui.theme import Theme


class NewPhrase(QWidget):
    """Tells whether the phrase will do (`acceptable`) and was typed twice (`same`)."""

    changed = Signal()

    def __init__(self, theme: Theme, adviser: PassphraseAdviser, name: str = "new") -> None:
        super().__init__()
        self._adviser = adviser
        self._own = False
        self.acceptable = True
        self.words = named(
            label("", "proposal", wraps=True), f"{name}_words", text("unlock.create_form.proposed")
        )
        self.another = button(
            theme, f"{name}_another", text("unlock.create_form.another"), icon_name="refresh-cw"
        )
        self.swap = button(theme, f"{name}_swap", text("unlock.create_form.own"), role="link")
        self.own = named(PhraseField(), f"{name}_own", text("unlock.create_form.own_phrase"))
        self.bar = named(QProgressBar(), f"{name}_strength", text("unlock.create_form.strength"))
        self.bar.setTextVisible(False)
        self.verdict = named(
            label("", "small", wraps=True), f"{name}_verdict", text("unlock.create_form.strength")
        )
        self.again = named(PhraseField(), f"{name}_again", text("unlock.create_form.retype"))
        self.show_again = button(theme, f"{name}_show", text("unlock.show"), icon_name="eye")
        self.mismatch = named(
            label("", "small"), f"{name}_mismatch", text("unlock.create_form.different")
        )
        self._arrange()
        self._connect()
        self.propose()

    @property
    def same(self) -> bool:
        """Tell whether the phrase was typed again without a difference."""
        return bool(self.again.text()) and self.again.text() == self._wanted()

    def propose(self) -> None:
        """Show seven other words."""
        words = self._adviser.propose()
        self.words.setText(words.decode("utf-8"))
        words[:] = bytes(len(words))
        self.again.clear()
        self._look()

    def take(self) -> bytearray:
        """Return the phrase and forget it here; whoever takes it wipes it."""
        taken = self.again.take()
        self.own.clear()
        self.words.setText("")
        return taken

    def _wanted(self) -> str:
        return self.own.text() if self._own else self.words.text()

    def _arrange(self) -> None:
        self._proposed = hosted(
            column(
                label(text("unlock.create_form.proposed"), "field"),
                self.words,
                label(text("unlock.create_form.proposed_words"), "small", wraps=True),
                row(self.another, -1),
                gap=6,
            )
        )
        self._chosen = hosted(
            column(
                field_label(text("unlock.create_form.own_phrase"), self.own),
                self.own,
                self.bar,
                self.verdict,
                gap=6,
            )
        )
        self._chosen.hide()
        self.setLayout(
            column(
                self._proposed,
                self._chosen,
                row(self.swap, -1),
                field_label(text("unlock.create_form.retype"), self.again),
                row(self.again, self.show_again),
                self.mismatch,
                gap=6,
            )
        )

    def _connect(self) -> None:
        self.another.clicked.connect(self.propose)
        self.swap.clicked.connect(self._swap)
        self.own.textChanged.connect(self._look)
        self.again.textChanged.connect(self._look)
        self.show_again.clicked.connect(self._reveal)

    def _reveal(self) -> None:
        self.again.reveal()
        self.own.reveal()

    def _swap(self) -> None:
        self._own = not self._own
        self._proposed.setVisible(not self._own)
        self._chosen.setVisible(self._own)
        self.swap.setText(
            text("unlock.create_form.use_proposed" if self._own else "unlock.create_form.own")
        )
        self.again.clear()
        self._look()

    def _look(self) -> None:
        self.acceptable = not self._own
        if self._own:
            phrase = self.own.phrase()
            found = strength(self._adviser.assess(phrase))
            phrase[:] = bytes(len(phrase))
            self.bar.setValue(found.percent)
            self.verdict.setText(found.words)
            self.acceptable = found.acceptable
        differs = bool(self.again.text()) and not self._wanted().startswith(self.again.text())
        self.mismatch.setText(text("unlock.create_form.different") if differs else "")
        restyle(self.mismatch, role="error" if differs else "small")
        self.changed.emit()
