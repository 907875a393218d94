"""What a search found, on its way to the screen: each hit with its file, then grouped by file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.ids import CaseId
from app.domain.searches import Found
from app.ports.queries import FoundFile, SearchHit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WHOSE = "c.id, c.number, p.family_name, p.given_name, e.name"
"""The columns that `file_of` reads."""
ISSUE_OF_FILE = """
    (:issues IS NULL OR c.entity_id = :entity_id AND EXISTS (
        SELECT 1
          FROM intervention_case AS met
          JOIN intervention_issue AS issue ON issue.intervention_id = met.intervention_id
         WHERE met.case_id = c.id AND issue.code IN (SELECT value FROM json_each(:issues))))
"""
"""An issue is sought within one entity; whose file it is costs less to ask than what was met."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit and the file that it is in, which has no case where it is in none."""

    whose: FoundFile
    hit: SearchHit


def file_of(whose: Sequence[Any]) -> FoundFile:
    """The file of a row that begins with `WHOSE`."""
    case_id, number, family_name, given_name, entity_name = whose
    if case_id is None:
        return FoundFile(None)
    return FoundFile(CaseId(case_id), number, family_name, given_name, entity_name)


def by_file(found: Iterable[Hit]) -> tuple[FoundFile, ...]:
    """The files with their hits, newest first; a file that is named comes before the others."""
    grouped: defaultdict[tuple[FoundFile, Found | None], list[SearchHit]] = defaultdict(list)
    for one in found:
        apart = one.hit.kind if one.whose.case_id is None else None
        grouped[one.whose, apart].append(one.hit)
    files = [
        replace(file, hits=tuple(sorted(hits, key=_rank, reverse=True)))
        for (file, _), hits in grouped.items()
    ]
    return tuple(sorted(files, key=_rank_of_file, reverse=True))


def _rank(hit: SearchHit) -> tuple[bool, str, int]:
    on = "" if hit.on is None else hit.on.isoformat()
    return hit.kind in _NAMED, on, hit.object_id


def _rank_of_file(file: FoundFile) -> tuple[bool, str, int]:
    return _rank(file.hits[0])


_NAMED = frozenset({Found.FILE, Found.PARTNER})
"""What is found by its name comes before what only mentions it."""
