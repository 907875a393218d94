"""Client entities: the employers served, and how many agents each has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.entities import ClientEntity, Headcount
from app.domain.errors import RuleBroken
from app.domain.ids import EntityId
from app.domain.journal import JournalEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ports.clock import Ids
    from app.ports.store import Store, UnitOfWork


class EntityService:
    """Keeps the employers and their headcounts, which every rate is measured against."""

    def __init__(self, store: Store, *, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def all(self) -> tuple[ClientEntity, ...]:
        """Return every entity, by name."""
        with self._store.work() as work:
            return work.entities.all()

    def headcounts(self, year: int) -> Mapping[EntityId, int]:
        """Return the agents of each entity at the end of a year, or the last known before."""
        with self._store.work() as work:
            return work.entities.headcounts(year)

    def save(
        self,
        name: str,
        *,
        quota_percent: float | None,
        headcount: int | None,
        year: int,
        entity_id: EntityId | None = None,
    ) -> Changes:
        """Add an entity or change it, with its agents on 31 December of a year when known."""
        with self._store.work() as work:
            known = None if entity_id is None else work.entities.get(entity_id)
            entity = ClientEntity(
                id=known.id if known else EntityId(self._ids.new()),
                name=name.strip(),
                quota_percent=quota_percent,
                closed_on=known.closed_on if known else None,
            )
            _refuse_twin(work, entity)
            work.entities.save(entity)
            if headcount is not None:
                work.entities.save_headcount(Headcount(entity.id, year, headcount))
            event = "entity_changed" if known else "entity_added"
            work.commit(JournalEntry(event, "entity", entity.id))
        return Changes(Touched.ENTITIES, entity.id)


def _refuse_twin(work: UnitOfWork, entity: ClientEntity) -> None:
    for other in work.entities.all():
        if other.id != entity.id and other.key == entity.key:
            raise RuleBroken("entity_exists", entity=other.id)
