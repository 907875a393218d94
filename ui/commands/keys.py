"""`armoire keys VAULT ACTION`: the slots of a vault, changed by whoever opens it.

No secret is ever an argument: a phrase, a code or a group comes from a file descriptor, else it is
typed unseen.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.ports.keys import Proof, SlotKind
from ui.bootstrap import vault_service
from ui.cabinet import services
from ui.code_reading import SHARE_GROUPS, SIGNS
from ui.commands.asking import add_secrets, add_vault, read_passphrase, read_secret
from ui.formats import day
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from app.ports.keys import KeySlot, RecoverySheet
    from app.usecases.keys import KeyService
    from app.usecases.vault import VaultService
    from ui.commands.asking import Commands

_ALL = 100


@dataclass
class _Opened:
    """The keys of the vault that a command opened, and what proves that it is her."""

    asked: argparse.Namespace
    keys: KeyService
    phrase: bytearray

    def proof(self) -> Proof:
        """What each act wipes: a copy, since an act may need two."""
        return Proof(bytearray(self.phrase), self.asked.key_file)

    def new_phrase(self) -> bytearray:
        """The new phrase, typed twice when it is typed."""
        return read_secret(self.asked.new_passphrase_fd, "cli.new_passphrase", twice=True)

    def code(self) -> bytearray:
        """A recovery code."""
        return read_secret(self.asked.code_fd, "cli.code")


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("keys", help=text("cli.keys_help"))
    add_vault(parser)
    _add_new_secrets(parser)
    actions = parser.add_subparsers(required=True, metavar=text("cli.action"), dest="action")
    for name in (*ACTIONS, "recover"):
        told = text(f"cli.keys.{name.replace('-', '_')}")
        action = actions.add_parser(name, help=told)
        add_secrets(action, again=True)
        _add_new_secrets(action, again=True)
        if name == "key-file":
            action.add_argument("new_key_file", type=Path, metavar=text("cli.file"))
        if name == "recover":
            action.add_argument("--slot-text", help=text("cli.slot_text_help"))
    parser.set_defaults(run=run)


def _add_new_secrets(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Add where a new phrase and a code come from, before or after the action."""
    kept = argparse.SUPPRESS if again else None
    told = text("cli.new_fd_help"), text("cli.code_fd_help")
    parser.add_argument("--new-passphrase-fd", type=int, metavar="N", default=kept, help=told[0])
    parser.add_argument("--code-fd", type=int, metavar="N", default=kept, help=told[1])


def run(asked: argparse.Namespace) -> int:
    """Do one thing with the keys of a vault."""
    if asked.action == "recover":
        return _recover(asked)
    with _opened(asked) as opened:
        ACTIONS[asked.action](opened)
    return 0


@contextmanager
def _opened(asked: argparse.Namespace) -> Generator[_Opened]:
    vaults = vault_service()
    phrase = read_passphrase(asked)
    try:
        vaults.unlock(asked.vault, bytearray(phrase), asked.key_file)
        yield _Opened(asked, services(vaults).keys, phrase)
    finally:
        phrase[:] = bytes(len(phrase))
        vaults.lock("command_done")


def _list(opened: _Opened) -> None:
    for slot in opened.keys.slots():
        print(text(f"cli.slot.{_word(slot)}", **_facts(slot)))
    if not opened.keys.has_recovery():
        print(text("cli.no_recovery"))
    elif opened.keys.drill_due():
        print(text("cli.drill_due"))


def _word(slot: KeySlot) -> str:
    return {SlotKind.RECOVERY: "recovery", SlotKind.PASSPHRASE: "phrase"}.get(slot.kind, "key_file")


def _facts(slot: KeySlot) -> dict[str, object]:
    cost = slot.cost
    return {
        "id": slot.id,
        "day": day(slot.created),
        "memory": cost.memory_kib // 1024,
        "passes": cost.passes,
    }


def _phrase(opened: _Opened) -> None:
    opened.keys.change_passphrase(opened.proof(), opened.new_phrase())
    print(text("cli.phrase_changed"))


def _recovery(opened: _Opened) -> None:
    _keep(opened, opened.keys.prepare_recovery(opened.proof()))


def _keep(opened: _Opened, sheet: RecoverySheet) -> None:
    """Show the code once, have two groups of it typed again, then write its slot."""
    print(text("cli.recovery_code", label=sheet.label, id=sheet.slot_id))
    print("    " + "  ".join(sheet.groups()))
    print(text("cli.recovery_slot_text", text=sheet.slot_text), flush=True)
    retyped: dict[int, str] = {}
    for group in opened.keys.groups_to_retype():
        print(text("cli.retype", group=group), flush=True)
        retyped[group] = read_secret(opened.asked.code_fd, "cli.group").decode("utf-8", "replace")
    opened.keys.keep_recovery(sheet, retyped)
    print(text("cli.recovery_kept"))


def _revoke(opened: _Opened) -> None:
    opened.keys.revoke_recovery(opened.proof())
    print(text("cli.recovery_revoked"))


def _drill(opened: _Opened) -> None:
    opened.keys.drill(opened.code())
    print(text("cli.drilled"))


def _shares(opened: _Opened) -> None:
    for share in opened.keys.shares(opened.code()):
        print(text("cli.share", number=share.number, label=share.label, id=share.slot_id))
        print("    " + "  ".join(share.groups()))
        share.wipe()


def _key_file(opened: _Opened) -> None:
    opened.keys.use_key_file(opened.proof(), opened.asked.new_key_file)
    print(text("cli.key_file_written"))


def _no_key_file(opened: _Opened) -> None:
    opened.keys.drop_key_file(opened.proof())
    print(text("cli.key_file_dropped"))


def _recalibrate(opened: _Opened) -> None:
    cost = opened.keys.recalibrate(opened.proof())
    memory = cost.memory_kib // 1024
    print(text("cli.recalibrated", memory=memory, passes=cost.passes))


def _rotate(opened: _Opened) -> None:
    sheet = opened.keys.rotate(opened.proof(), opened.new_phrase(), _told)
    print(text("cli.rotated"))
    _keep(opened, sheet)


def _told(percent: int) -> None:
    print(f"\r{percent} %", end="" if percent < _ALL else "\n", file=sys.stderr, flush=True)


def _recover(asked: argparse.Namespace) -> int:
    """Open with the code, or two shares of it; by the sheet if the header is lost."""
    vaults = vault_service()
    code = _code_or_shares(asked, vaults)
    new = read_secret(asked.new_passphrase_fd, "cli.new_passphrase", twice=True)
    if asked.slot_text is None:
        vaults.recover(asked.vault, code, new)
    else:
        vaults.rebuild_header(asked.vault, asked.slot_text, code, new)
    vaults.lock("command_done")
    print(text("cli.recovered"))
    return 0


def _code_or_shares(asked: argparse.Namespace, vaults: VaultService[Any]) -> bytearray:
    given = read_secret(asked.code_fd, "cli.code")
    if sum(chr(letter).isalnum() for letter in given) != SHARE_GROUPS * SIGNS:
        return given
    return vaults.join_shares(given, read_secret(asked.code_fd, "cli.second_share"))


ACTIONS: dict[str, Callable[[_Opened], None]] = {
    "list": _list,
    "phrase": _phrase,
    "recovery": _recovery,
    "revoke": _revoke,
    "drill": _drill,
    "shares": _shares,
    "key-file": _key_file,
    "no-key-file": _no_key_file,
    "recalibrate": _recalibrate,
    "rotate": _rotate,
}
