"""When the solver answers nonsense or nothing, nothing is published."""

import highspy
import pytest
from testkit.a_year import SCHOOL, TOWN, UNION, AYear
from testkit.raw_tables import Tables

from app.domain.errors import RuleBroken
from app.domain.nomenclatures import standard
from app.statistics.counting import count
from app.statistics.disclosure.attack import Attack, AttackFailed
from app.statistics.disclosure.marking import marks
from app.statistics.disclosure.protect import protection
from app.statistics.disclosure.rules import Rules
from app.statistics.disclosure.solver import highs_instance

RULES = Rules()


class _Broken:
    """A solver that looks like HiGHS and answers as a test says."""

    def __init__(self, status, values=None):
        self._real = highs_instance()
        self._status, self._values = status, values

    def __getattr__(self, name):
        return getattr(self._real, name)

    def getModelStatus(self):  # noqa: N802 - the name of the library
        return self._status

    def getSolution(self):  # noqa: N802 - the name of the library
        found = self._real.getSolution()
        if self._values is None:
            return found
        length = len(found.col_value)
        return type("Solution", (), {"col_value": [self._values] * length})()


def _tables():
    return Tables().one_way({"a": 20, "b": 2, "c": 12}).raw()


@pytest.mark.requirement("CHO-10")
@pytest.mark.parametrize(
    "status",
    [
        highspy.HighsModelStatus.kNotset,
        highspy.HighsModelStatus.kUnknown,
        highspy.HighsModelStatus.kTimeLimit,
    ],
)
def test_an_answer_that_is_no_answer_publishes_nothing(status):
    with pytest.raises(RuleBroken) as refusal:
        protection(_tables(), RULES, highs=lambda: _Broken(status))
    assert refusal.value.code == "protection_failed"


@pytest.mark.requirement("CHO-10")
@pytest.mark.parametrize("values", [0.0, 7.5, -3.0])
def test_a_claimed_optimum_that_fits_nothing_publishes_nothing(values):
    optimal = highspy.HighsModelStatus.kOptimal

    with pytest.raises(RuleBroken) as refusal:
        protection(_tables(), RULES, highs=lambda: _Broken(optimal, values))
    assert refusal.value.code == "protection_failed"


def test_a_protected_cell_in_print_stops_the_attack():
    raw = _tables()
    everything = {key: cell.value for key, cell in raw.cells.items()}

    with pytest.raises(AttackFailed):
        Attack(raw, everything, highs_instance).weaknesses(marks(raw, RULES))


def test_a_claim_that_nothing_fits_masks_more_or_refuses():
    infeasible = highspy.HighsModelStatus.kInfeasible

    with pytest.raises(RuleBroken) as refusal:
        protection(_tables(), RULES, highs=lambda: _Broken(infeasible))
    assert refusal.value.code == "cannot_protect"


def test_a_refusal_names_the_cell_by_codes_only():
    with pytest.raises(RuleBroken) as refusal:
        protection(_tables(), RULES, highs=lambda: _Broken(highspy.HighsModelStatus.kInfeasible))
    assert refusal.value.facts == {"cell": "E1|persons|trait=b", "threshold": 5}


@pytest.mark.parametrize("threshold", [2, 12])
def test_a_threshold_out_of_range_is_refused(threshold):
    with pytest.raises(RuleBroken):
        Rules(threshold=threshold)


def test_a_group_that_tells_of_its_members_is_given_up():
    """A group of eleven or more, its larger member of ten or fewer: the other is not nobody."""
    year = AYear()
    for entity, persons in ((TOWN, 14), (SCHOOL, 9), (UNION, 4)):
        for _ in range(persons):
            year.met(entity=entity)
    raw = count(year.facts(), standard())

    assert "G.OTHER" in raw.populations
    assert "G.OTHER" not in protection(raw, RULES).release.populations
