"""From the locked window to the open vault and back: unlock, wire the pages, lock, start afresh."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import Changes, Touched
from app.ports.vault import VaultError
from ui import errors
from ui.care import PATIENT_REASONS, Care
from ui.dialogs.crash import CrashDialog
from ui.last_vault import EXAMPLE_NAME
from ui.page import Notice, Place
from ui.reading_only import ReadingOnly
from ui.session import WARNING_SECONDS
from ui.shell import Shell
from ui.texts import plural, text
from ui.theme import SchemeChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.ports.queries import Today
    from app.usecases.vault import VaultService
    from ui.page import Desk, Page
    from ui.pages.unlock.page import UnlockPage
    from ui.services import Services
    from ui.session import Session
    from ui.window import Window

_RETRY_MS = 15_000
_LAST_TRY = 60
"""After so many retries (15 minutes) the vault is locked for good: exposure is the greater harm."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What only the bootstrap knows how to make."""

    services: Callable[[], Services]
    pages: Callable[[Desk, Services], Mapping[str, Callable[[], Page]]]
    unlock_page: Callable[[Desk], UnlockPage]
    restart: Callable[[Path | None, str], None]
    """Start the locked window afresh, on a vault if there is one, where the window stood."""
    end: Callable[[], None]


class Desktop(QObject):
    """Holds the window and the vault; knows no page by name but the first."""

    vault_opened = Signal()
    locking = Signal()

    def __init__(
        self, desk: Desk, window: Window, session: Session, vault: VaultService[Any], wiring: Wiring
    ) -> None:
        super().__init__()
        self._desk, self._window, self._session = desk, window, session
        self._vault, self._wiring = vault, wiring
        self._shell: Shell | None = None
        self._services: Services | None = None
        self._folder: Path | None = None
        self._adopted: Mapping[str, str] = {}
        self._tries = 0
        self._warned = False
        self._reason = ""
        self._copying = self._copy_over = False
        self._care = Care(desk.jobs, session.seconds_quiet, self)
        self._retry = QTimer(self, singleShot=True, interval=_RETRY_MS)
        self._connect()

    @property
    def shell(self) -> Shell | None:
        """The shell, while the vault is open."""
        return self._shell

    @property
    def _is_example(self) -> bool:
        """The example is made anew each time: nobody knows its phrase."""
        return self._folder is not None and self._folder.name == EXAMPLE_NAME

    def start(self) -> None:
        """Show the locked window."""
        page = self._wiring.unlock_page(self._desk)
        page.opened.connect(self.opened)
        self._window.show_content(page)
        page.read()

    def opened(self, folder: Path) -> None:
        """The vault is open: build the pages and go back to where she was."""
        self._folder = folder
        self._services = self._wiring.services()
        pages = self._wiring.pages(self._desk, self._services)
        more = text("shell.status_fictitious") if self._is_example else ""
        self._shell = Shell(self._desk, pages, more)
        self._shell.lock_wanted.connect(self.lock)
        self._shell.restart_wanted.connect(self.lock_for)
        self._window.show_content(self._shell)
        self._session.start()
        self.vault_opened.emit()
        self._shell.show_time_left(self._session.seconds_left())
        self._desk.jobs.run(self, self._services.settings.all, self._adopt)
        self._desk.jobs.run(self, self._services.drafts.place, self._come_back)
        self._count()
        self._take_care()

    def lock(self) -> None:
        """Lock because she asked."""
        self.lock_for("button")

    def lock_with_system(self, reason: str) -> None:
        """Lock because the system says that she leaves."""
        if self._vault.status().is_open:
            self.lock_for(reason)

    def lock_for(self, reason: str) -> None:
        """Hide, write what is pending, close the vault, start afresh; or wait behind the veil."""
        self._reason = reason
        self.locking.emit()
        self._retry.stop()
        self._session.stop()
        if reason in PATIENT_REASONS and self._writes_taken and not self._copy_over:
            if not self._copying:
                self._copy_first()
            return
        self._care.stop()
        geometry = self._window.geometry_text()
        flushes = self._tries < _LAST_TRY and reason not in {"crash", "restored"}
        writes = self._last_writes() if flushes else ()
        self._window.veil()
        trouble = self._desk.jobs.close(partial(self._put_away, writes))
        if trouble is not None:
            self._wait(trouble)
        elif reason == "quit":
            self._wiring.end()
        else:
            self._wiring.restart(None if self._is_example else self._folder, geometry)

    def crashed(self, report: str) -> None:
        """A bug: show the redacted report, lock the vault if it is open, page shown or not."""
        self.locking.emit()
        CrashDialog(self._desk.theme, report, self._window).exec()
        if self._vault.status().is_open:
            self.lock_for("crash")

    def _connect(self) -> None:
        self._session.ticked.connect(self._tick)
        self._session.lock_wanted.connect(self._lock_idle)
        self._retry.timeout.connect(self._lock_again)
        self._window.retry_lock.connect(self._lock_again)
        self._window.closing.connect(self._quit)
        self._window.wait_no_more.connect(self._care.leave)
        self._window.come_back.connect(self._prove_to_come_back)
        self._care.noticed.connect(self._say)
        self._care.progressed.connect(self._window.veil_copying)
        self._care.rested.connect(self._copied)
        self._desk.jobs.changed.connect(self._follow)
        self._desk.jobs.failed.connect(self._failed)
        self._desk.discretion.changed.connect(self._discretion_turned)

    def _last_writes(self) -> tuple[Callable[[], object], ...]:
        """What must be written before the lock: drafts, then the place where she was."""
        if self._services is None or self._shell is None or not self._writes_taken:
            return ()
        keep_place = partial(self._services.drafts.keep_place, _written(self._shell.place()))
        return (*self._shell.pending(), keep_place)

    def _put_away(self, writes: tuple[Callable[[], object], ...]) -> None:
        """On the vault's thread: write, then lock."""
        _all_of(writes)
        self._vault.lock(self._reason)

    def _wait(self, trouble: Exception) -> None:
        """The disk refused: the screen stays hidden, and the lock is tried again."""
        self._tries += 1
        self._desk.jobs.reopen()
        said = errors.message(trouble) if errors.is_refusal(trouble) else ""
        self._window.veil(text("shell.lock_waits", reason=said))
        self._retry.start()

    @property
    def _writes_taken(self) -> bool:
        """Tell whether a vault is open, and not for reading only."""
        is_open = self._shell is not None and self._vault.status().is_open
        return is_open and self._vault.vault.opening.read_only is None

    def _take_care(self) -> None:
        if self._shell is None or self._services is None:
            return
        opening = self._vault.vault.opening
        self._shell.banner.show_opening(opening, self._desk.clock.today())
        ReadingOnly(self._desk, self._shell, self._services.repair)
        self._care.unlocked(self._services, opening)

    def _copy_first(self) -> None:
        """Hidden already: write what is pending, make the copy that is due, then lock."""
        self._copying = True
        writes = self._last_writes()
        self._window.veil()
        self._desk.jobs.run(self, partial(_all_of, writes), self._flushed, failed=self._flushed)

    def _flushed(self, _done: object) -> None:
        self._care.at_lock()

    def _copied(self) -> None:
        if not self._copy_over:
            self._copying, self._copy_over = False, True
            self.lock_for(self._reason)

    def _prove_to_come_back(self, phrase: bytearray) -> None:
        """The lock waits for the disk: her phrase brings her back to the session."""
        work = partial(self._vault.prove, phrase)
        self._desk.jobs.run(self, work, self._back, failed=self._not_back)

    def _back(self, _proven: None) -> None:
        if self._shell is not None:
            self._retry.stop()
            self._tries, self._copy_over = 0, False
            self._window.show_content(self._shell)
            self._session.start()

    def _not_back(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self._window.veil(errors.message(error))

    def _say(self, notice: Notice) -> None:
        if self._shell is not None:
            self._shell.say(notice)

    def _lock_again(self) -> None:
        self.lock_for(self._reason)

    def _lock_idle(self) -> None:
        self.lock_for("idle")

    def _quit(self) -> None:
        self.lock_for("quit")

    def _tick(self, seconds: int) -> None:
        if self._shell is None:
            return
        self._shell.show_time_left(seconds)
        soon = seconds <= WARNING_SECONDS
        if soon and not self._warned:
            self._shell.say(Notice(plural("shell.status_soon", seconds), "warn"))
        self._warned = soon

    def _come_back(self, written: str | None) -> None:
        if self._shell is not None:
            place = _read(written)
            known = self._shell.knows(place.page)
            self._shell.go(place if known else Place("today"))

    def _adopt(self, settings: Mapping[str, str]) -> None:
        """Follow what she chose; what she did not change stays as F8 and Ctrl+ left it."""
        hidden_before = not self._adopted and self._desk.discretion.on  # a second screen came
        changed = {key for key, value in settings.items() if self._adopted.get(key) != value}
        self._adopted = settings
        if "theme" in changed:
            self._desk.theme.choose(SchemeChoice(settings["theme"]))
        if "zoom" in changed:
            self._desk.theme.set_zoom(int(settings["zoom"]))
        if "idle_minutes" in changed:
            self._session.set_minutes(int(settings["idle_minutes"]))
        discreet = settings["discreet"] == "yes"
        if "discreet" in changed and discreet != self._desk.discretion.on and not hidden_before:
            self._desk.discretion.toggle()

    def _follow(self, changes: Changes) -> None:
        if self._shell is None or self._services is None:
            return
        self._shell.follow(changes)
        if changes.concerns(Touched.SETTINGS):
            self._desk.jobs.run(self, self._services.settings.all, self._adopt)
        if changes.concerns(Touched.CASES | Touched.IMPORTS):
            self._count()

    def _count(self) -> None:
        if self._services is not None:
            self._desk.jobs.run(self, self._services.dashboard.today, self._show_counts)

    def _show_counts(self, today: Today) -> None:
        if self._shell is not None:
            self._shell.side.count({"case_list": today.open_cases, "import": today.to_settle})

    def _discretion_turned(self) -> None:
        if self._shell is not None:
            self._shell.show_time_left(self._session.seconds_left())

    def _failed(self, error: Exception) -> None:
        """A refusal is said under the page; anything else is a bug."""
        if errors.is_refusal(error) and self._shell is not None:
            self._shell.say(Notice(errors.message(error), "bad"))
            return
        if not isinstance(error, VaultError):
            raise error


def _all_of(writes: tuple[Callable[[], object], ...]) -> None:
    for write in writes:
        write()


def _written(place: Place) -> str:
    return json.dumps({"page": place.page, "object_id": place.object_id, "action": place.action})


def _read(written: str | None) -> Place:
    """Read a place kept at the last lock; one that cannot be read is the first page."""
    try:
        kept: dict[str, Any] = json.loads(written or "{}")
    except ValueError:
        kept = {}
    object_id = kept.get("object_id")
    return Place(
        str(kept.get("page", "today")),
        object_id if isinstance(object_id, int) else None,
        action=str(kept.get("action", "")),
    )
