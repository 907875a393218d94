"""Attaching a document against a plain copy, and its first page against bare pdfium."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from testkit import attachments
from testkit.builders import a_case, a_person, an_entity
from testkit.fakes import CountingIds

from app.domain.documents import MEGABYTE
from app.usecases.documents import LARGE, TWIN, DocumentService
from storage.documents.files import ComputerFiles
from storage.documents.preview import MemoryPreview

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Measure
    from testkit.casework import Casework

pytestmark = pytest.mark.slow
_MEGABYTES = 45
_WIDTH = 850
_ROUNDS = 5
_IDS = CountingIds(10**9)
"""One count for all: the vault is the same."""


@pytest.fixture
def documents(bound: Casework) -> DocumentService:
    return DocumentService(bound.store, bound.screens, ComputerFiles(), clock=bound.clock, ids=_IDS)


@pytest.fixture
def case_id(bound: Casework) -> int:
    person = a_person()
    case = a_case(person)
    bound.keep(an_entity(id=case.entity_id, name="Syndicat d’Exemple"), person, case)
    return case.id


def _copied(source: Path, target: Path) -> None:
    """A copy that is on the medium, as a commit is."""
    shutil.copyfile(source, target)
    with target.open("rb") as stream:
        os.fsync(stream.fileno())


def test_attaching_a_large_document(
    documents: DocumentService, case_id, measure: Measure, tmp_path: Path
) -> None:
    path = tmp_path / "scan"
    path.write_bytes(b"%PDF-1.4" + os.urandom(_MEGABYTES * MEGABYTE))

    attached = measure.against(
        lambda: _copied(path, tmp_path / "copie"),
        lambda: documents.attach(case_id, path, accepted={LARGE, TWIN}),
        floor_name="plain copy",
        rounds=_ROUNDS,
    )

    assert attached.object_id


def test_the_first_page_of_a_preview(
    documents: DocumentService, case_id, measure: Measure, tmp_path: Path
) -> None:
    path, shown = tmp_path / "scan", MemoryPreview()
    content = attachments.pdf(pages=40)
    path.write_bytes(content)
    attached = documents.attach(case_id, path)

    def bare() -> object:
        document = pypdfium2.PdfDocument(content)
        page = document[0]
        return page.render(scale=_WIDTH / page.get_width())

    page = measure.against(
        bare,
        lambda: shown.page(documents.content(attached.object_id), 1, _WIDTH),
        floor_name="bare pdfium",
    )

    assert page.count == 40
