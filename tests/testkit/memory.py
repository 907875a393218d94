"""How much memory a program held at most."""

from __future__ import annotations

from pathlib import Path


def peak_kib() -> int:
    """The peak of this program alone; `ru_maxrss` would count what its parent held too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
