"""Buttons that show their shortcut: legible whether they can be pressed or not."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from ui.widgets.buttons import KeyButton


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
