"""`armoire count VAULT --year Y`: the exact counts, for the assistant's eyes only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.people import folded
from app.domain.periods import civil_year
from ui.commands.asking import Commands, add_vault, unlocked
from ui.texts import text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("count", help=text("cli.count_help"))
    add_vault(parser)
    parser.add_argument("--year", type=int, required=True, help=text("cli.year_help"))
    parser.add_argument("--entity", metavar="E", help=text("cli.entity_help"))
    parser.add_argument("--json", action="store_true", help=text("cli.json_help"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Count a year and print it."""
    with unlocked(asked) as services:
        counts = services.statistics.exact(civil_year(asked.year))
    if asked.entity:
        counts = _only(counts, asked.entity)
    if asked.json:
        print(json.dumps(counts, ensure_ascii=False, indent=1))
        return 0
    for entity, indicators in counts.items():
        print(entity)
        for name, value in indicators.items():
            print(f"  {name:<28}{value:>8}")
    return 0


def _only(counts: Mapping[str, Mapping[str, int]], entity: str) -> Mapping[str, Mapping[str, int]]:
    """The counts of one entity, named without regard to accents and case."""
    found = {name: values for name, values in counts.items() if folded(name) == folded(entity)}
    if not found:
        raise RuleBroken("unknown_entity")
    return found
