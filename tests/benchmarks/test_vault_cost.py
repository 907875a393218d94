"""What encryption costs: the same statements on the same rows, sealed and in clear.

Both databases belong to the same engine and have the same settings; only one has a key. The
figures are in SECURITY.md.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import pytest
from testkit.big_vault import FIRST_DAY, Scale, fill
from testkit.vaults import a_vault

from app.domain.ids import CaseId
from app.domain.journal import JournalEntry
from app.domain.searches import Found
from app.ports.queries import SearchFilter
from storage import driver
from storage.migrations.runner import migrate, shipped_steps
from storage.queries.find import find
from storage.queries.timeline import read_timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from conftest import Measure

    from storage.driver import Connection
    from storage.vault.session import OpenVault

pytestmark = pytest.mark.slow

SCALE = Scale(years=4, persons=900, cases=1_000, interventions=20_000, aid=300, collective=60)
SETTINGS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "cell_size_check = ON",
    "wal_autocheckpoint = 200",
    "cache_size = -32000",
)
NOTE = "Point sur la situation et suite à donner. " * 20
PIECE, PIECES = 256 << 10, 160
WORDS = ("point", "bail", "dossier", "suite", "situation", "courrier", "maire", "dette")


@dataclass
class Records:
    """One of the two databases, with what is done to both."""

    connection: Connection
    cases: tuple[CaseId, ...] = ()
    ids: Iterator[int] = field(default_factory=lambda: count(1 << 62))

    @contextmanager
    def transaction(self) -> Generator[Records]:
        """One write."""
        self.connection.execute("BEGIN IMMEDIATE")
        yield self

    def executemany(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one statement for each row."""
        self.connection.executemany(sql, rows)

    def commit(self, entry: object = None) -> None:
        """Make it durable."""
        self.connection.execute("COMMIT")

    def fill(self) -> None:
        """The rows of four years."""
        migrate(self.connection, shipped_steps())
        self.connection.execute("PRAGMA query_only = OFF")
        fill(self, SCALE)  # pyright: ignore[reportArgumentType]
        rows = self.connection.execute("SELECT id FROM case_file ORDER BY id")
        self.cases = tuple(CaseId(number) for (number,) in rows)

    def add(self, number: int) -> None:
        """So many interviews in one write."""
        day = FIRST_DAY.isoformat()
        rows = [(next(self.ids), self.cases[rank % 900]) for rank in range(number)]
        with self.transaction():
            self.executemany(
                "INSERT INTO intervention VALUES (?, 1, ?, 'CTC.RDV', 'LIE.BUR', 45, ?)",
                [(done, day, NOTE) for done, _ in rows],
            )
            self.executemany(
                "INSERT INTO intervention_case VALUES (?, ?, ?)",
                [(case, day, done) for done, case in rows],
            )
            self.executemany(
                "INSERT INTO note_words (rowid, words) VALUES (?, ?)",
                [(done, NOTE) for done, _ in rows],
            )
            self.commit()

    def add_one_by_one(self) -> None:
        """A hundred writes."""
        for _ in range(100):
            self.add(1)

    def forget_pages(self) -> None:
        """Begin with nothing in memory, as after unlocking."""
        self.connection.execute("PRAGMA shrink_memory").fetchall()

    def read_timelines(self) -> int:
        """The timelines of 300 case files."""
        self.forget_pages()
        return sum(len(read_timeline(self.connection, case)) for case in self.cases[:900:3])

    def search(self) -> int:
        """Eight words looked for in the notes."""
        self.forget_pages()
        found = (find(self.connection, SearchFilter(word, kind=Found.NOTE)) for word in WORDS)
        return sum(len(file.hits) for listing in found for file in listing.files)

    def scan(self) -> int:
        """Every note read."""
        self.forget_pages()
        rows = self.connection.execute("SELECT SUM(LENGTH(note)) FROM intervention")
        return int(rows.fetchone()[0])


@dataclass(frozen=True)
class Pair:
    """The same rows with a key and without."""

    sealed: Records
    clear: Records


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Generator[Pair]:
    folder = tmp_path_factory.mktemp("cost")
    made = Pair(_records(folder / "sealed.db", sealed=True), _records(folder / "clear.db"))
    yield made
    made.sealed.connection.close()
    made.clear.connection.close()


def _records(path: Path, *, sealed: bool = False) -> Records:
    connection = driver.connect_file(path, create=True)
    if sealed:
        key = f"x'{os.urandom(32).hex()}{os.urandom(16).hex()}'"
        driver.set_raw_key(connection, bytearray(key, "ascii"))
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}").fetchall()
    records = Records(connection)
    records.fill()
    assert path.read_bytes().startswith(b"SQLite format 3") is not sealed
    return records


def test_adding_twenty_thousand_interviews(pair: Pair, measure: Measure) -> None:
    pair.clear.add(20_000)  # the other one is warmed up too
    measure.against(
        lambda: pair.clear.add(20_000),
        lambda: pair.sealed.add(20_000),
        floor_name="in clear",
        rounds=3,
    )


def test_adding_a_hundred_interviews_one_by_one(pair: Pair, measure: Measure) -> None:
    pair.clear.add_one_by_one()  # the other one is warmed up too
    measure.against(
        pair.clear.add_one_by_one, pair.sealed.add_one_by_one, floor_name="in clear", rounds=5
    )


@pytest.mark.parametrize("work", [Records.read_timelines, Records.search, Records.scan])
def test_reading(pair: Pair, measure: Measure, work: Any) -> None:
    found = measure.against(
        lambda: work(pair.clear), lambda: work(pair.sealed), floor_name="in clear", rounds=7
    )

    assert found == work(pair.clear) > 0


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Generator[OpenVault]:
    """A vault of some tens of megabytes, most of it documents."""
    vault = a_vault(tmp_path_factory.mktemp("large"))
    with vault.transaction() as write:
        pieces = ((f"{rank:04}", os.urandom(PIECE // 2).hex()) for rank in range(PIECES))
        write.executemany("INSERT INTO setting VALUES (?, ?)", pieces)
        write.commit(JournalEntry("test", "test", None))
    vault.check()
    yield vault
    vault.close()


@pytest.fixture
def data_file(large: OpenVault) -> Path:
    return large.held.files.database(large.header.database.name)


@pytest.fixture
def plain_copy(data_file: Path, tmp_path: Path) -> Callable[[], None]:
    """A copy of the data file that is on the medium when it returns."""

    def copy() -> None:
        with data_file.open("rb") as source, (tmp_path / "copy").open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
            target.flush()
            os.fsync(target.fileno())

    return copy


def test_checking_the_whole_vault(
    large: OpenVault, data_file: Path, plain_copy: Callable[[], None], measure: Measure
) -> None:
    checked = measure.against(plain_copy, large.check, floor_name="plain copy", rounds=3)

    assert checked.sound
    _tell_speed(measure, data_file)


def _tell_speed(measure: Measure, path: Path) -> None:
    mib = path.stat().st_size / (1 << 20)
    measure.shown(f"{mib:.0f} MiB, {mib / measure.benchmark.stats.stats.median:.0f} MiB/s")
