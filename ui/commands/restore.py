"""`armoire restore BACKUP DEST [--rehearse]`: a backup becomes a vault again in a new folder."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from app.ports.keys import Proof
from app.ports.progress import nobody
from ui.bootstrap import vault_service
from ui.commands.asking import read_passphrase
from ui.formats import day
from ui.texts import plural, text

if TYPE_CHECKING:
    import argparse

    from app.ports.backups import BackupContent
    from ui.commands.asking import Commands


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("restore", help=text("cli.restore_help"))
    parser.add_argument(
        "backup", type=Path, metavar=text("cli.restore_file"), help=text("cli.restore_file_help")
    )
    parser.add_argument(
        "dest", type=Path, metavar=text("cli.restore_dest"), help=text("cli.restore_dest_help")
    )
    parser.add_argument("--rehearse", action="store_true", help=text("cli.rehearse_help"))
    parser.add_argument("--key-file", type=Path, help=text("cli.restore_keyfile_help"))
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", help=text("cli.passphrase_fd_help")
    )
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Verify the backup, restore or rehearse, and say what is in it."""
    vaults = vault_service()
    said = vaults.inspect_backup(asked.backup)
    print(text("cli.restore_which_phrase", made=_when(said)))
    content = vaults.restore_to(
        asked.backup,
        asked.dest,
        Proof(_phrase(asked), asked.key_file),
        nobody,
        rehearsal=asked.rehearse,
    )
    _tell(content)
    done = "cli.restore_rehearsed" if asked.rehearse else "cli.restore_done"
    print(text(done, path=asked.dest))
    return 0


def _phrase(asked: argparse.Namespace) -> bytearray:
    if asked.passphrase_fd is None:
        return bytearray(getpass.getpass(text("cli.restore_phrase")).encode())
    return read_passphrase(asked)


def _when(content: BackupContent) -> str:
    made = content.made_at.astimezone()
    return f"{day(made.date())}, {made:%H:%M}"


def _tell(content: BackupContent) -> None:
    """Print what is in the backup."""

    def counted(name: str, table: str) -> str:
        return plural(f"cli.restored.{name}", content.rows.get(table, 0))

    print(
        text(
            "cli.restore_content",
            made=_when(content),
            label=content.label,
            persons=counted("persons", "person"),
            cases=counted("cases", "case_file"),
            interventions=counted("interventions", "intervention"),
            documents=counted("documents", "document"),
        )
    )
