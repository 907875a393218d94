"""The real program, with the fast key derivation of tests and a hand that works in its window.

Started as `python -m testkit.day_program VAULT`; what it does, and with which words, comes as one
line of JSON on its input, so that the words are neither in its arguments nor on the disk.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.hardening import harden

harden()

from PySide6.QtCore import QObject, Qt, QTimer  # noqa: E402 — hardened first, as the program is
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget  # noqa: E402

from ui import bootstrap, desktop  # noqa: E402
from ui.page import Place  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STEP_MS = 30


class Watched(desktop.Desktop):
    """The desktop, with the hand on it."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.hand = Hand(self, json.loads(sys.stdin.readline()))

    def crashed(self, report: str) -> None:
        """End the day at the first bug, and say where it was."""
        print(report.replace("\n", " "), flush=True)
        os._exit(1)


class Hand(QObject):
    """Goes through a day step by step; a step waits until what it needs is there."""

    def __init__(self, on: Watched, words: dict[str, str]) -> None:
        super().__init__(on)
        self._on, self._words = on, words
        self._steps = self._day()
        self._ready: Callable[[], object] = lambda: True
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        if self._ready():
            self._ready = next(self._steps, self._stop)

    def _stop(self) -> bool:
        self._timer.stop()
        return False

    def _day(self) -> Iterator[Callable[[], object]]:
        yield from self._unlock()
        if self._words.get("then") == "wait":
            print("open", flush=True)
            return
        yield from self._log()
        yield from self._import()
        yield from self._look_up()
        yield from self._attach()
        yield from self._report()
        yield from self._copy()
        print("open", flush=True)
        sys.stdin.readline()
        self._on.lock()

    def _unlock(self) -> Iterator[Callable[[], object]]:
        yield partial(self._seen, "open_phrase")
        self._find("open_phrase").setText(self._words["phrase"])
        self._find("open_submit").click()
        yield lambda: self._on.shell is not None and self._on.shell.shown is not None

    def _log(self) -> Iterator[Callable[[], object]]:
        """One interview written in the form and logged, another begun."""
        from app.domain.agreements import AgreementForm
        from app.domain.drafts import InterventionDraft, NewCase

        given, today = self._on._services, bootstrap.MachineClock().today()
        done: list[object] = []
        save = partial(
            given.entities.save, "Ville d’Exemple", quota_percent=100, headcount=80, year=today.year
        )
        self._job(save, done)
        yield lambda: done
        entity = done.pop().object_id
        new = NewCase(self._words["name"], entity, given_name="Basile")
        draft = InterventionDraft(
            today, "CTC.RDV", entity, "LIE.PER", 50, new_case=new, origin="ORI.AGT",
            note=f"Point sur son {self._words['note']}.", agreement=AgreementForm.ORAL,
        )  # fmt: skip
        self._job(partial(given.interventions.log, draft), done)
        yield lambda: done
        self._on.shell.go(Place("interview", action="log"))
        yield partial(self._seen, "interview_note")
        self._find("interview_note").setPlainText(f"Une {self._words['draft']} commencée")
        page = self._on.shell.page("interview")
        kept: list[int] = []
        page.keeper.kept.connect(lambda *_: kept.append(1))
        yield lambda: kept

    def _import(self) -> Iterator[Callable[[], object]]:
        """Bring in her own spreadsheet, then take that file away: it was clear text of hers."""
        source = Path(self._words["folder"]) / "suivi.csv"
        head = "Date;Collectivité;Nom;Prénom;Type;Durée;Observations\n"
        row = f"12/03/2026;Ville d’Exemple;{self._words['row']};Ana;Entretien;50 min;\n"
        source.write_text(head + row, "utf-8")
        page = self._on.shell.page("import")
        self._on.shell.go(Place("import"))
        page.open_file(source)
        yield self._quiet()
        page.steps.run()
        yield self._quiet()
        source.unlink()

    def _look_up(self) -> Iterator[Callable[[], object]]:
        shell, done = self._on.shell, []
        for word in (self._words["name"], self._words["note"]):
            shell.top.search.setText(word)
            shell.top.searched.emit(word)
            yield lambda: shell.place().page == "search"
            yield self._quiet()
        self._job(partial(self._on._services.cases.suggest, self._words["name"]), done)
        yield lambda: done
        self._case = done[0][0].case_id
        shell.go(Place("case", self._case))
        yield self._quiet()

    def _attach(self) -> Iterator[Callable[[], object]]:
        """Attach a document, show it, wipe the file that it came from."""
        source = Path(self._words["folder"]) / "courrier.txt"
        source.write_text(f"Courrier au sujet de {self._words['document']}.\n" * 50, "utf-8")
        given, done = self._on._services, []
        self._job(partial(given.documents.attach, self._case, source), done)
        yield lambda: done
        document = done.pop().object_id
        self._job(partial(given.documents.content, document), done)
        yield lambda: done
        from app.domain.documents import MediaType

        shown = QPlainTextEdit(given.formats.documents.words(done.pop(), MediaType.TEXT))
        shown.show()
        yield self._quiet()
        self._job(partial(given.documents.wipe, source), done)
        yield lambda: done
        assert not source.exists()

    def _report(self) -> Iterator[Callable[[], object]]:
        self._on.shell.go(Place("report"))
        page = self._on.shell.page("report")
        yield lambda: page._prepared is not None
        yield self._quiet()
        for name in ("statistics", "settings", "today"):
            self._on.shell.go(Place(name))
            yield self._quiet()

    def _copy(self) -> Iterator[Callable[[], object]]:
        note = QPlainTextEdit(f"copie {self._words['copied']}")
        note.show()
        note.selectAll()
        QTest.keyClick(note, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        yield lambda: self._words["copied"] in QApplication.clipboard().text()

    def _quiet(self) -> Callable[[], object]:
        """Nothing is under way any more on either thread."""
        done: list[object] = []
        self._job(lambda: 1, done)
        self._on._desk.jobs.render(self, lambda: 1, done.append)
        return lambda: len(done) > 1

    def _job(self, work: Callable[[], Any], done: list[Any]) -> None:
        self._on._desk.jobs.run(self, work, done.append)

    def _seen(self, name: str) -> bool:
        found = self._on._window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def _find(self, name: str) -> Any:
        return self._on._window.findChild(QWidget, name)


def main(folder: Path) -> int:
    """Run the program with the fast key derivation of tests and the hand in its window."""
    from testkit.vaults import fast_vaults

    from app.usecases.vault import VaultService
    from storage.vault.passphrase import FrenchPassphrases

    def fast(clock: Any = None) -> VaultService[Any]:
        return VaultService(fast_vaults(clock), FrenchPassphrases())

    bootstrap.vault_service = fast
    desktop.Desktop = Watched
    return bootstrap.run_desktop(folder)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
