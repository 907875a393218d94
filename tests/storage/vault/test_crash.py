"""What a killed program leaves: a free vault, and a missing log that is noticed.

That nothing acknowledged is lost is proven a thousand times in `tests/campaigns/test_kills.py`.
"""

import os
import subprocess
import sys
from pathlib import Path

from testkit.vaults import a_vault, fast_vaults, phrase

ROOT = Path(__file__).parents[3]
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


def killed_while_writing(folder):
    """Start the writer and kill it as soon as it acknowledged one write."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, folder],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    writer.kill()
    writer.communicate()


def test_a_log_that_vanished_after_a_kill_is_noticed(tmp_path):
    a_vault(tmp_path).close()
    folder = tmp_path / "essai.armoire"
    killed_while_writing(folder)
    (folder / "data-000001.db-wal").unlink()
    vault = fast_vaults().unlock(folder, phrase())
    assert vault.opening.wal_missing
    assert vault.opening.rolled_back.witness == "vault"
    assert vault.opening.rolled_back.found < vault.opening.rolled_back.sealed
    vault.close()


def test_a_running_vault_is_free_again_after_a_kill(tmp_path):
    a_vault(tmp_path).close()
    killed_while_writing(tmp_path / "essai.armoire")
    fast_vaults().unlock(tmp_path / "essai.armoire", phrase()).close()
