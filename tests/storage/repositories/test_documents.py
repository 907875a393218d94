"""Documents in a real vault: chunks in one transaction, bounded memory, the bin, and search."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from random import Random  # noqa: TID251 — seeded: the same bytes at each run

import pytest
from testkit.builders import a_case, a_person, an_entity
from testkit.casework import ENTRY
from testkit.fakes import CountingIds
from testkit.source import ROOT

from app.domain.documents import CHUNK_BYTES
from app.domain.errors import RuleBroken
from app.ports.documents import DocumentRefused
from app.ports.queries import CaseFilter
from app.usecases.documents import DocumentService
from storage.documents.files import ComputerFiles

_MEGABYTES = 45
_GROWTH_KIB = 8 * 1024
_MEMORY = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from storage.documents.files import ComputerFiles
from app.usecases.documents import LARGE, DocumentService
from testkit.builders import a_case, a_person, an_entity
from testkit.casework import Casework
from testkit.fakes import CountingIds
from testkit.vaults import SettableClock, a_vault
folder = Path(sys.argv[1])
work = Casework(a_vault(folder), SettableClock())
person = a_person()
case = a_case(person)
work.keep(an_entity(), person, case)
service = DocumentService(
    work.store, work.screens, ComputerFiles(), clock=SettableClock(), ids=CountingIds()
)
from testkit.memory import peak_kib as peak
service.attach(case.id, folder / "small")
floor = peak()
service.attach(case.id, folder / "large", accepted={{LARGE}})
print(peak() - floor)
"""


@pytest.fixture
def case(casework):
    person = a_person()
    case = a_case(person)
    casework.keep(an_entity(), person, case)
    return case


@pytest.fixture
def documents(casework) -> DocumentService:
    return DocumentService(
        casework.store, casework.screens, ComputerFiles(), clock=casework.clock, ids=CountingIds()
    )


def _paper(tmp_path, name: str = "scan", size: int = 3 * CHUNK_BYTES + 17, seed: int = 1):
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.4" + Random(seed).randbytes(size))
    return path


def _count(casework, table: str) -> int:
    with casework.vault.read() as connection:
        return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def test_a_document_comes_back_byte_for_byte(documents, casework, case, tmp_path) -> None:
    path = _paper(tmp_path)
    attached = documents.attach(case.id, path)

    assert documents.content(attached.object_id) == path.read_bytes()
    assert _count(casework, "document_chunk") == 4


def test_its_bytes_are_nowhere_in_clear(documents, casework, case, tmp_path) -> None:
    documents.attach(case.id, _paper(tmp_path))
    content = (tmp_path / "scan").read_bytes()

    files = [one for one in (tmp_path / "essai.armoire").rglob("*") if one.is_file()]
    assert files
    assert not any(content[4096:4160] in one.read_bytes() for one in files)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_what_stops_half_way_leaves_nothing(documents, casework, case, tmp_path, at: int) -> None:
    told: list[int] = []

    def stop(percent: int) -> None:
        told.append(percent)
        if len(told) == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        documents.attach(case.id, _paper(tmp_path), stop)

    assert _count(casework, "document") == _count(casework, "document_chunk") == 0
    assert documents.sources() == ()


def test_a_file_that_grows_leaves_nothing(documents, casework, case, tmp_path) -> None:
    path = _paper(tmp_path)

    def grow(_percent: int) -> None:
        with path.open("ab") as stream:
            stream.write(b"suite")

    with pytest.raises(DocumentRefused):
        documents.attach(case.id, path, grow)

    assert _count(casework, "document") == _count(casework, "document_chunk") == 0


def test_progress_goes_from_nothing_to_everything(documents, case, tmp_path) -> None:
    told: list[int] = []
    documents.attach(case.id, _paper(tmp_path), told.append)

    assert told == sorted(told)
    assert told[-1] == 100


def test_attaching_a_large_file_takes_little_memory(tmp_path) -> None:
    _paper(tmp_path, "small", 1000)
    with (tmp_path / "large").open("wb") as stream:
        for seed in range(_MEGABYTES):
            stream.write(Random(seed).randbytes(1 << 20))

    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < _GROWTH_KIB


def test_titles_are_found_with_their_case(documents, casework, case, tmp_path) -> None:
    attached = documents.attach(case.id, _paper(tmp_path, "Quittance fictive.pdf"))

    def found(words: str) -> int:
        return casework.screens.cases(CaseFilter(words)).total

    assert found("quittance") == 1
    documents.rename(attached.object_id, "Attestation d’hébergement")
    assert (found("quittance"), found("hébergement")) == (0, 1)
    documents.bin(attached.object_id)
    assert found("hébergement") == 0
    documents.put_back(attached.object_id)
    assert found("hébergement") == 1


def test_ranks_follow_the_order_of_arrival_and_the_list_the_reverse(
    documents, case, tmp_path
) -> None:
    for rank in range(3):
        documents.attach(case.id, _paper(tmp_path, f"scan{rank}", seed=rank))

    rows = documents.of_case(case.id)

    assert [(row.rank, row.title) for row in rows] == [(3, "scan2"), (2, "scan1"), (1, "scan0")]


def test_the_bin_is_emptied_of_what_is_thirty_days_old(documents, casework, case, tmp_path) -> None:
    old = documents.attach(case.id, _paper(tmp_path, "ancien"))
    documents.bin(old.object_id)
    day = casework.clock.today()

    assert documents.purge_bin(day + timedelta(days=29)) is None
    assert documents.purge_bin(day + timedelta(days=30)) is not None
    assert _count(casework, "document") == _count(casework, "document_chunk") == 0
    with pytest.raises(RuleBroken):
        documents.content(old.object_id)


def test_a_case_file_takes_its_documents_with_it(documents, casework, case, tmp_path) -> None:
    documents.attach(case.id, _paper(tmp_path))
    with casework.store.work() as work:
        work.cases.delete(case.id)
        work.commit(ENTRY)

    assert _count(casework, "document") == _count(casework, "document_chunk") == 0


def test_bytes_that_changed_inside_are_never_given_as_right(
    documents, casework, case, tmp_path
) -> None:
    attached = documents.attach(case.id, _paper(tmp_path))
    with casework.vault.transaction() as write:
        write.execute("UPDATE document_chunk SET bytes = zeroblob(10) WHERE rank = 1")
        write.commit(ENTRY)

    with pytest.raises(DocumentRefused) as refused:
        documents.export(attached.object_id, tmp_path / "document-1.pdf")

    assert refused.value.code == "damaged"
    assert not (tmp_path / "document-1.pdf").exists()
