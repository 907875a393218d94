"""What the list, the case page, the form and the today page read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from testkit.builders import (
    A_DAY,
    ENTITY,
    a_case,
    a_person,
    a_request,
    an_agreement,
    an_entity,
    an_intervention,
)
from testkit.casework import ENTRY

from app.domain.aid import AidApplication
from app.domain.cases import AttributeKind, CaseAttribute, CaseState
from app.domain.errors import RuleBroken
from app.domain.ids import AidId, CaseId, EntityId, ImportBatchId, compose_id
from app.domain.interventions import NOTHING_SAID, Circumstances, MediationResult, Sphere
from app.domain.nomenclatures import LocalCode
from app.ports.imports import ImportedRow, Outcome
from app.ports.queries import CaseFilter, CaseRow, LastTime, TimelineEntry

if TYPE_CHECKING:
    from testkit.casework import Casework

OTHER = an_entity(id=EntityId(2), name="Syndicat d’Exemple")


def _day(day: int, month: int = 3) -> date:
    return date(2026, month, day)


def test_a_row_counts_interviews_and_names_the_issues_met_most(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(
        an_entity(),
        person,
        case,
        an_intervention(case, on=_day(1), issues=("ISS.SAN", "ISS.LOG")),
        an_intervention(case, on=_day(2), issues=("ISS.LOG",)),
        an_intervention(case, on=_day(3), kind="CTC.APP"),
        an_intervention(case, on=_day(4), kind="CTC.ABS"),
    )

    (row,) = casework.screens.cases(CaseFilter()).rows

    assert row == CaseRow(
        case.id, person.id, case.number, person.family_name, person.given_name, ENTITY,
        "Ville d’Exemple", CaseState.OPEN, case.opened_on, _day(4), 2, ("ISS.LOG", "ISS.SAN"),
    )  # fmt: skip


def test_the_newest_activity_comes_first(casework: Casework) -> None:
    people = [a_person() for _ in range(3)]
    old, silent, new = (
        a_case(person, opened_on=date(2025, month, 1))
        for person, month in zip(people, (1, 6, 3), strict=True)
    )
    casework.keep(an_entity(), *people, old, silent, new)
    casework.keep(
        an_intervention(new, on=date(2025, 9, 1)), an_intervention(old, on=date(2025, 2, 1))
    )

    rows = casework.screens.cases(CaseFilter()).rows

    assert [row.case_id for row in rows] == [new.id, silent.id, old.id]
    assert [row.last_on for row in rows] == [date(2025, 9, 1), None, date(2025, 2, 1)]


def test_her_own_kind_of_interview_counts_as_its_parent(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(an_entity(), person, case, an_intervention(case, kind="CTC.X-MARCHE"))
    with casework.store.work() as work:
        work.codes.save_local(LocalCode("CTC.X-MARCHE", "En marchant", "CTC.RDV"))
        work.commit(ENTRY)

    (row,) = casework.screens.cases(CaseFilter()).rows

    assert row.interviews == 1


def test_the_case_page_shows_everything_that_hangs_on_the_file(casework: Casework) -> None:
    person = a_person()
    case, other = a_case(person), a_case(person, entity_id=OTHER.id)
    request, agreement = a_request(case), an_agreement(case)
    casework.keep(
        an_entity(),
        OTHER,
        person,
        case,
        other,
        request,
        agreement,
        CaseAttribute(case.id, AttributeKind.STATUS, "STA.CDD", date(2024, 1, 1)),
        CaseAttribute(case.id, AttributeKind.STATUS, "STA.TIT", date(2025, 1, 1)),
    )

    sheet = casework.screens.case(case.id)

    assert (sheet.case, sheet.person, sheet.entity) == (case, person, an_entity())
    assert (sheet.requests, sheet.agreements) == ((request,), (agreement,))
    assert sheet.attributes == {"status": "STA.TIT"}
    assert [row.case_id for row in sheet.other_cases] == [other.id]


def test_a_case_file_that_does_not_exist_is_refused(casework: Casework) -> None:
    with pytest.raises(RuleBroken, match="unknown_case"):
        casework.screens.case(CaseId(404))


def test_the_timeline_tells_every_event_newest_first(casework: Casework) -> None:
    one, two = a_person(), a_person()
    case, companion = a_case(one), a_case(two)
    request, agreement = a_request(case), an_agreement(case)
    interview = an_intervention(
        case, companion, on=_day(5), issues=("ISS.LOG",), natures=("NAT.INF",), note="Bail."
    )
    aid = AidApplication(
        AidId(5), ENTITY, case.id, "SCH.FSL", "AST.GRANTED", None, 50000, 30000, _day(6)
    )
    closed = case.closed(_day(7), "CLO.ORIENTATION")
    casework.keep(
        an_entity(), one, two, case, companion, request, agreement, interview, aid, closed
    )
    with casework.store.work() as work:
        work.cases.reopened(closed.reopened(), _day(9))
        work.commit(ENTRY)

    assert casework.screens.timeline(case.id) == (
        TimelineEntry(_day(9), "reopening", case.id),
        TimelineEntry(_day(7), "closing", case.id, code="CLO.ORIENTATION"),
        TimelineEntry(
            _day(6), "aid", aid.id, code="SCH.FSL", text="AST.GRANTED", cents=30000
        ),
        TimelineEntry(
            _day(5), "intervention", interview.id, "CTC.RDV", "LIE.PER", 45, ("ISS.LOG",),
            ("NAT.INF",), "Bail.", others=1,
        ),
        TimelineEntry(A_DAY, "agreement", agreement.id, code="ACC.FILE_OPENING", text="given"),
        TimelineEntry(A_DAY, "request", request.id, code="ORI.AGT"),
        TimelineEntry(A_DAY, "opening", case.id),
    )  # fmt: skip


@pytest.mark.requirement("EQU-27")
def test_the_timeline_of_each_file_tells_what_was_said_besides(casework: Casework) -> None:
    one, two = a_person(), a_person()
    cases = a_case(one), a_case(two)
    said = Circumstances(
        Sphere.WORK, MediationResult.AGREED, prevention=True, in_working_time=False
    )
    casework.keep(an_entity(), one, two, *cases)
    casework.keep(an_intervention(*cases, circumstances=said), an_intervention(cases[0]))

    told = [
        [entry.said for entry in casework.screens.timeline(case.id) if entry.kind == "intervention"]
        for case in cases
    ]

    assert told == [[NOTHING_SAID, said], [said]]


def test_an_aid_not_decided_stands_where_it_was_entered(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    milliseconds = 1_773_057_600_000  # 9 March 2026, noon
    aid = AidApplication(
        AidId(compose_id(milliseconds, 12345)), ENTITY, case.id, "SCH.FSL", "AST.FILED",
        asked_cents=40000,
    )  # fmt: skip
    casework.keep(an_entity(), person, case, aid)

    newest = casework.screens.timeline(case.id)[0]

    assert (newest.kind, newest.on, newest.cents) == ("aid", _day(9), 40000)


def test_the_form_proposes_the_last_interview_with_that_person(casework: Casework) -> None:
    one, two = a_person(), a_person()
    case, other = a_case(one), a_case(two)
    casework.keep(
        an_entity(), one, two, case, other,
        an_intervention(case, on=_day(1), minutes=30, issues=("ISS.LOG",)),
        an_intervention(case, on=_day(2), kind="CTC.APP", place="LIE.DIS", minutes=5),
        an_intervention(other, on=_day(3), minutes=60, issues=("ISS.SAN",)),
    )  # fmt: skip
    proposal = casework.screens.last_time

    assert proposal(case.id, None) == LastTime("CTC.RDV", "LIE.PER", 30, ENTITY, ("ISS.LOG",))
    assert proposal(case.id, "CTC.APP") == LastTime("CTC.APP", "LIE.DIS", 5, ENTITY)
    assert proposal(None, "CTC.APP") == LastTime("CTC.APP", "LIE.DIS", 5, ENTITY)
    assert proposal(None, None) == LastTime("CTC.RDV", "LIE.PER", 60, ENTITY)
    assert proposal(None, "CTC.VAD") is None


def test_from_somebody_else_come_neither_issues_nor_entity(casework: Casework) -> None:
    one, two = a_person(), a_person()
    new, other = a_case(one, entity_id=OTHER.id), a_case(two)
    casework.keep(
        an_entity(), OTHER, one, two, new, other,
        an_intervention(other, minutes=60, issues=("ISS.SAN",)),
    )  # fmt: skip

    assert casework.screens.last_time(new.id, None) == LastTime("CTC.RDV", "LIE.PER", 60, OTHER.id)


def test_the_codes_used_most_come_first(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    done = [
        an_intervention(case, issues=("ISS.LOG", "ISS.SAN"), natures=("NAT.INF",)),
        an_intervention(case, issues=("ISS.LOG",), kind="CTC.TEL", place="LIE.DIS"),
        an_intervention(case, issues=("ISS.FAM",), kind="CTC.TEL", place="LIE.DIS"),
    ]
    casework.keep(an_entity(), person, case, a_request(case), *done)
    usual = casework.screens.usual_codes

    assert usual("ISS", 2) == ("ISS.LOG", "ISS.FAM")
    assert usual("CTC", 5) == ("CTC.TEL", "CTC.RDV")
    assert usual("LIE", 1) == ("LIE.DIS",)
    assert usual("NAT", 5) == ("NAT.INF",)
    assert usual("ORI", 5) == ("ORI.AGT",)
    assert usual("GEN", 5) == ()


def test_the_today_page_counts_the_month(casework: Casework) -> None:
    people = [a_person() for _ in range(3)]
    known, new, waiting = (a_case(person) for person in people)
    waiting = replace(waiting, state=CaseState.OFFER_MADE)
    casework.keep(an_entity(), OTHER, *people, known, new, waiting)
    casework.keep(
        an_intervention(known, on=_day(27, 2)),
        an_intervention(known, on=_day(2), minutes=30),
        an_intervention(known, new, on=_day(2), minutes=60),
        an_intervention(new, on=_day(31), kind="CTC.APP", minutes=None),
        an_intervention(known, on=_day(3), kind="CTC.ABS", minutes=None),
        an_intervention(waiting, on=_day(4), kind="CTC.MAD", minutes=10),
        an_intervention(on=_day(5), kind="CTC.APP", minutes=5, entity_id=OTHER.id),
        an_intervention(new, on=_day(1, 4)),
    )

    page = casework.screens.today(_day(15))

    assert (page.month.interviews, page.month.persons, page.month.new_persons) == (2, 2, 1)
    assert page.month.minutes == 105
    assert page.month.per_day == (0, 2, *[0] * 29)
    assert page.entities == (("Syndicat d’Exemple", 0, 5), ("Ville d’Exemple", 2, 100))
    assert page.open_cases == 2
    assert [row.case_id for row in page.offers_waiting] == [waiting.id]


def test_the_last_interventions_come_with_their_person_if_any(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(an_entity(), person, case)
    casework.keep(*(an_intervention(case, on=_day(day)) for day in range(1, 10)))
    casework.keep(an_intervention(on=_day(10), kind="CTC.APP"))

    recent = casework.screens.today(_day(15)).recent

    assert len(recent) == 8
    assert (recent[0].case_id, recent[0].family_name) == (None, "")
    assert (recent[1].number, recent[1].family_name) == (case.number, person.family_name)


def test_an_entity_no_longer_served_leaves_the_today_page(casework: Casework) -> None:
    casework.keep(an_entity(closed_on=date(2025, 12, 31)), OTHER)

    page = casework.screens.today(_day(15))

    assert [name for name, _, _ in page.entities] == [OTHER.name]


def test_rows_to_settle_are_counted(casework: Casework) -> None:
    rows = [ImportedRow("F", line, b"", outcome) for line, outcome in enumerate(Outcome)]
    with casework.store.work() as work:
        work.imports.add_batch(ImportBatchId(1), "suivi.xlsx")
        work.imports.add_rows(ImportBatchId(1), rows)
        work.commit(ENTRY)

    assert casework.screens.today(_day(15)).to_settle == 2


def test_an_empty_vault_has_an_empty_page(casework: Casework) -> None:
    page = casework.screens.today(_day(15, 2))

    assert (page.month.interviews, page.month.persons, len(page.month.per_day)) == (0, 0, 28)
    assert casework.facts.years() == ()
    assert casework.screens.last_time(None, None) is None


def test_years_are_those_that_hold_interventions(casework: Casework) -> None:
    casework.keep(an_entity())
    casework.keep(*(an_intervention(on=date(year, 7, 1)) for year in (2019, 2025, 2025, 2022)))

    assert casework.facts.years() == (2025, 2022, 2019)


def test_the_words_of_names_are_folded(casework: Casework) -> None:
    casework.keep(a_person(family_name="De l’Exemple", given_name="Zoé-Cœur"))

    assert casework.screens.name_words() == {"de", "l", "exemple", "zoe", "coeur"}
