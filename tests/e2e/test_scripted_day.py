"""A whole day in the real program leaves nothing: neither on the disk, in memory, nor on a network.

Unlock, log, import, search, attach, show, prepare the report, copy, lock. The words looked for are
drawn anew each time and reach the program by a pipe: no file of ours holds them.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from testkit import traces
from testkit.vaults import fast_vaults, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
    pytest.mark.timeout(240),
]
ROOT = Path(__file__).parents[2]
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
STRACE = shutil.which("strace")
PATIENCE = 60.0
HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR")
SOUGHT = ("name", "note", "draft", "row", "document", "copied", "phrase")


@dataclass
class Day:
    """What was seen of it: the program by its number, the words, the counts before and after."""

    folder: Path
    stem: str
    words: dict[str, str]
    keys: dict[str, bytes]
    began_ns: int
    process: subprocess.Popen[str]
    pid: int = 0
    open_counts: dict[bytes, int] = field(default_factory=dict)
    locked_counts: dict[bytes, int] = field(default_factory=dict)
    files_when_open: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    files_when_locked: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    files_looked_at: int = 0

    @property
    def needles(self) -> dict[bytes, str]:
        """Every form of every word, the stem of all, and the raw keys: what each is called."""
        named = dict.fromkeys(traces.stem_forms(self.stem), "a word")
        named |= {one: word for word in SOUGHT for one in traces.forms(self.words[word])}
        return named | {raw: f"key {name}" for name, raw in self.keys.items()}

    def look_at_memory(self) -> dict[bytes, int]:
        """Count every needle in the program and in all that it started."""
        total = dict.fromkeys(self.needles, 0)
        words = [one for one, name in self.needles.items() if name in SOUGHT]
        for pid in traces.descendants(self.pid):
            found = traces.found_in_memory(pid, words, self.stem, self.keys.values())
            for needle, count in found.items():
                total[needle] += count
        return total

    def look_at_disk(self) -> dict[Path, tuple[str, ...]]:
        """Every file changed since the morning that holds one of the words."""
        words, found = [self.words[word] for word in SOUGHT], {}
        self.files_looked_at = 0
        for path in traces.files_changed_since(self.began_ns):
            self.files_looked_at += 1
            if held := traces.found_in_file(path, words, self.stem):
                found[path] = held
        return found


def _letters(count: int) -> str:
    return "".join(secrets.choice("bdfgjklmnprtvxz") for _ in range(count))


def _a_vault(folder: Path, secret: str) -> tuple[Path, dict[str, bytes]]:
    """A vault under that phrase, and copies of the keys of its sessions."""
    vault = fast_vaults().create(folder / "essai.armoire", phrase(secret))
    held = vault.held.keys
    names = ("header", "audit", "database", "backup", "witness")
    keys = {name: bytes(getattr(held, name).raw) for name in names}
    vault.close()
    return folder / "essai.armoire", keys


def _environment(folder: Path) -> dict[str, str]:
    """A machine of its own: the folders that programs write to are in one scratch folder."""
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG"}}
    for name in HOMES:
        (folder / name.lower()).mkdir()
        kept[name] = str(folder / name.lower())
    return kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
    }


def _started(folder: Path) -> Day:
    stem = f"Z{_letters(9)}"
    words = {word: f"{stem}{_letters(5)}é" for word in SOUGHT}
    words["phrase"] = " ".join(f"{stem}{_letters(5)}" for _ in range(4))
    words["folder"] = str(folder)
    vault, keys = _a_vault(folder, words["phrase"])
    began = time.time_ns()
    traced = [str(STRACE), "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o"] if STRACE else []
    traced += [str(folder / "calls")] if STRACE else []
    process = subprocess.Popen(
        [*traced, sys.executable, "-P", "-m", "testkit.day_program", str(vault)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=_environment(folder),
    )
    return Day(folder, stem, words, keys, began, process)


def _until(what, patience: float = PATIENCE) -> None:
    ends = time.monotonic() + patience
    while not what():
        assert time.monotonic() < ends, "the day did not go on"
        time.sleep(0.05)


def _program_of(day: Day) -> int:
    """The program itself, below the tracer if there is one."""
    found = traces.descendants(day.process.pid)
    return next(one for one in found if b"strace" not in _command(one))


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _is_fresh(pid: int) -> bool:
    """The process was replaced by the program on its locked window, which is drawn."""
    words = _command(pid).split(b"\0")
    if b"ui" not in words:
        return False
    return len(list(Path(f"/proc/{pid}/task").iterdir())) > 1


@pytest.fixture(scope="module")
def day(tmp_path_factory) -> Iterator[Day]:
    made = _started(tmp_path_factory.mktemp("day"))
    process = made.process
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(made.words) + "\n")
        process.stdin.flush()
        assert select.select([process.stdout], [], [], PATIENCE)[0], _complaint(process)
        told = process.stdout.readline().strip()
        assert told == "open", told + _complaint(process)
        made.pid = _program_of(made)
        made.files_when_open = made.look_at_disk()
        if AS_ROOT:
            made.open_counts = made.look_at_memory()
        process.stdin.write("lock\n")
        process.stdin.flush()
        _until(lambda: _is_fresh(made.pid))
        if AS_ROOT:
            made.locked_counts = made.look_at_memory()
        made.files_when_locked = made.look_at_disk()
        yield made
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """End the program, and the tracer above it."""
    if process.poll() is not None:
        return
    for pid in reversed(traces.descendants(process.pid)):
        os.kill(pid, signal.SIGKILL)
    process.wait(30)


def _complaint(process: subprocess.Popen[str]) -> str:
    _end(process)
    return process.communicate(timeout=30)[1][-2000:]


@pytest.mark.requirement("BRY-27")
def test_a_day_leaves_no_word_on_the_disk(day: Day) -> None:
    assert day.files_looked_at > 0
    assert {path.name: day.files_when_open[path] for path in day.files_when_open} == {}
    assert {path.name: day.files_when_locked[path] for path in day.files_when_locked} == {}


@pytest.mark.skipif(not AS_ROOT, reason="only root reads the memory of a process that is guarded")
@pytest.mark.requirement("BRY-27")
def test_after_the_lock_no_word_and_no_key_is_in_memory(day: Day) -> None:
    left = {day.needles[needle] for needle, count in day.locked_counts.items() if count}
    assert left == set()


@pytest.mark.skipif(not AS_ROOT, reason="only root reads the memory of a process that is guarded")
def test_the_search_in_memory_finds_what_is_open(day: Day) -> None:
    """Without this the test above could not fail."""
    held = {day.needles[needle] for needle, count in day.open_counts.items() if count}
    assert {"name", "note", "draft", "row", "document", "copied", "key header"} <= held


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.requirement("BRY-27")
def test_a_day_asks_for_no_network(day: Day) -> None:
    calls = (day.folder / "calls").read_text("utf-8").splitlines()
    asked = [one for one in calls if "socket(" in one or "connect(" in one]
    assert any("socket(" in one for one in asked)  # the tracer saw the question of the guard itself
    assert [one for one in asked if "AF_INET" in one or "AF_NETLINK" in one] == []


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "latin-1"])
def test_the_search_on_the_disk_finds_a_word(tmp_path, code: str) -> None:
    began, word = time.time_ns() - 1_000_000_000, "Étrangeté"
    (tmp_path / "trace.bin").write_bytes(b"\0" + word.upper().encode(code))
    (tmp_path / f"{word}.txt").touch()
    changed = sorted(traces.files_changed_since(began, (str(tmp_path),)))
    assert [traces.found_in_file(path, [word], "Étran") for path in changed] == [(word,), (word,)]
