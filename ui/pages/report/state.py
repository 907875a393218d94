"""What the report page asks for and says; no Qt here."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import resources
from app.domain.periods import civil_year
from app.statistics.populations import EVERYBODY
from app.statistics.report import COMMITTEE, FULL, Narrative
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from app.statistics.document import Document
    from app.statistics.release import ProtectedRelease
    from app.usecases.report import Found
    from app.usecases.statistics import Preview

Comments = dict[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report that may be commented."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: the year, whose, which edition."""

    year: int
    population: str = EVERYBODY
    edition: str = FULL

    @property
    def form(self) -> str:
        """The name under which the comments are kept."""
        return f"report:{self.year}:{self.population}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report ready to be looked at, with what she wrote in it."""

    asked: Asked
    preview: Preview
    document: Document
    comments: Comments = field(default_factory=dict[str, str])

    @property
    def release(self) -> ProtectedRelease:
        """What is or would be printed."""
        return self.preview.release

    @property
    def label(self) -> str:
        """Whose report it is."""
        return self.release.populations[self.asked.population]


def sections() -> tuple[Section, ...]:
    """Every section of the annual report, in order."""
    entries: list[dict[str, Any]] = resources.read_toml("reports", "annual_fr.toml")["section"]
    return tuple(Section(entry["number"], entry["title"]) for entry in entries)


def editions() -> tuple[tuple[str, str], ...]:
    """The editions with their words."""
    return (
        (FULL, text("report.editions.full")),
        (COMMITTEE, text("report.editions.committee")),
    )


def read_comments(kept: str | None) -> Comments:
    """Read the comments kept in the vault; a text that cannot be read holds none."""
    try:
        read: dict[str, Any] = json.loads(kept or "{}")
    except ValueError:
        return {}
    return {number: str(words) for number, words in read.items()}


def written_comments(comments: Mapping[str, str]) -> str:
    """The comments as they are kept; empty ones are left out."""
    return json.dumps(
        {number: words for number, words in comments.items() if words.strip()}, ensure_ascii=False
    )


def narrative(comments: Mapping[str, str]) -> Narrative:
    """The comments as paragraphs of the report: a blank line begins a new one."""
    paragraphs = {number: _paragraphs(words) for number, words in comments.items()}
    return Narrative({number: parts for number, parts in paragraphs.items() if parts})


def _paragraphs(words: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in words.replace("\r", "").split("\n\n"))
    return tuple(part for part in parts if part)


def section_words(section: Section, comments: Mapping[str, str]) -> str:
    """A line of the contents."""
    commented = bool(comments.get(section.number, "").strip())
    text_id = "report.section_commented" if commented else "report.section"
    return text(text_id, number=section.number, title=section.title)


def leak_words(found: Sequence[Found]) -> str:
    """What must be reworded, one line each, the same thing once."""
    lines = (text(f"report.leak.{one.leak.value}", words=one.words) for one in found)
    return "\n".join(dict.fromkeys(lines))


def title(prepared: Prepared) -> str:
    """The title of the page."""
    return text("report.title_of", year=prepared.asked.year, population=prepared.label)


def lead(prepared: Prepared) -> str:
    """Whether these figures are frozen."""
    if not prepared.preview.published:
        return text("report.lead")
    return text("report.lead_late" if prepared.preview.late_data else "report.lead_published")


def is_over(year: int, today: date) -> bool:
    """Tell whether a year may be published."""
    return civil_year(year).last <= today


def writable(folder: Path) -> bool:
    """Tell whether files can be written in a folder, as far as the system says."""
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def freezing_words(prepared: Prepared) -> str:
    """What publishing does to the figures."""
    frozen = "report.frozen" if prepared.preview.published else "report.freezes"
    return text(frozen, year=prepared.asked.year)


def populations(release: ProtectedRelease) -> tuple[tuple[str, str], ...]:
    """Whose reports there are: everybody's first."""
    rest = [(key, label) for key, label in release.populations.items() if key != EVERYBODY]
    return ((EVERYBODY, release.populations[EVERYBODY]), *rest)


def usual_year(years: Sequence[int], today: date) -> int:
    """The year to report on first: the one just over when it holds something, else the newest."""
    return today.year - 1 if today.year - 1 in years else max(years)


def file_lines(files: Sequence[Path], folder: Path) -> tuple[str, ...]:
    """The files of each report on one line: its name, and the forms it has."""
    forms: dict[str, list[str]] = {}
    for file in files:
        name = file.relative_to(folder).parts[0]
        stem = file.stem if name == file.name else name.rpartition("-")[0]
        form = file.suffix if name == file.name else f"{name}{os.sep}"
        known = forms.setdefault(stem, [])
        if form not in known:
            known.append(form)
    return tuple(text("report.file", name=name, forms=", ".join(of)) for name, of in forms.items())
