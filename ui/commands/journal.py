"""`armoire journal VAULT [--json] [--verify]`: every entry, newest first; the chain verified."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from ui.commands.asking import add_vault, unlocked
from ui.pages.settings import journal_state
from ui.texts import text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from app.ports.queries import JournalRow, JournalState
    from app.usecases.journal import JournalService
    from ui.commands.asking import Commands


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("journal", help=text("cli.journal_help"))
    add_vault(parser)
    parser.add_argument("--json", action="store_true", help=text("cli.json_help"))
    parser.add_argument("--verify", action="store_true", help=text("cli.journal_verify_help"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Print the entries; with `--verify` the state of the chain, status 1 when it is broken."""
    with unlocked(asked) as offered:
        rows = tuple(_entries(offered.journal))
        state = offered.journal.state() if asked.verify else None
    if asked.json:
        print(json.dumps(_described(rows, state), ensure_ascii=False, indent=1))
    else:
        for row in rows:
            words = (journal_state.event_words(row), journal_state.detail_words(row))
            print(row.seq, row.at.isoformat(), *filter(None, words), sep="\t")
    if state is None:
        return 0
    said = journal_state.state_words(state)
    print(said, file=sys.stderr)
    return 0 if state.broken_at is None else 1


def _entries(journal: JournalService) -> Iterator[JournalRow]:
    """Every entry, page after page."""
    number = 0
    while rows := journal.page(number=number).rows:
        yield from rows
        number += 1


def _described(rows: tuple[JournalRow, ...], state: JournalState | None) -> dict[str, object]:
    entries = [
        {
            "seq": row.seq,
            "at": row.at.isoformat(),
            "event": row.event,
            "object_kind": row.object_kind,
            "details": list(row.details),
        }
        for row in rows
    ]
    if state is None:
        return {"entries": entries}
    chain = {"entries": state.entries, "broken_at": state.broken_at, "head": state.head}
    return {"entries": entries, "chain": chain}
