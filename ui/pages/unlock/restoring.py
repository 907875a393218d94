"""What the restore form and the care room say; no Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.keys import SlotKind
from app.ports.repair import Part
from ui.formats import moment, number
from ui.texts import has_text, plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.ports.backups import BackupContent
    from app.ports.repair import Finding, RepairAccount, TableLoss


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


def finding_words(finding: Finding) -> str:
    """One finding in plain words."""
    text_id = f"damage.{finding.part}.{finding.code}"
    known = text_id if has_text(text_id) else "errors.vault_damaged"
    return text(known, **dict(finding.facts))


def header_lost(findings: Iterable[Finding]) -> bool:
    """Tell whether both copies of the header are lost."""
    return any(one.part is Part.HEADER and one.code == "both_lost" for one in findings)


def account_words(account: RepairAccount, today: date) -> tuple[str, ...]:
    """What a repair did, line by line."""
    helped = account.backup_made_at
    first = (
        text("backups.care.account_alone")
        if helped is None
        else text("backups.care.account_from", when=moment(helped, today))
    )
    told = [one for one in account.tables if one.read or one.from_backup or one.lost != 0]
    return (first, *(_line(one) for one in told))


def _line(one: TableLoss) -> str:
    lost = (
        text("backups.care.lost_unknown")
        if one.lost is None
        else plural("backups.care.lost", one.lost)
    )
    known = f"backups.table.{one.table}"
    table = text(known) if has_text(known) else one.table
    counts = {"read": number(one.read), "from_backup": number(one.from_backup)}
    return text("backups.care.line", table=table, lost=lost, **counts)
