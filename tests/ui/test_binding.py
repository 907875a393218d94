"""The binding of Qt: PySide6 6.12.0 loses a reference of None at each call on Python 3.11."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CALLS = 1000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is never freed from Python 3.12 on")
def test_calls_that_return_nothing_do_not_use_none_up(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for width in range(CALLS):
        widget.resize(width, 10)
    assert sys.getrefcount(None) > before - CALLS // 2
