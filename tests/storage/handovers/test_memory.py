"""Large documents travel in pieces: memory does not grow with them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from testkit.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_MEGABYTES = 24
_GROWTH_KIB = 12 * 1024
_MEMORY = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from testkit.builders import a_case, a_person, an_entity
from testkit.casework import ENTRY
from testkit.handovers import TODAY, a_relay
from testkit.memory import peak_kib as peak
from app.domain.documents import Document, MediaType
from app.domain.ids import DocumentId
relay = a_relay(Path(sys.argv[1]))
person = a_person()
cases = [a_case(person), a_case(a_person())]
relay.absent.work.keep(an_entity(), person, cases[0])
handed, taken = relay.away([cases[0].id], documents=True)
relay.back(handed, taken)
relay.stand_in.erase(taken)
with relay.absent.work.store.work() as work:
    piece = bytes(range(256)) * 4096
    size, digest = work.documents.keep_bytes(DocumentId(1), (piece for _ in range({_MEGABYTES})))
    kept = Document(DocumentId(1), cases[0].id, "Lourd", MediaType.PDF, size, digest, TODAY)
    work.documents.save(kept)
    work.commit(ENTRY)
floor = peak()
handed, taken = relay.away([cases[0].id], documents=True, rank=1)
relay.back(handed, taken)
print(peak() - floor)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_large_document_travels_within_a_few_megabytes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(tmp_path)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < _GROWTH_KIB
