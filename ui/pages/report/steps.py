"""The work of a report: count and protect, build the document, draw its pages, publish it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.changes import Changes
from app.domain.errors import RuleBroken
from app.domain.periods import civil_year
from app.statistics.populations import EVERYBODY
from ui.pages.report import state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.ports.renderers import PageImage
    from app.statistics.document import Document
    from app.statistics.release import ProtectedRelease
    from app.usecases.drafts import DraftService
    from app.usecases.report import Found, ReportService
    from app.usecases.statistics import StatisticsService
    from ui.jobs import Progress
    from ui.services import Formats

_SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Desired:
    """A publication that she agreed to: which report, whose, where, with which words."""

    asked: state.Asked
    release: ProtectedRelease
    populations: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class Written(Changes):
    """What a publication wrote."""

    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportWork:
    """What runs away from the window, on the services that it needs."""

    statistics: StatisticsService
    drafts: DraftService
    report: ReportService
    formats: Formats

    def years(self) -> tuple[int, ...]:
        """The years that hold something."""
        return self.statistics.years()

    def prepare(self, asked: state.Asked, progress: Progress) -> state.Prepared:
        """Count, protect, read the comments, build the document."""
        progress(5)
        preview = self.statistics.preview(civil_year(asked.year))
        progress(80)
        known = asked.population in preview.release.populations
        asked = state.Asked(asked.year, asked.population if known else EVERYBODY, asked.edition)
        comments = self.comments(asked)
        document = self.document(asked, preview.release, comments)
        return state.Prepared(asked, preview, document, comments)

    def comments(self, asked: state.Asked) -> state.Comments:
        """What she wrote in a report."""
        kept = self.drafts.read(asked.form)
        return state.read_comments(kept[0] if kept else None)

    def document(
        self, asked: state.Asked, release: ProtectedRelease, comments: state.Comments
    ) -> Document:
        """The document with her comments."""
        return self.statistics.documents(
            release,
            (asked.population,),
            edition=asked.edition,
            narrative=state.narrative(comments),
        )[0]

    def pages(self, document: Document) -> tuple[PageImage, ...]:
        """The pages of a document."""
        return tuple(self.formats.pages(document, _SCALE))

    def printed(
        self, asked: state.Asked, release: ProtectedRelease, comments: state.Comments
    ) -> bytes:
        """The document for a printer, in memory."""
        return self.formats.printed(self.document(asked, release, comments))

    def keep(self, form: str, comments: state.Comments) -> object:
        """Keep the comments in the vault."""
        return self.drafts.write(form, state.written_comments(comments))

    def leaks(self, comments: state.Comments) -> dict[str, tuple[Found, ...]]:
        """What each comment gives away, by section."""
        found = {number: self.report.leaks(words) for number, words in comments.items()}
        return {number: leaks for number, leaks in found.items() if leaks}

    def publish(self, desired: Desired, progress: Progress) -> Written:
        """Publish, then write every format of each report: whole, or not at all."""
        progress(2)
        whose = desired.populations or tuple(desired.release.populations)
        comments = {one: self.comments(replace(desired.asked, population=one)) for one in whose}
        self._refuse_leaks(comments)
        published = self.statistics.publish(
            civil_year(desired.asked.year), whose, edition=desired.asked.edition
        )
        files: list[Path] = []
        for rank, one in enumerate(whose):
            progress(10 + 90 * rank // len(whose))
            asked = replace(desired.asked, population=one)
            document = self.document(asked, published.release, comments[one])
            files += self.formats.files(document, desired.folder)
        changes = published.changes
        return Written(changes.touched, changes.object_id, files=tuple(files))

    def _refuse_leaks(self, comments: Mapping[str, state.Comments]) -> None:
        for written in comments.values():
            leaks = self.leaks(written)
            if leaks:
                raise RuleBroken("comment_leaks", sections=", ".join(sorted(leaks)))
