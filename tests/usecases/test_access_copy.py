"""The copy for the person: what is hidden stays hidden, what changed is read again, sealed only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person
from testkit.fake_access import NOTE, FakeAccess
from testkit.fakes import CountingIds, FakeStore

from app.domain.errors import RuleBroken
from app.domain.redactions import Redaction
from app.ports.access import Spot
from app.usecases.access_copy import AccessCopyService

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


PERSON = a_person()
CASE = a_case(PERSON)
SPOT = Spot("intervention", 31, "note")


class _Files:
    def __init__(self) -> None:
        self.saved: dict[Path, bytes] = {}

    def save(self, path: Path, pieces: Iterable[bytes]) -> None:
        self.saved[path] = b"".join(pieces)


def _sealed(pdf: bytes, phrase: bytearray) -> bytes:
    return b"sealed:" + bytes(phrase) + pdf[::-1]


@pytest.fixture
def store() -> FakeStore:
    return FakeStore().holding(PERSON, CASE)


@pytest.fixture
def files() -> _Files:
    return _Files()


@pytest.fixture
def access() -> FakeAccess:
    return FakeAccess()


@pytest.fixture
def copies(store: FakeStore, access: FakeAccess, files: _Files) -> AccessCopyService:
    return AccessCopyService(store, access, files, _sealed, ids=CountingIds())


def test_only_what_was_written_freely_can_be_hidden(copies: AccessCopyService) -> None:
    assert list(copies.read(CASE.id).texts()) == [(SPOT, NOTE)]


@pytest.mark.requirement("ANAS-04")
def test_names_of_others_are_proposed_and_never_hidden_by_themselves(
    copies: AccessCopyService,
) -> None:
    copy = copies.read(CASE.id)

    assert [NOTE[slice(*one)] for one in copy.proposed(SPOT, NOTE)] == ["Zoé"]
    assert copy.passages(SPOT, NOTE) == (NOTE,)


def test_the_particle_of_a_name_proposes_nobody(copies: AccessCopyService) -> None:
    words = "Le directeur a vu Mme Le Fictif."
    copy = copies.read(CASE.id)
    others = replace(copy, apart=replace(copy.apart, names=frozenset({"le", "fictif"})))

    assert [words[slice(*one)] for one in others.proposed(SPOT, words)] == ["Fictif"]


@pytest.mark.requirement("ANAS-04")
def test_a_hidden_passage_has_no_letter_left_and_is_proposed_no_more(
    copies: AccessCopyService,
) -> None:
    copies.hide(CASE.id, SPOT, NOTE, (8, 11))
    copy = copies.read(CASE.id)

    assert copy.passages(SPOT, NOTE) == (NOTE[:8], None, NOTE[11:])
    assert copy.proposed(SPOT, NOTE) == ()


def test_passages_that_touch_become_one_and_can_be_shown_again(copies: AccessCopyService) -> None:
    copies.hide(CASE.id, SPOT, NOTE, (8, 11))
    copies.hide(CASE.id, SPOT, NOTE, (3, 9))
    (mark,) = copies.read(CASE.id).marks
    assert (mark.first, mark.last) == (3, 11)

    copies.show(CASE.id, SPOT, (5, 5))

    assert copies.read(CASE.id).marks == ()


def test_a_passage_without_a_letter_is_refused(copies: AccessCopyService) -> None:
    with pytest.raises(RuleBroken, match="redaction_empty"):
        copies.hide(CASE.id, SPOT, NOTE, (4, 4))


@pytest.mark.requirement("ANAS-04")
def test_a_text_changed_since_blocks_the_copy_until_she_has_read_it(
    copies: AccessCopyService, access: FakeAccess
) -> None:
    copies.hide(CASE.id, SPOT, NOTE, (8, 11))
    changed = f"Hier. {NOTE}"
    access.row = replace(access.row, values={**access.row.values, "note": changed})
    copy = copies.read(CASE.id)

    assert copy.stale() == {SPOT}
    with pytest.raises(RuleBroken, match="redaction_outdated"):
        copy.refuse_unless_reviewed()

    copies.reviewed(CASE.id, SPOT, changed)
    read_again = copies.read(CASE.id)
    read_again.refuse_unless_reviewed()
    assert [changed[slice(*one)] for one in read_again.proposed(SPOT, changed)] == ["Zoé"]


def test_marking_a_changed_text_forgets_the_marks_of_the_older_one(
    copies: AccessCopyService, access: FakeAccess
) -> None:
    copies.hide(CASE.id, SPOT, NOTE, (8, 11))
    changed = f"Hier. {NOTE}"
    access.row = replace(access.row, values={**access.row.values, "note": changed})

    copies.hide(CASE.id, SPOT, changed, (14, 17))

    copy = copies.read(CASE.id)
    assert copy.stale() == frozenset()
    assert copy.passages(SPOT, changed) == ("Hier. Sa sœur ", None, changed[17:])


def test_what_leaves_is_sealed_and_its_phrase_wiped(
    copies: AccessCopyService, files: _Files, store: FakeStore, tmp_path: Path
) -> None:
    phrase = bytearray(b"sept mots fictifs")

    copies.export(CASE.id, b"%PDF clear", phrase, tmp_path / "copie.pdf")

    assert files.saved == {tmp_path / "copie.pdf": b"sealed:sept mots fictifs" + b"raelc FDP%"}
    assert not any(phrase)
    assert store.journal[-1].event == "access_copy_exported"


def test_the_journal_names_no_letter_of_a_hidden_passage(
    copies: AccessCopyService, store: FakeStore
) -> None:
    copies.hide(CASE.id, SPOT, NOTE, (8, 11))

    entry = store.journal[-1]
    assert (entry.event, entry.fields) == ("passage_hidden", ("note",))
    assert store.work().records(Redaction).all()
