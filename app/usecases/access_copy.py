"""The copy of her file that the person receives, third parties hidden (ANAS-04, domain §6.4–6.5).

What goes in is derived from what each column declares. Working notes never do: that they exist is
announced, and the practitioner decides with her DPO.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.domain.people import folded
from app.domain.redactions import Redaction, digest_of, without
from app.ports.access import FREE_TEXTS, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.ids import CaseId
    from app.domain.redactions import Passages
    from app.ports.access import AccessQueries, Apart, GivenRow, Sealer
    from app.ports.clock import Ids
    from app.ports.documents import DocumentFiles
    from app.ports.store import Store, UnitOfWork

_PARTICLES = frozenset({"d", "da", "de", "del", "des", "du", "l", "la", "le", "les"})
"""Parts of names that begin any sentence: alone they propose nobody."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class AccessCopy:
    """Everything of a file that may be given, and what of it is hidden."""

    rows: tuple[GivenRow, ...]
    marks: tuple[Redaction, ...]
    apart: Apart

    def texts(self) -> Iterator[tuple[Spot, str]]:
        """Every text that passages may be hidden in, in the order of the copy."""
        for row in self.rows:
            for column in row.values:
                words = self.free_text(row, column)
                if words:
                    yield Spot(row.table, row.row_id, column), words

    def free_text(self, row: GivenRow, column: str) -> str:
        """A text that she wrote freely; empty for a code, a date, a number."""
        if column not in FREE_TEXTS.get(row.table, ()):
            return ""
        return str(row.values[column] or "")

    def marks_of(self, spot: Spot) -> tuple[Redaction, ...]:
        """The passages marked in a text, even if it has changed since."""
        return tuple(one for one in self.marks if (one.subject, one.object_id, one.field) == spot)

    def passages(self, spot: Spot, words: str) -> Passages:
        """A text without what is hidden of it."""
        return without(words, [(one.first, one.last) for one in self.marks_of(spot)])

    def stale(self) -> frozenset[Spot]:
        """The texts that changed since passages were marked in them."""
        return frozenset(
            spot
            for spot, words in self.texts()
            if any(not one.holds(words) for one in self.marks_of(spot))
        )

    def proposed(self, spot: Spot, words: str) -> tuple[tuple[int, int], ...]:
        """The names of others in a text that are not hidden yet; never hidden by the program."""
        marks = self.marks_of(spot)
        return tuple(
            found.span()
            for found in _WORD.finditer(words)
            if found[0][0].isupper()
            and self.apart.names.intersection(folded(found[0]).split()) - _PARTICLES
            and not any(one.touches(*found.span()) for one in marks)
        )

    def refuse_unless_reviewed(self) -> None:
        """Refuse while a text changed after its passages were hidden: a name could show again."""
        if stale := self.stale():
            raise RuleBroken("redaction_outdated", count=len(stale))


class AccessCopyService:
    """Reads the copy, keeps what is hidden of it, and lets it out only sealed with a phrase."""

    def __init__(
        self, store: Store, access: AccessQueries, files: DocumentFiles, seal: Sealer, *, ids: Ids
    ) -> None:
        self._store, self._access, self._files = store, access, files
        self._seal, self._ids = seal, ids

    def read(self, case_id: CaseId) -> AccessCopy:
        """Return what may be given of a file."""
        with self._store.work() as work:
            work.cases.get(case_id)
            marks = work.records(Redaction).of(case_id)
        return AccessCopy(self._access.given(case_id), marks, self._access.apart(case_id))

    def hide(self, case_id: CaseId, spot: Spot, words: str, span: tuple[int, int]) -> Changes:
        """Hide some letters of a text; marks of an older wording go, those that touch make one."""
        first, last = max(0, span[0]), min(span[1], len(words))
        with self._store.work() as work:
            work.cases.get(case_id)
            for one in _marks(work, case_id, spot):
                if one.holds(words) and one.touches(first, last):
                    first, last = min(first, one.first), max(last, one.last)
                elif one.holds(words):
                    continue
                work.records(Redaction).delete(one.id)
            kept = Redaction(self._ids.new(), case_id, *spot, first, last, digest_of(words))
            work.records(Redaction).save(kept)
            work.commit(JournalEntry("passage_hidden", "redaction", kept.id, (spot.column,)))
        return Changes(Touched.CASES, kept.id)

    def show(self, case_id: CaseId, spot: Spot, span: tuple[int, int]) -> Changes:
        """Give again the passages that touch these letters."""
        with self._store.work() as work:
            for one in _marks(work, case_id, spot):
                if one.touches(*span):
                    work.records(Redaction).delete(one.id)
            work.commit(JournalEntry("passage_shown", "case", case_id, (spot.column,)))
        return Changes(Touched.CASES, case_id)

    def reviewed(self, case_id: CaseId, spot: Spot, words: str) -> Changes:
        """Forget the marks of an older wording: she has read the new one."""
        with self._store.work() as work:
            for one in _marks(work, case_id, spot):
                if not one.holds(words):
                    work.records(Redaction).delete(one.id)
            work.commit(JournalEntry("passages_reviewed", "case", case_id, (spot.column,)))
        return Changes(Touched.CASES, case_id)

    def export(self, case_id: CaseId, pdf: bytes, phrase: bytearray, path: Path) -> Changes:
        """Write the copy outside the vault, journalled first, sealed with a phrase wiped here."""
        try:
            self.read(case_id).refuse_unless_reviewed()
            sealed = self._seal(pdf, phrase)
        finally:
            phrase[:] = bytes(len(phrase))
        with self._store.work() as work:
            work.cases.get(case_id)
            work.commit(JournalEntry("access_copy_exported", "case", case_id))
        self._files.save(path, (sealed,))
        return Changes(Touched.JOURNAL, case_id)


def _marks(work: UnitOfWork, case_id: CaseId, spot: Spot) -> list[Redaction]:
    kept = work.records(Redaction).of(case_id)
    return [one for one in kept if (one.subject, one.object_id, one.field) == spot]
