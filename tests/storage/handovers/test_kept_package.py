"""A vault, a package for it and a return, kept for ever: later programs open, take and merge them.

`envoi` is a file of a colleague, with one row at least of nearly everything that travels; `retour`
is the vault's own file, which came back with what the colleague did while its owner wrote too. The
vault is also the one kept of its schema: `tests/storage/vault/test_kept_casework.py` asks it for
each of its rows, so no other of schema 5 is kept. As a package is opened only if its schema is,
word for word, that of the steps, none of the first five steps can change any more.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from testkit.handovers import at_her_vault, nobody, service
from testkit.kept_packages import whole
from testkit.second_opening import read_package
from testkit.second_reader import read_vault
from testkit.vaults import PASSPHRASE

from app.domain.receipts import receipt_code
from storage.handovers.travelling import TRAVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from testkit.handovers import Assistant

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "tests" / "vaults" / "package-1"
FORMAT = (ROOT / "storage" / "vault" / "FORMAT.md").read_text("utf-8")
SCHEMA = 5
THEIRS, HERS = (11, 13), 503
MEETING, THEIR_MEETING = 506, 609
NOTE = "Point sur le bail"
LETTER = b"Courrier fictif.\n" * 500


@pytest.fixture(scope="module")
def records() -> Any:
    """The kept vault, read by another program."""
    return read_vault(KEPT / "vault", PASSPHRASE)[1]


@pytest.fixture(scope="module")
def secret(records: Any) -> bytes:
    """Its private keys."""
    (row,) = records.execute("SELECT secret FROM handover_key").fetchall()
    return row[0]


@pytest.fixture(params=["envoi", "retour"])
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def her(tmp_path: Path) -> Iterator[Assistant]:
    """The owner of the kept vault, today."""
    made = at_her_vault(Path(shutil.copytree(KEPT / "vault", tmp_path / "gardé")))
    yield made
    made.vault.close()


def sealed(folder: Path, name: str, secret: bytes) -> Path:
    """One of the two packages, as it was sealed."""
    path = folder / f"{name}.armoire-relais"
    path.write_bytes(whole((KEPT / f"{name}.xz").read_bytes(), secret))
    return path


def travelled(package: Any) -> list[str]:
    """The tables of a package that travel."""
    there = {name for (name,) in package.execute("SELECT name FROM sqlite_schema")}
    return [one.table for one in TRAVELS if one.table in there] + ["document_chunk", "local_code"]


def same_columns(package: Any, vault: Any, table: str) -> tuple[set[Any], set[Any]]:
    """The rows of a table here and there, by the columns that the package has."""
    names = [row[1] for row in package.execute(f"PRAGMA table_info({table})")]
    asked = f"SELECT {', '.join(names)} FROM {table}"
    return set(package.execute(asked).fetchall()), set(vault.execute(asked).fetchall())


def test_they_are_the_files_of_the_page(tmp_path: Path, secret: bytes, name: str) -> None:
    content = sealed(tmp_path, name, secret).read_bytes()

    assert f"`{hashlib.sha256(content).hexdigest()}`" in FORMAT


def test_another_program_reads_them(tmp_path: Path, secret: bytes, name: str) -> None:
    said, package = read_package(sealed(tmp_path, name, secret), secret)

    meta = dict(package.execute("SELECT key, value FROM meta"))
    assert meta["package"] == said["package"]
    assert ("answers" in meta) == (name == "retour")
    assert package.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    assert package.execute("SELECT bytes FROM document_chunk").fetchall() == [(LETTER,)]


@pytest.mark.requirement("ANAS-24")
def test_the_package_is_taken_whole_given_back_and_erased(
    tmp_path: Path, her: Assistant, secret: bytes
) -> None:
    path, back = sealed(tmp_path, "envoi", secret), tmp_path / "autre.armoire-relais"
    hers = service(her, 900_000)
    _, package = read_package(path, secret)
    (colleague,) = (row[0] for row in her.rows("colleague"))

    taken = hers.take(path, colleague, nobody)

    with her.vault.read() as connection:
        for table in travelled(package):
            came = same_columns(package, connection, table)
            assert came[0], f"nothing of {table} is kept"
            assert came[0] <= came[1], table
    assert taken.cases == THEIRS
    assert her.vault.check().problems == ()

    known = taken.changes.object_id or 0
    hers.give_back(known, back, nobody)
    (receipt,) = (row[5] for row in her.rows("handover", f"id = {known}"))
    hers.finish(known, receipt_code(receipt))

    assert [row[0] for row in her.rows("case_file")] == [HERS]
    assert her.vault.check().problems == ()


@pytest.mark.requirement("ANAS-24")
def test_the_return_is_merged(tmp_path: Path, her: Assistant, secret: bytes) -> None:
    back = service(her, 900_000).merge(sealed(tmp_path, "retour", secret), nobody)

    notes = dict(row[:: len(row) - 1] for row in her.rows("intervention"))
    (both,) = back.merged.both
    assert (back.merged.added, back.merged.changed) == (1, 1)
    assert (both.row_id, both.theirs) == (MEETING, f"{NOTE}, vu par la collègue.")
    assert set(notes) == {MEETING, THEIR_MEETING}
    assert notes[THEIR_MEETING] == "Entretien fictif pendant l’absence."
    assert notes[MEETING].startswith(f"{NOTE}, revu avant le départ.")
    assert notes[MEETING].endswith(both.theirs)
    assert her.vault.check().problems == ()
