"""A ticked meeting fills a letter with its day and hours, never with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.fake_files import FakeFiles
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState
from app.domain.errors import RuleBroken
from app.domain.letters import in_words
from app.domain.nomenclatures import standard
from app.domain.writings import Writing
from app.usecases.sharing import SharingService
from app.usecases.writings import WritingService

if TYPE_CHECKING:
    from app.usecases.shareable import Shareable

TODAY = NOW.date()
PERSON = a_person()
CASE = a_case(PERSON)


def _store(*more: object) -> FakeStore:
    return FakeStore().holding(an_entity(), PERSON, CASE, *more)


def _writings(store: FakeStore) -> WritingService:
    return WritingService(
        store, FakeFiles({}), lambda *_: b"", clock=FrozenClock(), ids=CountingIds()
    )


def _slot(number: int, on: date, hour: int, **changed: Any) -> Appointment:
    kept = Appointment(
        number, on, time(hour, 5), 50, AppointmentKind.APPOINTMENT, CASE.id, words="motif fictif"
    )
    return replace(kept, **changed)


def _of(store: FakeStore, subject: str) -> list[Shareable]:
    return [one for one in _writings(store).choices(CASE.id) if one.subject == subject]


def _body(store: FakeStore, kind: str, *ticked: Shareable) -> str:
    made = _writings(store).start(CASE.id, kind, ticked=ticked).object_id
    with store.work() as work:
        return work.records(Writing).get(made).body


@pytest.mark.requirement("BRY-32")
def test_an_appointment_to_come_fills_its_letter_and_never_says_why() -> None:
    tomorrow = TODAY + timedelta(days=1)
    store = _store(
        _slot(91, tomorrow, 14, place="LIE.PER"),
        _slot(92, tomorrow, 16, state=AppointmentState.CANCELLED),
        _slot(93, TODAY - timedelta(days=3), 9),
        _slot(94, tomorrow, 11, kind=AppointmentKind.MEETING),
    )

    (item,) = _of(store, "meeting")
    body = _body(store, "DOC.RDV", item)

    assert item.words == f"{in_words(tomorrow)}, de 14\u202fh\u202f05 à 14\u202fh\u202f55"
    lines = [line for line in body.splitlines() if line.startswith("–")]
    assert [in_words(tomorrow) in lines[0], "14\u202fh\u202f05" in lines[1]] == [True, True]
    assert standard().label_of("LIE.PER") in lines[2]
    assert "motif" not in body


@pytest.mark.requirement("BRY-32")
def test_the_slip_takes_its_hours_from_the_agenda_or_its_day_from_an_interview() -> None:
    before = TODAY - timedelta(days=3)
    logged = an_intervention(CASE, on=before, note="motif fictif")
    alone = an_intervention(CASE, on=before - timedelta(days=9), note="motif fictif")
    kept = AppointmentState.KEPT
    store = _store(logged, alone, _slot(91, before, 9, state=kept, intervention_id=logged.id))

    hours, day_only = _of(store, "presence")

    assert f"le {hours.words}." in _body(store, "DOC.ATT", hours)
    body = _body(store, "DOC.ATT", day_only)
    assert f"le {in_words(alone.on)}, de …" in body
    assert "motif" not in body


@pytest.mark.requirement("ANAS-17")
def test_a_meeting_fills_nothing_unless_it_is_ticked_and_goes_in_no_other_letter() -> None:
    store = _store(_slot(91, TODAY, 14), _slot(92, TODAY, 16))
    first, second = _of(store, "meeting")

    assert "{" not in _body(store, "DOC.RDV")
    assert "14" not in _body(store, "DOC.RDV")
    for kind, ticked, code in (
        ("DOC.LIA", (first,), "writing_takes_less"),
        ("DOC.ATT", (first,), "writing_takes_less"),
        ("DOC.RDV", (first, second), "writing_one_meeting"),
        ("DOC.RDV", (replace(first, fields=()),), "item_not_in_file"),
    ):
        with pytest.raises(RuleBroken, match=code):
            _writings(store).start(CASE.id, kind, ticked=ticked)
    sharing = SharingService(store, clock=FrozenClock(), ids=CountingIds(500))
    assert not {"meeting", "presence"} & {one.subject for one in sharing.choices(CASE.id)}
