"""What the journal tab says; no Qt here."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.usecases.journal import MOST_PRINTED, PAGE, Subject
from ui.formats import moment, number
from ui.texts import has_text, plural, text

if TYPE_CHECKING:
    from app.ports.queries import JournalListing, JournalRow, JournalState

PERIODS = ("always", "month", "year", "last_year")
_MONTH = timedelta(days=30)
_GROUP = 8

Span = tuple[datetime | None, datetime | None]


def subject_choices() -> tuple[tuple[Subject | None, str], ...]:
    """Everything, then each subject."""
    subjects = ((one, text(f"journal_tab.subject.{one}")) for one in Subject)
    return (None, text("journal_tab.every_subject")), *subjects


def period_choices() -> tuple[tuple[str, str], ...]:
    """The periods, in words."""
    return tuple((one, text(f"journal_tab.period.{one}")) for one in PERIODS)


def span(period: str, today: date) -> Span:
    """From when, and until when without it."""
    january, last_january = date(today.year, 1, 1), date(today.year - 1, 1, 1)
    match period:
        case "month":
            return _midnight(today - _MONTH), None
        case "year":
            return _midnight(january), None
        case "last_year":
            return _midnight(last_january), _midnight(january)
        case _:
            return None, None


def event_words(row: JournalRow) -> str:
    """What happened, in words."""
    text_id = f"journal.{row.event}"
    return text(text_id) if has_text(text_id) else row.event


def detail_words(row: JournalRow) -> str:
    """What the entry says besides: a reason, a count; the names of fields say nothing to her."""
    said = (_detail(*one.partition(":")[::2]) for one in row.details if ":" in one)
    return ", ".join(one for one in said if one)


def when_words(row: JournalRow, today: date) -> str:
    """When it happened."""
    return moment(row.at, today)


def count_words(listing: JournalListing, page: int) -> str:
    """`51 à 100 sur 9 120 entrées`."""
    if not listing.rows:
        return text("journal_tab.nothing")
    first = page * PAGE + 1
    last = page * PAGE + len(listing.rows)
    total = plural("journal_tab.entries", listing.total, shown=number(listing.total))
    return text("journal_tab.range", first=number(first), last=number(last), total=total)


def page_count(listing: JournalListing) -> int:
    """How many pages there are."""
    return max(1, -(-listing.total // PAGE))


def state_words(state: JournalState) -> str:
    """Whether the chain holds, and the head that can be copied onto paper."""
    entries = plural("journal_tab.entries", state.entries, shown=number(state.entries))
    if state.broken_at is not None:
        return text("journal_tab.broken", entries=entries, number=number(state.broken_at))
    return text("journal_tab.whole", entries=entries, head=head_words(state.head))


def head_words(head: str) -> str:
    """64 signs in groups of eight, as they are read aloud."""
    return " ".join(head[at : at + _GROUP] for at in range(0, len(head), _GROUP))


def columns() -> tuple[str, ...]:
    """The headings, on the screen and on paper."""
    return (
        text("journal_tab.col_when"),
        text("journal_tab.col_event"),
        text("journal_tab.col_detail"),
    )


def paper_rows(listing: JournalListing) -> tuple[tuple[str, ...], ...]:
    """The entries as they go onto paper, each with its number."""
    return tuple(
        (number(row.seq), _stamp(row), event_words(row), detail_words(row)) for row in listing.rows
    )


def paper_columns() -> tuple[str, ...]:
    """The headings on paper."""
    return (text("journal_tab.col_number"), *columns())


def paper_lead(listing: JournalListing, state: JournalState, chosen: tuple[str, str]) -> str:
    """What is printed, how much of it, and the head of the chain on that day."""
    said = [text("journal_tab.paper_chosen", subject=chosen[0], period=chosen[1])]
    if listing.total > len(listing.rows):
        said.append(text("journal_tab.paper_cut", count=number(MOST_PRINTED)))
    return " ".join((*said, state_words(state)))


def _detail(name: str, value: str) -> str:
    if value.isascii() and value.isdigit():
        text_id = f"journal_tab.count.{name}"
        return plural(text_id, int(value), shown=number(int(value))) if has_text(text_id) else ""
    text_id = f"journal_tab.detail.{name}_{value}"
    return text(text_id) if has_text(text_id) else ""


def _stamp(row: JournalRow) -> str:
    return row.at.astimezone().strftime("%d/%m/%Y %H:%M:%S")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
