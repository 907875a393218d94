"""Handing files over while being killed, and what must hold afterwards in both vaults.

`make test` kills a few times; `python -m testkit.kills handovers FOLDER --kills 300 --seed 1` more.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from testkit.builders import a_case, a_person, an_agreement, an_entity, an_intervention
from testkit.casework import ENTRY
from testkit.handovers import ABSENT, BACK, STAND_IN, TODAY, a_relay, at_her_vault, nobody, service
from testkit.traces import forms

from app.domain.documents import Document, MediaType
from app.domain.handovers import HAND_OVER, Colleague, HandoverSide
from app.domain.ids import CaseId, DocumentId, InterventionId
from app.domain.receipts import receipt_code
from app.usecases.handovers import Giving, HandoverService
from storage.handovers.travelling import TRAVELS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from testkit.handovers import Assistant
    from testkit.kills import Told

    from app.domain.handovers import Handover

STEM = "Zibeline"
"""How everything written here begins."""
PIECE = f"{STEM}, courrier fictif.\n".encode() * 30_000
CASE = a_case(a_person(id=500, family_name=STEM), id=CaseId(501), number="2026-0501")
STICK = "cle"
UNFINISHED = ("package-*", "*.tmp", "*.creating", "*.partial")
ACTS = ("given", "taken", "noted", "returned", "merged", "finished")


@dataclass
class Desks:
    """Both vaults open, and the stick between them; each call of `go_on` does what comes next."""

    absent: Assistant
    stand_in: Assistant
    stick: Path

    @classmethod
    def opened(cls, folder: Path, stick: Path | None = None) -> Desks:
        """Both vaults, as they were left."""
        her, other = (at_her_vault(folder / name) for name in (ABSENT, STAND_IN))
        return cls(her, other, stick or folder / STICK)

    def close(self) -> None:
        """Lock both."""
        self.absent.vault.close()
        self.stand_in.vault.close()

    def go_on(self) -> str:
        """Do the next act of a handover; return what is acknowledged by it."""
        given, taken = self.given(), self.taken()
        if taken is not None:
            return self._with_the_colleague(taken)
        if given is None:
            rank = len(self.absent.rows("handover")) + 1
            asked = Giving(_colleague(self.absent), (CASE.id,), BACK, documents=True)
            self._hers().give(asked, self.package(rank), nobody)
            return f"given {rank}"
        rank = len(self.absent.rows("handover"))
        if self.package(rank).exists():
            self._theirs().take(self.package(rank), _colleague(self.stand_in), nobody)
            return f"taken {rank}"
        self._hers().cancel(given.id)
        return f"cancelled {rank}"

    def _with_the_colleague(self, taken: Handover) -> str:
        rank = len(self.absent.rows("handover"))
        known = self.given()
        if known is None:
            (secret,) = (row[5] for row in self.absent.rows("handover")[-1:])
            self._theirs().finish(taken.id, receipt_code(secret))
            return f"finished {rank}"
        for who, at in enumerate((self.stand_in, self.absent)):
            word = f"{STEM}{rank * 2 + who}"
            if word not in words(at):
                note = an_intervention(CASE, id=InterventionId(_next_id(at)), note=word)
                at.work.keep(note)
                return f"noted {word}"
        if not self.package(rank, "retour").exists():
            self._theirs().give_back(taken.id, self.package(rank, "retour"), nobody)
            return f"returned {rank}"
        self._hers().merge(self.package(rank, "retour"), nobody)
        return f"merged {rank}"

    def package(self, rank: int, way: str = "envoi") -> Path:
        """Where a package goes on the stick."""
        return self.stick / f"{way}{rank}.armoire-relais"

    def given(self) -> Handover | None:
        """Her handover that is not over."""
        return _in_progress(self._hers(), HandoverSide.GIVEN)

    def taken(self) -> Handover | None:
        """The colleague's handover that is not over."""
        return _in_progress(self._theirs(), HandoverSide.RECEIVED)

    def _hers(self) -> HandoverService:
        return service(self.absent, _next_id(self.absent))

    def _theirs(self) -> HandoverService:
        return service(self.stand_in, _next_id(self.stand_in))


