"""What leaves with a file, what never does, and what is left of a sealing that was stopped."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY
from testkit.handovers import COLLEAGUE, TODAY
from testkit.vaults import fast_vaults, phrase

from app.domain.documents import CHUNK_BYTES, Document, MediaType
from app.domain.handovers import Handover, HandoverSide
from app.domain.household import FileLink
from app.domain.ids import DocumentId
from app.domain.interventions import OwnNote
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.nomenclatures import LocalCode
from app.domain.plans import ActionPlan, Owner, PlanAction
from app.domain.working_notes import WorkingNote
from app.ports.handovers import PackageRefused
from app.ports.vault import VaultError
from storage.handovers import envelope
from storage.handovers.envelope import LAYOUT
from storage.handovers.travelling import BESIDE, STAYS, TRAVELS
from storage.migrations import runner

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from testkit.handovers import Assistant, Relay

    from app.domain.cases import CaseFile

PERSON, OTHER = a_person(), a_person()
CASE, LEFT = a_case(PERSON), a_case(OTHER)
CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 1_100


def two_files(relay: Relay) -> None:
    """Two files of the absent assistant."""
    relay.absent.work.keep(an_entity(), PERSON, OTHER, CASE, LEFT)


def attach(at: Assistant, case: CaseFile, rank: int, binned_on: date | None = None) -> None:
    """Attach a document of two chunks."""
    document = Document(
        id=DocumentId(rank),
        case_id=case.id,
        title=f"Pièce {rank}",
        media_type=MediaType.PDF,
        size=len(CONTENT),
        digest=hashlib.sha256(CONTENT).digest(),
        added_on=TODAY,
        binned_on=binned_on,
    )
    with at.work.store.work() as work:
        work.documents.keep_bytes(document.id, [CONTENT])
        work.documents.save(document)
        work.commit(ENTRY)


def test_every_table_travels_or_stays_for_a_reason(relay: Relay) -> None:
    with relay.absent.vault.read() as connection:
        found = connection.execute(
            "SELECT name FROM pragma_table_list"
            " WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    known = [one.table for one in TRAVELS] + [*BESIDE, *STAYS]

    assert sorted(known) == sorted(name for (name,) in found)
    assert all(reason for reason in (BESIDE | STAYS).values())


@pytest.mark.requirement("ANAS-24")
def test_what_is_hers_alone_stays(relay: Relay) -> None:
    two_files(relay)
    with relay.absent.work.store.work() as work:
        work.records(WorkingNote).save(WorkingNote(41, CASE.id, TODAY, "Note de travail"))
        act = LegalAct(42, CASE.id, LegalKind.PROTECTION_REPORT, "LEG.L411", "CRIP", TODAY)
        work.records(LegalAct).save(act)
        work.records(FileLink).save(FileLink(43, CASE.id, LEFT.id, "même foyer", TODAY))
        plan = ActionPlan(44, CASE.id, TODAY)
        work.records(ActionPlan).save(plan)
        meeting = an_intervention(LEFT)
        work.interventions.save(meeting)
        action = PlanAction(45, CASE.id, 44, "Vue avec l’autre", Owner.TOGETHER)
        work.records(PlanAction).save(replace(action, intervention_id=meeting.id))
        work.commit(ENTRY)

    relay.away([CASE.id])

    for table in ("working_note", "legal_act", "file_link", "intervention", "setting"):
        assert relay.stand_in.rows(table) == []
    assert [row[0] for row in relay.stand_in.rows("person")] == [PERSON.id]
    with relay.stand_in.work.store.work() as work:
        assert work.records(PlanAction).get(45).intervention_id is None
    assert relay.stand_in.rows("journal") != relay.absent.rows("journal")


@pytest.mark.requirement("ANAS-24")
def test_the_notes_of_who_was_not_given_stay(relay: Relay) -> None:
    two_files(relay)
    notes = (OwnNote(46, CASE.id, "à elle"), OwnNote(47, LEFT.id, "à l’autre"))
    relay.absent.work.keep(replace(an_intervention(CASE, LEFT), own_notes=notes))

    relay.away([CASE.id])

    assert [row[0] for row in relay.stand_in.rows("intervention_note")] == [46]
    assert [row[0] for row in relay.stand_in.rows("intervention_case")] == [CASE.id]


def test_two_files_that_both_leave_stay_linked(relay: Relay) -> None:
    two_files(relay)
    with relay.absent.work.store.work() as work:
        work.records(FileLink).save(FileLink(43, CASE.id, LEFT.id, "même foyer", TODAY))
        work.commit(ENTRY)

    relay.away([CASE.id, LEFT.id])

    assert len(relay.stand_in.rows("file_link")) == 1


def test_documents_leave_only_when_ticked_and_never_from_the_bin(relay: Relay) -> None:
    two_files(relay)
    for case, rank in ((CASE, 51), (LEFT, 52)):
        attach(relay.absent, case, rank)
    attach(relay.absent, LEFT, 53, binned_on=TODAY)

    relay.away([CASE.id])
    assert relay.stand_in.rows("document") == relay.stand_in.rows("document_chunk") == []
    relay.away([LEFT.id], documents=True, rank=1)

    assert [row[0] for row in relay.stand_in.rows("document")] == [52]
    with relay.stand_in.work.store.work() as work:
        chunks = list(work.documents.pieces(DocumentId(52)))
    assert (b"".join(chunks), len(chunks[0])) == (CONTENT, CHUNK_BYTES)


def test_documents_added_meanwhile_come_back(relay: Relay) -> None:
    two_files(relay)
    attach(relay.absent, CASE, 54)
    handed, taken = relay.away([CASE.id], documents=True)
    attach(relay.stand_in, CASE, 55)
    relay.absent.change("UPDATE document SET binned_on = ? WHERE id = 54", TODAY.isoformat())

    relay.back(handed, taken)

    assert [(row[0], row[-1]) for row in relay.absent.rows("document")] == [
        (54, TODAY.isoformat()),
        (55, None),
    ]
    assert len(relay.absent.rows("document_chunk")) == 4


def test_her_own_codes_leave_with_what_bears_them(relay: Relay) -> None:
    two_files(relay)
    for name in ("ISS.X-BAIL", "ISS.X-AUTRE"):
        with relay.absent.work.store.work() as work:
            work.codes.save_local(LocalCode(name, "À elle", "ISS.LOG"))
            work.commit(ENTRY)
    relay.absent.work.keep(an_intervention(CASE, issues=("ISS.X-BAIL",)))

    relay.away([CASE.id])

    assert [row[0] for row in relay.stand_in.rows("local_code")] == ["ISS.X-BAIL"]


def test_a_number_taken_here_becomes_another_and_goes_back_as_it_was(relay: Relay) -> None:
    two_files(relay)
    own = a_person()
    relay.stand_in.work.keep(an_entity(), own, a_case(own, number=CASE.number))

    handed, taken = relay.away([CASE.id])
    numbers = {row[0]: row[1] for row in relay.stand_in.rows("case_file")}
    relay.back(handed, taken)

    assert numbers[CASE.id] != CASE.number
    assert numbers[CASE.id][:5] == CASE.number[:5]
    with relay.absent.work.store.work() as work:
        assert work.cases.get(CASE.id) == CASE


def test_a_person_whose_two_files_leave_apart_is_one_person(relay: Relay) -> None:
    second = a_case(PERSON, entity_id=an_entity().id)
    second = replace(second, entity_id=type(second.entity_id)(60))
    two_files(relay)
    joint = an_intervention(CASE, LEFT)
    relay.absent.work.keep(an_entity(id=second.entity_id, name="Autre"), second, joint)

    first_given, first_taken = relay.away([CASE.id])
    given, taken = relay.away([second.id, LEFT.id], rank=1)

    assert len(relay.stand_in.rows("person")) == 2
    assert len(relay.stand_in.rows("intervention")) == 1
    relay.back(first_given, first_taken)
    assert relay.back(given, taken).both == ()
    relay.stand_in.erase(first_taken)
    assert len(relay.stand_in.rows("person")) == 2
    relay.stand_in.erase(taken)
    assert relay.stand_in.rows("person") == relay.stand_in.rows("intervention") == []


@pytest.mark.requirement("BRY-27")
def test_nothing_is_in_clear_at_any_moment(relay: Relay) -> None:
    words = ("Confidentielle", "Bail impayé", "Pièce 56", "intervention")
    person = replace(PERSON, family_name=words[0])
    meeting = an_intervention(CASE, note=words[1])
    relay.absent.work.keep(an_entity(), person, CASE, meeting)
    attach(relay.absent, CASE, 56)
    looked = [0]

    def look(_percent: int) -> None:
        for at in (relay.absent, relay.stand_in):
            for path in (*relay.folder.iterdir(), *at.folder.glob("package-*")):
                data = path.read_bytes()
                looked[0] += 1
                assert not any(word.encode() in data for word in words)

    path = relay.folder / "envoi"
    made = Handover(1, HandoverSide.GIVEN, COLLEAGUE, "", TODAY, b"")
    with relay.absent.work.store.work() as work:
        work.packages.pack(made, [CASE.id], relay.stand_in.card, path, look, documents=True)
        relay.absent.work.clock.advance(seconds=1)
    with relay.stand_in.work.store.work() as work, work.packages.open(path, look) as opened:
        assert [one.person for one in opened.cases] == [f"{person.given_name} {words[0]}"]
        work.packages.take(opened, 2, look)
    assert looked[0] > 20


@pytest.mark.parametrize("at", [1, 15, 40, 65, 75, 85])
def test_a_sealing_that_is_stopped_leaves_nothing(relay: Relay, at: int) -> None:
    two_files(relay)
    attach(relay.absent, CASE, 57)
    before = [relay.absent.rows(name) for name in ("handed_row", "handover", "journal")]
    path = relay.folder / "envoi"

    def stop(percent: int) -> None:
        if percent >= at:
            raise InterruptedError

    made = Handover(1, HandoverSide.GIVEN, COLLEAGUE, "", TODAY, b"")
    with pytest.raises(VaultError), relay.absent.work.store.work() as work:
        work.packages.pack(made, [CASE.id], relay.stand_in.card, path, stop, documents=True)

    assert list(relay.folder.iterdir()) == []
    assert not list(relay.absent.folder.glob("package-*"))
    assert before == [relay.absent.rows(name) for name in ("handed_row", "handover", "journal")]


def test_a_file_that_is_there_is_not_replaced(relay: Relay) -> None:
    two_files(relay)
    path = relay.folder / "envoi"
    path.write_bytes(b"autre")

    with pytest.raises(VaultError):
        relay.absent.give([CASE.id], relay.stand_in.card, path)

    assert path.read_bytes() == b"autre"


def test_what_a_kill_left_is_swept_at_the_next_opening(relay: Relay, tmp_path: Path) -> None:
    folder = relay.stand_in.folder
    for ending in ("", "-wal", "-journal"):
        (folder / f"package-{'0' * 32}.creating{ending}").write_bytes(bytes(8_192))
    relay.stand_in.vault.close()

    again = fast_vaults().unlock(folder, phrase())

    assert not list(folder.glob("package-*"))
    again.close()


def test_a_package_too_large_is_not_made(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    two_files(relay)
    monkeypatch.setattr(envelope, "LARGEST_DATABASE", 10_000)

    with pytest.raises(PackageRefused, match="too_large"):
        relay.absent.give([CASE.id], relay.stand_in.card, relay.folder / "envoi")
    assert list(relay.folder.iterdir()) == []


def test_a_package_of_an_older_program_is_brought_up_to_date(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_files(relay)
    relay.absent.work.keep(an_intervention(CASE, note="Note fictive"))
    steps = runner.shipped_steps()
    newer = runner.Step(len(steps) + 1, "CREATE TABLE later (id INTEGER PRIMARY KEY);")
    path = relay.folder / "envoi"
    relay.absent.give([CASE.id], relay.stand_in.card, path)
    monkeypatch.setattr(runner, "shipped_steps", lambda: (*steps, newer))

    relay.stand_in.take(path)

    assert len(relay.stand_in.rows("intervention")) == 1


def test_two_packages_of_the_same_file_have_nothing_in_common(relay: Relay) -> None:
    two_files(relay)
    for name, rank in (("un", 0), ("deux", 1)):
        relay.absent.give([CASE.id], relay.stand_in.card, relay.folder / name, rank=rank)

    first, second = ((relay.folder / name).read_bytes() for name in ("un", "deux"))
    parts = {first[place : place + 64] for place in range(8_192, len(first) - 8_192, 64)}

    assert not any(
        second[place : place + 64] in parts for place in range(8_192, len(second) - 8_192, 64)
    )


def test_the_frame_is_a_zip_that_any_program_lists(relay: Relay) -> None:
    import zipfile

    two_files(relay)
    relay.absent.give([CASE.id], relay.stand_in.card, relay.folder / "envoi")

    with zipfile.ZipFile(relay.folder / "envoi") as archive:
        assert archive.namelist() == list(LAYOUT.names)
        assert archive.testzip() is None
