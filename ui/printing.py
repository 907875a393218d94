"""The one way to a printer: page images painted one by one, never a file, noted in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog

from ui import errors
from ui.dialogs.print_warning import PrintWarning
from ui.dialogs.prove import ask_presence
from ui.page import Notice
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ports.renderers import PageImage, Papers
    from app.usecases.journal import JournalService
    from app.usecases.vault import VaultService
    from ui.page import Desk, Page
    from ui.paper import Paper

FINEST_DPI = 300
"""Beyond, a page of pixels takes hundreds of megabytes and reads no better."""
_POINTS_AN_INCH = 72
_JOB = "Document"
"""What the queue shows: always the same word."""
_CHOICES = QAbstractPrintDialog.PrintDialogOption.PrintShowPageSize
"""What the system's window offers: neither a file nor some of the pages."""


@dataclass(frozen=True, slots=True)
class PrintRoom:
    """What printing needs of an open vault."""

    papers: Papers
    journal: JournalService
    vault: VaultService[Any]


class Printing(QObject):
    """Asks, warns, prints; `printed` comes with the number of pages once all are sent."""

    printed = Signal(int)

    def __init__(self, page: Page, desk: Desk, room: PrintRoom) -> None:
        super().__init__(page)
        self._page, self._desk, self._room = page, desk, room
        self._press: Press | None = None

    def ask(self, paper: Paper) -> None:
        """Ask for the phrase if need be, warn, let her choose a printer, print."""
        ask_presence(self._page, self._desk, self._room.vault, partial(self.warn, paper))

    def warn(self, paper: Paper) -> None:
        """Say what a printer keeps, then go on; for papers made just after a proof."""
        warning = PrintWarning(self._desk, paper.advice, printer_name())
        warning.agreed.connect(partial(self._choose, paper))
        self._page.ask(warning)

    def _choose(self, paper: Paper) -> None:
        printer = a_printer()
        dialog = QPrintDialog(printer, self._page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOptions(_CHOICES)
        dialog.finished.connect(partial(self._chosen, paper, printer))
        QDialog.open(dialog)  # its own `open` wants the name of a slot

    def _chosen(self, paper: Paper, printer: QPrinter, answer: int) -> None:
        if answer == QPrintDialog.DialogCode.Accepted:
            self.send(paper, printer)

    def send(self, paper: Paper, printer: QPrinter) -> None:
        """Print on the printer chosen."""
        self._press = Press(self, self._desk, self._room, printer)
        self._press.done.connect(self._say_done)
        self._press.failed.connect(self._say_failed)
        self._press.start(paper)

    def _say_done(self, pages: int) -> None:
        self._page.noticed.emit(Notice(plural("printing.done", pages)))
        self.printed.emit(pages)

    def _say_failed(self, words: str) -> None:
        self._page.noticed.emit(Notice(words, "bad"))


class Press(QObject):
    """Draws the pages away from the window and paints each as it comes."""

    done = Signal(int)
    failed = Signal(str)

    def __init__(self, owner: QObject, desk: Desk, room: PrintRoom, printer: QPrinter) -> None:
        super().__init__(owner)
        self._desk, self._room, self._printer = desk, room, printer
        self._painter = QPainter()
        self._pages: Iterator[PageImage] = iter(())

    def start(self, paper: Paper) -> None:
        """Make the paper, note it in the journal, then print it."""
        scale = min(self._printer.resolution(), FINEST_DPI) / _POINTS_AN_INCH
        work = partial(self._begin, paper, scale)
        then = partial(self._note, paper.kind)
        self._desk.jobs.render(self, work, then, failed=self._fail)

    def _begin(self, paper: Paper, scale: float) -> PageImage | None:
        self._pages = self._room.papers.pages(paper.make(), scale)
        return next(self._pages, None)

    def _note(self, kind: str, first: PageImage | None) -> None:
        """Nothing is printed that the journal does not tell."""
        if first is None:
            return
        note = partial(self._room.journal.note_printed, kind, first.count)
        self._desk.jobs.run(self, note, partial(self._noted, first), failed=self._fail)

    def _noted(self, first: PageImage, _changes: object) -> None:
        if not self._painter.begin(self._printer):
            self.failed.emit(text("printing.refused"))
            return
        self._paint(first)

    def _paint(self, image: PageImage | None) -> None:
        if image is None:
            return
        painted(self._painter, self._printer, image)
        if image.number == image.count:
            self._painter.end()
            self.done.emit(image.count)
            return
        if not self._printer.newPage():
            self._painter.end()
            self.failed.emit(text("printing.refused"))
            return
        self._desk.jobs.render(self, self._next, self._paint, failed=self._fail)

    def _next(self) -> PageImage | None:
        return next(self._pages, None)

    def _fail(self, error: Exception) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        if not errors.is_refusal(error):
            raise error
        self.failed.emit(errors.message(error))


def a_printer() -> QPrinter:
    """A printer of the system, with a job name that says nothing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_JOB)
    printer.setCreator("")
    printer.setFullPage(True)
    return printer


def printer_name() -> str:
    """The printer that would be used, by the name the system gives it; empty when there is none."""
    usual = QPrinterInfo.defaultPrinterName()
    return usual or next(iter(QPrinterInfo.availablePrinterNames()), "")


def painted(painter: QPainter, printer: QPrinter, image: PageImage) -> None:
    """Paint one page image on the whole sheet, its shape kept."""
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    form = QImage.Format.Format_RGBA8888
    drawn = QImage(image.rgba, image.width, image.height, 4 * image.width, form)
    ratio = min(sheet.width() / image.width, sheet.height() / image.height)
    size = QSizeF(image.width * ratio, image.height * ratio)
    left = (sheet.width() - size.width()) / 2
    painter.drawImage(QRectF(left, 0, size.width(), size.height()), drawn)
