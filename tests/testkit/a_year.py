"""Facts of a year made by hand, one line a case: for tests of the counting rules."""

from datetime import date
from itertools import count

from app.domain.cases import AttributeKind
from app.domain.entities import ClientEntity
from app.domain.periods import civil_year
from app.ports.facts import AttributeFact, CaseFact, Facts, InterventionFact, RequestFact

YEAR = 2025
TOWN, SCHOOL = ClientEntity(1, "Ville d’Exemple"), ClientEntity(2, "Caisse d’Exemple")
UNION = ClientEntity(3, "Syndicat d’Exemple")


class AYear:
    """Collects cases and interventions; ids count up."""

    def __init__(self):
        self._ids = count(100)
        self.cases, self.acts, self.aid = [], [], []

    def case(
        self,
        entity=TOWN,
        *,
        person=None,
        first=date(YEAR, 2, 1),
        closings=(),
        requests=(),
        **traits,
    ):
        """A case file; `traits` are the kinds of attribute with one value each, valid for years."""
        attributes = tuple(
            AttributeFact(AttributeKind(kind), value, date(YEAR - 5, 1, 1))
            for kind, value in traits.items()
        )
        case = CaseFact(
            id=next(self._ids),
            person_id=person or next(self._ids),
            entity_id=entity.id,
            gender="GEN.F",
            birth_year=1980,
            opened_on=first,
            first_counted_on=first,
            requests=tuple(RequestFact(*one) for one in requests),
            attributes=attributes,
            closings=tuple(closings),
        )
        self.cases.append(case)
        return case

    def act(self, *cases, kind="CTC.RDV", on=date(YEAR, 3, 3), entity=None, issues=(), natures=()):
        """An intervention for these cases."""
        where = entity or TOWN
        entity_id = cases[0].entity_id if cases else where.id
        self.acts.append(
            InterventionFact(
                next(self._ids),
                entity_id,
                on,
                kind,
                "LIE.PER",
                None,
                tuple(case.id for case in cases),
                tuple(issues),
                tuple(natures),
            )
        )
        return self

    def met(self, *, times=1, **case):
        """A new case with interviews in March."""
        made = self.case(**case)
        for _ in range(times):
            self.act(made)
        return made

    def facts(self, **headcounts):
        """The facts of the year."""
        known = {
            TOWN.id: headcounts.get("town", 900),
            SCHOOL.id: headcounts.get("school", 600),
            UNION.id: 300,
        }
        return Facts(
            civil_year(YEAR),
            (TOWN, SCHOOL, UNION),
            known,
            tuple(self.acts),
            tuple(self.cases),
            tuple(self.aid),
            (),
        )
