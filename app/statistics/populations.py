"""Whom the report speaks of: each entity, the group of the small ones, everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.statistics.tables import Extent

if TYPE_CHECKING:
    from app.domain.entities import ClientEntity
    from app.domain.ids import EntityId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.facts import Facts

EVERYBODY, OTHERS = "ALL", "G.OTHER"
EVERYBODY_LABEL, OTHERS_LABEL = "Toutes collectivités", "Autres collectivités"
SHORT_FROM, FULL_FROM, HEADCOUNT_FROM = 11, 30, 50


@dataclass(frozen=True, slots=True)
class Population:
    """A set of entities reported together; `members` are the keys of the entities of a group."""

    key: str
    label: str
    entities: frozenset[EntityId]
    followed: int
    extent: Extent
    headcount: int | None = None
    """Agents of the entity, or the persons followed where they are more (relatives…)."""
    agents: int | None = None
    members: tuple[str, ...] = ()
    drawn_in: tuple[str, ...] = ()
    """Members large enough by themselves: the group was too small without them."""


def entity_key(entity_id: EntityId) -> str:
    """The population of one entity."""
    return f"E{entity_id}"


def populations(facts: Facts, nomenclatures: Nomenclatures) -> tuple[Population, ...]:
    """Every population of the period: entities as given, then the group, then everybody."""
    entities = [one for one in facts.entities if _is_served(one, facts)]
    single = [_entity(one, facts, nomenclatures) for one in entities]
    found = [*single]
    group = _group(single, facts, nomenclatures)
    if group is not None:
        found.append(group)
    ids = frozenset(one.id for one in entities)
    size = len(_followed(facts, nomenclatures, ids))
    found.append(Population(EVERYBODY, EVERYBODY_LABEL, ids, size, extent_of(size, None)))
    return tuple(found)


def extent_of(followed: int, headcount: int | None) -> Extent:
    """How much of the report a population of that size may have."""
    if followed < SHORT_FROM or (headcount is not None and headcount < HEADCOUNT_FROM):
        return Extent.MINIMAL
    return Extent.SHORT if followed < FULL_FROM else Extent.FULL


def _is_served(entity: ClientEntity, facts: Facts) -> bool:
    """An entity closed before the period has no report, unless something was still done for it."""
    if entity.closed_on is None or entity.closed_on >= facts.period.first:
        return True
    touched = {
        one.entity_id for one in (*facts.interventions, *facts.cases, *facts.aid, *facts.collective)
    }
    return entity.id in touched


def _entity(entity: ClientEntity, facts: Facts, nomenclatures: Nomenclatures) -> Population:
    size = len(_followed(facts, nomenclatures, frozenset({entity.id})))
    headcount = facts.headcounts.get(entity.id)
    known = None if headcount is None else max(headcount, size)
    extent = extent_of(size, headcount)
    return Population(
        entity_key(entity.id), entity.name, frozenset({entity.id}), size, extent, known, headcount
    )


def _group(
    single: list[Population], facts: Facts, nomenclatures: Nomenclatures
) -> Population | None:
    """The entities under the floor together, with the next smallest ones while they are too few."""
    under = [one for one in single if one.extent is Extent.MINIMAL]
    above = sorted(
        (one for one in single if one.extent is not Extent.MINIMAL),
        key=lambda one: (one.followed, one.key),
    )
    taken = list(under)
    while taken and above and (len(taken) == 1 or _size(taken, facts, nomenclatures) < SHORT_FROM):
        taken.append(above.pop(0))
    if len(taken) <= 1 or not above:
        return None
    size = _size(taken, facts, nomenclatures)
    drawn_in = tuple(one.key for one in taken if one not in under)
    return Population(
        key=OTHERS,
        label=OTHERS_LABEL,
        entities=frozenset(entity for one in taken for entity in one.entities),
        followed=size,
        extent=extent_of(size, None),
        members=tuple(one.key for one in taken),
        drawn_in=drawn_in,
    )


def _size(taken: list[Population], facts: Facts, nomenclatures: Nomenclatures) -> int:
    entities = frozenset(entity for one in taken for entity in one.entities)
    return len(_followed(facts, nomenclatures, entities))


def _followed(
    facts: Facts, nomenclatures: Nomenclatures, entities: frozenset[EntityId]
) -> frozenset[int]:
    """The persons with a counted intervention."""
    person_of = {case.id: case.person_id for case in facts.cases if case.entity_id in entities}
    return frozenset(
        person_of[case]
        for act in facts.interventions
        if act.entity_id in entities and nomenclatures.get(act.kind).says("counted")
        for case in act.cases
        if case in person_of
    )
