"""Client entities and their headcounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.entities import ClientEntity
from app.domain.errors import RuleBroken
from app.domain.ids import EntityId
from storage.days import read_day_if_any, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.entities import Headcount
    from storage.driver import Connection


class EntityTable:
    """The `entity` and `headcount` tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[ClientEntity, ...]:
        """Every entity, by name."""
        rows = self._connection.execute(
            "SELECT id, name, quota_percent, closed_on FROM entity ORDER BY name_key"
        )
        return tuple(_entity(*row) for row in rows)

    def get(self, entity_id: EntityId) -> ClientEntity:
        """One entity."""
        row = self._connection.execute(
            "SELECT id, name, quota_percent, closed_on FROM entity WHERE id = ?", (entity_id,)
        ).fetchone()
        if row is None:
            raise RuleBroken("unknown_entity", entity=entity_id)
        return _entity(*row)

    def save(self, entity: ClientEntity) -> None:
        """Add or replace an entity."""
        self._connection.execute(
            """
            INSERT INTO entity (id, name, name_key, quota_percent, closed_on)
            VALUES (:id, :name, :name_key, :quota_percent, :closed_on)
                ON CONFLICT (id) DO UPDATE
               SET name = :name, name_key = :name_key, quota_percent = :quota_percent,
                   closed_on = :closed_on
            """,
            {
                "id": entity.id,
                "name": entity.name,
                "name_key": entity.key,
                "quota_percent": entity.quota_percent,
                "closed_on": written(entity.closed_on),
            },
        )

    def delete(self, entity_id: EntityId) -> None:
        """Remove an entity that nothing refers to."""
        used = self._connection.execute(
            """
            SELECT EXISTS (SELECT 1 FROM case_file WHERE entity_id = :id)
                OR EXISTS (SELECT 1 FROM intervention WHERE entity_id = :id)
                OR EXISTS (SELECT 1 FROM aid_application WHERE entity_id = :id)
                OR EXISTS (SELECT 1 FROM collective_action WHERE entity_id = :id)
            """,
            {"id": entity_id},
        ).fetchone()
        if used[0]:
            raise RuleBroken("entity_in_use", entity=entity_id)
        self._connection.execute("DELETE FROM entity WHERE id = ?", (entity_id,))

    def headcounts(self, year: int) -> Mapping[EntityId, int]:
        """The agents of each entity at the end of a year, or the last known before."""
        rows = self._connection.execute(
            """
            SELECT entity_id, agents
              FROM headcount
             WHERE year <= ?
             ORDER BY year
            """,
            (year,),
        )
        return {EntityId(entity_id): agents for entity_id, agents in rows}

    def save_headcount(self, headcount: Headcount) -> None:
        """Add or replace a headcount."""
        self._connection.execute(
            """
            INSERT INTO headcount (entity_id, year, agents)
            VALUES (:entity_id, :year, :agents)
                ON CONFLICT (entity_id, year) DO UPDATE
               SET agents = :agents
            """,
            {
                "entity_id": headcount.entity_id,
                "year": headcount.year,
                "agents": headcount.agents,
            },
        )


def _entity(
    entity_id: int, name: str, quota_percent: float | None, closed_on: str | None
) -> ClientEntity:
    return ClientEntity(EntityId(entity_id), name, quota_percent, read_day_if_any(closed_on))
