"""Nomenclatures: the standard lists, with the codes that she hides and adds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.domain.nomenclatures import LocalCode, Nomenclatures, Overrides, with_local
from app.domain.people import folded
from app.usecases.codes import code_lists

if TYPE_CHECKING:
    from datetime import date

    from app.ports.store import Store

_LONGEST_NAME = 24
_NOT_IN_CODE = re.compile(r"[^A-Z0-9]+")


class NomenclatureService:
    """Reads the lists as she sees them and keeps what she changes; no standard code is edited."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def current(self) -> Nomenclatures:
        """Return every list with her own codes in it."""
        with self._store.work() as work:
            return code_lists(work)

    def set_hidden(self, code: str, *, hidden: bool) -> Changes:
        """Keep a code out of the pickers, or bring it back; counting does not change."""
        with self._store.work() as work:
            code_lists(work).get(code)
            work.codes.set_hidden(code, hidden=hidden)
            event = "code_hidden" if hidden else "code_shown"
            work.commit(JournalEntry(event, "code", None))
        return Changes(Touched.NOMENCLATURES)

    def add_local(self, parent: str, *, label: str, valid_from: date | None = None) -> Changes:
        """Add a code of her own, which counts as its standard parent."""
        with self._store.work() as work:
            code = _free_code(code_lists(work), parent, label)
            local = LocalCode(code, label.strip(), parent, valid_from=valid_from)
            with_local(Overrides(local=(local,)))
            work.codes.save_local(local)
            work.commit(JournalEntry("code_added", "code", None))
        return Changes(Touched.NOMENCLATURES)


def _free_code(lists: Nomenclatures, parent: str, label: str) -> str:
    """Make a code out of a label that no other code has."""
    name = _NOT_IN_CODE.sub("-", folded(label).upper())[:_LONGEST_NAME].strip("-")
    if not name:
        raise RuleBroken("local_code_without_label", parent=parent)
    first = f"{lists.list_of(parent).list}.X-{name}"
    candidates = [
        first,
        *(f"{first}-{rank}" for rank in range(2, len(lists.list_of(parent).codes) + 3)),
    ]
    return next(code for code in candidates if code not in lists)
