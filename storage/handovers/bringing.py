"""What a package brings besides the rows of its files: employers, partners, codes, documents."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.documents import CHUNK_BYTES
from app.domain.entities import ClientEntity
from app.domain.errors import RuleBroken
from app.domain.ids import EntityId
from app.domain.nomenclatures import LocalCode, Overrides, with_local
from app.domain.people import folded
from app.ports.handovers import PackageRefused
from storage.database import small_cache
from storage.days import read_day_if_any
from storage.handovers.opening import package_faults
from storage.handovers.values import require_value
from storage.repositories.codes import CodeTable
from storage.repositories.records import RecordTable
from storage.repositories.shapes import PARTNERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from storage.driver import Connection
    from storage.handovers.handed import Held
    from storage.handovers.travelling import Rows


def bring_shared(here: Connection, rows: Rows, held: Held) -> tuple[int, bool]:
    """Find or add an employer or a partner; its id here, and whether it was added.

    An employer is known by its id, else by its name; a partner by its id, else by kind and name.
    What is known stays as it is here.
    """
    if rows.table == "entity":
        held["name_key"] = ClientEntity(EntityId(0), str(held["name"])).key
    known = _known(here, rows, held)
    if known is not None:
        return known, False
    here.execute(rows.inserted, tuple(held.values()))
    if rows.table == PARTNERS.table:
        table = RecordTable(here, PARTNERS)
        with package_faults():
            table.index(table.get(int(str(held["id"]))))
    return int(str(held["id"])), True


def bring_codes(source: Connection, here: Connection) -> None:
    """Add the codes of the giver that are not known here; a code that is known is never removed."""
    with package_faults():
        found = source.execute(
            "SELECT code, parent, label, short, valid_from, valid_to FROM local_code ORDER BY code"
        ).fetchall()
        brought = tuple(_code(*row) for row in found)
    codes = CodeTable(here)
    known = {code.code for code in codes.local()}
    for code in brought:
        if code.code not in known:
            codes.save_local(code)


def bring_documents(
    source: Connection,
    here: Connection,
    documents: Iterable[Held],
    told: Callable[[int], None],
) -> None:
    """Copy the bytes of documents, a chunk at a time; size and digest must be those told."""
    wanted = tuple(documents)
    with small_cache(here):
        for done, document in enumerate(wanted):
            _bring_bytes(source, here, document)
            told((done + 1) * 100 // len(wanted))


def _bring_bytes(source: Connection, here: Connection, document: Held) -> None:
    size, digest, rank = 0, sha256(), 0
    while (chunk := _chunk(source, document["id"], rank)) is not None:
        size += len(chunk)
        digest.update(chunk)
        here.execute(
            "INSERT INTO document_chunk (document_id, rank, bytes) VALUES (?, ?, ?)",
            (document["id"], rank, chunk),
        )
        rank += 1
    if (size, digest.digest()) != (document["size"], document["digest"]):
        raise PackageRefused("damaged", part="documents")


def _chunk(source: Connection, document_id: object, rank: int) -> bytes | None:
    with package_faults():
        row = source.execute(
            "SELECT bytes FROM document_chunk WHERE document_id = ? AND rank = ?",
            (document_id, rank),
        ).fetchone()
        if row is None:
            return None
        require_value("bytes", "BLOB", row[0])
        if not 0 < len(row[0]) <= CHUNK_BYTES:
            raise PackageRefused("damaged", part="documents")
        return bytes(row[0])


def _code(
    code: str,
    parent: str,
    label: str,
    short: str,
    valid_from: str | None,
    valid_to: str | None,
) -> LocalCode:
    for value in (code, parent, label, short):
        require_value("code", "TEXT", value)
    first, last = read_day_if_any(valid_from), read_day_if_any(valid_to)
    local = LocalCode(code, label, parent, short=short, valid_from=first, valid_to=last)
    try:
        with_local(Overrides(local=(local,)))
    except RuleBroken as error:
        raise PackageRefused("damaged", part="codes") from error
    return local


def _known(here: Connection, rows: Rows, held: Held) -> int | None:
    by_id = here.execute(
        f"SELECT id FROM {rows.table} WHERE id = ?",  # noqa: S608  (our own schema)
        (held["id"],),
    ).fetchone()
    if by_id is not None:
        return int(by_id[0])
    if rows.table == PARTNERS.table:
        name = folded(str(held["name"]))
        same = here.execute("SELECT id, name FROM partner WHERE kind = ?", (held["kind"],))
        return next((found for found, known in same if folded(known) == name), None)
    by_name = here.execute(
        "SELECT id FROM entity WHERE name_key = ?", (held["name_key"],)
    ).fetchone()
    return None if by_name is None else int(by_name[0])
