"""What the case list shows and in which words; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.cases import CaseState
from app.domain.handovers import HandoverSide
from ui import wording
from ui.formats import day, number
from ui.models.columns import Column
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseFilter, CaseListing, CaseRow
    from app.usecases.handover_lines import HandoverLine
    from ui.discretion import Discretion

    Relays = Mapping[CaseId, HandoverSide]

_MOST_ISSUES = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of the page is shown: the table, or a word on why there is nothing."""

    table: bool
    empty: bool
    none: bool


def parts(asked: CaseFilter, listing: CaseListing) -> Shown:
    """Decide what is shown."""
    filtered = bool(asked.entity_id or asked.state)
    nothing = not listing.rows
    return Shown(
        table=bool(listing.rows),
        empty=nothing and not filtered,
        none=nothing and filtered,
    )


def counted(listing: CaseListing) -> str:
    """`148 dossiers`, or how many of them are shown."""
    shown = len(listing.rows)
    if shown < listing.total:
        return plural("case_list.count_first", shown, total=number(listing.total))
    return plural("case_list.count", listing.total)


def relays(lines: Iterable[HandoverLine]) -> Relays:
    """Which files are away or taken over."""
    return {
        one.case_id: line.handover.side
        for line in lines
        if line.handover.ended_on is None
        for one in line.cases
    }


def columns(
    lists: Nomenclatures, discretion: Discretion, handed: Relays
) -> tuple[Column[CaseRow], ...]:
    """The columns of the list; a file away or taken over says so in place of « open »."""

    def issues(row: CaseRow) -> str:
        shown = [wording.short(lists, code) for code in row.issues[:_MOST_ISSUES]]
        more = len(row.issues) - len(shown)
        return ", ".join(shown) + (f" +{more}" if more > 0 else "")

    def state_words(row: CaseRow) -> str:
        side = handed.get(row.case_id) if row.state is CaseState.OPEN else None
        if side is None:
            return wording.state_words(row.state)
        mark = "mark_away" if side is HandoverSide.GIVEN else "mark_taken"
        return text(f"handovers.case.{mark}")

    def state_tone(row: CaseRow) -> str:
        away = row.state is CaseState.OPEN and row.case_id in handed
        return "note" if away else wording.STATE_TONES[row.state]

    return (
        Column(text("case_list.column_number"), _number),
        Column(text("case_list.column_name"), discretion.name_of),
        Column(text("case_list.column_entity"), _entity),
        Column(text("case_list.column_state"), state_words, tone=state_tone),
        Column(text("case_list.column_last"), _last),
        Column(text("case_list.column_interviews"), _interviews, number=True),
        Column(text("case_list.column_issues"), issues),
    )


def _number(row: CaseRow) -> str:
    return row.number


def _entity(row: CaseRow) -> str:
    return row.entity_name


def _last(row: CaseRow) -> str:
    return day(row.last_on) if row.last_on else text("case_list.no_contact")


def _interviews(row: CaseRow) -> str:
    return number(row.interviews)
