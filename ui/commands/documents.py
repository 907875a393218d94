"""`armoire document VAULT add CASE FILE… | list CASE | export CASE RANK DEST`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.usecases.documents import LARGE, TWIN
from ui.commands.asking import add_secrets, add_vault, unlocked
from ui.formats import day, file_size
from ui.texts import plural, text

if TYPE_CHECKING:
    import argparse

    from app.ports.queries import DocumentRow
    from ui.commands.asking import Commands
    from ui.services import Services


def add_to(commands: Commands) -> None:
    """Declare the command and its three acts."""
    parser = commands.add_parser("document", help=text("cli.document_help"))
    add_vault(parser)
    acts = parser.add_subparsers(dest="act", required=True, metavar=text("cli.command"))
    add = acts.add_parser("add", help=text("cli.document_add_help"))
    rows = acts.add_parser("list", help=text("cli.document_list_help"))
    export = acts.add_parser("export", help=text("cli.document_export_help"))
    for act in (add, rows, export):
        add_secrets(act, again=True)
        act.add_argument("case", metavar=text("cli.case"), help=text("cli.case_help"))
    add.add_argument("files", type=Path, nargs="+", metavar=text("cli.file"))
    add.add_argument("--large", action="store_true", help=text("cli.document_large_help"))
    add.add_argument("--again", action="store_true", help=text("cli.document_again_help"))
    export.add_argument("rank", type=int, metavar=text("cli.rank"))
    export.add_argument("dest", type=Path, metavar="DEST")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Do one act on the documents of a case file."""
    with unlocked(asked) as services:
        if asked.act == "add":
            _add(asked, services)
        elif asked.act == "list":
            _list(asked.case, services)
        else:
            _export(asked, services)
    return 0


def _add(asked: argparse.Namespace, services: Services) -> None:
    """Attach each file in turn; the first that is refused stops there, what came before stays."""
    case_id, _ = services.documents.of_number(asked.case)
    accepted = {code for code, given in ((LARGE, asked.large), (TWIN, asked.again)) if given}
    for file in asked.files:
        services.documents.attach(case_id, file.absolute(), accepted=accepted)
    print(plural("cli.document_added", len(asked.files)))


def _list(number: str, services: Services) -> None:
    _, rows = services.documents.of_number(number)
    for row in sorted(rows, key=_rank):
        line = f"{row.rank}\t{day(row.added_on)}\t{file_size(row.size)}\t{row.title}"
        print(line if row.binned_on is None else f"{line}\t{text('cli.document_binned')}")


def _export(asked: argparse.Namespace, services: Services) -> None:
    """Write a copy outside the vault; an existing file is never replaced."""
    _, rows = services.documents.of_number(asked.case)
    chosen = next((row for row in rows if row.rank == asked.rank), None)
    if chosen is None:
        raise RuleBroken("unknown_document")
    dest: Path = asked.dest
    if dest.is_dir():
        dest /= f"document-{chosen.rank}{chosen.media_type.suffix}"
    services.documents.export(chosen.document_id, dest)
    print(text("cli.document_exported"))


def _rank(row: DocumentRow) -> int:
    return row.rank
