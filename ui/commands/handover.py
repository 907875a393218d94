"""`armoire handover VAULT ACTION`: files entrusted to a colleague, their return, the urgent sheet.

What leaves the vault is sealed; a file that exists is never replaced; a folder gets a file whose
name says nothing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.handovers import CARD_SUFFIX, PACKAGE_SUFFIX, neutral_name
from app.domain.people import folded
from app.ports.progress import nobody
from app.usecases.handovers import Giving
from ui.commands.asking import add_secrets, add_vault, unlocked
from ui.commands.handover_words import colleague_line, described, line_words, merged_words, offered
from ui.formats import typed_coming_date
from ui.machine import MachineClock
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.handovers import Colleague
    from app.domain.ids import CaseId
    from app.usecases.handover_lines import HandoverLine
    from ui.commands.asking import Commands
    from ui.services import Services

_LEAST_SIGNS = 4


def add_to(commands: Commands) -> None:
    """Declare the command and its actions."""
    parser = commands.add_parser("handover", help=text("cli.handover.help"))
    add_vault(parser)
    actions = parser.add_subparsers(required=True, metavar=text("cli.action"), dest="action")
    for name in ACTIONS:
        told = text(f"cli.handover.{name.replace('-', '_')}")
        action = actions.add_parser(name, help=told)
        add_secrets(action, again=True)
        _ARGUMENTS.get(name, _nothing)(action)
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Do one thing with the handovers of a vault."""
    with unlocked(asked) as services:
        ACTIONS[asked.action](asked, services)
    return 0


def _nothing(_action: argparse.ArgumentParser) -> None:
    """An action that takes no argument."""


def _add_file(action: argparse.ArgumentParser) -> None:
    action.add_argument("file", type=Path, metavar=text("cli.file"))


def _add_colleague(action: argparse.ArgumentParser) -> None:
    _add_file(action)
    action.add_argument("--name", required=True, metavar="N", help=text("cli.handover.name_help"))
    action.add_argument("--compared", action="store_true", help=text("cli.handover.compared_help"))


def _add_give(action: argparse.ArgumentParser) -> None:
    action.add_argument("--to", required=True, metavar="N", help=text("cli.handover.to_help"))
    action.add_argument(
        "--case",
        action="append",
        required=True,
        dest="cases",
        metavar=text("cli.case"),
        help=text("cli.handover.case_help"),
    )
    action.add_argument("--until", type=_coming, metavar="J", help=text("cli.handover.until_help"))
    action.add_argument(
        "--documents", action="store_true", help=text("cli.handover.documents_help")
    )
    _add_out(action)


def _add_return(action: argparse.ArgumentParser) -> None:
    _add_package(action)
    _add_out(action)


def _add_out(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--out", type=Path, required=True, metavar="DEST", help=text("cli.handover.out_help")
    )


def _add_package(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "package", metavar=text("cli.handover.package"), help=text("cli.handover.package_help")
    )


def _add_code(action: argparse.ArgumentParser) -> None:
    _add_package(action)
    action.add_argument("code", metavar="CODE", help=text("cli.handover.code_help"))


def _add_json(action: argparse.ArgumentParser) -> None:
    action.add_argument("--json", action="store_true", help=text("cli.json_help"))


def _coming(typed: str) -> date:
    """A day as argparse reads it: today, or one that comes."""
    found = typed_coming_date(typed, MachineClock().today())
    if found is None:
        raise argparse.ArgumentTypeError(text("cli.handover.until_wrong"))
    return found


def _card(asked: argparse.Namespace, services: Services) -> None:
    colleagues = services.casework.colleagues
    dest = _dest(asked.file, CARD_SUFFIX)
    colleagues.save_card(dest)
    print(text("cli.handover.card_saved", path=dest))
    print(text("cli.handover.words", words=" ".join(colleagues.card().words)))


def _colleague(asked: argparse.Namespace, services: Services) -> None:
    colleagues = services.casework.colleagues
    card = colleagues.read_card(asked.file.absolute())
    colleagues.keep(asked.name, card, compared=asked.compared)
    print(text("cli.handover.words", words=" ".join(card.words)))
    kept = "colleague_compared" if asked.compared else "colleague_to_compare"
    print(text(f"cli.handover.{kept}"))


def _colleagues(_asked: argparse.Namespace, services: Services) -> None:
    known = services.casework.colleagues
    for one in known.all():
        print(colleague_line(one, known.words_of(one)))


def _give(asked: argparse.Namespace, services: Services) -> None:
    giving = Giving(
        _named(services, asked.to).id,
        tuple(_case(services, number) for number in asked.cases),
        asked.until,
        documents=asked.documents,
    )
    dest = _dest(asked.out, PACKAGE_SUFFIX)
    made = services.casework.handovers.give(giving, dest, nobody).object_id
    line = next(one for one in services.casework.handovers.all() if one.handover.id == made)
    print(plural("cli.handover.given", len(giving.cases), path=dest))
    print(text("cli.handover.wait_for_code", package=line.handover.package))


