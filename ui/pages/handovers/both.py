"""A value changed on both sides, in words: what it is called, what stays, what the other had."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.ports.handovers import KEPT_TWICE
from ui import wording
from ui.formats import day, duration
from ui.texts import has_text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.nomenclatures import Nomenclatures
    from app.ports.handovers import BothChanged

_YES_OR_NO = frozenset(
    {
        "not_at_work",
        "message_allowed",
        "prevention",
        "in_working_time",
        "sensitive",
        "with_phone",
    }
)
_WORDS: Mapping[str, tuple[str, ...]] = {
    "state": ("plan.state.", "states."),
    "owner": ("plan.owner_name.",),
    "answer": ("case.answer.", "consent.answer."),
    "form": ("case.form.",),
    "how": ("consent.how.",),
    "sphere": ("access_copy.sphere.",),
    "result": ("access_copy.result.",),
}
_LIST = "code"
_BETWEEN = ", "


def field_words(changed: BothChanged) -> str:
    """What the value is called."""
    for text_id in (
        f"access_copy.field.{changed.table}_{changed.column}",
        f"access_copy.field.{changed.column}",
    ):
        if has_text(text_id):
            return text(text_id)
    return text("handovers.account.value")


def both_words(changed: BothChanged, lists: Nomenclatures, shown: Callable[[str], str]) -> str:
    """What was done with it; `shown` masks what may not be read over her shoulder."""
    if changed.column in KEPT_TWICE.get(changed.table, ()):
        return text("handovers.account.both_text")
    if changed.column.endswith("_id"):
        return text("handovers.account.both_hidden")
    if changed.column == _LIST:
        codes = changed.kept.split(_BETWEEN)
        kept = _BETWEEN.join(value_words(_LIST, one, lists) for one in codes)
        return text("handovers.account.both_list", kept=shown(kept))
    kept, theirs = (
        shown(value_words(changed.column, one, lists)) for one in (changed.kept, changed.theirs)
    )
    return text("handovers.account.both_value", kept=kept, theirs=theirs)


def value_words(column: str, value: str, lists: Nomenclatures) -> str:
    """A value as people read it: a code by its label, a day as a day, an amount in euros."""
    if not value:
        return text("handovers.account.empty")
    if value in lists:
        return wording.short(lists, value)
    for begun in _WORDS.get(column, ()):
        if has_text(f"{begun}{value}"):
            return text(f"{begun}{value}")
    return _measured(column, value)


def _measured(column: str, value: str) -> str:
    if column in _YES_OR_NO:
        return text("access_copy.yes" if value == "1" else "access_copy.no")
    if column == "minutes":
        return duration(int(value))
    if column.endswith("_cents"):
        return text("access_copy.euros", amount=f"{int(value) / 100:.2f}".replace(".", ","))
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value
