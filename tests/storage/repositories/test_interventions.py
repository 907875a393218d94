"""The newest interventions of one file, as a letter asks for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from testkit.builders import A_DAY, a_case, a_person, an_entity, an_intervention

if TYPE_CHECKING:
    from testkit.casework import Casework


def test_the_newest_interventions_of_a_file_come_first_and_no_more_than_asked(
    casework: Casework,
) -> None:
    person, other = a_person(), a_person()
    case, elsewhere = a_case(person), a_case(other)
    done = [an_intervention(case, on=A_DAY + timedelta(days=days)) for days in (1, 3, 2)]
    casework.keep(an_entity(), person, other, case, elsewhere, *done, an_intervention(elsewhere))

    with casework.store.work() as work:
        newest = work.interventions.newest(case.id, 2)

    assert newest == (done[1], done[2])
