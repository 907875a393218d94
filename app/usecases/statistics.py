"""Statistics: her exact counts, what may be published, why not more, and publishing it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.ids import ReleaseId
from app.domain.journal import JournalEntry
from app.ports.releases import FrozenRelease
from app.statistics.counting import count
from app.statistics.disclosure.frozen import content_hash, frozen, thawed
from app.statistics.disclosure.protect import Protection, protection
from app.statistics.disclosure.rules import Rules
from app.statistics.exact import indicators
from app.statistics.report import FULL, build_document
from app.usecases.codes import code_lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.nomenclatures import Nomenclatures
    from app.domain.periods import Period
    from app.ports.clock import Clock, Ids
    from app.ports.facts import FactQueries
    from app.ports.store import Store
    from app.statistics.document import Document
    from app.statistics.release import AuditResult, ProtectedRelease
    from app.statistics.report import Narrative
    from app.statistics.tables import CellKey, RawTables, TableView


class Shade(StrEnum):
    """How the assistant sees a figure of hers.

    Printed, hidden for itself, hidden to protect another.
    """

    PRINTED = "printed"
    HIDDEN = "hidden"
    PROTECTING = "protecting"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: its population, table and line. Empty table.

    Persons met by several entities.
    """

    population: str
    table: str
    line: str


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A true figure with its shade, and why.

    The cause if hidden for itself, else what it would give away.
    """

    value: int
    shade: Shade
    cause: str = ""
    gives_away: Place | None = None


@dataclass(frozen=True, slots=True)
class TrueTable:
    """A table with its true figures, for her eyes only."""

    view: TableView
    cells: Mapping[CellKey, TrueCell]


@dataclass(frozen=True, slots=True)
class AssistantView:
    """The true tables of one population beside what the attack found over everything printed."""

    population: str
    populations: Mapping[str, str]
    tables: tuple[TrueTable, ...]
    audit: AuditResult


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be printed, or what was; `late_data` says that figures moved since."""

    release: ProtectedRelease
    published: bool
    late_data: bool
    figures_hash: str


@dataclass(frozen=True, slots=True)
class Published:
    """The documents of a publication, and what it changed."""

    documents: tuple[Document, ...]
    release: ProtectedRelease
    late_data: bool
    changes: Changes


