"""One search over everything: what is found, where it is, and what narrows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from testkit.builders import a_case, a_person, an_agreement, an_entity, an_intervention
from testkit.casework import ENTRY, Casework

from app.domain.agenda import Appointment, AppointmentKind, Reminder
from app.domain.assessments import Assessment
from app.domain.documents import Document, MediaType
from app.domain.handovers import UrgentCase
from app.domain.ids import DocumentId, EntityId
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.partners import Partner, Sharing, SharingKind
from app.domain.plans import ActionPlan, Owner, PlanAction, PlanGoal
from app.domain.searches import Found
from app.domain.working_notes import WorkingNote
from app.domain.writings import Writing
from app.ports.queries import SearchFilter, SearchListing
from storage.queries.find import HITS_PER_KIND
from storage.queries.find_records import LOOKS
from storage.queries.search import HIT_BEGINS, HIT_ENDS
from storage.repositories.shapes import SHAPES

DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)
OTHER = an_entity(id=EntityId(2), name="Syndicat d’Exemple")
PERSON = a_person(family_name="Fictive", given_name="Éléonore")
OTHER_PERSON = a_person(family_name="Modèle", given_name="Zoé")
CASE = a_case(PERSON, number="2025-0042")
OTHER_CASE = a_case(OTHER_PERSON, number="2025-0107", entity_id=OTHER.id)
PLAN = ActionPlan(900, CASE.id, DAY, conclusion="Bilan du Logement")
RECORDS = (
    Partner(901, "PAR.EXT.BAI", "Bailleur d’Exemple"),
    Assessment(902, CASE.id, DAY, economic="Impayé de logement", work="maintenu"),
    PLAN,
    PlanGoal(903, CASE.id, PLAN.id, "Garder le logement"),
    PlanAction(904, CASE.id, PLAN.id, "Écrire au logeur", Owner.PERSON),
    Writing(905, CASE.id, "DOC.RAPPORT", "Rapport", "Le logement est décent.", DAY),
    Sharing(906, CASE.id, 901, SharingKind.LIAISON, "Relogement", DAY, exception_reason="urgence"),
    WorkingNote(907, CASE.id, DAY, "Rappeler pour le logement"),
    LegalAct(908, CASE.id, LegalKind.PROTECTION_REPORT, "LEG.MINEUR", "CRIP logement", DAY),
    Appointment(909, LATER, time(9), 45, AppointmentKind.APPOINTMENT, CASE.id, words="Au guichet"),
    Appointment(
        910, DAY, time(10), 60, AppointmentKind.DUTY_SESSION, None, OTHER.id, words="Guichet ouvert"
    ),
    Reminder(911, LATER, "Appeler le guichet", OTHER_CASE.id),
    Reminder(912, DAY, "Guichet : affiches", done_on=DAY),
    Partner(913, "PAR.EXT.ADD", "Centre fictif", "Accueil", "01 02 03 04 05", sensitive=True,
            address="Guichet 3, rue d’Exemple"),
    UrgentCase(915, CASE.id, "Coupure du logement lundi", DAY, with_phone=False),
)  # fmt: skip
SCOPE = an_agreement(CASE, id=914, on=DAY, scope="Le seul guichet des aides")
ON_DESK = frozenset({Found.APPOINTMENT, Found.REMINDER, Found.PARTNER})


@pytest.fixture
def found(casework: Casework) -> Casework:
    casework.keep(an_entity(), OTHER, PERSON, OTHER_PERSON, CASE, OTHER_CASE, SCOPE)
    casework.keep(
        an_intervention(CASE, id=800, on=DAY, note="Visite du logement.", issues=("ISS.LOG.01",)),
        an_intervention(OTHER_CASE, id=801, entity_id=OTHER.id, note="Logement : mutation."),
        an_intervention(id=802, note="Question anonyme sur le logement."),
    )
    document = Document(
        DocumentId(700), CASE.id, "Bail du logement", MediaType.TEXT, 3, b"x" * 32, DAY, None
    )
    with casework.store.work() as work:
        for record in RECORDS:
            work.records(type(record)).save(record)
        work.documents.save(document)
        work.commit(ENTRY)
    return casework


def _find(casework: Casework, words: str, **narrowed: object) -> SearchListing:
    return casework.screens.search(replace(SearchFilter(words), **narrowed))


def _hits(listing: SearchListing) -> set[tuple[Found, int]]:
    return {(hit.kind, hit.object_id) for file in listing.files for hit in file.hits}


def test_one_word_is_found_in_everything_that_holds_it(found: Casework) -> None:
    assert _hits(_find(found, "logem")) == {
        (Found.NOTE, 800),
        (Found.NOTE, 801),
        (Found.NOTE, 802),
        (Found.ASSESSMENT, 902),
        (Found.PLAN, 900),
        (Found.PLAN, 903),
        (Found.WRITING, 905),
        (Found.WORKING_NOTE, 907),
        (Found.LEGAL_ACT, 908),
        (Found.URGENT, 915),
        (Found.DOCUMENT, 700),
    }


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("2025-0042", (Found.FILE, CASE.id)),
        ("eleonore fictive", (Found.FILE, CASE.id)),
        ("relogement", (Found.SHARING, 906)),
        ("urgence relogement", (Found.SHARING, 906)),
        ("ECRIRE logeur", (Found.PLAN, 904)),
        ("fictive bail", (Found.DOCUMENT, 700)),
    ],
)
def test_what_is_typed_finds_its_place(found: Casework, words: str, hit) -> None:
    assert _hits(_find(found, words)) == {hit}


def test_agenda_reminders_partners_and_agreements_are_found_too(found: Casework) -> None:
    assert _hits(_find(found, "guichet")) == {
        (Found.APPOINTMENT, 909),
        (Found.APPOINTMENT, 910),
        (Found.REMINDER, 911),
        (Found.REMINDER, 912),
        (Found.PARTNER, 913),
        (Found.AGREEMENT, SCOPE.id),
    }


def test_every_record_whose_words_are_indexed_is_of_some_kind() -> None:
    indexed = {shape.table for shape in SHAPES.values() if shape.words}

    assert indexed <= frozenset[str]().union(*(look.tables for look in LOOKS))


def test_what_is_in_no_file_stands_apart_by_kind(found: Casework) -> None:
    files = _find(found, "guichet").files
    apart = [{hit.kind for hit in file.hits} for file in files if file.case_id is None]

    assert sorted(apart, key=str) == [{Found.APPOINTMENT}, {Found.PARTNER}, {Found.REMINDER}]
    assert [file.number for file in files if file.case_id is not None] == [
        "2025-0107",
        "2025-0042",
    ]


def test_a_writing_to_a_sensitive_partner_tells_that_it_is_sensitive(found: Casework) -> None:
    letters = [
        Writing(920 + rank, CASE.id, "DOC.ORI", "Orientation", "Au parloir.", DAY, partner_id=whom)
        for rank, whom in enumerate((None, 901, 913))
    ]
    with found.store.work() as work:
        for one in letters:
            work.records(Writing).save(one)
        work.commit(ENTRY)

    (file,) = _find(found, "parloir").files

    assert {one.object_id: one.sensitive for one in file.hits} == {
        920: False, 921: False, 922: True,
    }  # fmt: skip


def test_a_partner_has_no_day_and_tells_that_it_is_sensitive(found: Casework) -> None:
    (partner,) = _find(found, "03 04").files[0].hits

    assert (partner.kind, partner.on, partner.sensitive) == (Found.PARTNER, None, True)
    assert _hits(_find(found, "guichet", since=date(2020, 1, 1))) == _hits(
        _find(found, "guichet")
    ) - {(Found.PARTNER, 913)}


def test_partners_are_not_hidden_by_a_full_agenda(found: Casework) -> None:
    slot = Appointment(1000, DAY, time(9), 45, AppointmentKind.OTHER, words="Guichet")
    with found.store.work() as work:
        for rank in range(HITS_PER_KIND + 1):
            work.records(Appointment).save(replace(slot, id=slot.id + rank))
        work.commit(ENTRY)

    assert (Found.PARTNER, 913) in _hits(_find(found, "guichet"))


@pytest.mark.requirement("ANAS-05")
def test_an_entity_narrows_the_agenda_to_its_own_and_leaves_partners_out(found: Casework) -> None:
    assert _hits(_find(found, "guichet", entity_id=CASE.entity_id)) == {
        (Found.APPOINTMENT, 909),
        (Found.AGREEMENT, SCOPE.id),
    }
    assert _hits(_find(found, "guichet", entity_id=OTHER.id)) == {
        (Found.APPOINTMENT, 910),
        (Found.REMINDER, 911),
    }
    assert _hits(_find(found, "guichet", entity_id=OTHER.id, kind=Found.PARTNER)) == set()


@pytest.mark.requirement("ANAS-05")
def test_an_issue_finds_nothing_that_is_in_no_file(found: Casework) -> None:
    narrowed = {"entity_id": CASE.entity_id, "issues": ("ISS.LOG.01",)}

    assert _hits(_find(found, "guichet", **narrowed)) == {
        (Found.APPOINTMENT, 909),
        (Found.AGREEMENT, SCOPE.id),
    }
    assert _hits(_find(found, "guichet", entity_id=OTHER.id, issues=("ISS.LOG.01",))) == set()


def test_hits_are_shown_in_context_by_file_the_newest_first(found: Casework) -> None:
    first = _find(found, "logement").files[0]

    assert (first.number, first.family_name) == (CASE.number, "Fictive")
    assert [hit.on for hit in first.hits] == sorted((hit.on for hit in first.hits), reverse=True)
    assert all(HIT_BEGINS in hit.excerpt and HIT_ENDS in hit.excerpt for hit in first.hits)


def test_a_file_that_is_named_comes_before_newer_hits(found: Casework) -> None:
    found.keep(an_intervention(CASE, on=date(2026, 4, 1), note="Parle de Zoé Modèle."))

    assert [file.number for file in _find(found, "modele").files] == ["2025-0107", "2025-0042"]


def test_an_anonymous_contact_has_no_file_and_no_name(found: Casework) -> None:
    (file,) = _find(found, "anonyme").files

    assert (file.case_id, file.number, file.family_name) == (None, "", "")


@pytest.mark.parametrize("kind", list(Found))
def test_a_kind_narrows_to_that_kind(found: Casework, kind: Found) -> None:
    words = {
        Found.FILE: "fictive",
        Found.SHARING: "relogement",
        Found.AGREEMENT: "guichet",
        **dict.fromkeys(ON_DESK, "guichet"),
    }.get(kind, "logement")

    assert {one for one, _ in _hits(_find(found, words, kind=kind))} == {kind}


def test_an_entity_narrows_to_its_files(found: Casework) -> None:
    assert _hits(_find(found, "logement", entity_id=OTHER.id)) == {(Found.NOTE, 801)}


def test_a_period_narrows_to_its_days(found: Casework) -> None:
    before = _find(found, "logement", until=date(2025, 12, 31), kind=Found.NOTE)

    assert _hits(before) == {(Found.NOTE, 801), (Found.NOTE, 802)}
    assert _hits(_find(found, "relogement", since=date(2026, 3, 3))) == set()


def test_an_issue_narrows_to_what_was_met_in_the_file(found: Casework) -> None:
    narrowed = _find(found, "logement", entity_id=CASE.entity_id, issues=("ISS.LOG.01",))

    assert (Found.NOTE, 800) in _hits(narrowed)
    assert (Found.NOTE, 802) not in _hits(narrowed)
    assert _hits(_find(found, "logement", entity_id=CASE.entity_id, issues=("ISS.SAN",))) == set()


def test_what_lies_in_the_bin_is_not_found(found: Casework) -> None:
    with found.store.work() as work:
        work.bin.put(990, (work.records(WorkingNote).get(907),), DAY)
        work.bin.put(991, (work.records(Reminder).get(911),), DAY)
        work.documents.save(replace(work.documents.get(DocumentId(700)), binned_on=DAY))
        work.commit(ENTRY)

    left = {kind for kind, _ in _hits(_find(found, "logement"))}
    assert not left & {Found.WORKING_NOTE, Found.DOCUMENT}
    assert (Found.REMINDER, 911) not in _hits(_find(found, "guichet"))


def test_no_more_than_a_screen_bears_is_given_and_it_says_so(found: Casework) -> None:
    found.keep(*(an_intervention(CASE, note="Encore la même.") for _ in range(HITS_PER_KIND + 1)))
    listing = _find(found, "encore")

    assert listing.more
    assert len(_hits(listing)) == HITS_PER_KIND
    assert not _find(found, "logement").more


@pytest.mark.parametrize("words", ["", " ", "l", "«", '"a" OR', "NEAR(", "*", "-"])
def test_anything_may_be_typed(found: Casework, words: str) -> None:
    _find(found, words)
