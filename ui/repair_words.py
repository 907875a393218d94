"""What was found wrong with a vault and what a repair did, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.formats import moment, number
from ui.texts import has_text, plural, text

if TYPE_CHECKING:
    from datetime import date

    from app.ports.repair import Finding, RepairAccount, TableLoss


def finding_words(finding: Finding) -> str:
    """One finding in plain words."""
    text_id = f"damage.{finding.part}.{finding.code}"
    known = text_id if has_text(text_id) else "errors.vault_damaged"
    return text(known, **dict(finding.facts))


def account_words(account: RepairAccount, today: date) -> tuple[str, ...]:
    """What a repair did, line by line; last, where nobody can tell whether something is missing."""
    helped = account.backup_made_at
    first = (
        text("backups.care.account_alone")
        if helped is None
        else text("backups.care.account_from", when=moment(helped, today))
    )
    told = [one for one in account.tables if one.read or one.from_backup or one.lost]
    unsure = [one for one in account.tables if one.lost is None]
    last = (text("backups.care.unsure"),) if unsure else ()
    return (first, *(_line(one) for one in told), *last)


def _line(one: TableLoss) -> str:
    lost = (
        text("backups.care.lost_unknown")
        if one.lost is None
        else plural("backups.care.lost", one.lost)
    )
    known = f"backups.table.{one.table}"
    table = text(known) if has_text(known) else text("backups.table.inner", name=one.table)
    counts = {"read": number(one.read), "from_backup": number(one.from_backup)}
    return text("backups.care.line", table=table, lost=lost, **counts)
