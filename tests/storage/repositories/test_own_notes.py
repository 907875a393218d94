"""What one person said in a meeting of several stays in her own file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY, Casework
from testkit.vaults import SettableClock, a_vault

from app.domain.interventions import (
    Circumstances,
    Intervention,
    MediationResult,
    OwnNote,
    Sphere,
)
from app.ports.queries import SearchFilter
from storage.repair.indexes import fill_search

if TYPE_CHECKING:
    from collections.abc import Generator

    from app.domain.cases import CaseFile

SAID = Circumstances(Sphere.PRIVATE, MediationResult.GOES_ON, prevention=True, in_working_time=True)
ONES, OTHERS = 7001, 7002


@pytest.fixture
def casework(tmp_path_factory: pytest.TempPathFactory) -> Generator[Casework]:
    vault = a_vault(tmp_path_factory.mktemp("vault"))
    yield Casework(vault, SettableClock())
    vault.close()


def _mediation(casework: Casework) -> tuple[Intervention, CaseFile, CaseFile]:
    one, other = a_person(), a_person()
    first, second = a_case(one), a_case(other)
    done = replace(
        an_intervention(first, second, note="Cadre rappelé."),
        own_notes=(OwnNote(ONES, first.id, "Épuisement."), OwnNote(OTHERS, second.id, "Colère.")),
        circumstances=SAID,
    )
    casework.keep(an_entity(), one, other, first, second, done)
    return done, first, second


def _found(casework: Casework, word: str) -> list[tuple[int, int]]:
    with casework.vault.read() as connection:
        return connection.execute(
            "SELECT rowid, case_id FROM record_words WHERE record_words MATCH ?", (f'"{word}"*',)
        ).fetchall()


@pytest.mark.requirement("EQU-27")
def test_each_file_tells_what_is_shared_and_its_own_note(casework: Casework) -> None:
    _, first, second = _mediation(casework)

    texts = [
        next(entry.text for entry in casework.screens.timeline(case.id) if entry.text)
        for case in (first, second)
    ]

    assert texts == ["Cadre rappelé.\n\nÉpuisement.", "Cadre rappelé.\n\nColère."]


@pytest.mark.requirement("EQU-27")
def test_the_words_of_an_own_note_are_found_under_that_file_alone(casework: Casework) -> None:
    _, first, second = _mediation(casework)

    assert _found(casework, "epuis") == [(ONES, first.id)]
    assert _found(casework, "coler") == [(OTHERS, second.id)]
    files = casework.screens.search(SearchFilter(words="epuisement")).files
    assert [one.case_id for one in files] == [first.id]


@pytest.mark.requirement("EQU-27")
def test_repair_finds_own_notes_again(casework: Casework) -> None:
    _, first, _ = _mediation(casework)
    with casework.vault.transaction() as write:
        write.connection.execute("DELETE FROM record_words")
        fill_search(write.connection)
        write.commit(ENTRY)

    assert _found(casework, "epuis") == [(ONES, first.id)]


@pytest.mark.requirement("EQU-27")
def test_notes_and_circumstances_are_read_back_corrected_and_removed(casework: Casework) -> None:
    done, first, _ = _mediation(casework)
    less = replace(
        done, own_notes=(OwnNote(ONES, first.id, "Repos."),), circumstances=Circumstances()
    )
    with casework.store.work() as work:
        assert work.interventions.get(done.id) == done
        work.interventions.save(less)
        assert work.interventions.get(done.id) == less
        work.commit(ENTRY)
    assert _found(casework, "coler") == _found(casework, "epuis") == []
    assert _found(casework, "repos") == [(ONES, first.id)]

    with casework.store.work() as work:
        work.interventions.delete(done.id)
        work.commit(ENTRY)
    assert _found(casework, "repos") == []
