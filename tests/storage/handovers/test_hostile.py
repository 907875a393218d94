"""A package that was changed, or made to harm, is refused whole; nothing of it stays."""

from __future__ import annotations

import hashlib
import json
from random import Random  # noqa: TID251 — seeded, so that a failure can be had again
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY
from testkit.handovers import RECEIVED, Relay, a_relay, an_assistant, nobody

from app.domain.assessments import Assessment
from app.domain.documents import Document, MediaType
from app.domain.handovers import Handover, HandoverSide
from app.domain.ids import DocumentId
from app.domain.plans import ActionPlan
from app.ports.handovers import PackageRefused
from storage.framed_zip import sums_of_file
from storage.handovers import envelope, packing
from storage.handovers.envelope import LAYOUT, MANIFEST, Facts, Manifest
from storage.handovers.keys import OwnKeys, own_keys
from storage.handovers.travelling import STAYS, TRAVELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from testkit.handovers import Assistant

    from app.domain.cases import CaseFile
    from app.ports.handovers import Progress
    from storage.driver import Connection
    from storage.handovers.packing import Packing

CONTENT = b"%PDF-1.7 texte fictif" * 40
FILES = 150


@pytest.fixture(scope="module")
def between(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Relay, CaseFile, Path]]:
    """A sealed package with a document, on its way."""
    relay = a_relay(tmp_path_factory.mktemp("relais"))
    person = a_person()
    case = a_case(person)
    relay.absent.work.keep(an_entity(), person, case, an_intervention(case, note="Note fictive"))
    attach(relay.absent, case)
    path = relay.folder / "envoi"
    relay.absent.give([case.id], relay.stand_in.card, path, documents=True)
    yield relay, case, path
    relay.absent.vault.close()
    relay.stand_in.vault.close()


def attach(at: Assistant, case: CaseFile) -> None:
    """Attach a document, and an assessment."""
    document = Document(
        id=DocumentId(3_001),
        case_id=case.id,
        title="Pièce fictive",
        media_type=MediaType.PDF,
        size=len(CONTENT),
        digest=hashlib.sha256(CONTENT).digest(),
        added_on=case.opened_on,
    )
    with at.work.store.work() as work:
        work.documents.keep_bytes(document.id, [CONTENT])
        work.documents.save(document)
        work.records(Assessment).save(Assessment(3_002, case.id, case.opened_on, work="fictif"))
        work.commit(ENTRY)


def held(at: Assistant) -> list[object]:
    """Every row of a vault but those of its own account, and the files in its folder."""
    tables = {one.table for one in TRAVELS} | {*STAYS, "document_chunk", "local_code", "meta"}
    names = sorted(path.name for path in at.folder.iterdir())
    return [at.rows(table) for table in sorted(tables)] + [names]


def refused(at: Assistant, path: Path) -> str:
    """Take a package that must be refused; the code."""
    before = held(at)
    with (
        pytest.raises(PackageRefused) as found,
        at.work.store.work() as work,
        work.packages.open(path, nobody) as package,
    ):
        work.packages.take(package, RECEIVED, nobody)
    assert held(at) == before, "nothing of it stays"
    return found.value.code


