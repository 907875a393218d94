"""Colleagues and their cards: public keys in a small file, whose words are compared aloud."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.handovers import Colleague, Handover
from app.domain.journal import JournalEntry
from app.ports.handovers import PackageRefused
from app.usecases.records import put_in_bin

if TYPE_CHECKING:
    from pathlib import Path

    from app.ports.clock import Clock, Ids
    from app.ports.handovers import Card, PackageFiles
    from app.ports.store import Store, UnitOfWork


class ColleagueService:
    """Her own card, and the colleagues that she knows by theirs."""

    def __init__(self, store: Store, files: PackageFiles, *, clock: Clock, ids: Ids) -> None:
        self._store, self._files = store, files
        self._clock, self._ids = clock, ids

    def known_card(self) -> Card | None:
        """Return her public keys if they were made."""
        with self._store.work() as work:
            return work.packages.own_card()

    def card(self) -> Card:
        """Return her public keys, made now if this is the first time."""
        with self._store.work() as work:
            known = work.packages.own_card()
            if known is not None:
                return known
            made = work.packages.make_key(self._clock.today())
            work.commit(JournalEntry("handover_key_made", "handover_key", None))
        return made

    def save_card(self, path: Path) -> Changes:
        """Write her card for a colleague; it holds public keys and no name."""
        card = self.card()
        with self._store.work() as work:
            work.commit(JournalEntry("handover_card_saved", "handover_key", None))
        self._files.save(path, card.keys)
        return Changes(Touched.HANDOVERS | Touched.JOURNAL)

    def read_card(self, path: Path) -> Card:
        """Read the card of a colleague; PackageRefused (not_a_card, own_card)."""
        keys = self._files.read(path)
        with self._store.work() as work:
            card = work.packages.read_card(keys)
            own = work.packages.own_card()
        if own is not None and own.keys == card.keys:
            raise PackageRefused("own_card")
        return card

    def all(self) -> tuple[Colleague, ...]:
        """Return the colleagues by name."""
        with self._store.work() as work:
            return work.records(Colleague).all()

    def words_of(self, colleague: Colleague) -> tuple[str, ...]:
        """Return the words of her card, to compare aloud."""
        with self._store.work() as work:
            return work.packages.read_card(colleague.card).words

    def keep(self, name: str, card: Card, *, compared: bool) -> Changes:
        """Keep a colleague by her card; a card that is known already gets this name."""
        with self._store.work() as work:
            own = work.packages.own_card()
            if own is not None and own.keys == card.keys:
                raise PackageRefused("own_card")
            known = by_card(work, card)
            day = self._clock.today() if compared else None
            if known is None:
                kept = Colleague(self._ids.new(), name.strip(), card.keys, day)
                entry = JournalEntry("colleague_made", "colleague", kept.id)
            else:
                kept = replace(known, name=name.strip(), compared_on=day or known.compared_on)
                entry = JournalEntry("colleague_changed", "colleague", kept.id)
            work.records(Colleague).save(kept)
            work.commit(entry)
        return Changes(Touched.HANDOVERS, kept.id)

    def rename(self, colleague_id: int, name: str) -> Changes:
        """Give a colleague another name."""
        with self._store.work() as work:
            kept = replace(work.records(Colleague).get(colleague_id), name=name.strip())
            return _keep_changed(work, kept, "name")

    def compared(self, colleague_id: int) -> Changes:
        """Keep that both read the words of her card to each other today."""
        with self._store.work() as work:
            known = work.records(Colleague).get(colleague_id)
            return _keep_changed(
                work, replace(known, compared_on=self._clock.today()), "compared_on"
            )

    def remove(self, colleague_id: int) -> Changes:
        """Put a colleague in the bin, unless a handover names her; the id told takes her back."""
        with self._store.work() as work:
            removed = work.records(Colleague).get(colleague_id)
            if work.records(Handover).of(colleague_id):
                raise RuleBroken("colleague_has_handovers")
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("colleague_removed", "colleague", colleague_id))
        return Changes(Touched.HANDOVERS, binned)


def by_card(work: UnitOfWork, card: Card) -> Colleague | None:
    """The colleague of a card, if it is known."""
    return next((one for one in work.records(Colleague).all() if one.card == card.keys), None)


def _keep_changed(work: UnitOfWork, kept: Colleague, column: str) -> Changes:
    work.records(Colleague).save(kept)
    work.commit(JournalEntry("colleague_changed", "colleague", kept.id, (column,)))
    return Changes(Touched.HANDOVERS, kept.id)
