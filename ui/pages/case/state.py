"""What the page of a case file says, and what may be done with it; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.agreements import FILE_OPENING, Answer, last_answer
from app.domain.cases import AttributeKind, CaseState
from app.domain.documents import BIN_DAYS, MediaType
from ui import wording
from ui.formats import day, day_in_words, duration, file_size
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.agreements import Agreement
    from app.domain.interventions import Circumstances
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.people import Household
    from app.ports.queries import CaseSheet, DocumentRow, TimelineEntry

INTERVENTION = "intervention"
_DOCUMENT_KINDS = {
    MediaType.PDF: "pdf",
    MediaType.TEXT: "text",
    MediaType.DOCX: "docx",
    MediaType.ODT: "odt",
    MediaType.OTHER: "unknown",
}
_ICONS = {
    "opening": "folder-key",
    "reopening": "lock-open",
    "closing": "archive",
    "request": "message-square-text",
    "agreement": "handshake",
    "aid": "hand-coins",
}
_KIND_ICONS = {
    "CTC.TEL": "phone",
    "CTC.APP": "phone",
    "CTC.MEL": "mail",
    "CTC.SMS": "mail",
    "CTC.CRR": "mail",
    "CTC.VIS": "video",
    "CTC.VAD": "house",
    "CTC.HOP": "hospital",
    "CTC.TRI": "users",
    "CTC.REU": "users",
    "CTC.ECR": "file-text",
    "CTC.DEM": "list-checks",
    "CTC.ABS": "calendar-x",
    "CTC.ANN": "calendar-x",
    "CTC.MAD": "handshake",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A word on a tinted ground."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the timeline, in words."""

    icon: str
    heading: str
    detail: str
    chips: tuple[Chip, ...]
    prose: str
    note: str


def chips(sheet: CaseSheet) -> tuple[Chip, ...]:
    """The state of the file, and the agreement that it stands on."""
    case = sheet.case
    found = [Chip(wording.state_words(case.state), wording.STATE_TONES[case.state])]
    last = last_answer(sheet.agreements, FILE_OPENING)
    if last is not None and last.answer is Answer.GIVEN:
        found.append(Chip(text("case.agreement_on", day=day(last.on)), "note"))
    elif case.state is CaseState.OPEN:
        found.append(Chip(text("case.agreement_missing"), "warn"))
    return tuple(found)


def subline(sheet: CaseSheet, lists: Nomenclatures) -> str:
    """`Titulaire · Catégorie C · Ville de Bellerive, Espaces verts · ouvert le 14/11/2025 …`."""
    kept = sheet.attributes
    unit = kept.get(AttributeKind.UNIT.value, "")
    opened = text("case.opened_on", day=day(sheet.case.opened_on))
    if sheet.requests:
        origin = wording.short(lists, sheet.requests[0].origin)
        opened = f"{opened}, {text('case.asked_by', origin=origin)}"
    parts = [
        wording.short(lists, kept.get(AttributeKind.STATUS.value)),
        wording.short(lists, kept.get(AttributeKind.CATEGORY.value)),
        f"{sheet.entity.name}, {unit}" if unit else sheet.entity.name,
        opened,
    ]
    if sheet.case.closed_on is not None:
        reason = wording.short(lists, sheet.case.closing_reason)
        parts.append(text("case.closed_on", day=day(sheet.case.closed_on), reason=reason))
    return " · ".join(part for part in parts if part)


def standing(agreements: Sequence[Agreement]) -> tuple[Agreement, ...]:
    """The last answer to each kind, newest first."""
    last = [last_answer(agreements, kind) for kind in {one.kind for one in agreements}]
    return tuple(sorted((one for one in last if one is not None), key=_by_day, reverse=True))


def household(home: Household, lists: Nomenclatures) -> tuple[str, ...]:
    """The household in one or two lines."""
    children = home.dependent_children
    first = [
        wording.short(lists, home.marital_status),
        wording.short(lists, home.household_type),
        "" if children is None else plural("case.children", children),
    ]
    lines = [" · ".join(part for part in first if part), wording.short(lists, home.housing)]
    return tuple(line for line in lines if line)


def event(entry: TimelineEntry, lists: Nomenclatures, today: date) -> Event:
    """One entry of the timeline in words."""
    if entry.kind == INTERVENTION:
        return _intervention(entry, lists, today)
    on = day_in_words(entry.on, today)
    answer = text(f"case.answer.{entry.text}") if entry.kind == "agreement" else ""
    told = [wording.short(lists, entry.code), answer]
    if entry.kind == "aid":
        told = [wording.short(lists, entry.code), wording.short(lists, entry.text)]
    if entry.cents is not None:
        told.append(f"{entry.cents // 100}\u202f€")
    heading = text(f"case.event.{entry.kind}")
    detail = " · ".join(part for part in (on, *told) if part)
    return Event(_ICONS[entry.kind], heading, detail, (), "", "")


def _intervention(entry: TimelineEntry, lists: Nomenclatures, today: date) -> Event:
    place = "" if entry.place == "LIE.INC" else uncapitalised(wording.short(lists, entry.place))
    others = plural("case.others", entry.others) if entry.others else ""
    at = (day_in_words(entry.on, today), duration(entry.minutes), place, others)
    told = (*at, *_said_besides(entry.said))
    issues = lists.of("ISS")
    return Event(
        icon=_KIND_ICONS.get(entry.code, "message-square-text"),
        heading=wording.short(lists, entry.code),
        detail=" · ".join(part for part in told if part),
        chips=tuple(Chip(wording.path(issues, code), "good") for code in entry.issues),
        prose=", ".join(wording.short(lists, code) for code in entry.natures),
        note=entry.text,
    )


def _said_besides(said: Circumstances) -> tuple[str, ...]:
    """`médiation professionnelle, accord trouvé`, `prévention RPS`, `hors temps de travail`."""
    sphere = text("case.mediation") if said.sphere is None else text(f"case.sphere.{said.sphere}")
    result = "" if said.result is None else text(f"case.mediation_result.{said.result}")
    mediation = (sphere, result) if said.sphere or said.result else ()
    hours = "inside" if said.in_working_time else "outside"
    return (
        ", ".join(filter(None, mediation)),
        text("case.prevention") if said.prevention else "",
        "" if said.in_working_time is None else text(f"case.hours.{hours}"),
    )


def _by_day(agreement: Agreement) -> tuple[date, int]:
    return agreement.on, agreement.id


def uncapitalised(words: str) -> str:
    """Words in the middle of a line: « permanence », but « CIG » keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def document_kind(media_type: MediaType) -> str:
    """The kind of a document: `PDF`, `image`, `texte`."""
    return text(f"documents.kind.{_document_kind(media_type)}")


def document_line(row: DocumentRow) -> str:
    """`12/05/2026 · PDF · 240 ko`."""
    return text(
        "documents.line",
        day=day(row.added_on),
        kind=document_kind(row.media_type),
        size=file_size(row.size),
    )


def document_icon(media_type: MediaType) -> str:
    """The icon of a kind of document."""
    if media_type.is_picture:
        return "image"
    return "file" if media_type is MediaType.OTHER else "file-text"


def gone_on(row: DocumentRow) -> date | None:
    """From which day a document of the bin is removed for good."""
    return None if row.binned_on is None else row.binned_on + timedelta(days=BIN_DAYS)


def _document_kind(media_type: MediaType) -> str:
    if media_type.is_picture:
        return "picture"
    return _DOCUMENT_KINDS[media_type]
