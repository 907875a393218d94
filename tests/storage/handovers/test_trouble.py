"""A handover that is stopped, killed or runs out of room: all of it happened, or nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY
from testkit.handovers import RECEIVED, TODAY, nobody
from testkit.small_disk import fill, free_bytes, small_disk
from testkit.source import ROOT
from testkit.vaults import fast_vaults, phrase

from app.domain.documents import Document, MediaType
from app.domain.ids import DocumentId
from app.ports.backups import NotEnoughRoom
from storage.handovers.travelling import STAYS, TRAVELS

if TYPE_CHECKING:
    from pathlib import Path

    from testkit.handovers import Assistant, Relay

    from app.domain.cases import CaseFile

PIECE = bytes(range(256)) * 4_096


class Stopped(Exception):
    """What she asked for while it ran."""


def a_large_file(relay: Relay, megabytes: int = 1) -> CaseFile:
    """A file with an interview and a document."""
    person = a_person()
    case = a_case(person)
    relay.absent.work.keep(an_entity(), person, case, an_intervention(case, note="Note"))
    attach(relay.absent, case, 61, megabytes)
    return case


def attach(at: Assistant, case: CaseFile, rank: int, megabytes: int = 1) -> None:
    """Attach a document."""
    with at.work.store.work() as work:
        size, digest = work.documents.keep_bytes(DocumentId(rank), [PIECE] * megabytes)
        assert digest == hashlib.sha256(PIECE * megabytes).digest()
        kept = Document(DocumentId(rank), case.id, "Pièce", MediaType.PDF, size, digest, TODAY)
        work.documents.save(kept)
        work.commit(ENTRY)


def held(at: Assistant) -> list[object]:
    """Every row of a vault, and what lies in its folder."""
    tables = {one.table for one in TRAVELS} | {*STAYS, "document_chunk", "local_code", "meta"}
    names = sorted(path.name for path in at.folder.iterdir())
    return [at.rows(table) for table in sorted(tables)] + [names]


@pytest.mark.parametrize("at", [0, 30, 60, 85, 100])
def test_a_taking_that_is_stopped_leaves_nothing(relay: Relay, at: int) -> None:
    case, path = a_large_file(relay), relay.folder / "envoi"
    relay.absent.give([case.id], relay.stand_in.card, path, documents=True)
    before = held(relay.stand_in)

    def stop(percent: int) -> None:
        if percent >= at:
            raise Stopped

    with (
        pytest.raises(Stopped),
        relay.stand_in.work.store.work() as work,
        work.packages.open(path, nobody) as opened,
    ):
        work.packages.take(opened, RECEIVED, stop)

    assert held(relay.stand_in) == before


@pytest.mark.parametrize("at", [0, 30, 60, 100])
def test_a_merge_that_is_stopped_leaves_nothing(relay: Relay, at: int) -> None:
    case = a_large_file(relay)
    handed, taken = relay.away([case.id], documents=True)
    relay.stand_in.change("UPDATE intervention SET note = 'Autre'")
    attach(relay.stand_in, case, 62)
    back = relay.folder / "retour"
    relay.stand_in.give_back(taken, relay.absent.card, back)
    before = held(relay.absent)

    def stop(percent: int) -> None:
        if percent >= at:
            raise Stopped

    with (
        pytest.raises(Stopped),
        relay.absent.work.store.work() as work,
        work.packages.open(back, nobody) as opened,
    ):
        work.packages.merge(opened, handed, stop)

    assert held(relay.absent) == before
    assert relay.absent.merge(back, handed).added == 1


KILLED = f"""
import os, signal, sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from testkit.handovers import Assistant
from testkit.casework import Casework
from testkit.vaults import SettableClock, fast_vaults, phrase
vault = fast_vaults().unlock(Path(sys.argv[1]), phrase())
def told(percent):
    if percent >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
with Casework(vault, SettableClock()).store.work() as work:
    with work.packages.open(Path(sys.argv[2]), told if sys.argv[4] == "open" else print) as opened:
        work.packages.take(opened, 8000, told)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
@pytest.mark.parametrize(("percent", "during"), [(30, "open"), (60, "take")])
def test_a_kill_while_taking_leaves_the_vault_as_it_was(
    relay: Relay, percent: int, during: str
) -> None:
    case, path = a_large_file(relay), relay.folder / "envoi"
    relay.absent.give([case.id], relay.stand_in.card, path, documents=True)
    folder = relay.stand_in.folder
    relay.stand_in.vault.close()

    asked = [sys.executable, "-c", KILLED, str(folder), str(path), str(percent), during]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert list(folder.glob("package-*")), "the kill came while it was open"
    relay.stand_in.work.vault = fast_vaults().unlock(folder, phrase())
    assert relay.stand_in.rows("case_file") == []
    assert not list(folder.glob("package-*"))
    relay.stand_in.take(path)
    assert len(relay.stand_in.rows("document_chunk")) == 4


def test_a_full_medium_takes_no_package(relay: Relay, tmp_path: Path) -> None:
    case = a_large_file(relay, megabytes=3)
    before = held(relay.absent)
    with small_disk(tmp_path / "cle-pleine", 8) as disk:
        fill(disk, leaving=2 << 20)
        left = free_bytes(disk)

        with pytest.raises(NotEnoughRoom):
            relay.absent.give([case.id], relay.stand_in.card, disk / "envoi", documents=True)

        assert free_bytes(disk) == left
    assert held(relay.absent) == before
