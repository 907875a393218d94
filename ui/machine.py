"""The clock and the ids of this machine."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from time import time

from app.domain.ids import compose_id

_RANDOM_BITS = 22


class MachineClock:
    """Tells the time of this machine, in its time zone."""

    def now(self) -> datetime:
        """Return this moment."""
        return datetime.fromtimestamp(time(), tz=UTC).astimezone()

    def today(self) -> date:
        """Return this day."""
        return self.now().date()


class MachineIds:
    """Makes ids from the time and chance; two within a millisecond still differ."""

    def new(self) -> int:
        """Return a new id."""
        return compose_id(int(time() * 1000), secrets.randbits(_RANDOM_BITS))
