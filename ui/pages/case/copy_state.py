"""What the copy for the person says, part by part; no Qt here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.documents import MediaType
from app.ports.access import CopyEntry, CopyLine, CopySection, Spot
from ui.formats import day, duration
from ui.pages.case.state import document_kind
from ui.texts import has_text, plural, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.domain.nomenclatures import Nomenclatures
    from app.ports.access import Apart, GivenRow
    from app.usecases.access_copy import AccessCopy

PARTS: Mapping[str, tuple[str, ...]] = {
    "identity": ("person",),
    "situation": ("person_trait", "case_attribute"),
    "file": ("case_file", "case_closing", "request"),
    "agreements": ("outreach_offer", "agreement", "information_given"),
    "thread": ("intervention", "urgent_case"),
    "assessments": ("assessment",),
    "plan": ("action_plan",),
    "aids": ("aid_application",),
    "sharings": ("sharing", "handed_case"),
    "writings": ("writing",),
    "documents": ("document",),
}
_HEADS: Mapping[str, tuple[str, ...]] = {
    "case_closing": ("closed_on",),
    "request": ("received_on",),
    "outreach_offer": ("offered_on",),
    "agreement": ("given_on", "kind"),
    "information_given": ("given_on", "subject"),
    "intervention": ("done_on", "kind"),
    "assessment": ("assessed_on",),
    "action_plan": ("started_on",),
    "aid_application": ("scheme",),
    "sharing": ("shared_on", "kind"),
    "handed_case": ("handed_on",),
    "urgent_case": ("noted_on",),
    "writing": ("written_on", "kind"),
    "document": ("added_on", "media_type"),
}
_NAMED = frozenset(
    {
        "request",
        "outreach_offer",
        "case_closing",
        "assessment",
        "action_plan",
        "handed_case",
        "urgent_case",
    }
)
"""Rows whose heading says what they are before the day."""
_IN_BRIEF = frozenset({"person_trait", "case_attribute"})
_DAYS = frozenset({"valid_from", "horizon"})
_YES_OR_NO = frozenset({"not_at_work", "message_allowed", "prevention", "in_working_time"})
_WORDS: Mapping[str, str] = {
    "person_trait:kind": "access_copy.trait.",
    "case_attribute:kind": "access_copy.trait.",
    "case_file:state": "states.",
    "agreement:answer": "case.answer.",
    "agreement:form": "case.form.",
    "outreach_offer:answer": "consent.answer.",
    "information_given:how": "consent.how.",
    "intervention_circumstance:sphere": "access_copy.sphere.",
    "intervention_circumstance:result": "access_copy.result.",
    "plan_goal:state": "plan.state.",
    "plan_action:state": "plan.state.",
    "plan_action:owner": "plan.owner_name.",
    "sharing:kind": "sharing.kind.",
    "shared_item:subject": "sharing.item.",
    "writing_item:subject": "sharing.item.",
    "writing:state": "access_copy.writing_state.",
}


@dataclass(frozen=True, slots=True)
class Reread:
    """One text to read again: where it stands, what is hidden of it, which names are proposed."""

    spot: Spot
    words: str
    where: str
    hidden: tuple[tuple[int, int], ...]
    proposed: tuple[tuple[int, int], ...]
    stale: bool

    @property
    def caption(self) -> str:
        """Its line in the list."""
        hidden, names = len(self.hidden), len(self.proposed)
        state = (
            text("access_copy.state_stale") if self.stale else "",
            plural("access_copy.state_words", hidden) if hidden else "",
            plural("access_copy.state_names", names) if names else "",
        )
        return "\n".join(one for one in (self.where, ", ".join(filter(None, state))) if one)


def sections(copy: AccessCopy, lists: Nomenclatures) -> tuple[CopySection, ...]:
    """The parts of the copy that say something, third parties hidden."""
    hanging: dict[int, list[GivenRow]] = defaultdict(list)
    for row in copy.rows:
        if row.owner_id is not None:
            hanging[row.owner_id].append(row)
    parts = (
        CopySection(text(f"access_copy.part.{name}"), tuple(_entries(copy, lists, tables, hanging)))
        for name, tables in PARTS.items()
    )
    return tuple(one for one in parts if one.entries)


def lead(apart: Apart, today: date) -> tuple[str, ...]:
    """What is said before everything: the day, what stays out, the bars, the rights."""
    said = [text("access_copy.lead", day=day(today)), text("access_copy.lead_bars")]
    if apart.working_notes:
        said.append(plural("access_copy.lead_notes", apart.working_notes))
    if apart.drafts:
        said.append(plural("access_copy.lead_drafts", apart.drafts))
    return (*said, text("access_copy.lead_rights"))


def to_read(copy: AccessCopy, lists: Nomenclatures) -> tuple[Reread, ...]:
    """Every text to read again, with what is to do or done in it; read away from the window."""
    rows = {(one.table, one.row_id): one for one in copy.rows}
    tops = {one.row_id: one for one in copy.rows if one.owner_id is None and one.row_id}
    stale = copy.stale()
    found: list[Reread] = []
    for spot, words in copy.texts():
        row = rows[spot.table, spot.row_id]
        heading = _heading(tops.get(row.owner_id or 0, row), lists)
        where = " · ".join(one for one in (heading, name_of(row.table, spot.column)) if one)
        hidden = tuple((one.first, one.last) for one in copy.marks_of(spot))
        found.append(
            Reread(spot, words, where, hidden, copy.proposed(spot, words), stale=spot in stale)
        )
    return tuple(found)


def name_of(table: str, column: str) -> str:
    """What a column is called on the copy."""
    own = f"access_copy.field.{table}_{column}"
    return text(own) if has_text(own) else text(f"access_copy.field.{column}")


def _entries(
    copy: AccessCopy,
    lists: Nomenclatures,
    tables: tuple[str, ...],
    hanging: Mapping[int, list[GivenRow]],
) -> Iterator[CopyEntry]:
    for row in (one for table in tables for one in copy.rows if one.table == table):
        lines = _own(copy, row, lists)
        for one in hanging.get(row.row_id, ()):
            lines += _in_one([*_lines(copy, one, lists)])
        if lines or row.table in _HEADS:
            yield CopyEntry(_heading(row, lists), tuple(lines))


def _own(copy: AccessCopy, row: GivenRow, lists: Nomenclatures) -> list[CopyLine]:
    """The lines of a row: short values in one, then each text by itself."""
    if row.table in _IN_BRIEF:
        return [_brief(row, lists)]
    lines = [*_lines(copy, row, lists)]
    if row.table not in _HEADS:
        return lines
    texts = {name_of(row.table, one) for one in row.values if copy.free_text(row, one)}
    short = [one for one in lines if one.name not in texts]
    return [*_in_one(short), *(one for one in lines if one.name in texts)]


def _in_one(lines: list[CopyLine]) -> list[CopyLine]:
    """`Lieu : à distance · Durée : 20 min`."""
    if not lines:
        return []
    passages = lines[0].passages
    for one in lines[1:]:
        passages += (text("access_copy.beside", name=one.name), *one.passages)
    return [CopyLine(lines[0].name, passages)]


def _heading(row: GivenRow, lists: Nomenclatures) -> str:
    said = [text(f"access_copy.row.{row.table}")] if row.table in _NAMED else []
    said += [_shown(row, column, lists) for column in _HEADS.get(row.table, ())]
    return " · ".join(one for one in said if one)


def _brief(row: GivenRow, lists: Nomenclatures) -> CopyLine:
    """`Statut : Titulaire, depuis le 01/02/2024`."""
    value = _shown(row, "value", lists) or text("access_copy.unknown")
    if row.values["valid_from"]:
        value = text("access_copy.since", value=value, day=_shown(row, "valid_from", lists))
    return CopyLine(_shown(row, "kind", lists), (value,))


def _lines(copy: AccessCopy, row: GivenRow, lists: Nomenclatures) -> Iterator[CopyLine]:
    for column in row.values:
        if column in _HEADS.get(row.table, ()):
            continue
        name, words = name_of(row.table, column), copy.free_text(row, column)
        if words:
            yield CopyLine(name, copy.passages(Spot(row.table, row.row_id, column), words))
        elif shown := _shown(row, column, lists):
            yield CopyLine(name, (shown,))


def _shown(row: GivenRow, column: str, lists: Nomenclatures) -> str:
    """A value as people read it; empty when there is none."""
    value = row.values[column]
    if value is None or value == "":
        return ""
    if column in _YES_OR_NO:
        return text("access_copy.yes" if value else "access_copy.no")
    if column == "minutes":
        return duration(int(value))
    if column.endswith("_cents"):
        return text("access_copy.euros", amount=f"{int(value) / 100:.2f}".replace(".", ","))
    if column == "media_type":
        return document_kind(MediaType(value))
    if column.endswith("_on") or column in _DAYS:
        return day(date.fromisoformat(str(value)))
    return _in_words(f"{row.table}:{column}", str(value), lists)


def _in_words(named: str, value: str, lists: Nomenclatures) -> str:
    """A code by its label, a kind by its words; anything else as it is."""
    if value in lists:
        return lists.label_of(value)
    prefix = _WORDS.get(named)
    return text(f"{prefix}{value}") if prefix and has_text(f"{prefix}{value}") else value
