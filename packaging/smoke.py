"""Try the built program as a person would: a vault made, filled, counted, kept safe, shown.

Usage: python packaging/smoke.py FOLDER_OF_THE_BUILT_PROGRAM
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PASSPHRASE = "sept mots fictifs pour un essai seulement"
EXAMPLES = Path(__file__).resolve().parents[1] / "resources" / "example"
YEAR = "2025"
PATIENCE_S = 300
WINDOW_LIFE_S = 6
NETWORK_LIBRARIES = ("*Qt6Network*", "*QtNetwork*")


class Failed(Exception):
    """The built program did not do what was asked."""


class Program:
    """The built program, run without a screen, in a home of its own and far from the sources."""

    def __init__(self, folder: Path, home: Path) -> None:
        name = "armoire.exe" if sys.platform == "win32" else "armoire"
        self._file = (folder / name).resolve()
        self._home = home
        kept = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LD_LIBRARY_PATH"}
        self._environment = {key: value for key, value in os.environ.items() if key in kept}
        self._environment |= {
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "USERPROFILE": str(home),
            "APPDATA": str(home),
            "LOCALAPPDATA": str(home),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, *words: str | Path, phrase: str = PASSPHRASE) -> subprocess.CompletedProcess[str]:
        """Run one command to its end, the passphrase given on standard input."""
        return subprocess.run(
            [self._file, *words, "--passphrase-fd", "0"],
            input=f"{phrase}\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            cwd=self._home,
            env=self._environment,
            check=False,
        )

    def open_window(self, vault: Path) -> subprocess.Popen[str]:
        """Start the desktop on a vault."""
        return subprocess.Popen(
            [self._file, vault],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=self._home,
            env=self._environment,
        )


def told(what: str, *, holds: bool, detail: str = "") -> None:
    """Say that a step holds, or stop."""
    if not holds:
        raise Failed(f"{what}: {detail.strip()}")
    print(f"  ok  {what}", flush=True)


def try_vault(program: Program, vault: Path) -> None:
    """Make a vault, which the end of each command locks, and open it again."""
    made = program.run("create", vault)
    told("a vault is made", holds=made.returncode == 0, detail=made.stderr)
    again = program.run("create", vault)
    told("it is not made twice", holds=again.returncode != 0 and bool(again.stderr))
    count = ("count", vault, "--year", YEAR, "--json")
    wrong = program.run(*count, phrase="une autre phrase que la bonne")
    refused = wrong.returncode != 0 and bool(wrong.stderr) and "Traceback" not in wrong.stderr
    told("another phrase does not open it", holds=refused, detail=wrong.stderr)
    empty = program.run(*count)
    told("its own phrase opens it again", holds=empty.returncode == 0, detail=empty.stderr)


def try_year(program: Program, vault: Path, out: Path) -> None:
    """Bring in the example year, count it and publish it."""
    sheets = sorted(EXAMPLES.glob("*.xlsx"))
    told("there are example sheets", holds=bool(sheets))
    brought = program.run("import", vault, *sheets)
    told("the example sheets are imported", holds=brought.returncode == 0, detail=brought.stderr)
    counted = program.run("count", vault, "--year", YEAR, "--json")
    told("the year is counted", holds=counted.returncode == 0, detail=counted.stderr)
    followed = [entity["persons_followed"] for entity in json.loads(counted.stdout).values()]
    told("people were followed that year", holds=any(followed), detail=counted.stdout)
    published = program.run("report", vault, "--year", YEAR, "--consolidated", "--out", out)
    told("the report is published", holds=published.returncode == 0, detail=published.stderr)
    kinds = {path.suffix for path in out.rglob("*") if path.is_file()}
    told("as document, sheet and data", holds={".pdf", ".xlsx", ".csv"} <= kinds, detail=str(kinds))


def try_safety(program: Program, vault: Path, home: Path) -> None:
    """Look at every file, make a backup on a stick, make another vault of it, count the same."""
    count = ("--year", YEAR, "--json")
    looked = program.run("check", vault, "--json")
    sound = looked.returncode == 0 and json.loads(looked.stdout)["sound"]
    told("nothing is wrong in the vault", holds=sound, detail=looked.stderr)
    stick, restored = home / "cle", home / "restaure.armoire"
    stick.mkdir()
    kept = program.run("backup", vault, stick)
    copies = list(stick.glob("*.vbk"))
    told("a backup is made", holds=kept.returncode == 0 and len(copies) == 1, detail=kept.stderr)
    back = program.run("restore", copies[0], restored)
    told("it becomes a vault again", holds=back.returncode == 0, detail=back.stderr)
    same = (
        program.run("count", restored, *count).stdout == program.run("count", vault, *count).stdout
    )
    told("which counts the same", holds=same)
    again = program.run("check", restored)
    told("and in which nothing is wrong", holds=again.returncode == 0, detail=again.stderr)


def try_window(program: Program, vault: Path) -> None:
    """Open the window, let it live a moment, close it."""
    window = program.open_window(vault)
    ends = time.monotonic() + WINDOW_LIFE_S
    while window.poll() is None and time.monotonic() < ends:
        time.sleep(0.1)
    alive = window.poll() is None
    window.terminate()
    _, complaints = window.communicate(timeout=PATIENCE_S)
    told("the window opens and stays", holds=alive, detail=complaints)
    told("it complains of nothing", holds=not complaints.strip(), detail=complaints)


def main() -> int:
    """Run every step on the program in the given folder."""
    folder = Path(sys.argv[1])
    print(f"Smoke test of {folder}")
    try:
        for pattern in NETWORK_LIBRARIES:
            told(f"no {pattern} in the bundle", holds=not list(folder.rglob(pattern)))
        french = list(folder.rglob("qtbase_fr.qm"))
        told("the French of Qt's own words is in the bundle", holds=bool(french))
        with tempfile.TemporaryDirectory() as home:
            program = Program(folder, Path(home))
            vault = Path(home) / "essai.armoire"
            try_vault(program, vault)
            try_year(program, vault, Path(home) / "rapport")
            try_safety(program, vault, Path(home))
            try_window(program, vault)
    except Failed as failure:
        print(f"  NO  {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
