"""`armoire import VAULT FILE...`: one transaction a file, and the account of its rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.account import as_json, reasons
from app.ports.imports import Outcome
from app.usecases.imports import mapping_from_toml
from ui.commands.asking import Commands, add_vault, unlocked
from ui.texts import plural, text

if TYPE_CHECKING:
    import argparse

    from app.importing.plan import ImportPlan


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("import", help=text("cli.import_help"))
    add_vault(parser)
    parser.add_argument(
        "files", type=Path, nargs="+", metavar=text("cli.file"), help=text("cli.files_help")
    )
    parser.add_argument("--mapping", type=Path, metavar="M.toml", help=text("cli.mapping_help"))
    parser.add_argument("--dry-run", action="store_true", help=text("cli.dry_run_help"))
    parser.add_argument("--json", action="store_true", help=text("cli.json_help"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Import each file in turn; one that cannot be read stops there, what came before it stays."""
    corrections = mapping_from_toml(asked.mapping.read_bytes()) if asked.mapping else None
    accounts: list[dict[str, object]] = []
    with unlocked(asked) as services:
        for file in asked.files:
            plan = services.imports.examine(file, corrections=corrections)
            if not asked.dry_run:
                services.imports.run(plan)
            accounts.append({**as_json(plan), "dry_run": asked.dry_run})
            if not asked.json:
                _tell(plan, dry=asked.dry_run)
    if asked.json:
        print(json.dumps(accounts, ensure_ascii=False, indent=1))
    return 0


def _tell(plan: ImportPlan, *, dry: bool) -> None:
    """Print the account of a file: totals, then each reason with its number of rows."""
    print(text("cli.import_dry" if dry else "cli.import_done", file=plan.file_name))
    for outcome in Outcome:
        if rows := plan.count(outcome):
            print(f"  {plural(f'cli.rows.{outcome.value}', rows)}")
    for (outcome, reason), rows in sorted(reasons(plan).items()):
        if outcome in {Outcome.DOUBTFUL, Outcome.BAD}:
            print(f"    {plural('cli.rows.reason', rows, reason=text(f'import_reasons.{reason}'))}")
