"""`armoire check VAULT`: all pages, rows and journal entries verified; status 1 when unsound."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ui.bootstrap import vault_service
from ui.commands.asking import add_vault, read_passphrase
from ui.texts import text

if TYPE_CHECKING:
    import argparse

    from ui.commands.asking import Commands


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help=text("cli.check_help"))
    add_vault(parser)
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Verify the vault and say what was read, or what is wrong."""
    vaults = vault_service()
    found = vaults.unlock(asked.vault, read_passphrase(asked)).check()
    vaults.lock("command_done")
    if found.sound:
        print(text("cli.check_sound", pages=found.pages, entries=found.journal_entries))
        return 0
    print(text("cli.check_unsound", problems=", ".join(found.problems)), file=sys.stderr)
    return 1
