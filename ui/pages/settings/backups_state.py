"""What the backups tab says; no Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.backups import Verified
from app.usecases.backups import Overdue
from ui import repair_words
from ui.formats import day, file_size, moment
from ui.texts import text

if TYPE_CHECKING:
    from datetime import date

    from app.ports.backups import BackupRow, PlaceState
    from app.ports.repair import Finding, Remedy, Survey
    from app.usecases.backups import BackupState


def state_words(state: BackupState, today: date) -> str:
    """Where the backups stand, in one sentence, and when the next comes."""
    if state.last_good is None:
        return text("backups.state_none")
    newest = max((one for one in state.places if one.last_good), key=_last_good)
    where = text("backups.where_external" if newest.external else "backups.where_home")
    said = text("backups.state_good", when=moment(state.last_good, today), where=where)
    return f"{said} {text('backups.state_due' if state.due_daily else 'backups.state_next')}"


def place_words(state: BackupState, today: date) -> str:
    """Where the external copies go, and whether that place is there."""
    place = next((one for one in state.places if one.external), None)
    if place is None:
        return text("backups.place_none")
    if place.last_good is None:
        text_id = "backups.place_never" if place.present else "backups.place_absent_never"
        said = text(text_id, folder=place.folder)
    else:
        when = moment(place.last_good, today)
        text_id = "backups.place_here" if place.present else "backups.place_absent"
        said = text(text_id, folder=place.folder, when=when)
    late = state.external_overdue
    return said if late is Overdue.NONE else f"{said} {text(f'backups.overdue.{late.value}')}"


def when_words(row: BackupRow, today: date) -> str:
    """When a backup was made."""
    return moment(row.made_at, today)


def where_words(row: BackupRow) -> str:
    """Where a backup is."""
    return text("backups.external" if row.external else "backups.home")


def why_words(row: BackupRow) -> str:
    """Why a backup was made, and how long it is kept whatever happens."""
    why = text(f"backups.reason.{row.reason.value}")
    if row.pinned_until is None:
        return why
    return text("backups.pinned", why=why, day=day(row.pinned_until))


def size_words(row: BackupRow) -> str:
    """How large a backup is."""
    return file_size(row.size)


def verified_words(row: BackupRow) -> str:
    """How far a backup was verified."""
    return text(f"backups.verified.{row.verified.value}")


def verified_tone(row: BackupRow) -> str:
    """The tone of that."""
    if not row.good:
        return "bad"
    return "good" if row.proven else "plain"


def phrase_words(row: BackupRow) -> str:
    """Which phrase opens a backup."""
    return text("backups.phrase_now" if row.same_phrase else "backups.phrase_then")


def ended_words(row: BackupRow, today: date) -> str:
    """How a verification ended; a drill is said as a certificate."""
    if row.verified is Verified.DRILL:
        return text("backups.drilled", day=day(today), when=moment(row.made_at, today))
    return text("backups.checked_good" if row.good else "backups.checked_bad")


def survey_words(found: Survey) -> str:
    """The outcome of looking at the whole vault."""
    if not found.sound:
        return text("backups.unsound")
    counts = {"pages": found.pages, "entries": found.journal_entries, "backups": found.backups}
    return text("backups.sound", **counts)


def finding_words(finding: Finding) -> str:
    """One finding and what is to be done about it."""
    words = repair_words.finding_words(finding)
    return text("backups.finding", words=words, remedy=text(f"damage.remedy.{finding.remedy}"))


def remedies(found: Survey) -> frozenset[Remedy]:
    """What can be done about it all."""
    return frozenset(one.remedy for one in found.findings)


def _last_good(place: PlaceState) -> float:
    return place.last_good.timestamp() if place.last_good is not None else 0.0
