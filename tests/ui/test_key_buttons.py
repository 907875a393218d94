"""Buttons that show their shortcut, or a picture alone: each says what it does."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from ui.widgets.buttons import KeyButton, icon_button


@pytest.mark.parametrize(("enabled", "token"), [(True, "accent_text"), (False, "muted")])
def test_the_words_of_a_main_button_stand_out_from_its_ground(
    desk, qtbot, *, enabled: bool, token: str
) -> None:
    made = KeyButton(
        desk.theme, "essai", "Essai", icon_name="check", keys="Ctrl+Return", role="primary"
    )
    qtbot.addWidget(made)
    made.setStyleSheet(desk.theme.sheet)
    made.setEnabled(enabled)
    made.show()
    made.caption.ensurePolished()

    drawn = made.caption.palette().color(QPalette.ColorRole.WindowText)

    assert drawn.name() == desk.theme.colour(token).name()


def test_a_button_that_shows_a_picture_alone_says_what_it_does(desk, qtbot) -> None:
    made = icon_button(desk.theme, "essai", "pencil", "Corriger l’essai")
    qtbot.addWidget(made)

    assert (made.text(), made.icon().isNull()) == ("", False)
    assert made.accessibleName() == made.toolTip() == "Corriger l’essai"
