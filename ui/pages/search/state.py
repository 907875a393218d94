"""What the search shows and in which words; no widget here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.searches import Found, Span
from ui import wording
from ui.page import Place
from ui.texts import plural, text

if TYPE_CHECKING:
    from app.domain.codes import CodeList
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import FoundFile, SearchHit, SearchListing
    from ui.discretion import Discretion

MARK_IN, MARK_OUT = "\u0002", "\u0003"
_PARTS = {
    Found.NOTE: "thread",
    Found.DOCUMENT: "thread",
    Found.ASSESSMENT: "assessment",
    Found.PLAN: "plan",
    Found.WRITING: "writings",
    Found.SHARING: "sharing",
    Found.WORKING_NOTE: "notes",
    Found.LEGAL_ACT: "notes",
    Found.AGREEMENT: "consent",
    Found.URGENT: "urgent",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One hit as a line of the table; the first of a file names it."""

    file: FoundFile
    hit: SearchHit
    first: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Words around a hit, the hit apart."""

    before: str
    hit: str = ""
    after: str = ""

    @property
    def plain(self) -> str:
        """The same words, without the mark."""
        return f"{self.before}{self.hit}{self.after}"


def lines(listing: SearchListing) -> tuple[Line, ...]:
    """Every hit, file after file."""
    return tuple(
        Line(file, hit, first=rank == 0)
        for file in listing.files
        for rank, hit in enumerate(file.hits)
    )


def place(line: Line) -> Place:
    """Where a hit is read: the page, the tab or the window of its file, and the thing in it."""
    file, hit = line.file, line.hit
    match hit.kind:
        case Found.PARTNER:
            return Place("partners", inside=hit.object_id)
        case Found.APPOINTMENT:
            on = "" if hit.on is None else hit.on.isoformat()
            return Place("agenda", words=on, action="slot", inside=hit.object_id)
        case Found.REMINDER:
            return Place("agenda", action="reminder", inside=hit.object_id)
        case Found.FILE:
            return Place("case", file.case_id)
        case _ if file.case_id is None:
            return Place("interview", hit.object_id, action="change")
        case _:
            return Place("case", file.case_id, action=_PARTS[hit.kind], inside=hit.object_id)


def whose(line: Line, discretion: Discretion) -> str:
    """The file of a hit, or where it is kept when it is in none."""
    if line.file.case_id is None:
        return text(f"search.outside.{line.hit.kind.value}")
    name = discretion.name(line.file.given_name, line.file.family_name)
    return f"{line.file.number} · {name}"


def what(line: Line, lists: Nomenclatures) -> str:
    """What kind of thing the words are in."""
    if line.hit.kind is Found.NOTE:
        return wording.short(lists, line.hit.code)
    return kind_words(line.hit.kind)


def passage(line: Line, discretion: Discretion) -> Passage:
    """The words around the hit as they may be shown now; of a file, its employer."""
    if line.hit.kind is Found.FILE:
        return Passage(line.file.entity_name)
    if line.hit.sensitive:
        masked = "sharing.masked" if line.hit.kind is Found.PARTNER else "search.masked"
        return Passage(text(masked))
    before, _, rest = line.hit.excerpt.partition(MARK_IN)
    hit, _, after = rest.partition(MARK_OUT)
    parts = (discretion.prose(_one_line(part)) for part in (before, hit, after))
    return Passage(*parts)


def counted(listing: SearchListing) -> str:
    """`12 passages dans 4 dossiers et hors dossier`, and whether there is more."""
    hits = sum(len(file.hits) for file in listing.files)
    if not hits:
        return ""
    files = sum(file.case_id is not None for file in listing.files)
    among = "" if files == len(listing.files) else "_and_outside" if files else "_outside"
    said = text(
        f"search.count{among}",
        hits=plural("search.hits", hits),
        files=plural("search.files", files),
    )
    return f"{said} {text('search.more')}" if listing.more else said


def kind_words(kind: Found) -> str:
    """A kind of thing, in words."""
    return text(f"search.kind.{kind.value}")


def kinds() -> list[tuple[Found | None, str]]:
    """The kinds to choose from."""
    return [(None, text("search.every_kind")), *((kind, kind_words(kind)) for kind in Found)]


def spans() -> list[tuple[Span, str]]:
    """The periods to choose from."""
    return [(span, text(f"search.span.{span.value}")) for span in Span]


def issues(codes: CodeList) -> list[tuple[str, str]]:
    """The issues to choose from, each under its domain."""
    shown = [(one.code, wording.path(codes, one.code)) for one in codes.codes if not one.hidden]
    return [("", text("search.every_issue")), *shown]


def _one_line(words: str) -> str:
    return words.replace("\n", " ")
