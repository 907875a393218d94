"""Python's collector is handled in one place: anywhere else it could end a widget on a thread."""

from __future__ import annotations

from testkit.source import ROOT, modules

ALLOWED = {"ui/collecting.py"}


def test_only_the_collector_of_the_window_handles_the_collector_of_python() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if "import gc" in path.read_text("utf-8")
    }

    assert users == ALLOWED
