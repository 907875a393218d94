"""What unreadable pages hold: tables of records, or only indexes and free room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.repair import Finding, Part, Remedy
from app.ports.vault import VaultError
from storage import database, driver
from storage.faults import translated
from storage.repair.tables import tables_of

if TYPE_CHECKING:
    from storage.repair.tables import Table
    from storage.vault.session import OpenVault


def unreadable_tables(vault: OpenVault) -> list[Finding]:
    """One finding for each table of which rows cannot be read; one for all when none is touched.

    Each is read on a connection of its own: the engine reads nothing more after damage. The log
    must have been moved into the data file.
    """
    try:
        with vault.read() as connection:
            tables = tables_of(connection)
    except VaultError:
        return []  # the damage was met before: nothing more can be told apart
    touched = [table.name for table in tables if not _reads_whole(vault, table)]
    if not touched:
        return [Finding(Part.DATABASE, "no_record_touched", Remedy.REPAIR)]
    return [
        Finding(Part.DATABASE, "rows_unreadable", Remedy.REPAIR, (("table", name),))
        for name in touched
    ]


def _reads_whole(vault: OpenVault, table: Table) -> bool:
    held, header = vault.held, vault.header
    try:
        connection = database.open_database(
            held.path(header), held.keys.database.raw, header.database.salt, unchanging=True
        )
        try:
            with translated():
                columns = ", ".join(table.columns)
                rows = connection.execute(
                    f"SELECT {columns} FROM {table.name} NOT INDEXED"  # noqa: S608  (our own schema)
                )
                while rows.fetchmany(table.at_once):
                    pass
                driver.require_sound_pages(connection)
        finally:
            connection.close()
    except VaultError:
        return False
    return True
