"""`armoire backup VAULT [DEST]`: a verified copy at home, at the chosen place, and in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.ports.backups import BackupReason
from app.ports.progress import nobody
from ui.commands.asking import add_vault, unlocked
from ui.formats import file_size
from ui.texts import text

if TYPE_CHECKING:
    import argparse

    from app.ports.backups import BackupRow
    from app.usecases.backups import BackupService
    from ui.commands.asking import Commands


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("backup", help=text("cli.backup_help"))
    add_vault(parser)
    parser.add_argument(
        "dest",
        nargs="?",
        type=Path,
        metavar=text("cli.backup_dest"),
        help=text("cli.backup_dest_help"),
    )
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Make the copies and say where they are."""
    with unlocked(asked) as offered:
        backups = offered.backups
        known = {row.path for row in backups.rows()}
        backups.make(BackupReason.ASKED, nobody)
        for row in backups.rows():
            if row.path not in known:
                _say(row)
        _say_absent(backups)
        if asked.dest is not None:
            backups.make_at(asked.dest, nobody)
            if made := backups.newest_at(asked.dest):
                _say(made)
    return 0


def _say(row: BackupRow) -> None:
    print(text("cli.backup_made", path=row.path, size=file_size(row.size)))


def _say_absent(backups: BackupService) -> None:
    for place in backups.state().places:
        if not place.present:
            print(text("cli.backup_absent", path=place.folder))
