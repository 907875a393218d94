"""One tab of a case file: it reads through its service and shows what it read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.changes import Changes, Touched
from ui import errors
from ui.page import Notice
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from ui.page import Desk, Place
    from ui.services import Services

ReadT = TypeVar("ReadT")
PartT = TypeVar("PartT", bound=QWidget)
_RECORD = "record_"


def standing(part: PartT, record_id: int) -> PartT:
    """Name the part that a record is read in, so that a search leads to it."""
    part.setObjectName(f"{_RECORD}{record_id}")
    part.setProperty("record", True)  # noqa: FBT003 — Qt has no other way
    return part


class CasePanel(QWidget, Generic[ReadT]):
    """`name` is its tab, `shows` what makes it stale; it asks the page for small windows.

    `printing` carries a paper to print; `leaving` what to do, once she proved that it is her,
    with something that leaves the vault; `revealed` a part to scroll to.
    """

    noticed = Signal(object)
    asked = Signal(object)
    go = Signal(object)
    printing = Signal(object)
    leaving = Signal(object)
    revealed = Signal(object)

    name: ClassVar[str]
    shows: ClassVar[Touched] = Touched.CASES

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__()
        self._desk, self._services = desk, services
        self._sheet: CaseSheet | None = None
        self._lists: Nomenclatures | None = None
        self._sought: int | None = None
        self._apart: dict[CaseId, str] = {}
        self.setProperty("role", "clear")
        self.setObjectName(f"case_panel_{self.name}")
        self.setAccessibleName(text(f"case.tab.{self.name}"))

    def ask(self, case_id: CaseId) -> ReadT:
        """Read, on the vault's thread, what the panel shows of a file."""
        raise NotImplementedError

    def show_read(self, read: ReadT) -> None:
        """Show what was read; `sheet` and `lists` are those of the file."""
        raise NotImplementedError

    def read(self, sheet: CaseSheet, lists: Nomenclatures) -> None:
        """Ask for this file again; what is typed for another one goes with it."""
        before, after = self._sheet, sheet.case.id
        if before is not None and before.case.id != after:
            self._apart[before.case.id] = self.typed_apart()
            self.type_again(self._apart.pop(after, ""))
        self._sheet, self._lists = sheet, lists
        self._desk.jobs.run(self, partial(self.ask, sheet.case.id), self._take)

    def typed_apart(self) -> str:
        """What is typed in the tab itself, and kept nowhere yet."""
        return ""

    def type_again(self, words: str) -> None:
        """Show what was typed for the file that comes, or nothing."""

    def turn_to(self, place: Place) -> None:
        """Go to a record once it is read."""
        self._sought = place.inside

    def part_of(self, record_id: int) -> QWidget | None:
        """The part in which a record is read: the newest, what was shown before goes later."""
        named = self.findChildren(QWidget, f"{_RECORD}{record_id}")
        return named[-1] if named else None

    def pending(self) -> tuple[Callable[[], object], ...]:
        """What is typed and must be written before a lock, on the vault's thread."""
        return ()

    @property
    def sheet(self) -> CaseSheet:
        """The file shown."""
        if self._sheet is None:
            raise RuntimeError(self.name)
        return self._sheet

    @property
    def lists(self) -> Nomenclatures:
        """The code lists as they are now."""
        if self._lists is None:
            raise RuntimeError(self.name)
        return self._lists

    def _take(self, read: ReadT) -> None:
        """Show what was read, and go to the record that was asked for, once."""
        self.show_read(read)
        sought, self._sought = self._sought, None
        part = None if sought is None else self.part_of(sought)
        if part is not None:
            self.revealed.emit(part)

    def do(self, work: Callable[[], Changes], said: str = "") -> None:
        """Write something; the pages that show it read again."""
        self._desk.jobs.run(self, work, partial(self._done, said), failed=self._refused)

    def remove(self, work: Callable[[], Changes], said: str) -> None:
        """Put something in the bin, and offer to take it back at once."""
        self._desk.jobs.run(self, work, partial(self._removed, said), failed=self._refused)

    def _say(self, said: str) -> None:
        self.noticed.emit(Notice(said))

    def open_window(self, dialog: QDialog) -> None:
        """Ask the page to open a small window."""
        self.asked.emit(dialog)

    def _done(self, said: str, _changes: Changes) -> None:
        if said:
            self.noticed.emit(Notice(said))

    def _refused(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self.noticed.emit(Notice(errors.message(error), "bad"))

    def _removed(self, said: str, changes: Changes) -> None:
        self.noticed.emit(Notice(said, undo=partial(self._take_back, changes.object_id or 0)))

    def _take_back(self, binned_id: int) -> None:
        work = partial(self._services.casework.bin.take_back, binned_id)
        self._desk.jobs.run(self, work, partial(self._done, text("case.taken_back")))
