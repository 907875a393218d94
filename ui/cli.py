"""The command line: the same work as the window, headless (design §6).

Exit status 0, or a clear message on stderr and another status. A phrase comes from a file
descriptor or the terminal, never from an argument or the environment, which others can read.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from app import VERSION
from app.domain.errors import Refusal
from ui import errors
from ui.commands import (
    backup,
    check,
    count,
    create,
    demo,
    documents,
    handover,
    journal,
    keys,
    report,
    restore,
    spreadsheets,
)
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REFUSED = 1
INTERRUPTED = 130
_COMMANDS = (
    create,
    spreadsheets,
    count,
    report,
    documents,
    backup,
    restore,
    check,
    journal,
    demo,
    keys,
    handover,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; `arguments` follow the program's name."""
    asked = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        return run(asked)
    except Refusal as refusal:
        print(errors.message(refusal), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(text("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="armoire", description=text("cli.about"))
    parser.add_argument("--version", action="version", version=f"armoire {VERSION}")
    commands = parser.add_subparsers(required=True, metavar=text("cli.command"))
    for command in _COMMANDS:
        command.add_to(commands)
    return parser
