"""When a whole look is due, what it leaves in the journal, and what a refusal to open means."""

from datetime import timedelta

import pytest
from testkit.fakes import NOW, FakeStore, FrozenClock
from testkit.repair_desk import FakeRepairDesk, a_finding

from app.ports.repair import Part, Remedy
from app.ports.vault import DiskFull, VaultDamaged
from app.usecases.repair import RepairService, of_refusal


def no_progress(percent: int) -> None:
    """Nobody looks."""


def service(**desk):
    store = FakeStore()
    made = FakeRepairDesk(store, **desk)
    return RepairService(made, store, clock=FrozenClock()), store


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [((), "sound"), ((a_finding(),), "unsound"), ((a_finding(remedy=Remedy.AUTOMATIC),), "sound")],
)
def test_a_survey_is_journalled_with_its_outcome(findings, outcome):
    repairs, store = service(findings=findings)
    assert repairs.survey(no_progress).findings == findings
    (entry,) = store.journal
    assert (entry.event, entry.fields[0]) == ("vault_checked", f"outcome:{outcome}")


def test_a_vault_that_takes_no_writes_is_looked_at_all_the_same():
    class Refusing(FakeStore):
        def work(self):
            raise DiskFull

    repairs = RepairService(FakeRepairDesk(), Refusing(), clock=FrozenClock())
    assert repairs.survey(no_progress).sound


@pytest.mark.parametrize(
    ("checked", "bad_end", "due"),
    [
        (None, False, True),
        (NOW - timedelta(days=6), False, False),
        (NOW - timedelta(days=7), False, True),
        (NOW + timedelta(days=30), False, True),
        (NOW, True, True),
    ],
)
def test_a_look_is_due_after_a_week_or_a_bad_end(checked, bad_end, due):
    repairs, _ = service(checked=checked, bad_end=bad_end)
    assert repairs.check_due() is due


def test_a_refusal_to_open_becomes_a_finding_with_a_way_out():
    found = of_refusal(VaultDamaged(part="database", reason="cut"))
    assert (found.part, found.code, found.remedy) == (Part.DATABASE, "cut", Remedy.REPAIR)
