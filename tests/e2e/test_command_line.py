"""The command line, run as a person runs it: other processes, a real vault, the example files."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

EXAMPLE = Path("resources/example")
TRUTH = json.loads(Path("tests/data/truth.json").read_text(encoding="utf-8"))
HEADLINES = ("persons_followed", "persons_seen", "interviews", "aid_applications", "aid_granted")
PHRASE = "girafe tambour nuage cerise pantoufle lanterne biscuit"


@dataclass(frozen=True)
class Vault:
    folder: Path

    def run(
        self, command: str, *options: object, phrase: str = PHRASE
    ) -> subprocess.CompletedProcess[str]:
        """Run a command on this vault, its phrase given through a pipe."""
        out_of, into = os.pipe()
        os.write(into, f"{phrase}\n".encode())
        os.close(into)
        words = [
            sys.executable,
            "-m",
            "ui",
            command,
            self.folder,
            *options,
            "--passphrase-fd",
            out_of,
        ]
        try:
            return subprocess.run(
                [str(word) for word in words],
                capture_output=True,
                text=True,
                pass_fds=(out_of,),
                check=False,
            )
        finally:
            os.close(out_of)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    made = Vault(tmp_path_factory.mktemp("coffre") / "essai.armoire")
    assert made.run("create").returncode == 0
    done = made.run("import", EXAMPLE / "suivi-2024.xlsx", EXAMPLE / "suivi-2025.xlsx", "--json")
    assert done.returncode == 0, done.stderr
    for account in json.loads(done.stdout):
        assert account["totals"]["new"] > 400
        assert account["totals"]["doubtful"] == account["totals"]["bad"] == 0
    return made


@pytest.mark.parametrize("year", sorted(TRUTH))
def test_the_counts_of_the_example_equal_the_truth(vault: Vault, year: str) -> None:
    counts = json.loads(vault.run("count", "--year", year, "--json").stdout)
    for entity, truth in TRUTH[year].items():
        for indicator in HEADLINES:
            assert counts[entity].get(indicator, 0) == truth.get(indicator, 0), (entity, indicator)


def test_importing_a_file_again_adds_nothing(vault: Vault) -> None:
    done = vault.run("import", EXAMPLE / "suivi-2025.xlsx", "--json")
    totals = json.loads(done.stdout)[0]["totals"]
    assert (totals["new"], totals["doubtful"], totals["bad"]) == (0, 0, 0)


@pytest.mark.requirement("BRY-20")
def test_a_report_is_written_in_every_format_and_hides_what_is_small(
    vault: Vault, tmp_path: Path
) -> None:
    done = vault.run("report", "--year", 2025, "--entity", "ville de bellerive", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    stem = "rapport-2025-ville-de-bellerive"
    assert (tmp_path / f"{stem}.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / f"{stem}.xlsx").read_bytes().startswith(b"PK")
    with (tmp_path / f"{stem}-donnees" / "figures.csv").open(encoding="utf-8", newline="") as lines:
        figures = list(csv.DictReader(lines))
    assert {"F", "C"} == {figure["CONF_STATUS"] for figure in figures}
    persons = [one for one in figures if one["MEASURE"] == "persons" and one["CONF_STATUS"] == "F"]
    assert persons
    assert min(int(one["OBS_VALUE"]) for one in persons) >= 5


def test_a_wrong_phrase_is_said_in_words_and_prints_nothing_else(vault: Vault) -> None:
    done = vault.run("count", "--year", 2025, phrase="girafe tambour nuage cerise")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "phrase" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_spreadsheet_is_refused_and_the_vault_stays_sound(
    vault: Vault, tmp_path: Path
) -> None:
    damaged = tmp_path / "suivi.xlsx"
    damaged.write_bytes((EXAMPLE / "suivi-2024.xlsx").read_bytes()[:5000])
    done = vault.run("import", damaged)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert vault.run("check").returncode == 0


def test_documents_go_in_are_listed_and_come_out(vault: Vault, tmp_path: Path) -> None:
    paper, number = tmp_path / "Quittance fictive.txt", "2024-0001"
    paper.write_text("Loyer fictif", encoding="utf-8")
    added = vault.run("document", "add", number, paper)
    assert added.returncode == 0, added.stderr

    again = vault.run("document", "add", number, paper)
    assert (again.returncode, again.stdout) == (1, "")
    listed = vault.run("document", "list", number).stdout
    assert listed.splitlines() == [listed.strip()]
    assert "Quittance fictive" in listed
    (tmp_path / "sortie").mkdir()
    exported = vault.run("document", "export", number, 1, tmp_path / "sortie")
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "sortie" / "document-1.txt").read_text(encoding="utf-8") == "Loyer fictif"
    assert "Quittance" not in added.stdout + again.stderr + exported.stdout


def test_a_backup_is_rehearsed_then_restored_on_another_computer(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, new = tmp_path / "cle", Vault(tmp_path / "nouveau.armoire")
    stick.mkdir()
    made = vault.run("backup", stick)
    assert made.returncode == 0, made.stderr
    [copy] = stick.iterdir()
    assert made.stdout.count(".vbk") == 2

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "autre-poste"))
    rehearsed = Vault(copy).run("restore", new.folder, "--rehearse")
    assert rehearsed.returncode == 0, rehearsed.stderr
    assert not new.folder.exists()
    restored = Vault(copy).run("restore", new.folder)
    assert restored.returncode == 0, restored.stderr
    again = Vault(copy).run("restore", new.folder)

    assert "dossiers" in restored.stdout
    assert (again.returncode, "Traceback" in again.stderr) == (1, False)
    for year in sorted(TRUTH):
        counts = json.loads(new.run("count", "--year", year, "--json").stdout)
        for entity, truth in TRUTH[year].items():
            assert counts[entity]["persons_followed"] == truth["persons_followed"]


def test_a_file_that_is_no_backup_is_refused_in_words(vault: Vault, tmp_path: Path) -> None:
    refused = Vault(EXAMPLE / "suivi-2024.xlsx").run("restore", tmp_path / "nouveau.armoire")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "sauvegarde" in refused.stderr
    assert not (tmp_path / "nouveau.armoire").exists()


def test_an_entity_that_is_not_served_is_refused(vault: Vault) -> None:
    done = vault.run("count", "--year", 2025, "--entity", "Ville de Nullepart", "--json")
    assert done.returncode == 1
    assert done.stderr.strip()


def test_the_program_runs_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("raise SystemExit('not ours')", encoding="utf-8")
    program = Path("armoire").absolute()
    done = subprocess.run(
        [program, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("armoire "), done.stderr


def _damage(vault: Vault) -> None:
    """Flip one bit in four pages of the data file in force."""
    path = max(vault.folder.glob("data-*.db"))
    with path.open("r+b") as stream:
        for page in range(60, 100, 10):
            stream.seek(page * 4096 + 99)
            byte = stream.read(1)[0]
            stream.seek(page * 4096 + 99)
            stream.write(bytes([byte ^ 1]))


def test_a_damaged_vault_is_told_then_repaired_from_its_backup(
    vault: Vault, tmp_path: Path
) -> None:
    copy = Vault(tmp_path / "copie.armoire")
    shutil.copytree(vault.folder, copy.folder)
    assert copy.run("backup").returncode == 0
    before = copy.run("count", "--year", 2025, "--json").stdout
    _damage(copy)
    told = copy.run("check", "--json")
    assert told.returncode == 1
    found = json.loads(told.stdout)
    assert not found["sound"]
    assert {one["part"] for one in found["findings"]} == {"database"}
    assert "Traceback" not in copy.run("check").stderr
    mended = copy.run("check", "--repair")
    assert mended.returncode == 0, mended.stderr
    assert "Complétée par la sauvegarde" in mended.stdout
    assert copy.run("count", "--year", 2025, "--json").stdout == before
    assert copy.run("check").returncode == 0
    assert list((copy.folder / "quarantine").glob("damaged-*.db"))


def test_a_folder_that_is_no_vault_is_told_without_asking_for_a_phrase(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "check", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1
    assert "coffre" in done.stderr
    assert list(tmp_path.iterdir()) == []