def test_a_changed_byte_is_noticed_wherever_it_is(
    between: tuple[Relay, CaseFile, Path], tmp_path: Path
) -> None:
    relay, _, path = between
    whole, draw = path.read_bytes(), Random(12)
    small = len(LAYOUT.read(path).small(MANIFEST)) + 100
    places = [draw.randrange(small) for _ in range(FILES)]
    places += [draw.randrange(len(whole)) for _ in range(FILES // 3)]
    places += [len(whole) - 1 - draw.randrange(300) for _ in range(FILES // 2)]
    changed = tmp_path / "changé"
    for place in places:
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << draw.randrange(8)
        changed.write_bytes(spoilt)
        with pytest.raises(PackageRefused) as found, opened(relay.stand_in, changed):
            pass
        assert found.value.code in {"damaged", "not_a_package", "too_new"}
    assert not list(relay.stand_in.folder.glob("package-*"))


def opened(at: Assistant, path: Path):
    """Open a package in a unit of work of its own."""
    with at.work.store.work() as work:
        return work.packages.open(path, nobody)


@pytest.mark.parametrize("part", [0, 1, 30, 400, 0.1, 0.5, 0.999])
def test_a_cut_file_is_refused(
    between: tuple[Relay, CaseFile, Path], tmp_path: Path, part: float
) -> None:
    relay, _, path = between
    whole = path.read_bytes()
    cut = tmp_path / "coupé"
    cut.write_bytes(whole[: int(part if part >= 1 else part * len(whole))])

    assert refused(relay.stand_in, cut) in {"damaged", "not_a_package"}


@pytest.mark.parametrize("content", [b"", b"Bonjour", bytes(9_000), b"PK\x03\x04" + bytes(9_000)])
def test_another_file_is_no_package(
    between: tuple[Relay, CaseFile, Path], tmp_path: Path, content: bytes
) -> None:
    relay, _, _ = between
    other = tmp_path / "autre"
    other.write_bytes(content)

    assert refused(relay.stand_in, other) == "not_a_package"


def test_another_key_opens_nothing(between: tuple[Relay, CaseFile, Path], tmp_path: Path) -> None:
    _, _, path = between
    third = an_assistant(tmp_path / "tiers.armoire")

    assert refused(third, path) == "for_another_key"
    third.vault.close()


def resealed(path: Path, target: Path, by: OwnKeys, **changed: object) -> Path:
    """The same package with another manifest, signed by these keys."""
    found = LAYOUT.read(path)
    manifest = envelope.parse(found.small(MANIFEST))
    facts = Facts(
        **{
            "package": manifest.facts.package,
            "sender": by.public,
            "recipient": manifest.facts.recipient,
            "salt": manifest.facts.salt,
            "size": manifest.facts.size,
            "sha256": manifest.facts.sha256,
        }
        | changed
    )
    signature = by.sign(envelope._signed(facts, manifest.sealed))
    database = target.with_name("base")
    with database.open("wb") as stream:
        found.copy_large(stream, nobody)
    sums = sums_of_file(database, nobody)
    member = Manifest(facts, manifest.sealed, signature).to_bytes()
    LAYOUT.write(target, {MANIFEST: member}, database, sums, nobody)
    return target


def test_another_name_under_the_seal_does_not_open_it(
    between: tuple[Relay, CaseFile, Path], tmp_path: Path
) -> None:
    """Somebody on the way signs it as hers: the seal holds the card of who made it."""
    relay, _, path = between

    assert refused(relay.stand_in, resealed(path, tmp_path / "x", OwnKeys.made())) == "damaged"


def test_a_package_renamed_to_be_taken_again_does_not_open(
    between: tuple[Relay, CaseFile, Path], tmp_path: Path
) -> None:
    relay, _, path = between
    with relay.absent.vault.read() as connection:
        keys = own_keys(connection)
    assert keys is not None

    again = resealed(path, tmp_path / "x", keys, package="0" * 32)

    assert refused(relay.stand_in, again) == "damaged"


def test_a_manifest_of_a_later_version_says_so(
    between: tuple[Relay, CaseFile, Path], tmp_path: Path
) -> None:
    values = json.loads(LAYOUT.read(between[2]).small(MANIFEST)) | {"version": 2}

    with pytest.raises(PackageRefused, match="too_new"):
        envelope.parse(json.dumps(values).encode())


HARM = {
    "a trigger": "CREATE TRIGGER spy AFTER INSERT ON meta BEGIN DELETE FROM person; END",
    "a view": "CREATE VIEW spy AS SELECT * FROM person",
    "a table more": "CREATE TABLE spy (words TEXT)",
    "an index less": "DROP INDEX intervention_day",
    "a table less": "DROP TABLE saved_search",
    "a column more": "ALTER TABLE person ADD COLUMN spy TEXT",
    "an older schema": "PRAGMA user_version = 3",
    "no schema": "PRAGMA user_version = 0",
    "another kind of file": "PRAGMA application_id = 1095912783",
    "another name inside": "UPDATE meta SET value = 'x' WHERE key = 'package'",
    "no day": "DELETE FROM meta WHERE key = 'made_on'",
    "a day that is none": "UPDATE intervention SET done_on = '2026-02-31'",
    "a day before all": "UPDATE intervention SET done_on = '0001-01-01'",
    "a text for a number": "UPDATE intervention SET minutes = 'beaucoup'",
    "too many minutes": "UPDATE intervention SET minutes = 1000000",
    "bytes for a text": "UPDATE person SET family_name = x'00ff'",
    "a text that is none": "UPDATE person SET family_name = CAST(x'ff' AS TEXT)",
    "a state that is none": "UPDATE case_file SET state = 'ailleurs'",
    "an unknown code": "UPDATE intervention SET kind = 'CTC.INCONNU'",
    "an empty assessment": "UPDATE assessment SET work = ''",
    "a document of other bytes": "UPDATE document_chunk SET bytes = x'00'",
    "a document without its bytes": "DELETE FROM document_chunk",
    "a document of another kind": "UPDATE document SET media_type = 'application/x-sh'",
    "a code of nothing": (
        "INSERT INTO local_code (code, parent, label, short) VALUES ('X', 'Y', 'Z', '')"
    ),
    "a reference to nothing": "UPDATE intervention SET entity_id = 404",
    "words in an index": "INSERT INTO case_words (rowid, words) VALUES (1, 'mot')",
    "an index of its own making": "UPDATE note_words_data SET block = zeroblob(5000)",
    "no file": "DELETE FROM case_file",
}


@pytest.mark.parametrize("sql", HARM.values(), ids=HARM)
def test_what_a_colleague_could_put_into_it_is_refused(
    between: tuple[Relay, CaseFile, Path], tmp_path: Path, sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, case, _ = between
    path = tmp_path / "nuisible"

    _seal_harmed(relay.absent, case, path, sql, monkeypatch)

    assert refused(relay.stand_in, path) in {"damaged", "too_new", "nothing_to_take"}


def _seal_harmed(
    at: Assistant, case: CaseFile, path: Path, sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seal a package whose database was changed at the last moment."""
    usual = packing._fill

    def fill(source: Connection, target: Connection, asked: Packing, told: Progress) -> None:
        usual(source, target, asked, told)
        for step in ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = OFF", sql):
            target.execute(step)

    monkeypatch.setattr(packing, "_fill", fill)
    with at.work.store.work() as work:
        made = Handover(1, HandoverSide.GIVEN, 1, "", case.opened_on, b"")
        card = work.packages.read_card(at.rows("colleague")[0][2])
        work.packages.pack(made, [case.id], card, path, nobody, documents=True)


def test_a_package_of_a_newer_program_says_so(
    between: tuple[Relay, CaseFile, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, case, _ = between
    path = tmp_path / "futur"
    _seal_harmed(relay.absent, case, path, "PRAGMA user_version = 999", monkeypatch)

    assert refused(relay.stand_in, path) == "too_new"


@pytest.mark.parametrize("table", ["request", "intervention_note"])
def test_rows_of_another_file_are_never_replaced(relay: Relay, table: str, tmp_path: Path) -> None:
    person, hers = a_person(), a_person()
    case, own = a_case(person), a_case(hers)
    relay.absent.work.keep(an_entity(), person, case, an_intervention(case))
    relay.stand_in.work.keep(an_entity(), hers, own, an_intervention(own))
    for at, one in ((relay.absent, case), (relay.stand_in, own)):
        meeting = at.rows("intervention")[0][0]
        values = {
            "request": (one.id, "2026-03-01", "ORI.AGT"),
            "intervention_note": (meeting, one.id, "note"),
        }
        at.change(f"INSERT INTO {table} VALUES (3100, ?, ?, ?)", *values[table])
    path = tmp_path / "envoi"
    relay.absent.give([case.id], relay.stand_in.card, path)

    assert refused(relay.stand_in, path) == "ids_taken"


def test_a_person_of_hers_is_never_joined_to_a_file_taken_over(
    relay: Relay, tmp_path: Path
) -> None:
    person = a_person()
    case = a_case(person)
    relay.absent.work.keep(an_entity(), person, case)
    relay.stand_in.work.keep(an_entity(), person, a_case(person))
    relay.absent.give([case.id], relay.stand_in.card, tmp_path / "envoi")

    assert refused(relay.stand_in, tmp_path / "envoi") == "ids_taken"


def test_a_row_never_takes_the_words_of_another_file(relay: Relay, tmp_path: Path) -> None:
    person, hers = a_person(), a_person()
    case, own = a_case(person), a_case(hers)
    relay.absent.work.keep(an_entity(), person, case)
    relay.stand_in.work.keep(an_entity(), hers, own)
    with relay.absent.work.store.work() as work:
        work.records(Assessment).save(Assessment(3_200, case.id, case.opened_on, work="autre"))
        work.commit(ENTRY)
    with relay.stand_in.work.store.work() as work:
        work.records(ActionPlan).save(
            ActionPlan(3_200, own.id, case.opened_on, conclusion="à elle")
        )
        work.commit(ENTRY)
    relay.absent.give([case.id], relay.stand_in.card, tmp_path / "envoi")

    assert refused(relay.stand_in, tmp_path / "envoi") == "ids_taken"
