"""`armoire report VAULT --year Y --out DIR`: a year published, protected, journalled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.people import folded
from app.domain.periods import civil_year
from app.statistics.populations import EVERYBODY
from app.statistics.report import COMMITTEE, FULL
from ui.commands.asking import Commands, add_vault, unlocked
from ui.texts import text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from app.domain.periods import Period
    from ui.services import Services


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("report", help=text("cli.report_help"))
    add_vault(parser)
    parser.add_argument("--year", type=int, required=True, help=text("cli.year_help"))
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--entity", metavar="E", help=text("cli.entity_help"))
    whose.add_argument("--consolidated", action="store_true", help=text("cli.consolidated_help"))
    parser.add_argument(
        "--edition", choices=(FULL, COMMITTEE), default=FULL, help=text("cli.edition_help")
    )
    parser.add_argument("--out", type=Path, required=True, help=text("cli.out_help"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Publish the report of one entity, the consolidated one, or all of them."""
    period = civil_year(asked.year)
    with unlocked(asked) as services:
        whose = _chosen(services.statistics.preview(period).release.populations, asked)
        written = publish(services, period, asked.out, whose=whose, edition=asked.edition)
    for file in written:
        print(text("cli.report_written", name=file))
    return 0


def publish(
    services: Services,
    period: Period,
    folder: Path,
    *,
    whose: tuple[str, ...] = (),
    edition: str = FULL,
) -> tuple[Path, ...]:
    """Publish a period for some populations (all if none is named), every format of each."""
    from reports.files import render_all

    published = services.statistics.publish(period, whose, edition=edition)
    print(text("cli.report_frozen", period=period.label))
    if published.late_data:
        print(text("cli.report_late", period=period.label))
    return tuple(file for one in published.documents for file in render_all(one, folder))


def _chosen(populations: Mapping[str, str], asked: argparse.Namespace) -> tuple[str, ...]:
    """The populations asked for, by name; none named means all of them."""
    if asked.consolidated:
        return (EVERYBODY,)
    if not asked.entity:
        return ()
    wanted = folded(asked.entity)
    found = tuple(one for one, label in populations.items() if folded(label) == wanted)
    if not found:
        raise RuleBroken("unknown_entity")
    return found
