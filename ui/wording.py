"""Words of codes, as chips, pickers and rows show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.cases import CaseState
from ui.texts import has_text, text

if TYPE_CHECKING:
    from app.domain.codes import CodeList
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.vault import LocationWarning

STATE_TONES = {CaseState.OPEN: "good", CaseState.OFFER_MADE: "warn", CaseState.CLOSED: "plain"}


def short(lists: Nomenclatures, code: str | None) -> str:
    """The short label of a code; a code that no list holds is shown as it is."""
    if not code:
        return ""
    return lists.get(code).short if code in lists else code


def path(codes: CodeList, code: str) -> str:
    """`Logement › Impayé de loyer`: the short label under that of its domain."""
    if code not in codes:
        return code
    found, domain = codes.get(code), codes.domain_of(code)
    return found.short if domain is found else f"{domain.short} › {found.short}"


def state_words(state: CaseState) -> str:
    """The state of a case file, in words."""
    return text(f"states.{state.value}")


def poor_place(found: LocationWarning | None) -> str:
    """Why a folder is a poor place for a vault; empty when it is not."""
    if found is None:
        return ""
    text_id = f"unlock.create_form.{found.code}"
    return text(text_id, kind=found.kind.replace("_", " ").title()) if has_text(text_id) else ""
