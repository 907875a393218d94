"""What was published, frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.ids import ReleaseId
from app.ports.releases import FrozenRelease
from storage.days import read_day, written

if TYPE_CHECKING:
    from storage.driver import Connection


class ReleaseTable:
    """The `release` table; the schema refuses to change one of its rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, period: str) -> FrozenRelease | None:
        """The frozen release of a period."""
        row = self._connection.execute(
            """
            SELECT id, period, published_on, rules, facts_hash, content, content_hash
              FROM release
             WHERE period = ?
            """,
            (period,),
        ).fetchone()
        return None if row is None else _release(*row)

    def all(self) -> tuple[FrozenRelease, ...]:
        """Every frozen release, by period."""
        rows = self._connection.execute(
            """
            SELECT id, period, published_on, rules, facts_hash, content, content_hash
              FROM release
             ORDER BY period
            """
        )
        return tuple(_release(*row) for row in rows)

    def add(self, release: FrozenRelease) -> None:
        """Freeze a release; a period is published once."""
        if self.find(release.period) is not None:
            raise RuleBroken("already_published", period=release.period)
        self._connection.execute(
            """
            INSERT INTO release (id, period, published_on, rules, facts_hash, content, content_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            (
                release.id,
                release.period,
                written(release.published_on),
                release.rules,
                release.facts_hash,
                release.content,
                release.content_hash,
            ),
        )


def _release(release_id: int, period: str, published_on: str, *rest: str) -> FrozenRelease:
    return FrozenRelease(ReleaseId(release_id), period, read_day(published_on), *rest)
