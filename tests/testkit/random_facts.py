"""A year of made-up facts, the same for the same seed.

Skewed like real ones, with rare codes and persons shared.
"""

from datetime import date, timedelta

import numpy as np

from app.domain.cases import AttributeKind
from app.domain.entities import ClientEntity
from app.domain.periods import civil_year
from app.ports.facts import (
    AidFact,
    AttributeFact,
    CaseFact,
    ClosingFact,
    CollectiveFact,
    Facts,
    InterventionFact,
    RequestFact,
)

YEAR = 2025
SIZES = (0.42, 0.24, 0.16, 0.10, 0.05, 0.03)
ISSUES = (
    "ISS.PRO.02",
    "ISS.SAN.01",
    "ISS.BUD.01",
    "ISS.LOG.01",
    "ISS.FAM.01",
    "ISS.DRT.01",
    "ISS.RET.01",
    "ISS.EVT.01",
    "ISS.AUT.99",
    "ISS.PRO.05",
    "ISS.BUD.04",
)
KINDS = (
    "CTC.RDV",
    "CTC.TEL",
    "CTC.VAD",
    "CTC.APP",
    "CTC.MEL",
    "CTC.DEM",
    "CTC.PTE",
    "CTC.ABS",
    "CTC.MAD",
    "CTC.TRI",
)
NATURES = ("NAT.ECO", "NAT.EVA", "NAT.INF", "NAT.ORI", "NAT.BUD", "NAT.MED", "NAT.CRI")
ORIGINS = ("ORI.AGT", "ORI.DRH", "ORI.MED", "ORI.SOC", "ORI.INC")
STATUSES = ("STA.TIT", "STA.CDD", "STA.STG", "STA.RET", "STA.INC")
CATEGORIES = ("CAT.C", "CAT.B", "CAT.A", "CAT.INC")
SCHEMES = ("SCH.EMP.SEC", "SCH.LOG.FSL", "SCH.LOC.CCA", "SCH.ASO.CNA")
STATES = ("AST.GRANTED", "AST.REFUSED", "AST.PARTLY_GRANTED", "AST.ADJOURNED")


class _Draws:
    """Skewed draws from one seeded generator."""

    def __init__(self, seed):
        self._numbers = np.random.default_rng(seed)
        self._ids = iter(range(1, 10**7))

    def id(self):
        return next(self._ids)

    def one(self, values):
        weights = 0.62 ** np.arange(len(values))
        return values[int(self._numbers.choice(len(values), p=weights / weights.sum()))]

    def some(self, values, most):
        wanted = int(self._numbers.integers(0, most + 1))
        return tuple(dict.fromkeys(self.one(values) for _ in range(wanted)))

    def chance(self, share):
        return bool(self._numbers.random() < share)

    def number(self, low, high):
        return int(self._numbers.integers(low, high))

    def day(self):
        return date(YEAR, 1, 1) + timedelta(days=self.number(0, 365))


def random_facts(seed, persons, entities=4, shared=0.03, groups=0.0):
    """`shared` of the persons have a file with two entities.

    `groups` of the interventions concern two of them.
    """
    draws = _Draws(seed)
    served = tuple(ClientEntity(draws.id(), f"Commune {number}") for number in range(entities))
    shares = np.array(SIZES[:entities]) / sum(SIZES[:entities])
    cases, acts, aid = [], [], []
    for number in range(persons):
        rank = int(np.searchsorted(np.cumsum(shares), (number + 0.5) / persons))
        where = [served[rank]]
        if draws.chance(shared):
            where.append(served[(rank + 1) % entities])
        _person(draws, where, cases, acts, aid)
    if groups:
        acts = [_grouped(draws, act, cases, groups) for act in acts]
    actions = tuple(
        CollectiveFact(draws.one(served).id, draws.day(), "atelier", "THM.BUD", draws.number(3, 40))
        for _ in range(3)
    )
    headcounts = {
        one.id: max(20, int(persons * share * 12))
        for one, share in zip(served, shares, strict=True)
    }
    return Facts(
        civil_year(YEAR), served, headcounts, tuple(acts), tuple(cases), tuple(aid), actions
    )


def _person(draws, where, cases, acts, aid):
    person, gender = draws.id(), draws.one(("GEN.F", "GEN.M", "GEN.X"))
    born = None if draws.chance(0.02) else draws.number(1955, 2003)
    for entity in where:
        case_id = draws.id()
        mine = [_act(draws, entity, case_id) for _ in range(draws.number(0, 9))]
        first = min((act.on for act in mine), default=date(YEAR, 1, 1))
        known = draws.chance(0.45)
        opened = date(YEAR - 3, 3, 1) if known else first
        cases.append(
            CaseFact(
                case_id,
                person,
                entity.id,
                gender,
                born,
                opened,
                opened,
                (RequestFact(first, draws.one(ORIGINS)),),
                _traits(draws),
                _closings(draws, known, first),
            )
        )
        acts += mine
        if draws.chance(0.35):
            aid.append(_aid(draws, entity, case_id, person))


def _closings(draws, known, first):
    if known and draws.chance(0.1):
        return (ClosingFact(date(YEAR - 2, 1, 5), first),)
    return (ClosingFact(date(YEAR, 12, 20), None),) if draws.chance(0.12) else ()


def _traits(draws):
    kinds = (
        (AttributeKind.STATUS, STATUSES),
        (AttributeKind.CATEGORY, CATEGORIES),
        (AttributeKind.BENEFICIARY, ("BEN.AGT", "BEN.RET", "BEN.CJT")),
    )
    return tuple(
        AttributeFact(kind, draws.one(values), date(YEAR - 1, 1, 1)) for kind, values in kinds
    )


def _aid(draws, entity, case_id, person):
    state = draws.one(STATES)
    cents = draws.number(1, 12) * 100_00 if "GRANTED" in state else None
    scheme = draws.one(SCHEMES)
    return AidFact(
        draws.id(), entity.id, case_id, person, scheme, state, None, cents, cents, draws.day()
    )


def _act(draws, entity, case_id):
    return InterventionFact(
        draws.id(),
        entity.id,
        draws.day(),
        draws.one(KINDS),
        "LIE.PER",
        None,
        (case_id,),
        draws.some(ISSUES, 3),
        draws.some(NATURES, 2),
    )


def _grouped(draws, act, cases, share):
    """The same intervention, now and then with a second file of the same entity."""
    if not draws.chance(share):
        return act
    other = next(case for case in cases if case.entity_id == act.entity_id)
    joined = tuple(dict.fromkeys((*act.cases, other.id)))
    return InterventionFact(
        act.id, act.entity_id, act.on, act.kind, act.place, None, joined, act.issues, act.natures
    )
