"""Legal acts: protection reports, judicial requests. In no figure for anybody (JUS-29, ANAS-16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.interventions import OLDEST_DAY
from app.domain.journal import JournalEntry
from app.domain.legal_acts import LegalAct
from app.usecases.codes import code_lists, refuse_unknown
from app.usecases.records import keep, put_in_bin

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store


class LegalActService:
    """Keeps the acts that the law asks for or allows; an offer not yet agreed to may hold one."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def of_case(self, case_id: CaseId) -> tuple[LegalAct, ...]:
        """Return the acts of a file, newest first."""
        with self._store.work() as work:
            return tuple(reversed(work.records(LegalAct).of(case_id)))

    def save(self, act: LegalAct) -> Changes:
        """Keep an act, new (id 0) or corrected."""
        for on in (act.done_on, act.answered_on):
            if on is not None and on > self._clock.today():
                raise RuleBroken("date_in_future", on=on)
        if act.done_on < OLDEST_DAY:
            raise RuleBroken("date_too_old", on=act.done_on)
        if act.answered_on is not None and act.answered_on < act.done_on:
            raise RuleBroken("answered_before_request", done_on=act.done_on)
        with self._store.work() as work:
            refuse_unknown(code_lists(work), "LEG", (act.ground,))
            work.cases.get(act.case_id)
            kept, entry = keep(work, self._ids, act, "legal_act")
            work.commit(entry)
        return Changes(Touched.CASES, kept.id)

    def remove(self, act_id: int) -> Changes:
        """Put an act in the bin; the id told is the one that takes it back."""
        with self._store.work() as work:
            removed = work.records(LegalAct).get(act_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("legal_act_removed", "legal_act", act_id))
        return Changes(Touched.CASES, binned)
