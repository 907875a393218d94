"""One encrypted database: opened in a fixed order, never made by mistake, shut to what leaks."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.ports.vault import VaultDamaged
from storage import driver
from storage.faults import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from storage.driver import Connection

SMALLEST_SIZE = 4096
CLEAR_MAGIC = b"SQLite format 3\x00"
_HEX = b"0123456789abcdef"
_WATCHED_STEPS = 1_000

_USUAL_CACHE, _SMALL_CACHE = -32000, -2000
"""In KiB, as SQLite wants them: negative."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "wal_autocheckpoint = 200",
    f"cache_size = {_USUAL_CACHE}",
)
_ABOUT_WRITING = ("journal_mode", "secure_delete", "wal_autocheckpoint")
_FROZEN_PRAGMAS = frozenset(
    {
        "key",
        "rekey",
        "hexkey",
        "hexrekey",
        "journal_mode",
        "locking_mode",
        "mmap_size",
        "secure_delete",
        "synchronous",
        "temp_store",
        "temp_store_directory",
        "trusted_schema",
        "writable_schema",
    }
)
_REFUSED_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export"})


def open_database(
    path: Path, key: bytearray, salt: bytes, *, unchanging: bool = False
) -> Connection:
    """Open an existing database and make the first read, which proves the key.

    `unchanging`: the medium takes no writes and there is no log (see `driver.connect_file`).
    """
    _require_encrypted_file(path)
    with translated():
        return _keyed(path, key, salt, create=False, unchanging=unchanging)


def create_database(path: Path, key: bytearray, salt: bytes) -> Connection:
    """Make a new database, which becomes durable with its first transaction."""
    with translated():
        path.touch(mode=0o600, exist_ok=False)
        connection = _keyed(path, key, salt, create=True)
        configure(connection)
        return connection


def create_bare(path: Path, key: bytearray, salt: bytes) -> Connection:
    """Make an empty keyed file for what is written at once; cut short, it is thrown away whole."""
    with translated():
        path.touch(mode=0o600, exist_ok=False)
        connection = _keyed(path, key, salt, create=True)
        for pragma in ("journal_mode = OFF", "temp_store = MEMORY", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.set_authorizer(_authorize)
        return connection


def configure(connection: Connection, *, unchanging: bool = False) -> None:
    """Set how the database is written and what it refuses, once it is known to be ours."""
    with translated():
        for pragma in _PRAGMAS:
            if not (unchanging and pragma.startswith(_ABOUT_WRITING)):
                connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.set_authorizer(_authorize)
        connection.execute("PRAGMA query_only = ON")


@contextmanager
def writing(connection: Connection) -> Generator[None]:
    """Allow writes inside one transaction, rolled back unless the block commits it."""
    connection.execute("PRAGMA query_only = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA query_only = ON")


@contextmanager
def small_cache(connection: Connection) -> Generator[None]:
    """Keep little in memory during a large write: pages go to the log as they come."""
    connection.execute(f"PRAGMA cache_size = {_SMALL_CACHE}").fetchall()
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {_USUAL_CACHE}").fetchall()


@contextmanager
def watched(connection: Connection, watch: Callable[[], None]) -> Generator[None]:
    """Call `watch` all along a long statement; what it raises stops the statement."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            watch()
        except BaseException as error:  # noqa: BLE001 — it crosses the engine, which would drop it
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(look, _WATCHED_STEPS)
    try:
        yield
    except driver.Error as error:
        if raised:
            raise raised[0] from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def copy_into(connection: Connection, target: Path, watch: Callable[[], None]) -> None:
    """Copy the database as it is now into an empty file, under the same key and salt.

    The refusals are lifted for this one statement. A page whose seal does not hold spoils it.
    """
    connection.execute("PRAGMA query_only = OFF")
    connection.set_authorizer(None)
    try:
        with watched(connection, watch):
            connection.execute("VACUUM INTO ?", (str(target),))
        driver.require_sound_pages(connection)
    finally:
        connection.set_authorizer(_authorize)
        connection.execute("PRAGMA query_only = ON")


def require_no_clear_text(path: Path, words: tuple[bytes, ...]) -> None:
    """Read a file back as an outsider would: no SQLite signature, none of these words in clear."""
    content = path.read_bytes()
    if content.startswith(CLEAR_MAGIC) or any(word in content for word in words):
        raise VaultDamaged(part="database", reason="not_encrypted")


def _keyed(
    path: Path, key: bytearray, salt: bytes, *, create: bool, unchanging: bool = False
) -> Connection:
    connection = driver.connect_file(path, create=create, unchanging=unchanging)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        raw_key = _raw_key(key, salt)
        driver.set_raw_key(connection, raw_key)
        raw_key[:] = bytes(len(raw_key))
        driver.require_sound_engine(connection)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _raw_key(key: bytearray, salt: bytes) -> bytearray:
    """Write key and salt in hexadecimal without passing through text, which cannot be wiped."""
    raw = bytearray(b"x'")
    for byte in (*key, *salt):
        raw.append(_HEX[byte >> 4])
        raw.append(_HEX[byte & 15])
    raw += b"'"
    return raw


def _require_encrypted_file(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(len(CLEAR_MAGIC))
    except FileNotFoundError as error:
        raise VaultDamaged(part="database", reason="missing") from error
    if size < SMALLEST_SIZE:
        raise VaultDamaged(part="database", reason="empty" if size == 0 else "cut")
    if start == CLEAR_MAGIC:
        raise VaultDamaged(part="database", reason="not_encrypted")


def _authorize(
    action: int, name: str | None, value: str | None, database: str | None, origin: str | None
) -> int:
    """Refuse what could write a readable copy, change the key or weaken the settings."""
    del database, origin
    if action in {driver.SQLITE_ATTACH, driver.SQLITE_DETACH}:
        return driver.SQLITE_DENY
    if action == driver.SQLITE_FUNCTION and value in _REFUSED_FUNCTIONS:
        return driver.SQLITE_DENY
    if action == driver.SQLITE_PRAGMA and value is not None and _frozen(name or ""):
        return driver.SQLITE_DENY
    return driver.SQLITE_OK


def _frozen(pragma: str) -> bool:
    return pragma.lower() in _FROZEN_PRAGMAS or pragma.lower().startswith("cipher_")
