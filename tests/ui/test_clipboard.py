"""What is copied stays twenty seconds, out of histories, and selecting publishes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.clipboard import HINTS, kept_out_of_histories
from ui.widgets.phrase_field import PhraseField

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ON_X11 = bool(shutil.which("Xvfb")) and sys.platform.startswith("linux")
OURS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from ui import clipboard
clipboard.KEPT_SECONDS = float(sys.argv[1])
app = QApplication([])
guard = clipboard.ClipboardGuard(app.clipboard())
guard._leaving.setInterval(int(clipboard.KEPT_SECONDS * 1000))
note = QPlainTextEdit()
note.appendHtml("<b>Point</b> imaginaire")
note.show()
note.setFocus()
def step():
    line = sys.stdin.readline().strip()
    if line == "select":
        note.selectAll()
        app.clipboard().setText(note.toPlainText(), app.clipboard().Mode.Selection)
    elif line == "copy":
        note.selectAll()
        note.copy()
    elif line == "lock":
        guard.forget()
    else:
        app.quit()
    print("done", flush=True)
from PySide6.QtCore import QSocketNotifier
orders = QSocketNotifier(0, QSocketNotifier.Type.Read)
orders.activated.connect(step)
print("done", flush=True)
app.exec()
"""
OTHER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
app = QGuiApplication([])
def look():
    held = app.clipboard().mimeData()
    seen = ["|".join(held.formats()), held.text(), app.clipboard().text(QClipboard.Mode.Selection),
            bytes(held.data("x-kde-passwordManagerHint")).decode()]
    if len(sys.argv) > 1:
        app.clipboard().setText(sys.argv[1])
    print(*seen, sep="\\t", flush=True)
    if len(sys.argv) == 1:
        app.quit()
QTimer.singleShot(300, look)
app.exec()
"""


def test_a_copied_text_is_plain_and_asks_histories_to_look_away(qapp) -> None:
    held = kept_out_of_histories("Point imaginaire")
    assert held.text() == "Point imaginaire"
    assert not held.hasHtml()
    assert all(held.data(name).data() == value for name, value in HINTS.items())


@pytest.mark.requirement("BRY-27")
def test_a_phrase_is_not_copied_even_shown_in_clear(qapp, qtbot) -> None:
    field = PhraseField()
    qtbot.addWidget(field)
    field.setText("une phrase imaginaire")
    field.reveal()
    field.selectAll()
    qapp.clipboard().clear()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == ""
    assert field.text() == "une phrase imaginaire"


class Screen:
    """A screen of the test's own, our program on it and another one."""

    def __init__(self, number: int, kept_seconds: float) -> None:
        self.environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
        }
        self.ours = subprocess.Popen(
            [sys.executable, "-c", OURS, str(kept_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.environment,
        )
        self.wait()

    def wait(self) -> None:
        assert self.ours.stdout is not None
        assert self.ours.stdout.readline().strip() == "done"

    def do(self, order: str) -> None:
        assert self.ours.stdin is not None
        self.ours.stdin.write(f"{order}\n")
        self.ours.stdin.flush()
        self.wait()

    def seen(self, *words: str) -> list[str]:
        """What another program finds: formats, clipboard, selection, hint."""
        ended = subprocess.run(
            [sys.executable, "-c", OTHER, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return ended.stdout.rstrip("\n").split("\t")


@pytest.fixture
def display() -> Iterator[int]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = int(answer.readline())
    yield number
    server.terminate()
    server.wait(10)


@pytest.fixture
def screen(display: int, request) -> Iterator[Screen]:
    made = Screen(display, getattr(request, "param", 20))
    yield made
    made.ours.kill()
    made.ours.wait(10)


on_x11 = pytest.mark.skipif(not ON_X11, reason="Xvfb is not installed")


@on_x11
@pytest.mark.requirement("BRY-27")
def test_another_program_gets_plain_text_with_the_hint(screen: Screen) -> None:
    screen.do("copy")
    formats, words, _, hint = screen.seen()
    assert words == "Point imaginaire"
    assert hint == "secret"
    assert "html" not in formats


@on_x11
def test_selecting_a_text_publishes_nothing(screen: Screen) -> None:
    screen.do("select")
    assert screen.seen()[2] == ""


@on_x11
def test_a_lock_empties_the_clipboard(screen: Screen) -> None:
    screen.do("copy")
    screen.do("lock")
    assert screen.seen()[1] == ""


@on_x11
@pytest.mark.parametrize("screen", [0.5], indirect=True)
def test_after_its_delay_the_clipboard_is_empty(screen: Screen) -> None:
    screen.do("copy")
    screen.ours.poll()
    assert screen.seen()[1] in {"", "Point imaginaire"}
    assert screen.seen()[1] == ""


@on_x11
def test_what_another_program_copied_since_is_left_alone(screen: Screen) -> None:
    screen.do("copy")
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER, "autre texte"], env=screen.environment, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    other.stdout.readline()
    screen.do("lock")
    found = screen.seen()[1]
    other.kill()
    other.wait(10)
    assert found == "autre texte"
