"""What every page is and is given: it reads what it shows and says what concerns it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.changes import Changes, Touched
from ui.safeguards import Safeguards

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ports.clock import Clock
    from ui.discretion import Discretion
    from ui.jobs import Jobs
    from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Desk:
    """What the window lends to every page: jobs, look, discretion, clock, safeguards."""

    jobs: Jobs
    theme: Theme
    discretion: Discretion
    clock: Clock
    safeguards: Safeguards = field(default_factory=Safeguards)


@dataclass(frozen=True, slots=True)
class Place:
    """Where she is or wants to go: a page, the object shown, what she types or does there.

    `inside` is the very thing in that object: an intervention or a document of a case file.
    """

    page: str
    object_id: int | None = None
    words: str = ""
    action: str = ""
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A short message under the page; `undo`, if there is one, takes back what was just done."""

    message: str
    tone: str = "good"
    undo: Callable[[], None] | None = None


class Page(QWidget):
    """A page: `name` is its folder, `shows` the subjects that make it stale."""

    go = Signal(object)
    noticed = Signal(object)

    name: ClassVar[str]
    shows: ClassVar[Touched] = Touched.NOTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._name_yourself()

    def concerns(self, changes: Changes) -> bool:
        """Tell whether what was written makes this page stale."""
        return changes.concerns(self.shows)

    def read(self) -> None:
        """Ask again for everything that the page shows."""
        raise NotImplementedError

    def open_at(self, place: Place) -> None:  # noqa: ARG002 — most pages have only one place
        """Go to a place inside the page."""
        self.read()

    def place(self) -> Place:
        """Where she is in this page."""
        return Place(self.name)

    def pending(self) -> tuple[Callable[[], object], ...]:
        """Writes that must happen before the vault is locked (drafts), to be run on its thread."""
        return ()

    def ask(self, dialog: QDialog) -> None:
        """Open a small window over this one; it is gone when it closes."""
        dialog.setParent(self.window(), Qt.WindowType.Dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def first_field(self) -> QWidget | None:
        """The widget that takes the focus when the page is shown."""
        return None

    def _name_yourself(self) -> None:
        self.setObjectName(f"page_{self.name}")
        self.setProperty("role", "page")
        self.setAccessibleName(self.name)
