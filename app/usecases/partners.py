"""The address book of partners (BRY-18, FIN-06)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.journal import JournalEntry
from app.domain.partners import SENSITIVE_PARTNERS, Partner
from app.domain.people import refuse_long
from app.usecases.codes import code_lists, counted_as, refuse_unknown
from app.usecases.records import keep

if TYPE_CHECKING:
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store


class PartnerService:
    """Organisations and persons that she works with. One that was shared with is never removed."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def all(self, *, former: bool = False) -> tuple[Partner, ...]:
        """Return the partners by name; former ones too when asked for."""
        with self._store.work() as work:
            known = work.records(Partner).all()
        return tuple(one for one in known if former or one.left_on is None)

    def save(self, partner: Partner) -> Changes:
        """Keep a partner, new (id 0) or corrected; violence and addiction are always masked."""
        refuse_long(partner.name, partner.contact, partner.phone, partner.email)
        with self._store.work() as work:
            lists = code_lists(work)
            refuse_unknown(lists, "PAR", (partner.kind,))
            if counted_as(lists, partner.kind) in SENSITIVE_PARTNERS:
                partner = replace(partner, sensitive=True)
            kept, entry = keep(work, self._ids, partner, "partner")
            work.commit(entry)
        return Changes(Touched.PARTNERS, kept.id)

    def retire(self, partner_id: int) -> Changes:
        """Stop proposing a partner; what was shared stays readable."""
        with self._store.work() as work:
            former = replace(work.records(Partner).get(partner_id), left_on=self._clock.today())
            work.records(Partner).save(former)
            work.commit(JournalEntry("partner_retired", "partner", partner_id))
        return Changes(Touched.PARTNERS, partner_id)
