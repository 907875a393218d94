"""What every command takes: the vault's folder, and where its phrase comes from."""

from __future__ import annotations

import argparse
import getpass
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.ports.vault import PassphraseRefused
from ui.bootstrap import vault_service
from ui.cabinet import services
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Generator

    from ui.services import Services


class Commands(Protocol):
    """Where a command declares itself (argparse keeps the type of its own private)."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 — argparse's word
        """Add a command and return its parser."""
        ...


def add_vault(parser: argparse.ArgumentParser) -> None:
    """Add the vault and where its phrase comes from."""
    parser.add_argument("vault", type=Path, metavar=text("cli.vault"), help=text("cli.vault_help"))
    add_secrets(parser)


def add_secrets(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Add where the phrase and the key file come from; `again` after an action of the command."""
    kept = argparse.SUPPRESS if again else None
    told = text("cli.passphrase_fd_help")
    parser.add_argument("--passphrase-fd", type=int, metavar="N", default=kept, help=told)
    parser.add_argument("--key-file", type=Path, default=kept, help=text("cli.key_file_help"))


def read_passphrase(asked: argparse.Namespace) -> bytearray:
    """The phrase: the first line of the file descriptor, else typed unseen."""
    return read_secret(asked.passphrase_fd, "cli.passphrase")


def read_secret(descriptor: int | None, asking: str, *, twice: bool = False) -> bytearray:
    """One line of the file descriptor, else typed unseen; typed again if `twice`."""
    if descriptor is not None:
        return _line(descriptor)
    typed = getpass.getpass(text(asking))
    if twice and getpass.getpass(text("cli.again")) != typed:
        raise PassphraseRefused(reason="not_the_same")
    return bytearray(typed.encode())


def _line(descriptor: int) -> bytearray:
    """Read up to the end of a line, and no further: the next secret may follow it."""
    line = bytearray()
    while (letter := os.read(descriptor, 1)) not in {b"", b"\n"}:
        line += letter
    return line.removesuffix(b"\r")


@contextmanager
def unlocked(asked: argparse.Namespace) -> Generator[Services]:
    """Open the vault of a command; it is locked again whatever happens."""
    vaults = vault_service()
    vaults.unlock(asked.vault, read_passphrase(asked), asked.key_file)
    try:
        yield services(vaults)
    finally:
        vaults.lock("command_done")
