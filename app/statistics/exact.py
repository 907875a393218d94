"""Exact counts by indicator id, for the assistant's eyes and for `armoire count --json`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.statistics.populations import EVERYBODY_LABEL
from app.statistics.records import (
    CLOSED,
    FOLLOWED,
    GRANTED,
    INTERVIEW,
    NEW,
    ONGOING,
    OPEN,
    RETURNING,
    SEEN,
    records,
)
from app.statistics.tables import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.ids import EntityId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.facts import Facts
    from app.statistics.records import Record

_ACTIVITY = {
    FOLLOWED: "persons_followed",
    SEEN: "persons_seen",
    NEW: "persons_new",
    RETURNING: "persons_returning",
    ONGOING: "persons_ongoing",
    CLOSED: "persons_closed",
    OPEN: "persons_open_at_end",
}
_TRAITS = ("gender", "age", "status", "category", "beneficiary", "origin")
_CENTS_PER_EURO = 100


def indicators(facts: Facts, nomenclatures: Nomenclatures) -> dict[str, dict[str, int]]:
    """Entity name → indicator id → exact count; everybody comes last, each person counted once."""
    found = {
        entity.name: _exact(facts, nomenclatures, frozenset({entity.id}))
        for entity in facts.entities
    }
    everybody = frozenset(entity.id for entity in facts.entities)
    return found | {EVERYBODY_LABEL: _exact(facts, nomenclatures, everybody)}


def _exact(
    facts: Facts, nomenclatures: Nomenclatures, entities: frozenset[EntityId]
) -> dict[str, int]:
    found = records(facts, nomenclatures, entities)
    counts: Counter[str] = Counter(dict.fromkeys(_FIXED, 0))
    for record in found:
        counts.update(_persons(record, nomenclatures))
        counts.update(_acts(record, nomenclatures))
        counts.update(_money(record))
        counts["collective_actions"] += record.weights.get(Measure.ACTIONS, 0)
        counts["collective_participants"] += record.weights.get(Measure.PARTICIPANTS, 0)
    counts["interventions_missed"], counts["offers"] = _apart(facts, nomenclatures, entities)
    counts["aid_granted_euros"] = round(counts.pop("aid_granted_cents", 0) / _CENTS_PER_EURO)
    fixed = {name: counts[name] for name in _FIXED}
    return fixed | {name: counts[name] for name in sorted(counts) if name not in fixed}


def _persons(record: Record, nomenclatures: Nomenclatures) -> Iterable[str]:
    """The ids that one person adds one to."""
    if Measure.PERSONS not in record.weights:
        return
    activity = record.codes["activity"]
    yield from (_ACTIVITY[one] for one in activity)
    if FOLLOWED not in activity:
        return
    for trait in _TRAITS:
        yield from (f"{trait}:{_bare(code, nomenclatures)}" for code in record.codes[trait])
    domains = {nomenclatures.list_of(code).domain_of(code).code for code in record.codes["issue"]}
    yield from (f"issue:{_bare(code, nomenclatures)}" for code in domains)


def _acts(record: Record, nomenclatures: Nomenclatures) -> Iterable[str]:
    """The ids that one counted intervention adds one to."""
    if Measure.INTERVENTIONS not in record.weights:
        return
    yield "interventions"
    if INTERVIEW in record.codes["kind"]:
        yield "interviews"
    for code in record.codes["kind"]:
        if code not in nomenclatures:
            continue
        yield f"kind:{_bare(code, nomenclatures)}"
        if nomenclatures.get(code).family == "contact":
            yield "contacts"
    yield from (f"nature:{_bare(code, nomenclatures)}" for code in record.codes["nature"])
    yield from (f"place:{_bare(code, nomenclatures)}" for code in record.codes["place"])


def _money(record: Record) -> Mapping[str, int]:
    if Measure.APPLICATIONS not in record.weights:
        return {}
    granted = GRANTED in record.codes["state"]
    return {
        "aid_applications": 1,
        "aid_granted": int(granted),
        "aid_granted_cents": record.weights[Measure.CENTS],
    }


def _apart(
    facts: Facts, nomenclatures: Nomenclatures, entities: frozenset[EntityId]
) -> tuple[int, int]:
    """Missed appointments and offers after a signal, which are counted apart."""
    families = [
        nomenclatures.get(act.kind).family
        for act in facts.interventions
        if act.entity_id in entities
    ]
    return families.count("missed"), families.count("offer")


def _bare(code: str, nomenclatures: Nomenclatures) -> str:
    """A code without its list, a local one as the standard entry that it counts as."""
    if code in nomenclatures:
        code = nomenclatures.list_of(code).counted_as(code).code
    return code.partition(".")[2]


_FIXED = (
    *_ACTIVITY.values(),
    "interventions",
    "interviews",
    "contacts",
    "interventions_missed",
    "offers",
    "aid_applications",
    "aid_granted",
    "aid_granted_euros",
    "collective_actions",
    "collective_participants",
)
