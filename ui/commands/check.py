"""`armoire check VAULT`: every file of the vault looked at, what is lost, what to do; `--repair`.

Exit status 0 when nothing has to be done any more, 1 when something is wrong.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.ports.keys import Proof
from app.ports.progress import nobody
from app.ports.repair import Part, Remedy, Survey
from app.ports.vault import VaultDamaged
from app.usecases.repair import of_refusal
from ui.bootstrap import vault_service
from ui.cabinet import services
from ui.commands.asking import add_vault, read_passphrase
from ui.machine import MachineClock
from ui.repair_words import account_words, finding_words
from ui.texts import text

if TYPE_CHECKING:
    import argparse

    from app.ports.repair import Finding, RepairAccount
    from app.usecases.vault import VaultService
    from ui.commands.asking import Commands

_UNREPAIRABLE = {"too_new", "no_vault", "unfinished"}
"""What no phrase and no repair changes: she is told, and nothing is asked."""


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help=text("cli.check_help"))
    add_vault(parser)
    parser.add_argument("--repair", action="store_true", help=text("cli.repair_help"))
    parser.add_argument("--json", action="store_true", help=text("cli.json_help"))
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Look at everything, mend it if asked, and say what was found and done."""
    vaults = vault_service()
    outside = vaults.damage(asked.vault)
    if any(
        one.code in _UNREPAIRABLE or (one.part is Part.FOLDER and one.code == "missing")
        for one in outside
    ):
        return _told(asked, Survey(outside, 0, 0, 0), None)
    phrase = read_passphrase(asked)
    found = _looked_at(vaults, asked, bytearray(phrase), outside)
    account = None
    if asked.repair and _asks(found, Remedy.REPAIR, Remedy.RESTORE):
        account = vaults.repair(asked.vault, Proof(bytearray(phrase), asked.key_file), nobody)
    if asked.repair and not found.sound:
        found = _looked_at(vaults, asked, phrase, (), rebuild=True)
    phrase[:] = bytes(len(phrase))
    return _told(asked, found, account)


def _looked_at(
    vaults: VaultService[Any],
    asked: argparse.Namespace,
    phrase: bytearray,
    outside: tuple[Finding, ...],
    *,
    rebuild: bool = False,
) -> Survey:
    """Open and look with the key; a vault that does not open is told from what it refuses."""
    try:
        vaults.unlock(asked.vault, phrase, asked.key_file)
    except VaultDamaged as error:
        return Survey(_once((*outside, of_refusal(error))), 0, 0, 0)
    try:
        repairs = services(vaults).repair
        found = repairs.survey(nobody)
        if rebuild and _asks(found, Remedy.REBUILD):
            repairs.rebuild()
            found = repairs.survey(nobody)
    finally:
        vaults.lock("command_done")
    findings = _once((*found.findings, *outside))
    return Survey(findings, found.pages, found.journal_entries, found.backups)


def _once(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Each thing once; what is still to be done before what was only told."""
    kept: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        kept.setdefault((one.part, one.code, one.facts), one)
    return tuple(kept.values())


def _asks(found: Survey, *remedies: Remedy) -> bool:
    return any(one.remedy in remedies for one in found.findings)


def _told(asked: argparse.Namespace, found: Survey, account: RepairAccount | None) -> int:
    """Say it, in words or in JSON."""
    if asked.json:
        print(json.dumps(_described(found, account), ensure_ascii=False, indent=1))
        return 0 if found.sound else 1
    if account is not None:
        _tell_account(account)
    for one in found.findings:
        said = text(
            "cli.check_finding",
            words=finding_words(one),
            remedy=text(f"damage.remedy.{one.remedy}"),
        )
        print(said, file=sys.stderr)
    if not found.sound:
        print(text("cli.check_unsound"), file=sys.stderr)
        return 1
    print(
        text(
            "cli.check_sound",
            pages=found.pages,
            entries=found.journal_entries,
            backups=found.backups,
        )
    )
    return 0


def _tell_account(account: RepairAccount) -> None:
    for line in account_words(account, MachineClock().today()):
        print(line)


def _described(found: Survey, account: RepairAccount | None) -> dict[str, object]:
    repaired = None
    if account is not None:
        made_at = account.backup_made_at
        repaired = {
            "tables": [asdict(one) for one in account.tables],
            "backup_made_at": None if made_at is None else made_at.isoformat(),
            "quarantined": account.quarantined,
        }
    return {
        "sound": found.sound,
        "findings": [{**asdict(one), "facts": dict(one.facts)} for one in found.findings],
        "pages": found.pages,
        "journal_entries": found.journal_entries,
        "backups": found.backups,
        "repaired": repaired,
    }
