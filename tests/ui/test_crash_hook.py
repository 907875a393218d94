"""What a bug leaves is where it was in the code: never its message, whichever way it came."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, qInstallMessageHandler, qWarning

from ui.application import CrashHook

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "Zylberquist"


@pytest.fixture
def hook(qapp, monkeypatch) -> Iterator[CrashHook]:
    """A hook in its place, which it gives back."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    before = qInstallMessageHandler(None)
    made = CrashHook.installed()
    made.told = []
    made.crashed.connect(made.told.append)
    yield made
    qInstallMessageHandler(before)


def _fails() -> None:
    raise ValueError(SECRET)


def _said(hook: CrashHook) -> str:
    QCoreApplication.processEvents()  # what another thread said comes home
    return "\n".join((*hook.codes, *hook.told))


@pytest.mark.requirement("BRY-27")
def test_a_bug_is_told_by_its_class_and_its_place(hook: CrashHook) -> None:
    try:
        _fails()
    except ValueError as error:
        hook.take(error)

    assert "ValueError" in _said(hook)
    assert "tests/ui/test_crash_hook.py:" in _said(hook)
    assert SECRET not in _said(hook)


def test_a_bug_in_a_thread_is_told_the_same(hook: CrashHook) -> None:
    thread = threading.Thread(target=_fails)
    thread.start()
    thread.join()

    assert "tests/ui/test_crash_hook.py:" in _said(hook)
    assert SECRET not in _said(hook)


def test_a_bug_that_python_cannot_raise_keeps_its_place(hook: CrashHook) -> None:
    class Dying:
        def __del__(self) -> None:
            _fails()

    Dying()

    assert any(one.startswith("unraisable ValueError tests/ui/") for one in hook.codes)
    assert SECRET not in _said(hook)


def test_what_qt_says_is_not_kept(hook: CrashHook) -> None:
    qWarning(SECRET)

    assert any(one.startswith("qt ") for one in hook.codes)
    assert SECRET not in _said(hook)
