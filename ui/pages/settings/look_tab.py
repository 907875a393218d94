"""How the window looks, and when it locks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.usecases.settings import declared
from ui.dialogs.prove import ask_presence
from ui.pages.settings import state
from ui.texts import text
from ui.widgets.boxes import Card, column, row
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.page import Desk, Page
    from ui.services import Services


class LookTab(QWidget):
    """Every choice is kept as soon as it is made."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__()
        self._page, self._desk = page, desk
        self._settings, self._vault = services.settings, services.vault
        self._kept_idle = ""
        self._group = QButtonGroup(self)
        self.themes = {
            choice: named(
                QRadioButton(text(f"settings.scheme.{choice}")),
                f"settings_theme_{choice}",
                text(f"settings.scheme.{choice}"),
            )
            for choice in declared()["theme"].choices
        }
        self.zoom = _picker("settings_zoom", "settings.zoom")
        self.zoom.offer([(one, state.zoom_words(one)) for one in declared()["zoom"].choices])
        self.idle = _picker("settings_idle", "settings.idle")
        idle = declared()["idle_minutes"].choices
        self.idle.offer([(one, state.idle_words(one)) for one in idle])
        self.discreet = CheckBox(
            "settings_discreet", text("settings.discreet"), text("settings.discreet")
        )
        self.session = named(
            label("", "small", wraps=True), "settings_session", text("settings.lock")
        )
        self.capture = named(
            label("", "small", wraps=True), "settings_capture", text("settings.discretion")
        )
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Ask for what is chosen."""
        self._desk.jobs.run(self, self._settings.all, self.show_settings)

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Show what is chosen."""
        self.themes[settings["theme"]].setChecked(True)
        self.zoom.choose(settings["zoom"])
        self._kept_idle = settings["idle_minutes"]
        self.idle.choose(self._kept_idle)
        self._say_safeguards()
        self.discreet.setChecked(settings["discreet"] == "yes")

    def _keep(self, key: str, value: str) -> None:
        self._desk.jobs.run(self, partial(self._settings.write, key, value), _kept)

    def _keep_theme(self) -> None:
        for choice, made in self.themes.items():
            if made.isChecked():
                self._keep("theme", choice)

    def _keep_zoom(self) -> None:
        self._keep("zoom", self.zoom.value())

    def _keep_idle(self) -> None:
        """A longer delay serves whoever finds the desk empty: only she may choose it."""
        wanted = self.idle.value()
        self.idle.choose(self._kept_idle)
        keep = partial(self._keep, "idle_minutes", wanted)
        ask_presence(self._page, self._desk, self._vault, keep)

    def _say_safeguards(self) -> None:
        """Say what this system lets the program do against prying."""
        safeguards = self._desk.safeguards
        with_session = safeguards.locks_with_session()
        self.session.setText(
            text("settings.session_yes" if with_session else "settings.session_no")
        )
        captured = text(
            "settings.capture_yes" if safeguards.capture_blocked else "settings.capture_no"
        )
        self.capture.setText(captured)

    def _keep_discreet(self) -> None:
        self._keep("discreet", "yes" if self.discreet.isChecked() else "no")

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._keep_theme)
        self.zoom.picked.connect(self._keep_zoom)
        self.idle.picked.connect(self._keep_idle)
        self.discreet.clicked.connect(self._keep_discreet)

    def _arrange(self) -> None:
        look = Card(text("settings.look"))
        look.body.addWidget(label(text("settings.theme"), "field"))
        for made in self.themes.values():
            self._group.addButton(made)
            look.body.addWidget(made)
        look.body.addSpacing(6)
        look.body.addWidget(field_label(text("settings.zoom"), self.zoom))
        look.body.addLayout(row(self.zoom, -1))
        look.body.addWidget(label(text("settings.zoom_keys"), "small", wraps=True))
        discretion = Card(text("settings.discretion"))
        discretion.body.addWidget(self.discreet)
        discretion.body.addWidget(label(text("settings.discreet_words"), "small", wraps=True))
        discretion.body.addWidget(self.capture)
        lock = Card(text("settings.lock"))
        lock.body.addWidget(field_label(text("settings.idle"), self.idle))
        lock.body.addLayout(row(self.idle, -1))
        for words in ("settings.idle_asks", "settings.lock_words"):
            lock.body.addWidget(label(text(words), "small", wraps=True))
        lock.body.addWidget(self.session)
        self.setLayout(column(look, discretion, lock, -1, gap=14))


def _picker(name: str, words: str) -> Combo[str]:
    made: Combo[str] = Combo(name, text(words))
    made.setMinimumContentsLength(12)
    return made


def _kept(_changes: object) -> None:
    """What was kept comes back through the changes."""
