"""The code lists as this vault knows them, and the refusal of a code that they do not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.nomenclatures import Nomenclatures, Overrides, standard, with_local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.ports.store import UnitOfWork


def code_lists(work: UnitOfWork) -> Nomenclatures:
    """Return the shipped lists with what she added and hid."""
    chosen, local = work.codes.hidden(), work.codes.local()
    if not chosen and not local:
        return standard()
    return with_local(
        Overrides(
            hidden=frozenset(code for code, hidden in chosen.items() if hidden),
            shown=frozenset(code for code, hidden in chosen.items() if not hidden),
            local=local,
        )
    )


def refuse_unknown(lists: Nomenclatures, name: str, codes: Iterable[str | None]) -> None:
    """Refuse a code that the list of that name does not hold; none at all is fine."""
    for code in codes:
        if code is not None and code not in lists.of(name):
            raise RuleBroken("unknown_code", code=code)


def counted_as(lists: Nomenclatures, code: str) -> str:
    """Return the standard code that rules apply to: one of her own counts as its parent."""
    return lists.list_of(code).counted_as(code).code