class StatisticsService:
    """Counts a period for the assistant, protects it.

    Publishes it once and reprints it ever after.
    """

    def __init__(self, store: Store, facts: FactQueries, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._facts = facts
        self._clock = clock
        self._ids = ids
        self._last: tuple[str, Protection] | None = None

    def years(self) -> tuple[int, ...]:
        """The years that hold interventions, newest first."""
        return self._facts.years()

    def exact(self, period: Period) -> Mapping[str, Mapping[str, int]]:
        """Entity name → indicator id → exact count: for her, never to publish."""
        return indicators(self._facts.facts(period), self._codes())

    def assistant_view(self, period: Period, population: str) -> AssistantView:
        """The true tables of a population, each figure with its shade and the reason for it."""
        raw = self._count(period)
        found = self._protection(raw, self._others(period))
        release = found.release
        if population not in release.populations:
            raise RuleBroken("unknown_population")
        printed = {key for table in release.tables for key in table.printed}
        tables = tuple(
            TrueTable(table.view, _true_cells(table.view, raw, found, printed))
            for table in release.of(population)
        )
        return AssistantView(population, release.populations, tables, release.audit)

    def preview(self, period: Period) -> Preview:
        """The release of a period: the frozen one if it was published.

        Otherwise the one that would be.
        """
        raw = self._count(period)
        figures = _figures_hash(raw)
        kept = self._kept(period)
        if kept is not None:
            release = thawed(kept.content, kept.content_hash)
            late = kept.facts_hash != figures
            return Preview(release, published=True, late_data=late, figures_hash=figures)
        release = self._protection(raw, self._others(period)).release
        return Preview(release, published=False, late_data=False, figures_hash=figures)

    def documents(
        self,
        release: ProtectedRelease,
        populations: Sequence[str] = (),
        *,
        edition: str = FULL,
        narrative: Narrative | None = None,
    ) -> tuple[Document, ...]:
        """The report of each population asked for, of all of them if none is."""
        return tuple(
            build_document(release, population, edition=edition, narrative=narrative)
            for population in populations or release.populations
        )

    def publish(
        self,
        period: Period,
        populations: Sequence[str] = (),
        *,
        edition: str = FULL,
        narrative: Narrative | None = None,
    ) -> Published:
        """Publish a period that is over.

        Protected and frozen the first time, reprinted from then on.
        """
        if period.last > self._clock.today():
            raise RuleBroken("period_not_over", last=period.last)
        found = self.preview(period)
        release = found.release
        documents = self.documents(release, populations, edition=edition, narrative=narrative)
        changes = self._record(period, found)
        return Published(documents, release, found.late_data, changes)

    def _record(self, period: Period, found: Preview) -> Changes:
        """Freeze a first publication; write in the journal that figures left, either way."""
        with self._store.work() as work:
            kept = work.releases.find(period.label)
            if kept is None:
                content = frozen(found.release)
                kept = FrozenRelease(
                    id=ReleaseId(self._ids.new()),
                    period=period.label,
                    published_on=self._clock.today(),
                    rules=found.release.rules,
                    facts_hash=found.figures_hash,
                    content=content,
                    content_hash=content_hash(content),
                )
                work.releases.add(kept)
            event = "release_reprinted" if found.published else "release_published"
            work.commit(JournalEntry(event, "release", kept.id))
        return Changes(Touched.RELEASES, kept.id)

    def _count(self, period: Period) -> RawTables:
        return count(self._facts.facts(period), self._codes())

    def _codes(self) -> Nomenclatures:
        with self._store.work() as work:
            return code_lists(work)

    def _kept(self, period: Period) -> FrozenRelease | None:
        with self._store.work() as work:
            return work.releases.find(period.label)

    def _others(self, period: Period) -> tuple[ProtectedRelease, ...]:
        """The releases of other periods, with which this one must not be compared."""
        with self._store.work() as work:
            kept = work.releases.all()
        return tuple(
            thawed(one.content, one.content_hash) for one in kept if one.period != period.label
        )

    def _protection(self, raw: RawTables, earlier: tuple[ProtectedRelease, ...]) -> Protection:
        """Protect, unless the same figures were protected last time."""
        known = f"{_figures_hash(raw)}{[one.period for one in earlier]}"
        if self._last is None or self._last[0] != known:
            self._last = (known, protection(raw, Rules(), earlier))
        return self._last[1]


def _figures_hash(raw: RawTables) -> str:
    """A hash of the true figures: tells whether they moved, and stays in the vault."""
    lines = [f"{key.text}={raw.cells[key].value}" for key in sorted(raw.cells)]
    return hashlib.sha256("\n".join([raw.period, *lines]).encode("utf-8")).hexdigest()


def _true_cells(
    view: TableView, raw: RawTables, found: Protection, printed: set[CellKey]
) -> dict[CellKey, TrueCell]:
    return {
        key: _true_cell(key, raw, found, printed)
        for row in view.rows
        for key in row.keys
        if key is not None
    }


def _true_cell(key: CellKey, raw: RawTables, found: Protection, printed: set[CellKey]) -> TrueCell:
    value = raw.cells[key].value
    if key in printed:
        return TrueCell(value, Shade.PRINTED)
    cause = found.causes.get(key)
    if cause is not None:
        return TrueCell(value, Shade.HIDDEN, cause=cause.value)
    other = found.protects.get(key)
    return TrueCell(
        value, Shade.PROTECTING, gives_away=None if other is None else _place(other, raw)
    )


def _place(key: CellKey, raw: RawTables) -> Place:
    """Where a figure would stand, be it in a table that its population does not have."""
    population = raw.populations.get(key.population, "")
    for view in raw.views:
        for row in view.rows:
            for one in row.keys:
                if one is not None and one[1:] == key[1:] and raw.cells[one].personal:
                    return Place(population, view.number, row.label)
    return Place(population, "", "")
