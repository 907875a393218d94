"""Writes a package: rows copied into a database of its own key, framed, signed, sealed for a card.

The database is built in the vault's folder, encrypted from its first byte; only the finished
package, read back from its medium, gets the name that was asked for.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.ports.handovers import PackageRefused
from storage import database
from storage.backups import places
from storage.driver import require_sound_pages
from storage.faults import translated
from storage.framed_zip import forget_cached, sums_of_file
from storage.handovers import envelope
from storage.handovers.envelope import LAYOUT, MANIFEST, Facts, Manifest
from storage.handovers.handed import keep_handed
from storage.handovers.travelling import travelling
from storage.migrations import runner
from storage.vault.keys import SecretKey
from storage.vault.small_file import sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.domain.ids import CaseId
    from storage.driver import Connection
    from storage.framed_zip import Sums
    from storage.handovers.cards import PublicKeys
    from storage.handovers.keys import OwnKeys
    from storage.handovers.travelling import Rows
    from storage.vault.files import VaultFiles

APPLICATION_ID = 1_095_912_784
"""Beside that of a vault (FORMAT.md §3): neither is taken for the other."""
_NAME_LENGTH = 16
_ROOM_TENTHS = 11


@dataclass(frozen=True, slots=True)
class Packing:
    """What a package is made of: the files, whether their documents go, and what it says of itself.

    `keeps` is the handover under which the rows are kept as they left; None for a return.
    """

    cases: Sequence[CaseId]
    documents: bool
    said: dict[str, str]
    keeps: int | None


@dataclass(slots=True)
class _Copying:
    """One copying of rows from the vault into a package."""

    source: Connection
    target: Connection
    asked: Packing
    gone: dict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    words: set[str] = field(default_factory=set[str])

    def table(self, rows: Rows) -> None:
        """Copy the rows of one table that travel."""
        table, values = rows.table, {"cases": json.dumps(list(self.asked.cases))}
        if table == "document" and not self.asked.documents:
            return
        for case_id, *row in self.source.execute(rows.selected, values).fetchall():
            held = dict(zip(rows.columns, row, strict=True))
            if not self._let_go_of_what_stays(rows, held):
                continue
            self.target.execute(rows.inserted, tuple(held.values()))
            self.gone[table].add(held[rows.key[0]])
            self.words.update(one for one in held.values() if isinstance(one, str))
            if self.asked.keeps is not None and not rows.travels.shared:
                keep_handed(self.source, self.asked.keeps, rows, case_id, held)
        require_sound_pages(self.source)

    def local_codes(self) -> None:
        """Copy her own codes that some row bears."""
        for code, *rest in self.source.execute(
            "SELECT code, parent, label, short, valid_from, valid_to FROM local_code"
        ).fetchall():
            if code in self.words:
                self.target.execute(
                    "INSERT INTO local_code (code, parent, label, short, valid_from, valid_to)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (code, *rest),
                )

    def chunks(self, told: Callable[[int], None]) -> None:
        """Copy the bytes of the documents, one chunk at a time."""
        documents = sorted(self.gone["document"], key=str)
        for done, document in enumerate(documents):
            for row in self.source.execute(
                "SELECT document_id, rank, bytes FROM document_chunk"
                " WHERE document_id = ? ORDER BY rank",
                (document,),
            ):
                self.target.execute(
                    "INSERT INTO document_chunk (document_id, rank, bytes) VALUES (?, ?, ?)", row
                )
            told((done + 1) * 100 // len(documents))

    def _let_go_of_what_stays(self, rows: Rows, held: dict[str, object]) -> bool:
        """Empty the references to what does not travel; False when the row cannot do without."""
        for column, parent in rows.references.items():
            if held[column] is None or held[column] in self.gone[parent]:
                continue
            if column in rows.required:
                return False
            held[column] = None
        return True


@dataclass(frozen=True, slots=True)
class Giver:
    """The vault that a package leaves: its records, its folder, its keys."""

    connection: Connection
    files: VaultFiles
    keys: OwnKeys


def pack(
    giver: Giver, to: PublicKeys, asked: Packing, path: Path, told: Callable[[int], None]
) -> tuple[str, bytes]:
    """Write the package at `path`; return its random name and the secret of its receipt."""
    name, salt = secrets.token_hex(_NAME_LENGTH), os.urandom(envelope.SALT_LENGTH)
    working = giver.files.package(name)
    unfinished = path.with_name(f"{path.name}{places.UNFINISHED}")
    with SecretKey.random() as secret, translated():
        _require_free(path)
        named = replace(asked, said=asked.said | {"package": name})
        try:
            _build(giver, working, (secret, salt), named, told)
            sums = sums_of_file(working, lambda part: told(60 + part // 10))
            _require_fitting(path, sums)
            facts = Facts(name, giver.keys.public, to.digest, salt, sums.size, sums.sha256)
            manifest = Manifest.made(facts, secret, to, giver.keys).to_bytes()
            _assemble(working, unfinished, manifest, sums, told)
            _require_free(path)
            unfinished.replace(path)
        finally:
            places.remove_all([working, unfinished])
        sync_folder(path.parent)
        told(100)
        return name, envelope.receipt_of(secret)


def _require_free(path: Path) -> None:
    """Refuse to take the place of a file."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _require_fitting(path: Path, sums: Sums) -> None:
    if sums.size > envelope.LARGEST_DATABASE:
        raise PackageRefused("too_large", largest=envelope.LARGEST_DATABASE)
    places.require_room(path.parent, sums.size, _ROOM_TENTHS)


def _build(
    giver: Giver,
    working: Path,
    key: tuple[SecretKey, bytes],
    asked: Packing,
    told: Callable[[int], None],
) -> None:
    """Make the encrypted database of the package."""
    secret, salt = key
    with envelope.database_key(secret) as raw:
        target = database.create_bare(working, raw.raw, salt)
    try:
        _fill(giver.connection, target, asked, told)
    finally:
        target.close()
    sync_file(working)


def _assemble(
    working: Path, unfinished: Path, manifest: bytes, sums: Sums, told: Callable[[int], None]
) -> None:
    """Write the package under an unfinished name and read it again from its medium."""
    places.remove_all([unfinished])
    LAYOUT.write(
        unfinished, {MANIFEST: manifest}, working, sums, lambda part: told(70 + part // 10)
    )
    forget_cached(unfinished)
    written = LAYOUT.read(unfinished)
    again = written.copy_large(None, lambda part: told(80 + part // 10))
    if again != sums or written.small(MANIFEST) != manifest:
        raise PackageRefused("damaged", part="read_back")


def _fill(
    source: Connection, target: Connection, asked: Packing, told: Callable[[int], None]
) -> None:
    """Make the schema and copy everything, in one transaction for the rows."""
    runner.migrate(target, runner.shipped_steps())
    copying = _Copying(source, target, asked)
    with database.small_cache(source), database.writing(target), database.small_cache(target):
        target.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        target.executemany(
            "INSERT INTO meta (key, value) VALUES (?, ?)", sorted(asked.said.items())
        )
        tables = travelling(target)
        for done, rows in enumerate(tables):
            copying.table(rows)
            told((done + 1) * 20 // len(tables))
        if not copying.gone["case_file"]:
            raise PackageRefused("nothing_to_take")
        copying.local_codes()
        copying.chunks(lambda part: told(20 + part * 4 // 10))
        require_sound_pages(source)
        target.execute("COMMIT")
