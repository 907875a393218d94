"""Kill -9 in the middle of writes: every acknowledged commit is there, and nothing half-written."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from testkit.vaults import a_vault, fast_vaults, phrase

from app.ports.vault import VaultMissing

ROOT = Path(__file__).parents[3]
KILLS = 20
WRITER = """
import sys
from pathlib import Path
from app.domain.journal import JournalEntry
from testkit.vaults import fast_vaults, phrase
vault = fast_vaults().unlock(Path(sys.argv[1]), phrase())
with vault.read() as connection:
    number = connection.execute("SELECT COUNT(*) FROM setting").fetchone()[0]
while True:
    with vault.transaction() as write:
        write.execute("INSERT INTO setting VALUES (?, ?)", (f"{number:06}", "x" * 3000))
        write.execute("INSERT INTO note_words (rowid, words) VALUES (?, 'mot')", (number,))
        write.commit(JournalEntry("setting_changed", "setting", number))
    print(number, flush=True)
    number += 1
"""


def killed_while_writing(folder, seconds):
    """Start the writer, kill it after a while, and return the last number that it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, folder],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(seconds)
    writer.kill()
    lines = [first, *writer.stdout.read().splitlines()]
    writer.wait()
    return int(lines[-1])


@pytest.mark.slow
def test_no_acknowledged_commit_is_lost_by_a_kill(tmp_path):
    a_vault(tmp_path).close()
    folder = tmp_path / "essai.armoire"
    for kill in range(KILLS):
        acknowledged = killed_while_writing(folder, kill * 0.006)
        vault = fast_vaults().unlock(folder, phrase())
        assert not vault.opening.closed_cleanly
        assert not vault.opening.wal_missing
        with vault.read() as connection:
            numbers = [int(key) for (key,) in connection.execute("SELECT key FROM setting")]
            words = connection.execute("SELECT COUNT(*) FROM note_words").fetchone()[0]
        assert numbers == list(range(len(numbers)))
        assert len(numbers) == words
        assert len(numbers) > acknowledged
        vault.close()
    vault = fast_vaults().unlock(folder, phrase())
    assert vault.check().problems == ()
    vault.close()


def test_a_log_that_vanished_after_a_kill_is_noticed(tmp_path):
    a_vault(tmp_path).close()
    folder = tmp_path / "essai.armoire"
    killed_while_writing(folder, 0)
    (folder / "data-000001.db-wal").unlink()
    vault = fast_vaults().unlock(folder, phrase())
    assert vault.opening.wal_missing
    vault.close()


def test_a_running_vault_is_free_again_after_a_kill(tmp_path):
    a_vault(tmp_path).close()
    killed_while_writing(tmp_path / "essai.armoire", 0)
    fast_vaults().unlock(tmp_path / "essai.armoire", phrase()).close()


MAKER = """
import sys
from pathlib import Path
from testkit.vaults import fast_vaults, phrase
print("ready", flush=True)
fast_vaults().create(Path(sys.argv[1]), phrase()).close()
"""


@pytest.mark.slow
def test_a_making_killed_midway_leaves_a_whole_vault_or_none(tmp_path):
    outcomes = set()
    for kill in range(KILLS):
        folder = tmp_path / f"{kill}"
        maker = subprocess.Popen(
            [sys.executable, "-c", MAKER, folder],
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
            stdout=subprocess.PIPE,
        )
        assert maker.stdout is not None
        maker.stdout.readline()
        time.sleep(kill * 0.003)
        if kill < KILLS - 1:  # the last one may end
            maker.kill()
        maker.communicate()
        try:
            vault = fast_vaults().unlock(folder, phrase())
        except VaultMissing:
            outcomes.add("none")
        else:
            assert vault.check().sound
            vault.close()
            outcomes.add("whole")
    assert outcomes == {"none", "whole"}
