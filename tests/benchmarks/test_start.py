"""From the command to the painted unlock window, against an empty Qt window: whole processes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Measure

pytestmark = pytest.mark.slow

QUIT_AFTER_PAINT = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
"""

EMPTY = f"""
from PySide6.QtWidgets import QApplication, QMainWindow
{QUIT_AFTER_PAINT}
app = QApplication([])
painted = FirstPaint()
app.installEventFilter(painted)
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.exec()
"""

OURS = f"""
from ui.hardening import harden
harden()
from PySide6.QtWidgets import QApplication
{QUIT_AFTER_PAINT}
import ui.application
made = ui.application.make_application
def watched(arguments):
    app = made(arguments)
    app.painted = FirstPaint()
    app.installEventFilter(app.painted)
    return app
ui.application.make_application = watched
from ui.bootstrap import run_desktop
run_desktop()
"""


def _compiled() -> dict[str, str]:
    """The environment, where Python keeps what it compiled, as a program that ships does."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(program: str) -> None:
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        timeout=60,
        env={**_compiled(), "QT_QPA_PLATFORM": "offscreen"},
    )


def test_the_window_is_ready(measure: Measure) -> None:
    measure.against(lambda: _run(EMPTY), lambda: _run(OURS), floor_name="empty Qt window", rounds=5)
