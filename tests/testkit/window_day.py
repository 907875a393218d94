"""A day at the window, step by step: what she opens, types and saves, each step to be listened to.

A step ends when both threads rest and the window is drawn, so that what it caused is counted in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.page import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from testkit.heartbeat import Heartbeat
    from testkit.program import Program

    from storage.vault.session import OpenVault

    Step = tuple[str, Callable[[], object]]

LONG = 120_000
FIRST_LOOKS = frozenset(
    {
        "unlock",
        "open a usual file",
        "search: key 1",
        "begin an interview",
        "statistics",
        "settings",
        *(f"first look: {one}" for one in ("case_list", "agenda", "day_list", "partners", "today")),
    }
)
"""The steps during which a page is shown for the first time, and made."""
NOTE = "Point sur la situation et suite à donner."


@dataclass(frozen=True)
class Files:
    """The two files of the day, and what is typed in the search box."""

    usual: int
    largest: int
    words: str = "mir"


def files_of(vault: OpenVault) -> Files:
    """The open file of the usual size, and the one with the most interventions."""
    with vault.read() as connection:
        rows = connection.execute(
            """
            SELECT link.case_id, c.state
              FROM intervention_case AS link
              JOIN case_file AS c ON c.id = link.case_id
             GROUP BY link.case_id
             ORDER BY COUNT(*) DESC
            """
        ).fetchall()
    still_open = [case_id for case_id, state in rows if state == "open"]
    return Files(usual=still_open[len(still_open) // 2], largest=rows[0][0])


@dataclass
class WindowDay:
    """Does the steps of a day while a heart beats."""

    program: Program
    heart: Heartbeat
    files: Files

    def live(self) -> None:
        """Do every step."""
        for name, act in self.steps():
            with self.heart.step(name):
                act()
                self.program.rest()

    def steps(self) -> Iterator[Step]:
        """The whole day."""
        yield "unlock", self._unlock
        for page in ("case_list", "agenda", "day_list", "partners", "today"):
            yield f"first look: {page}", partial(self._go, page)
        yield "open a usual file", partial(self._open, self.files.usual)
        yield "open the largest file", partial(self._open, self.files.largest)
        yield from self._tabs("case")
        yield "back to the thread", partial(self._turn, "case", 0)
        yield "open it again", partial(self._open_again, self.files.largest)
        yield "show more of it", self._more
        yield from self._search()
        yield "begin an interview", self._begin_interview
        yield "type its note", self._type_note
        yield "save it", self._save
        for page in ("agenda", "day_list", "case_list", "today"):
            yield f"again: {page}", partial(self._go, page)
        yield "statistics", self._statistics
        yield "settings", partial(self._go, "settings")
        yield from self._tabs("settings")

    def _unlock(self) -> None:
        self.program.unlock()
        self.program.wait(self.program.is_open)

    def _go(self, page: str) -> None:
        self.program.shell.go(Place(page))

    def _open(self, case_id: int) -> None:
        self.program.shell.go(Place("case", case_id))
        self._timeline_drawn(case_id)

    def _open_again(self, case_id: int) -> None:
        self._go("case_list")
        self.program.rest()
        self._open(case_id)

    def _timeline_drawn(self, case_id: int) -> None:
        page = self._page("case")
        self.program.wait(
            lambda: page._read is not None and page._read.sheet.case.id == case_id, LONG
        )
        self.program.wait(lambda: page.timeline.drawn, LONG)

    def _tabs(self, name: str) -> Iterator[Step]:
        bar = self._page(name).bar
        for rank in range(1, bar.count()):
            yield f"{name} tab {rank}", partial(self._turn, name, rank)

    def _turn(self, name: str, rank: int) -> None:
        self._page(name).bar.setCurrentIndex(rank)

    def _more(self) -> None:
        page = self._page("case")
        if page.timeline.more.isVisible():
            page.timeline.more.click()
        self.program.wait(lambda: page.timeline.drawn, LONG)

    def _search(self) -> Iterator[Step]:
        box = self.program.shell.top.search
        yield "the cursor to the search", box.setFocus
        for rank, letter in enumerate(self.files.words, start=1):
            yield f"search: key {rank}", partial(QTest.keyClicks, box, letter)

    def _begin_interview(self) -> None:
        self.program.shell.go(Place("case", self.files.usual))
        self.program.rest()
        self.program.shell.top.log.click()
        view = self._interview.view
        self.program.wait(lambda: view.person.known is not None)

    def _type_note(self) -> None:
        note = self.program.widget("interview_note")
        note.setFocus()
        QTest.keyClicks(note, NOTE.replace("à", "a"))

    def _save(self) -> None:
        submit = self._interview.frame.submit
        QTest.mouseClick(submit, Qt.MouseButton.LeftButton)
        self.program.wait(lambda: self.program.shell.place().page == "case")

    def _page(self, name: str) -> Any:
        return self.program.shell.page(name)

    @property
    def _interview(self) -> Any:
        return self._page("interview")

    def _statistics(self) -> None:
        self._go("statistics")
        page = self._page("statistics")
        self.program.wait(lambda: page._shown is not None and page.work.isHidden(), LONG)
        self.program.wait(lambda: page.tables.drawn, LONG)
