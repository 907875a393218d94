"""Printing: warned, journalled, under a neutral name, and what is printed is what was made."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from testkit.vaults import phrase

from ui.page import Place
from ui.paper import Paper
from ui.printing import FINEST_DPI, Printing, PrintRoom, a_printer
from ui.texts import plural, text

ROWS = [(f"{day:02d}/05/2026", f"Ligne fictive numéro {day}") for day in range(1, 100)]


@pytest.fixture
def printing(app_window) -> Printing:
    app_window.shell.go(Place("today"))
    given = app_window.world.services
    room = PrintRoom(given.formats.papers, given.journal, given.vault)
    return Printing(app_window.shell.page("today"), app_window.desk, room)


def _paper(app_window) -> Paper:
    papers = app_window.world.services.formats.papers
    return Paper("listing", lambda: papers.listing("Essai", "Fictif.", ("Quand", "Quoi"), ROWS))


def _to_file(tmp_path) -> QPrinter:
    printer = a_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(FINEST_DPI)
    return printer


def _events(app_window) -> list[str]:
    return [row.event for row in app_window.world.services.journal.last()]


def test_every_page_reaches_the_printer_as_it_was_laid_out(app_window, printing, tmp_path) -> None:
    paper = _paper(app_window)
    printing.send(paper, _to_file(tmp_path))
    app_window.settle()

    made = pypdfium2.PdfDocument(paper.make())
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == len(made) > 1
    for rank in range(len(made)):
        assert _difference(made[rank], printed[rank]) < 0.03


def _difference(first: Any, second: Any) -> float:
    """The share of pixels that differ much, both pages drawn small."""
    drawn = [
        page.render(scale=0.5).to_pil().convert("L").resize((297, 420)) for page in (first, second)
    ]
    pixels = zip(*(list(one.getdata()) for one in drawn), strict=True)
    far = sum(1 for left, right in pixels if abs(left - right) > 60)
    return far / (297 * 420)


def test_what_is_printed_is_in_the_journal(app_window, printing, tmp_path) -> None:
    printing.send(_paper(app_window), _to_file(tmp_path))
    app_window.settle()

    assert _events(app_window)[0] == "printed"
    assert app_window.widget("notice_words").text() == plural("printing.done", 3)


def test_nothing_is_printed_that_the_journal_cannot_tell(app_window, printing, tmp_path) -> None:
    app_window.world.vaults.lock("test")
    printing.send(_paper(app_window), _to_file(tmp_path))
    app_window.settle()

    assert not (tmp_path / "printed.pdf").exists()
    assert app_window.widget("notice_words").text() == text("errors.vault_locked")


def test_the_queue_shows_a_name_that_says_nothing() -> None:
    printer = a_printer()

    assert printer.docName() == "Document"
    assert printer.creator() == ""


def test_the_phrase_is_asked_and_the_warning_shown_before_any_printer(app_window, printing) -> None:
    printing.ask(_paper(app_window))
    asked = app_window.widget("prove_dialog")
    asked.proof.phrase.setText(phrase().decode())
    asked.confirm.click()
    warning = app_window.widget("print_dialog")

    assert warning.isVisible()
    assert warning.focusWidget() is warning.cancel
    assert any(
        text("printing.keeps") == one.text() for one in warning.findChildren(type(warning.wrong))
    )
    warning.reject()


def test_the_system_window_offers_no_file(app_window, printing) -> None:
    printing._choose(_paper(app_window))
    app_window.settle()
    shown = app_window.window.findChild(QPrintDialog)

    assert not shown.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    shown.reject()
