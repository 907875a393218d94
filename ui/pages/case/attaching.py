"""Files copied into the vault one after the other; what is doubtful is asked."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.usecases.documents import LARGE, TWIN
from ui import errors
from ui.dialogs.base import ConfirmDialog
from ui.page import Notice
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.changes import Changes
    from app.domain.errors import Refusal
    from app.domain.ids import CaseId
    from app.usecases.documents import DocumentService
    from ui.jobs import Progress
    from ui.page import Desk
    from ui.widgets.long_work import LongWork

_ASKED = {LARGE: "large", TWIN: "twin"}


class Attaching(QObject):
    """`asked` carries a window to open, `noticed` what came of it once every file was tried."""

    asked = Signal(object)
    noticed = Signal(object)

    def __init__(self, desk: Desk, documents: DocumentService, strip: LongWork) -> None:
        super().__init__(strip)
        self._desk, self._documents, self._strip = desk, documents, strip
        self._waiting: deque[tuple[CaseId, Path]] = deque()
        self._accepted: frozenset[str] = frozenset()
        self._busy = False
        self._rank = self._count = self._done = 0
        self._refusals: list[str] = []
        strip.stopped.connect(self._stop)

    def attach(self, case_id: CaseId, paths: Iterable[Path]) -> None:
        """Attach these files, after those that wait already."""
        added = [(case_id, path) for path in paths]
        self._waiting.extend(added)
        self._count += len(added)
        if added and not self._busy:
            self._busy = True
            self._next()

    def _next(self) -> None:
        """The next file, or the account of them all."""
        self._accepted = frozenset()
        if not self._waiting:
            self._tell()
            return
        self._rank += 1
        self._try()

    def _try(self) -> None:
        whole = text("documents.attaching_of", rank=self._rank, count=self._count)
        self._strip.announce(text("documents.attaching") if self._count == 1 else whole)
        work = partial(self._attach, *self._waiting[0], self._accepted)
        task = self._desk.jobs.run_long(self, work, self._attached, failed=self._failed)
        if self._busy:
            self._strip.follow(task)

    def _attach(
        self, case_id: CaseId, path: Path, accepted: frozenset[str], progress: Progress
    ) -> Changes:
        """On the vault's thread."""
        return self._documents.attach(case_id, path, progress, accepted=accepted)

    def _attached(self, _changes: Changes) -> None:
        self._waiting.popleft()
        self._done += 1
        self._next()

    def _failed(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            self._forget()
            raise error
        if error.code in _ASKED:
            self._ask(error)
            return
        self._refusals.append(errors.message(error))
        self._skip()

    def _ask(self, error: Refusal) -> None:
        """Let her decide about a file that may be taken, but not without saying so."""
        group = f"documents.{_ASKED[error.code]}"
        path = self._waiting[0][1]
        name = text("documents.masked_file") if self._desk.discretion.on else path.name
        dialog = ConfirmDialog(
            self._desk,
            "attach_dialog",
            text(f"{group}.title"),
            text(f"{group}.words", name=name, why=errors.message(error)),
            confirm=text(f"{group}.confirm"),
        )
        dialog.accepted.connect(partial(self._accept, error.code))
        dialog.rejected.connect(self._skip)
        self.asked.emit(dialog)

    def _accept(self, code: str) -> None:
        self._accepted |= {code}
        self._try()

    def _skip(self) -> None:
        self._waiting.popleft()
        self._next()

    def _stop(self) -> None:
        """She stopped: the file under way was not kept, those that wait are not tried."""
        self._forget()
        self.noticed.emit(Notice(text("documents.stopped"), "warn"))

    def _tell(self) -> None:
        done, refusals = self._done, self._refusals
        self._forget()
        if refusals:
            why = " ".join(dict.fromkeys(refusals))
            self.noticed.emit(Notice(plural("documents.refused", len(refusals), why=why), "bad"))
        elif done:
            self.noticed.emit(Notice(plural("documents.attached", done)))

    def _forget(self) -> None:
        self._waiting.clear()
        self._refusals = []
        self._busy = False
        self._rank = self._count = self._done = 0
        self._strip.ended()
