"""The counts of the example years against counts made independently of all our code."""

import json
from pathlib import Path

import pytest
from testkit.workbook_facts import ISSUES, STATUSES, workbook_facts

from app.domain.nomenclatures import standard
from app.statistics.exact import indicators

TRUTH = json.loads((Path(__file__).parents[1] / "data" / "truth.json").read_text(encoding="utf-8"))
SAME_NAME = {
    "persons_followed",
    "persons_seen",
    "interviews",
    "aid_applications",
    "aid_granted",
    "aid_granted_euros",
}


def _id(name):
    """The id by which we count what the truth calls `name`."""
    if name in SAME_NAME:
        return name
    if name == "new_in_file":
        return "persons_new"
    kind, _, value = name.partition(":")
    match kind:
        case "issue":
            return f"issue:{ISSUES[value.casefold()].removeprefix('ISS.')}"
        case "status":
            return f"status:{STATUSES[value.casefold()].removeprefix('STA.')}"
        case "category":
            return f"category:{'INC' if value == '?' else value}"
        case _:
            return name


@pytest.mark.requirement("JUS-04")
@pytest.mark.parametrize("year", [2024, 2025])
def test_every_count_equals_the_independent_truth(year):
    counted = indicators(workbook_facts(year), standard())

    differences = {
        (entity, name): (counted[entity].get(_id(name), 0), value)
        for entity, values in TRUTH[str(year)].items()
        for name, value in values.items()
        if counted[entity].get(_id(name), 0) != value
    }

    assert differences == {}


@pytest.mark.requirement("JUS-04")
@pytest.mark.parametrize("year", [2024, 2025])
def test_nothing_is_counted_that_the_truth_does_not_have(year):
    counted = indicators(workbook_facts(year), standard())

    for entity, values in TRUTH[str(year)].items():
        for kind in ("gender", "status", "category", "issue"):
            ours = {
                name
                for name, value in counted[entity].items()
                if name.startswith(f"{kind}:") and value
            }
            assert ours == {_id(name) for name in values if name.startswith(f"{kind}:")}
