"""`armoire demo [DIR]`: from nothing, an example vault, its reports, a picture of each page."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.periods import civil_year
from app.ports.vault import VaultExists
from ui.bootstrap import vault_service
from ui.cabinet import services
from ui.commands.report import publish
from ui.example import bring_in
from ui.texts import text

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from app.ports.clock import Clock
    from ui.commands.asking import Commands
    from ui.services import Services

VAULT, REPORTS, SCREENS = "exemple.armoire", "rapports", "ecrans"


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help=text("cli.demo_help"))
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("demo"), help=text("cli.demo_dir_help")
    )
    parser.add_argument("--replace", action="store_true", help=text("cli.replace_help"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Fill the folder; an example that is there already is replaced only if asked."""
    folder: Path = asked.folder
    if asked.replace:
        for name in (VAULT, REPORTS, SCREENS):
            shutil.rmtree(folder / name, ignore_errors=True)
    if (folder / VAULT).exists():
        raise VaultExists
    folder.mkdir(parents=True, exist_ok=True)
    vaults = vault_service()
    phrase = vaults.propose()
    shown = phrase.decode()
    vaults.create(folder / VAULT, phrase)
    made = services(vaults)
    years = bring_in(made)
    for year in years:
        publish(made, civil_year(year), folder / REPORTS)
    day = _ExampleDay(years[-1])
    _take_pictures(services(vaults, day), day, folder)
    vaults.lock("command_done")
    for line, value in (
        ("cli.demo_vault", folder / VAULT),
        ("cli.demo_reports", folder / REPORTS),
        ("cli.demo_screens", folder / SCREENS),
    ):
        print(text(line, path=value))
    print(text("cli.demo_phrase", phrase=shown))
    return 0


class _ExampleDay:
    """The day of the pictures: a working day at the end of the example, whose pages are full."""

    def __init__(self, year: int) -> None:
        self._moment = datetime(year, 12, 18, 17, 30, tzinfo=UTC)

    def now(self) -> datetime:
        """Return that moment."""
        return self._moment

    def today(self) -> date:
        """Return that day."""
        return self._moment.date()


def _take_pictures(made: Services, clock: Clock, folder: Path) -> None:
    from ui.pictures import take

    take(made, folder / VAULT, folder / SCREENS, clock=clock)
