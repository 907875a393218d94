"""Calendars of other programs: a file chosen and read, a period written to a folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.agenda import AppointmentKind
from app.domain.periods import Period
from ui.file_choice import ask_file, ask_folder
from ui.page import Notice
from ui.pages.agenda.small_dialogs import ExportDialog
from ui.pages.agenda.state import kind_words
from ui.texts import plural, text

if TYPE_CHECKING:
    from pathlib import Path

    from app.changes import Changes
    from app.usecases.calendars import BroughtIn, CalendarService
    from ui.page import Desk, Page

_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Brought:
    """What came of an import: how many events were not understood."""

    changes: BroughtIn
    left: int


class Exchange(QObject):
    """Asks and does; the page says what came of it."""

    def __init__(self, page: Page, desk: Desk, calendars: CalendarService) -> None:
        super().__init__(page)
        self._page, self._desk, self._calendars = page, desk, calendars

    def bring_in(self, week: Period) -> None:
        """Read the calendar chosen, from the week shown on for a year."""
        path = ask_file(self._page, text("agenda.import_title"), text("agenda.import_kinds"))
        if path is not None:
            self.bring(path, Period(week.first, week.first + _AHEAD))

    def bring(self, path: Path, period: Period) -> None:
        """Read a calendar for a period and keep its events."""
        self._desk.jobs.run(self, partial(self._bring, path, period), self._say_brought)

    def ask_period(self, week: Period) -> None:
        """Ask for a period, after saying what goes out."""
        dialog = ExportDialog(self._desk, week)
        dialog.chosen.connect(self._ask_folder)
        self._page.ask(dialog)

    def write(self, folder: Path, period: Period) -> None:
        """Write a period to a file that says nothing by its name but that period."""
        path = folder / f"agenda-{period.first.isoformat()}-{period.last.isoformat()}.ics"
        titles = {kind: kind_words(kind) for kind in AppointmentKind}
        export = partial(self._calendars.export, path, period, titles)
        self._desk.jobs.run(self, export, self._say_exported)

    def _ask_folder(self, period: Period) -> None:
        folder = ask_folder(self._page, text("agenda.export_folder"))
        if folder is not None:
            self.write(folder, period)

    def _bring(self, path: Path, period: Period) -> _Brought:
        found = self._calendars.read(path, period)
        return _Brought(self._calendars.bring_in(found), found.left)

    def _say_brought(self, brought: _Brought) -> None:
        self._desk.jobs.changed.emit(brought.changes)
        said = [plural("agenda.imported", brought.changes.object_id or 0)]
        if brought.left:
            said.append(plural("agenda.left", brought.left))
        tone = "warn" if brought.left else "good"
        undo = partial(self._send_back, brought.changes) if brought.changes.made else None
        self._page.noticed.emit(Notice(" ".join(said), tone, undo=undo))

    def _send_back(self, brought: BroughtIn) -> None:
        work = partial(self._calendars.send_back, brought)
        self._desk.jobs.run(self, work, self._say_sent_back)

    def _say_sent_back(self, _changes: Changes) -> None:
        self._page.noticed.emit(Notice(text("agenda.sent_back")))

    def _say_exported(self, changes: Changes) -> None:
        self._page.noticed.emit(Notice(plural("agenda.exported", changes.object_id or 0)))
