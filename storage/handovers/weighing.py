"""Two versions of one row weighed against what it was when it left: value by value.

What one side changed is taken from that side; a text changed on both is kept twice, another value
stays as it is here and is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import resources
from app.ports.handovers import KEPT_TWICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from storage.handovers.handed import Held
    from storage.handovers.travelling import Rows

_ONE_LINE = frozenset({"title", "recipient"})
_FIXED = frozenset(
    {"id", "case_id", "person_id", "number", "identity_key", "size", "digest", "media_type"}
)
_NEVER: Mapping[str, frozenset[str]] = {
    "case_file": frozenset({"entity_id"}),
    "intervention_case": frozenset({"done_on"}),
}
TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "case_file": (("state", "closed_on", "closing_reason"),),
    "case_closing": (("reason", "reopened_on"),),
    "agreement": (("kind", "answer", "form", "given_on"),),
    "aid_application": (("state", "asked_cents", "granted_cents", "decided_on"),),
    "outreach_offer": (("answer", "answered_on"),),
    "action_plan": (("agreed_on", "ended_on"),),
    "plan_action": (("state", "done_on", "intervention_id"),),
    "writing": (("state", "written_on", "sent_on"),),
    "sharing": (("agreement_id", "exception_reason"),),
    "appointment": (("held_on", "starts_at", "minutes"), ("state", "intervention_id")),
    "redaction": (("subject", "object_id", "field", "first", "last", "digest"),),
    "urgent_case": (("noted_on", "with_phone"),),
}
"""Values that only mean something together: they are taken from one side."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value changed on both sides: which, what stays and what the colleague had."""

    column: str
    kept: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Weighed:
    """The values to write here, and those that were changed on both sides."""

    changes: Mapping[str, object]
    both: tuple[Difference, ...]


def weigh(rows: Rows, base: Held | None, mine: Held, theirs: Held) -> Weighed:
    """Weigh two versions of a row; without a base both count as changed."""
    changes: dict[str, object] = {}
    both: list[Difference] = []
    for group in _groups(rows):
        was = None if base is None else _values(base, group)
        here, there = _values(mine, group), _values(theirs, group)
        if there in {here, was}:
            continue
        if here == was:
            changes |= dict(zip(group, there, strict=True))
            continue
        for column in group:
            if mine[column] != theirs[column]:
                kept = _kept(
                    rows.table, column, None if base is None else base[column], mine, theirs
                )
                both.append(Difference(column, kept, theirs[column]))
                if kept != mine[column]:
                    changes[column] = kept
    return Weighed(changes, tuple(both))


def one_after_the_other(was: str, here: str, there: str, *, one_line: bool = False) -> str:
    """Both wordings; what both kept of the old one is said once."""
    if there in here:
        return here
    if here in there:
        return there
    if one_line:
        return f"{here} / {there}"
    if was and here.startswith(was) and there.startswith(was):
        there = there[len(was) :].lstrip()
    line: str = resources.read_toml("handovers.toml")["added_meanwhile"]
    return f"{here.rstrip()}\n\n{line}\n{there}"


def _kept(table: str, column: str, was: object, mine: Held, theirs: Held) -> object:
    here, there = mine[column], theirs[column]
    if column not in KEPT_TWICE.get(table, ()) or not isinstance(here, str):
        return here
    if not isinstance(there, str):
        return here
    before = was if isinstance(was, str) else ""
    return one_after_the_other(before, here, there, one_line=column in _ONE_LINE)


def _groups(rows: Rows) -> Iterator[tuple[str, ...]]:
    together = TOGETHER.get(rows.table, ())
    yield from together
    known = {column for group in together for column in group}
    for column in rows.columns:
        if column not in known and not _fixed(rows, column):
            yield (column,)


def _fixed(rows: Rows, column: str) -> bool:
    """What no merge changes: keys, the file that a row belongs to, what a document is."""
    hangs_on = column in rows.required and rows.references.get(column) not in {None, *SHARED}
    fixed = _FIXED | _NEVER.get(rows.table, frozenset())
    return column in fixed or column in rows.key or hangs_on


SHARED = frozenset({"entity", "partner"})


def _values(held: Held, group: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(held.get(column) for column in group)
