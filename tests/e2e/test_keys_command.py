"""`armoire keys`, run as a person runs it: other processes, a real vault at its real cost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PHRASE = "girafe tambour nuage cerise pantoufle lanterne biscuit"
OTHER = "lampion gravir fusain tortue oblong marmite sablier"
THIRD = "cerise bitume horloge dauphin velours garage tisane"
GROUPS = re.compile(r"[0-9A-Z]{4}(?:  [0-9A-Z]{4})+")


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    status: int
    said: str

    @property
    def codes(self) -> list[str]:
        """The codes and shares that were shown, in order."""
        return [found.replace("  ", "-") for found in GROUPS.findall(self.said)]


@dataclass(frozen=True)
class Keys:
    """The command line on one vault; every secret goes through a pipe."""

    folder: Path

    def run(self, command: list[str | Path], **secrets: str) -> Done:
        """Run a command; its secrets are named as its options without `-fd`."""
        pipes = {name: os.pipe() for name in secrets}
        given = [
            word
            for name, (source, _) in pipes.items()
            for word in (f"--{name.replace('_', '-')}-fd", str(source))
        ]
        words = [sys.executable, "-m", "ui", command[0], self.folder, *given, *command[1:]]
        child = subprocess.Popen(
            [str(word) for word in words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            pass_fds=[source for source, _ in pipes.values()],
        )
        said = _answered(child, pipes, secrets)
        return Done(child.wait(), said)

    def keys(self, *command: str | Path, **secrets: str) -> Done:
        """Run `armoire keys`; the options come before the action."""
        return self.run(["keys", *command], **secrets)


def _answered(
    child: subprocess.Popen[str], pipes: dict[str, tuple[int, int]], secrets: dict[str, str]
) -> str:
    """Give the secrets; groups to retype are read from what the command shows."""
    for name, (source, sink) in pipes.items():
        os.close(source)
        os.write(sink, f"{secrets[name]}\n".encode() if secrets[name] else b"")
    assert child.stdout is not None
    said = ""
    for line in child.stdout:
        said += line
        if asked := re.match(r"Retapez le groupe (\d)", line):
            groups = GROUPS.findall(said)[-1].split("  ")
            os.write(pipes["code"][1], f"{groups[int(asked[1]) - 1].lower()}\n".encode())
    for _, sink in pipes.values():
        os.close(sink)
    return said


@pytest.fixture
def vault(tmp_path: Path) -> Keys:
    made = Keys(tmp_path / "essai.armoire")
    assert made.run(["create"], passphrase=PHRASE).status == 0
    return made


@pytest.mark.slow
@pytest.mark.requirement("BRY-32")
def test_a_phrase_is_changed_forgotten_and_got_over(vault: Keys) -> None:
    assert vault.keys("phrase", passphrase=PHRASE, new_passphrase=OTHER).status == 0
    assert vault.keys("list", passphrase=PHRASE).status == 1
    made = vault.keys("recovery", passphrase=OTHER, code="")
    assert made.status == 0, made.said
    (code,) = made.codes
    listed = vault.keys("list", passphrase=OTHER)
    assert "code de secours" in listed.said
    assert vault.keys("drill", passphrase=OTHER, code=code.lower()).status == 0
    shared = vault.keys("shares", passphrase=OTHER, code=code)
    first, _, third = shared.codes
    recovered = vault.keys("recover", code=f"{third}\n{first}", new_passphrase=THIRD)
    assert recovered.status == 0, recovered.said
    assert vault.keys("list", passphrase=THIRD).status == 0
    assert vault.keys("list", passphrase=OTHER).status == 1


@pytest.mark.slow
@pytest.mark.requirement("BRY-32")
def test_everything_goes_under_a_new_key_and_its_sheet_rebuilds_the_header(vault: Keys) -> None:
    rotated = vault.keys("rotate", passphrase=PHRASE, new_passphrase=OTHER, code="")
    assert rotated.status == 0, rotated.said
    (code,) = rotated.codes
    sheet = re.search(r"ARMOIRE1:[A-Z2-7]+", rotated.said)
    assert sheet
    assert vault.keys("list", passphrase=PHRASE).status == 1
    assert [path.name for path in vault.folder.glob("data-*")] == ["data-000002.db"]
    assert list((vault.folder / "backups").glob("*.vbk"))
    for copy in vault.folder.glob("vault.json*"):
        copy.unlink()
    rebuilt = vault.keys("recover", "--slot-text", sheet[0], code=code, new_passphrase=THIRD)
    assert rebuilt.status == 0, rebuilt.said
    assert vault.run(["check"], passphrase=THIRD).status == 0


@pytest.mark.slow
def test_a_key_file_is_asked_for_until_it_is_dropped(vault: Keys, tmp_path: Path) -> None:
    file = tmp_path / "cle.key"
    assert vault.keys("key-file", file, passphrase=PHRASE).status == 0
    refused = vault.keys("list", passphrase=PHRASE)
    assert refused.status == 1
    assert "fichier-clé" in refused.said
    assert vault.run(["check", "--key-file", file], passphrase=PHRASE).status == 0
    dropped = vault.run(["keys", "--key-file", file, "no-key-file"], passphrase=PHRASE)
    assert dropped.status == 0, dropped.said
    assert vault.keys("recalibrate", passphrase=PHRASE).status == 0


def test_no_secret_can_be_an_argument() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "keys", "--help"], capture_output=True, text=True, check=True
    )
    assert "--passphrase " not in done.stdout
    assert "--code " not in done.stdout