class Handovers:
    """A file goes to a colleague, both write, it comes back, the copy is erased; and again."""

    longest = 0.3
    steps = 90_000
    whole = "taken"

    def __init__(self) -> None:
        self.done = dict.fromkeys(ACTS, 0)
        self.heard_of: set[str] = set()
        self.unclean = 0

    def prepare(self, folder: Path) -> None:
        """Make two vaults that know each other, and a file with a document."""
        self.folder = folder
        relay = a_relay(folder)
        absent, stand_in = relay.absent, relay.stand_in
        person = a_person(id=CASE.person_id, family_name=STEM)
        agreed = (an_agreement(CASE), an_agreement(CASE, kind=HAND_OVER))
        absent.work.keep(an_entity(), person, CASE, *agreed)
        with absent.work.store.work() as work:
            size, digest = work.documents.keep_bytes(DocumentId(510), [PIECE])
            work.documents.save(
                Document(DocumentId(510), CASE.id, STEM, MediaType.PDF, size, digest, TODAY)
            )
            work.commit(ENTRY)
        desks = Desks(absent, stand_in, relay.folder)
        while not self.done["finished"]:  # once here, so that no child loads what this one has
            self.heard(desks.go_on())
        desks.close()

    def begin(self) -> None:
        """Take what is over off the stick; a death leaves there a sealed file without a name."""
        for path in (self.folder / STICK).iterdir():
            rank = "".join(filter(str.isdecimal, path.stem))
            if path.suffix == ".partial" or f"finished {rank}" in self.heard_of:
                path.unlink()

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Do one act after the other."""
        desks = Desks.opened(self.folder)
        ready()
        while True:
            told(desks.go_on())

    def heard(self, line: str) -> None:
        """Keep what a child acknowledged."""
        act, _, of = line.partition(" ")
        assert act != "cancelled" or f"given {of}" not in self.heard_of, "a package was lost"
        self.heard_of.add(line)
        if act in ACTS:
            self.done[act] += 1

    def verify(self, *, deeply: bool) -> None:
        """Nothing in clear, nothing left over, all of it acknowledged, none of it half done."""
        require_nothing_clear(self.folder)
        desks = Desks.opened(self.folder)
        try:
            for at in (desks.absent, desks.stand_in):
                self.unclean += not at.vault.opening.closed_cleanly
                assert not at.vault.opening.wal_missing
                assert not left_over(at), "what a death left half-written is swept"
                if deeply:
                    assert at.vault.check().problems == ()
            require_whole(desks)
            self._require_acknowledged(desks)
        finally:
            desks.close()

    def _require_acknowledged(self, desks: Desks) -> None:
        hers, theirs = words(desks.absent), words(desks.stand_in)
        ended = {rank for rank, row in enumerate(desks.absent.rows("handover"), 1) if row[-1]}
        for line in self.heard_of:
            act, _, of = line.partition(" ")
            if act == "noted":
                assert of in hers | theirs
            elif act == "merged":
                assert int(of) in ended
                assert {f"{STEM}{int(of) * 2}", f"{STEM}{int(of) * 2 + 1}"} <= hers
            elif act in {"given", "returned"} and f"finished {of}" not in self.heard_of:
                assert desks.package(int(of), "envoi" if act == "given" else "retour").exists()
        over = {int(line.split()[1]) for line in self.heard_of if line.startswith("finished")}
        begun = {int(line.split()[1]) for line in self.heard_of if line.startswith("taken")}
        if begun - over:
            assert desks.taken() is not None or max(begun) in ended

    def figures(self) -> dict[str, Any]:
        """How many of each act were acknowledged."""
        return {"unclean": self.unclean, **self.done}


def require_whole(desks: Desks) -> None:
    """The file is in her vault; in the colleague's, all of it or nothing."""
    her, other = desks.absent, desks.stand_in
    assert [row[0] for row in her.rows("case_file")] == [CASE.id]
    assert bytes_of(her) == PIECE
    waiting = {row[0] for row in her.rows("handover") if row[8] is None}
    assert {row[0] for row in her.rows("handed_row")} == waiting, "kept until it comes back"
    if desks.taken() is None:
        tables = (*(one.table for one in TRAVELS), "document_chunk", "handed_row")
        assert [table for table in tables if other.rows(table)] == []
        return
    assert bytes_of(other) == PIECE
    assert other.rows("document") == her.rows("document")
    assert other.rows("person") == her.rows("person")
    assert len(other.rows("agreement")) == len(her.rows("agreement"))
    assert [row[1] for row in other.rows("handed_case")][-1] == CASE.id


def require_nothing_clear(folder: Path) -> None:
    """Nothing that was written stands in a file, be it half made."""
    sought = forms(STEM)
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(form in content for form in sought), path.suffix


def left_over(at: Assistant) -> list[str]:
    """What is half made in the folder of a vault."""
    return [path.name for form in UNFINISHED for path in at.folder.glob(form)]


def words(at: Assistant) -> set[str]:
    """What was noted, as it stands in a vault."""
    return {row[-1] for row in at.rows("intervention")}


def bytes_of(at: Assistant) -> bytes:
    """The document, compared with its sum."""
    with at.vault.read() as connection:
        pieces = connection.execute("SELECT bytes FROM document_chunk ORDER BY rank").fetchall()
        sums = connection.execute("SELECT digest FROM document").fetchall()
    content = b"".join(piece for (piece,) in pieces)
    assert sums == [(hashlib.sha256(content).digest(),)]
    return content


def _in_progress(its: HandoverService, side: HandoverSide) -> Handover | None:
    found = (one.handover for one in its.all())
    return next((one for one in found if one.side is side and one.ended_on is None), None)


def _colleague(at: Assistant) -> int:
    with at.work.store.work() as work:
        (known,) = work.records(Colleague).all()
    return known.id


def _next_id(at: Assistant) -> int:
    """Ids that no other vault has, and no record of this one."""
    side = 1 if at.folder.name == ABSENT else 2
    return side * 10**9 + 100 * len(at.rows("journal"))
