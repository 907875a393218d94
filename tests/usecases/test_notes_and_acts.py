"""Working notes live 90 days; legal acts say their ground and their authority."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from testkit.builders import a_case, a_person
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.domain.errors import RuleBroken
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.working_notes import LIFE_DAYS, WorkingNote
from app.usecases.bin import BinService
from app.usecases.legal_acts import LegalActService
from app.usecases.working_notes import WorkingNoteService

TODAY = NOW.date()
PERSON = a_person()
CASE = a_case(PERSON)
ACT = LegalAct(0, CASE.id, LegalKind.PROTECTION_REPORT, "LEG.MINEUR", "CRIP d’Exemple", TODAY)


def _notes(store: FakeStore, days_later: int = 0) -> WorkingNoteService:
    clock = FrozenClock(NOW + timedelta(days=days_later))
    return WorkingNoteService(store, clock=clock, ids=CountingIds())


def _acts(store: FakeStore) -> LegalActService:
    return LegalActService(store, clock=FrozenClock(), ids=CountingIds())


def test_a_working_note_is_erased_after_its_ninety_days() -> None:
    store = FakeStore().holding(PERSON, CASE)
    _notes(store).save(WorkingNote(0, CASE.id, TODAY, "Rappeler mardi"))

    assert _notes(store, LIFE_DAYS - 1).erase_old() is None
    assert _notes(store, LIFE_DAYS).erase_old() is not None
    assert _notes(store).of_case(CASE.id) == ()


def test_a_note_removed_by_mistake_comes_back() -> None:
    store = FakeStore().holding(PERSON, CASE)
    note = _notes(store).save(WorkingNote(0, CASE.id, TODAY, "Rappeler mardi")).object_id or 0

    binned = _notes(store).remove(note).object_id or 0
    BinService(store, clock=FrozenClock()).take_back(binned)

    assert [one.id for one in _notes(store).of_case(CASE.id)] == [note]


def test_a_note_does_not_live_longer_by_its_date() -> None:
    store = FakeStore().holding(PERSON, CASE)
    later = WorkingNote(0, CASE.id, TODAY + timedelta(days=1), "Rappeler mardi")

    with pytest.raises(RuleBroken, match="date_in_future"):
        _notes(store).save(later)


def test_the_bin_does_not_lengthen_the_life_of_a_note() -> None:
    store = FakeStore().holding(PERSON, CASE)
    note = _notes(store).save(WorkingNote(0, CASE.id, TODAY, "Rappeler mardi")).object_id or 0
    _notes(store, LIFE_DAYS - 1).remove(note)

    last, over = (
        BinService(store, clock=FrozenClock(NOW + timedelta(days=days)))
        for days in (LIFE_DAYS - 1, LIFE_DAYS)
    )
    assert last.erase_old() is None
    assert [one.erased_on for one in last.all()] == [TODAY + timedelta(days=LIFE_DAYS)]
    assert over.erase_old() is not None
    assert over.all() == ()


@pytest.mark.requirement("JUS-29")
def test_a_protection_report_is_kept_with_ground_authority_and_day() -> None:
    store = FakeStore().holding(PERSON, CASE)

    _acts(store).save(ACT)

    (kept,) = _acts(store).of_case(CASE.id)
    assert (kept.ground, kept.authority, kept.done_on) == ("LEG.MINEUR", "CRIP d’Exemple", TODAY)


@pytest.mark.requirement("JUS-30")
@pytest.mark.parametrize("missing", ["ground", "authority"])
def test_an_act_without_ground_or_authority_is_refused(missing: str) -> None:
    known = {"ground": "LEG.MINEUR", "authority": "CRIP d’Exemple", missing: ""}
    with pytest.raises(RuleBroken):
        LegalAct(0, CASE.id, LegalKind.PROTECTION_REPORT, done_on=TODAY, **known)


@pytest.mark.requirement("ANAS-16")
def test_an_answer_to_a_judge_does_not_precede_the_request() -> None:
    store = FakeStore().holding(PERSON, CASE)
    early = LegalAct(
        0,
        CASE.id,
        LegalKind.JUDICIAL_REQUEST,
        "LEG.JUDICIAIRE",
        "Tribunal d’Exemple",
        TODAY,
        answered_on=TODAY - timedelta(days=1),
    )
    with pytest.raises(RuleBroken, match="answered_before_request"):
        _acts(store).save(early)
    with pytest.raises(RuleBroken, match="date_in_future"):
        _acts(store).save(replace(early, answered_on=TODAY + timedelta(days=1)))
    with pytest.raises(RuleBroken, match="date_too_old"):
        _acts(store).save(replace(early, done_on=date(226, 5, 12), answered_on=None))
