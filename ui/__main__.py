"""Start: harden first; without a command the desktop opens, otherwise the command line answers."""

from __future__ import annotations

import sys
from pathlib import Path

from ui.hardening import harden


def main(arguments: list[str]) -> int:
    """Open the desktop (on a vault if one is named), or run a command; return the exit status."""
    if not arguments or (len(arguments) == 1 and Path(arguments[0]).is_dir()):
        from ui.bootstrap import run_desktop

        return run_desktop(Path(arguments[0]) if arguments else None)
    from ui.cli import main as run_command

    return run_command(arguments)


if __name__ == "__main__":
    harden()
    sys.exit(main(sys.argv[1:]))
