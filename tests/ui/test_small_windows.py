"""Every small window is as wide as its words ask for, at any zoom, and fits the screen."""

from __future__ import annotations

import re

import pytest
from testkit.source import modules

from ui.dialogs.base import ConfirmDialog


class _Wide(ConfirmDialog):
    narrowest = 560


@pytest.mark.parametrize(("window", "at_100"), [(ConfirmDialog, 460), (_Wide, 560)])
@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_least_width_grows_with_the_zoom_as_far_as_the_screen_goes(
    app_window, window: type[ConfirmDialog], at_100: int, zoom: int
) -> None:
    desk = app_window.desk
    desk.theme.set_zoom(zoom)

    made = window(desk, "wide_dialog", "Titre", "Des mots.", confirm="Oui")

    assert made.minimumWidth() <= made.screen().availableGeometry().width()
    assert made.minimumWidth() == min(at_100 * zoom // 100, made.screen().geometry().width() - 80)


def test_no_small_window_sets_its_least_width_by_itself() -> None:
    of_its_own = re.compile(r"\bself\.setMinimumWidth\(")
    small = re.compile(r"^class \w+\(\w*Dialog\):", re.MULTILINE)
    sources = {path.name: path.read_text(encoding="utf-8") for path in modules("ui")}
    found = {name for name, source in sources.items() if small.search(source)}

    assert len(found) > 10
    assert {one for one in found if of_its_own.search(sources[one])} == {"base.py"}
