"""A stranger opens a vault with the thirty lines that FORMAT.md prints, and not one more."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from testkit.vaults import PASSPHRASE, a_vault

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "tests" / "vaults" / "format-1"
KEPT_PHRASE = "Le chêne œuvre près du gué ; 7 hérons"
FORMAT = (ROOT / "storage" / "vault" / "FORMAT.md").read_text("utf-8")
(READER,) = re.findall(r"^```python\n(.*?)^```", FORMAT, re.DOTALL | re.MULTILINE)


def read_by_a_stranger(folder: Path, phrase: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", READER, folder],
        input=f"{phrase}\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def test_they_are_thirty_lines_and_none_is_ours() -> None:
    lines = [line for line in READER.splitlines() if line.strip()]
    imported = re.findall(r"^(?:from|import) (.+?)(?: import.*)?$", READER, re.MULTILINE)
    packages = {name.strip().split(".")[0] for names in imported for name in names.split(",")}

    assert len(lines) <= 30
    assert max(map(len, lines)) <= 125
    assert packages - sys.stdlib_module_names == {"cryptography", "sqlcipher3"}


def test_a_stranger_reads_the_kept_vault(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(KEPT, tmp_path / "kept"))

    read = read_by_a_stranger(folder, KEPT_PHRASE)

    assert read.stderr == ""
    assert "setting 1" in read.stdout.splitlines()


def test_a_stranger_reads_a_vault_of_today(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    with vault.read() as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        entries = connection.execute("SELECT COUNT(*) FROM journal").fetchone()[0]
    vault.close()

    read = read_by_a_stranger(tmp_path / "essai.armoire", PASSPHRASE)

    assert read.stderr == ""
    counts = dict(line.split() for line in read.stdout.splitlines())
    assert set(counts) == {name for (name,) in names}
    assert counts["journal"] == str(entries)


@pytest.mark.parametrize("phrase", ["", f"{KEPT_PHRASE} ?", KEPT_PHRASE.upper()])
def test_a_stranger_without_the_phrase_reads_nothing(tmp_path: Path, phrase: str) -> None:
    folder = Path(shutil.copytree(KEPT, tmp_path / "kept"))

    read = read_by_a_stranger(folder, phrase)

    assert read.returncode != 0
    assert read.stdout == ""
