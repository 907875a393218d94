"""Requests, agreement and traits out of imported rows."""

from datetime import date

import pytest

from app.importing.history import Contact, agreed_on, requests_of, traits_of

FEBRUARY, MARCH, NEXT_YEAR = date(2024, 2, 1), date(2024, 3, 1), date(2025, 1, 10)


@pytest.mark.requirement("BRY-24")
def test_the_first_contact_of_a_year_opens_a_request():
    contacts = [
        Contact(FEBRUARY, "ORI.AGT"),
        Contact(MARCH, "ORI.AGT"),
        Contact(NEXT_YEAR, "ORI.AGT"),
    ]

    assert requests_of(contacts, ()) == ((FEBRUARY, "ORI.AGT"), (NEXT_YEAR, "ORI.AGT"))


def test_another_origin_opens_another_request():
    contacts = [Contact(MARCH, "ORI.DRH"), Contact(FEBRUARY, "ORI.AGT")]

    assert requests_of(contacts, ()) == ((FEBRUARY, "ORI.AGT"), (MARCH, "ORI.DRH"))


@pytest.mark.requirement("BRY-24")
def test_a_request_of_unknown_origin_is_never_missing():
    assert requests_of([Contact(FEBRUARY)], ()) == ((FEBRUARY, "ORI.INC"),)


def test_an_origin_told_later_in_the_year_is_that_of_the_first_contact():
    contacts = [Contact(FEBRUARY), Contact(MARCH, "ORI.DRH"), Contact(NEXT_YEAR)]

    assert requests_of(contacts, ()) == ((FEBRUARY, "ORI.DRH"), (NEXT_YEAR, "ORI.INC"))


def test_a_request_known_already_is_not_opened_again():
    known = [(date(2024, 1, 5), "ORI.AGT")]

    assert requests_of([Contact(FEBRUARY, "ORI.AGT"), Contact(MARCH)], known) == ()


@pytest.mark.requirement("BRY-25")
def test_the_person_agreed_at_the_first_interview():
    contacts = [
        Contact(FEBRUARY),
        Contact(NEXT_YEAR, interview=True),
        Contact(MARCH, interview=True),
    ]

    assert agreed_on(contacts) == MARCH


def test_without_interview_she_agreed_at_the_first_contact_that_counts():
    assert agreed_on([Contact(FEBRUARY, counted=False), Contact(MARCH)]) == MARCH
    assert agreed_on([Contact(FEBRUARY, counted=False)]) == FEBRUARY


def test_a_trait_changes_when_it_is_stated_anew_and_not_when_it_is_left_blank():
    contacts = [
        Contact(MARCH),
        Contact(NEXT_YEAR, traits={"status": "STA.TIT", "category": "CAT.C"}),
        Contact(FEBRUARY, traits={"status": "STA.CDD", "category": "CAT.C"}),
    ]

    assert traits_of(contacts) == (
        (FEBRUARY, "status", "STA.CDD"),
        (FEBRUARY, "category", "CAT.C"),
        (NEXT_YEAR, "status", "STA.TIT"),
    )
