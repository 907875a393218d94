"""Whatever both do during an absence: nothing written is lost, and no other file changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY
from testkit.handovers import TODAY, Relay, a_relay

from app.domain.assessments import Assessment
from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.ids import InterventionId
from app.domain.plans import ActionPlan, PlanGoal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from testkit.handovers import Assistant

    from app.domain.cases import CaseFile

_ranks = count(100_000)
TEXTS = ("intervention", "assessment", "action_plan", "plan_goal")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ["note", "work", "conclusion", "goal", "meeting", "trait", "phone", "drop"]
        ),
        st.sampled_from(["rewrite", "extend"]),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """Two vaults that see many handovers."""
    made = a_relay(tmp_path_factory.mktemp("relais"))
    made.absent.work.keep(an_entity())
    yield made
    made.absent.vault.close()
    made.stand_in.vault.close()


@dataclass
class Given:
    """A file with something to change in it, and one beside it that shares a meeting."""

    case: CaseFile
    beside: CaseFile
    rank: int

    def make(self, at: Assistant) -> None:
        """Write both files."""
        meeting = an_intervention(
            self.case, self.beside, id=InterventionId(self.rank), note=f"mot{self.rank}n"
        )
        at.work.keep(meeting)
        with at.work.store.work() as work:
            for shift, case in ((0, self.case), (4, self.beside)):
                first = self.rank + shift
                work.records(Assessment).save(
                    Assessment(first + 1, case.id, TODAY, work=f"mot{first}w")
                )
                work.records(ActionPlan).save(
                    ActionPlan(first + 2, case.id, TODAY, conclusion=f"mot{first}c")
                )
                work.records(PlanGoal).save(PlanGoal(first + 3, case.id, first + 2, f"mot{first}g"))
            work.commit(ENTRY)

    def edit(self, at: Assistant, what: str, how: str) -> None:
        """Change something."""
        word = f"mot{next(_ranks)}x"
        columns = {
            "note": ("intervention", "note", self.rank),
            "work": ("assessment", "work", self.rank + 1),
            "conclusion": ("action_plan", "conclusion", self.rank + 2),
            "goal": ("plan_goal", "title", self.rank + 3),
            "phone": ("person", "phone", self.case.person_id),
        }
        if what in columns:
            table, column, row_id = columns[what]
            words = "?" if how == "rewrite" else f"{column} || ' ' || ?"
            at.change(f"UPDATE {table} SET {column} = {words} WHERE id = ?", word, row_id)
        elif what == "meeting":
            at.work.keep(an_intervention(self.case, id=InterventionId(next(_ranks)), note=word))
        elif what == "trait":
            status = "STA.CDD" if how == "rewrite" else "STA.CDI"
            at.work.keep(CaseAttribute(self.case.id, AttributeKind.STATUS, status, TODAY))
        else:
            kind = PlanGoal if how == "rewrite" else Assessment
            with at.work.store.work() as work:
                for record in work.records(kind).of(self.case.id):
                    work.records(kind).delete(record.id)
                work.commit(ENTRY)


def some_files(relay: Relay) -> Given:
    """Files that no other example has."""
    first, other = a_person(), a_person()
    rank = next(_ranks) * 100
    files = Given(
        a_case(first, number=f"2024-{rank}"), a_case(other, number=f"2024-{rank + 1}"), rank
    )
    relay.absent.work.keep(first, other, files.case, files.beside)
    files.make(relay.absent)
    return files


def written_at(at: Assistant) -> set[str]:
    """The words written during the absence that stand in the texts of a vault."""
    texts = " ".join(str(row) for table in TEXTS for row in at.rows(table))
    return set(re.findall(r"mot\d+x", texts))


def of_file(at: Assistant, case: CaseFile) -> list[object]:
    """The records of one file."""
    return [at.rows(table, f"case_id = {case.id}") for table in (*TEXTS[1:], "intervention_case")]


@pytest.mark.requirement("ANAS-24")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(hers=EDITS, theirs=EDITS)
def test_nothing_written_is_lost(
    relay: Relay, hers: list[tuple[str, str]], theirs: list[tuple[str, str]]
) -> None:
    files = some_files(relay)
    rank = next(_ranks)
    handed, taken = relay.away([files.case.id], rank=rank)
    beside, path = of_file(relay.absent, files.beside), relay.folder / f"retour{rank}"
    for at, edits in ((relay.absent, hers), (relay.stand_in, theirs)):
        for what, how in edits:
            files.edit(at, what, how)
    written = written_at(relay.absent) | written_at(relay.stand_in)

    relay.stand_in.give_back(taken, relay.absent.card, path)
    relay.absent.merge(path, handed)

    assert written - written_at(relay.absent) == set()
    assert of_file(relay.absent, files.beside) == beside
    assert relay.absent.vault.check().problems == ()
    relay.stand_in.erase(taken)
    assert relay.stand_in.rows("case_file") == []
