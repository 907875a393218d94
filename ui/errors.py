"""From the code of a refusal to words that say what to do; a bug has no words here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.errors import Refusal
from ui.formats import day
from ui.texts import has_text, text

if TYPE_CHECKING:
    from typing_extensions import TypeIs


def is_refusal(error: Exception) -> TypeIs[Refusal]:
    """Tell whether an error is a refusal with a code, and not a bug."""
    return isinstance(error, Refusal)


def message(error: Refusal) -> str:
    """Return what to tell the user about a refusal, its facts written as she reads them.

    A refusal with a `reason` may have words of its own for it.
    """
    facts = {name: _shown(value) for name, value in error.facts.items()}
    text_id = f"errors.{error.group}{error.code}"
    for wanted in (f"{text_id}_{facts.get('reason', '')}", text_id):
        if has_text(wanted):
            return text(wanted, **facts)
    return text("errors.unexpected", code=error.code)


def _shown(value: object) -> str:
    return day(value) if isinstance(value, date) else str(value)
