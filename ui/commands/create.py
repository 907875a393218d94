"""`armoire create VAULT`: a new vault, with a given phrase or seven words shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.bootstrap import vault_service
from ui.commands.asking import add_vault, read_passphrase
from ui.texts import text

if TYPE_CHECKING:
    import argparse

    from ui.commands.asking import Commands


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("create", help=text("cli.create_help"))
    add_vault(parser)
    parser.add_argument("--propose", action="store_true", help=text("cli.propose_help"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Create the vault and lock it."""
    vaults = vault_service()
    phrase = vaults.propose() if asked.propose else read_passphrase(asked)
    if asked.propose:
        print(text("cli.proposed", phrase=phrase.decode()))
    vaults.create(asked.vault, phrase)
    vaults.lock("command_done")
    print(text("cli.created"))
    return 0
