"""Turns failures of the disk and of the database engine into the coded errors of the vault port."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.ports.vault import (
    AlreadyOpen,
    DiskFull,
    MediumFault,
    ReadOnlyMedium,
    VaultDamaged,
    VaultError,
)
from storage import driver

if TYPE_CHECKING:
    from collections.abc import Generator

# primary result codes of SQLite
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY_ERRNOS = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def translated() -> Generator[None]:
    """Let coded errors out of a block that touches the disk or the database.

    Errors that only a bug of ours can cause (bad SQL, a broken constraint) pass unchanged.
    """
    try:
        yield
    except driver.Error as error:
        coded = _of_engine(error)
        if coded is None:
            raise
        raise coded from error
    except OSError as error:
        raise of_system(error) from error


def of_system(error: OSError) -> VaultError:
    """The coded error of a failed file operation."""
    if error.errno in _FULL_ERRNOS:
        return DiskFull()
    if error.errno in _READ_ONLY_ERRNOS:
        return ReadOnlyMedium()
    return MediumFault(errno=errno.errorcode.get(error.errno or 0, "unknown"))


def _of_engine(error: driver.Error) -> VaultError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    coded: dict[int, VaultError] = {
        _BUSY: AlreadyOpen(),
        _LOCKED: AlreadyOpen(),
        _READONLY: ReadOnlyMedium(),
        _IOERR: MediumFault(engine=code),
        _CANTOPEN: MediumFault(engine=code),
        _FULL: DiskFull(),
        _CORRUPT: VaultDamaged(part="database", reason="corrupt"),
        _NOTADB: VaultDamaged(part="database", reason="unreadable"),
    }
    return coded.get(code & 0xFF)
