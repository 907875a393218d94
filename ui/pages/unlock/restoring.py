"""What the restore form and the care room say; no Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.keys import SlotKind
from app.ports.repair import Part
from ui.formats import moment, number
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.ports.backups import BackupContent
    from app.ports.repair import Finding


def wants_file(content: BackupContent) -> bool:
    """Tell whether a backup asks for a key file."""
    return SlotKind.PASSPHRASE_AND_KEYFILE in content.slot_kinds


def content_words(content: BackupContent, today: date) -> str:
    """What a backup says of itself without its key."""
    when = moment(content.made_at, today)
    said = text("backups.restore_form.content", label=content.label, when=when)
    more = text("backups.restore_form.content_keyfile")
    return f"{said} {more}" if wants_file(content) else said


def done_words(content: BackupContent, *, rehearsal: bool) -> str:
    """How it ended, and how much there is in it."""
    said = text("backups.restore_form.rehearsed" if rehearsal else "backups.restore_form.restored")
    counts = {
        name: number(content.rows.get(table, 0))
        for name, table in (
            ("persons", "person"),
            ("cases", "case_file"),
            ("interventions", "intervention"),
            ("documents", "document"),
        )
    }
    return f"{said} {text('backups.restore_form.counts', **counts)}"


def header_lost(findings: Iterable[Finding]) -> bool:
    """Tell whether both copies of the header are lost."""
    return any(one.part is Part.HEADER and one.code == "both_lost" for one in findings)
