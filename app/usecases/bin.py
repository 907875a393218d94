"""The bin: what she removed comes back for 30 days, then it is erased for good."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.bin import LIFE_DAYS, Binned
from app.domain.journal import JournalEntry

if TYPE_CHECKING:
    from app.ports.clock import Clock
    from app.ports.store import Store


class BinService:
    """Shows, gives back and empties the bin."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self) -> tuple[Binned, ...]:
        """Return what lies there, newest first."""
        with self._store.work() as work:
            return work.bin.all()

    def take_back(self, binned_id: int) -> Changes:
        """Put something back as it was."""
        with self._store.work() as work:
            taken = work.bin.take_back(binned_id)
            work.commit(JournalEntry("bin_taken_back", taken.subject, binned_id))
        return Changes(Touched.CASES | Touched.PLANS, taken.case_id)

    def erase_old(self) -> Changes | None:
        """Erase for good what has been there for more than 30 days; None when there is nothing."""
        with self._store.work() as work:
            erased = work.bin.erase_before(self._clock.today() - timedelta(days=LIFE_DAYS))
            if not erased:
                return None
            work.commit(JournalEntry("bin_emptied", "bin", None, (f"count:{erased}",)))
        return Changes(Touched.CASES)