def _look(asked: argparse.Namespace, services: Services) -> None:
    for line in offered(services.casework.handovers.look(asked.file.absolute(), nobody)):
        print(line)


def _take(asked: argparse.Namespace, services: Services) -> None:
    path, handovers = asked.file.absolute(), services.casework.handovers
    sender = handovers.look(path, nobody).colleague
    if sender is None:
        raise RuleBroken("unknown_sender")
    taken = handovers.take(path, sender.id, nobody)
    print(plural("cli.handover.taken", len(taken.cases)))
    print(text("cli.handover.read_code", code=taken.code))


def _receipt(asked: argparse.Namespace, services: Services) -> None:
    handovers = services.casework.handovers
    handovers.acknowledge(_package(services, asked.package).handover.id, asked.code)
    print(text("cli.handover.acknowledged"))


def _return(asked: argparse.Namespace, services: Services) -> None:
    line, dest = _package(services, asked.package), _dest(asked.out, PACKAGE_SUFFIX)
    services.casework.handovers.give_back(line.handover.id, dest, nobody)
    print(plural("cli.handover.returned", len(line.cases), path=dest))


def _merge(asked: argparse.Namespace, services: Services) -> None:
    back = services.casework.handovers.merge(asked.file.absolute(), nobody)
    print(merged_words(back.merged))
    print(text("cli.handover.read_code", code=back.code))


def _finish(asked: argparse.Namespace, services: Services) -> None:
    line = _package(services, asked.package)
    services.casework.handovers.finish(line.handover.id, asked.code)
    print(plural("cli.handover.finished", len(line.cases)))


def _code(asked: argparse.Namespace, services: Services) -> None:
    line = _package(services, asked.package)
    code = services.casework.handovers.receipt_code(line.handover.id)
    print(text("cli.handover.read_code", code=code))


def _cancel(asked: argparse.Namespace, services: Services) -> None:
    line = _package(services, asked.package)
    services.casework.handovers.cancel(line.handover.id, lost=asked.lost)
    print(text("cli.handover.cancelled"))


def _add_cancel(action: argparse.ArgumentParser) -> None:
    _add_package(action)
    action.add_argument("--lost", action="store_true", help=text("cli.handover.lost_help"))


def _list(asked: argparse.Namespace, services: Services) -> None:
    lines = services.casework.handovers.all()
    if asked.json:
        told = [described(line) for line in lines]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for line in lines:
        print(line_words(line))
    if not lines:
        print(text("cli.handover.none"))


def _urgent_sheet(asked: argparse.Namespace, services: Services) -> None:
    """Write the sheet closed with a phrase that is drawn here and shown once."""
    sheet = services.casework.urgent_cases.sheet()
    if not sheet.lines:
        raise RuleBroken("urgent_sheet_empty")
    pdf = services.formats.papers.urgent_sheet(sheet)
    phrase = services.vault.propose()
    shown = phrase.decode()
    services.casework.urgent_cases.export(pdf, phrase, _dest(asked.file, ".pdf"))
    print(plural("cli.handover.sheet_written", len(sheet.lines)))
    if sheet.left_out:
        print(plural("cli.handover.sheet_left_out", sheet.left_out))
    print(text("cli.handover.sheet_phrase", phrase=shown))


def _dest(path: Path, suffix: str) -> Path:
    """The file to write; in a folder, under a name that says nothing."""
    absolute = path.absolute()
    return absolute / neutral_name(suffix) if absolute.is_dir() else absolute


def _named(services: Services, name: str) -> Colleague:
    """The colleague of that name, whatever its accents and capitals."""
    found = [one for one in services.casework.colleagues.all() if folded(one.name) == folded(name)]
    if not found:
        raise RuleBroken("unknown_colleague")
    if len(found) > 1:
        raise RuleBroken("colleague_ambiguous")
    return found[0]


def _case(services: Services, number: str) -> CaseId:
    return services.documents.of_number(number)[0]


def _package(services: Services, name: str) -> HandoverLine:
    """The handover of a package, by its name or its first signs."""
    found = [
        line
        for line in services.casework.handovers.all()
        if line.handover.package == name
        or (len(name) >= _LEAST_SIGNS and line.handover.package.startswith(name))
    ]
    if len(found) != 1:
        raise RuleBroken("unknown_package")
    return found[0]


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "card": _add_file,
    "colleague": _add_colleague,
    "give": _add_give,
    "look": _add_file,
    "take": _add_file,
    "receipt": _add_code,
    "return": _add_return,
    "merge": _add_file,
    "finish": _add_code,
    "code": _add_package,
    "cancel": _add_cancel,
    "list": _add_json,
    "urgent-sheet": _add_file,
}
ACTIONS: dict[str, Callable[[argparse.Namespace, Services], None]] = {
    "card": _card,
    "colleague": _colleague,
    "colleagues": _colleagues,
    "give": _give,
    "look": _look,
    "take": _take,
    "receipt": _receipt,
    "return": _return,
    "merge": _merge,
    "finish": _finish,
    "code": _code,
    "cancel": _cancel,
    "list": _list,
    "urgent-sheet": _urgent_sheet,
}
