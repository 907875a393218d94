"""The one door to SQLCipher: typed as the standard `sqlite3`, imported from `sqlcipher3`.

The two share their interface; what SQLCipher adds (`set_key`) gets its own typed function here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from app.ports.vault import UnfitEngine, VaultDamaged

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import (
        SQLITE_ATTACH,
        SQLITE_DENY,
        SQLITE_DETACH,
        SQLITE_FUNCTION,
        SQLITE_OK,
        SQLITE_PRAGMA,
        Connection,
        Cursor,
        Error,
        complete_statement,
        connect,
        sqlite_version_info,
    )
else:
    from sqlcipher3.dbapi2 import (
        SQLITE_ATTACH,
        SQLITE_DENY,
        SQLITE_DETACH,
        SQLITE_FUNCTION,
        SQLITE_OK,
        SQLITE_PRAGMA,
        Connection,
        Cursor,
        Error,
        complete_statement,
        connect,
        sqlite_version_info,
    )

__all__ = [
    "SQLITE_ATTACH",
    "SQLITE_DENY",
    "SQLITE_DETACH",
    "SQLITE_FUNCTION",
    "SQLITE_OK",
    "SQLITE_PRAGMA",
    "Connection",
    "Cursor",
    "Error",
    "complete_statement",
    "connect_file",
    "connect_memory",
    "require_sound_engine",
    "require_sound_pages",
    "set_raw_key",
]

OLDEST_SOUND_SQLITE = (3, 51, 3)  # 3.7.0 to 3.51.2 can corrupt a database when its WAL is reset
RAW_KEY_LENGTH = 99  # x'<64 hex of key><32 hex of salt>': anything else is taken for a passphrase


class _Keyed(Protocol):
    def set_key(self, key: bytearray) -> None: ...


def connect_file(path: Path, *, create: bool, unchanging: bool = False) -> Connection:
    """Connect to a database file, which must already exist unless it is being created.

    `unchanging` is for a medium that takes no writes, and a file without a log beside it: the
    engine would not see the log.
    """
    mode = "rwc" if create else "ro&immutable=1" if unchanging else "rw"
    return connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)


def connect_memory() -> Connection:
    """A database without a file, which holds nothing of anybody: a schema to compare with."""
    return connect(":memory:", isolation_level=None)


def set_raw_key(connection: Connection, key: bytearray) -> None:
    """Give SQLCipher its raw key and salt, written as it expects them."""
    if len(key) != RAW_KEY_LENGTH:
        raise UnfitEngine(reason="raw_key_length", found=len(key))
    cast("_Keyed", connection).set_key(key)


def require_sound_engine(connection: Connection) -> None:
    """Refuse an engine that would write in clear, or that has a known corruption fault."""
    if sqlite_version_info < OLDEST_SOUND_SQLITE:
        raise UnfitEngine(reason="too_old", found=".".join(map(str, sqlite_version_info)))
    version = connection.execute("PRAGMA cipher_version").fetchone()
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if not (version and version[0]) or not (status and str(status[0]) == "1"):
        raise UnfitEngine(reason="not_encrypting")


def require_sound_pages(connection: Connection) -> None:
    """Refuse what was read if the seal of any page read so far did not hold.

    The engine gives zeros for such a page and fails at the next page only: the end of a long text
    would be shown as empty, without a word (seen with SQLCipher 4.19).
    """
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if not status or str(status[0]) != "1":
        raise VaultDamaged(part="database", reason="page_seal")
