"""What is said in one place is not said again beside it."""

from __future__ import annotations

import re

from testkit.source import ROOT, modules

_UNHEARD = re.compile(r'def (\w+)\(_?percent: int\) -> None:\n    """[^"]*"""\n(?=\n|\Z)')


def test_a_progress_that_nobody_waits_for_is_said_in_one_place() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): _UNHEARD.findall(path.read_text(encoding="utf-8"))
        for path in modules("app", "storage", "reports", "ui")
    }

    assert {path: names for path, names in found.items() if names} == {
        "app/ports/progress.py": ["nobody"]
    }
