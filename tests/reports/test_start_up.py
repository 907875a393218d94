"""The heavy libraries of the formats are loaded on first use, never when the program starts."""

import os
import subprocess
import sys

from testkit.source import ROOT

HEAVY = ("reportlab", "xlsxwriter", "pypdfium2", "numpy", "PIL")


def test_importing_the_formats_loads_no_heavy_library() -> None:
    script = (
        "import sys, reports.files, reports.charts, reports.preview, reports.sheet;"
        "import reports.package, reports.pdf.document;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    )

    assert found.stdout.strip() == "[]"
