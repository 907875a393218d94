"""The documents of a case file: joined, shown, exported, put in the bin; and their originals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QPushButton

from ui.dialogs.preview import PreviewDialog, Shown
from ui.dialogs.prove import ask_presence
from ui.file_choice import ask_files
from ui.page import Notice
from ui.pages.case.attaching import Attaching
from ui.pages.case.document_lines import DocumentLine
from ui.pages.case.documents_dialogs import ExportDialog, RenameDialog, ScanDialog, WipeDialog
from ui.texts import plural, text
from ui.widgets.boxes import Flow, SteadyCard, column, emptied, hosted, row
from ui.widgets.buttons import KeyButton, button
from ui.widgets.file_drops import FileDrops
from ui.widgets.labels import label
from ui.widgets.long_work import LongWork
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from pathlib import Path

    from app.changes import Changes
    from app.domain.documents import MediaType
    from app.domain.ids import CaseId
    from app.ports.queries import DocumentRow
    from ui.page import Desk, Page
    from ui.services import Services


class DocumentsCard(SteadyCard):
    """The card beside the timeline; what is done with a document is `DocumentActs`."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__(text("documents.title"))
        self.setObjectName("case_documents_card")
        self._page, self._desk, self._services = page, desk, services
        self._case_id: CaseId | None = None
        self._rows: tuple[DocumentRow, ...] = ()
        self.attach = KeyButton(
            desk.theme,
            "documents_attach",
            text("documents.attach"),
            icon_name="paperclip",
            keys="Ctrl+J",
        )
        self.scan = button(
            desk.theme, "documents_scan", text("documents.scan"), icon_name="file-input"
        )
        self.bin = button(desk.theme, "documents_bin", plural("documents.bin", 0), role="quiet")
        self.bin.setCheckable(True)
        self.hint = label(text("documents.drop_hint"), "small", wraps=True)
        self.strip = LongWork(desk.theme, "documents_work")
        self.sources = Sources(desk)
        self.acts = DocumentActs(page, desk, services)
        self.attaching = Attaching(desk, services.documents, self.strip)
        self._lines, self._bin_lines = column(gap=2), column(gap=2)
        self._arrange()
        self._connect(FileDrops(page))

    def show_rows(self, case_id: CaseId, rows: tuple[DocumentRow, ...]) -> None:
        """Show the documents of a file, and whether originals are left."""
        self.sources.show_count(len(self._services.documents.sources()))
        if (case_id, rows) == (self._case_id, self._rows):
            return
        self._case_id, self._rows = case_id, rows
        kept = [one for one in rows if one.binned_on is None]
        self.title.setText(f"{text('documents.title')} {len(kept) or ''}".strip())
        emptied(self._lines)
        for one in kept:
            self._lines.addWidget(self._line(one))
        if not kept:
            self._lines.addWidget(label(text("documents.empty"), "muted", wraps=True))
        binned = len(rows) - len(kept)
        self.bin.setVisible(bool(binned))
        self.bin.setText(plural("documents.bin", binned))
        self.bin.setAccessibleName(self.bin.text())
        self._show_bin()

    def take(self, paths: tuple[Path, ...]) -> None:
        """Attach files of this computer."""
        if self._case_id is not None:
            self.attaching.attach(self._case_id, paths)

    def _show_bin(self) -> None:
        emptied(self._bin_lines)
        for one in self._rows:
            if one.binned_on is not None and self.bin.isChecked():
                self._bin_lines.addWidget(self._line(one))

    def _line(self, document: DocumentRow) -> DocumentLine:
        made = DocumentLine(self._desk, document)
        made.wanted.connect(self.acts.do)
        return made

    def _ask_files(self) -> None:
        title, kinds = text("documents.attach_title"), text("documents.every_file")
        self.take(ask_files(self, title, kinds))

    def _ask_scan(self) -> None:
        dialog = ScanDialog(self._desk, self._services)
        dialog.taken.connect(self.take)
        self._page.ask(dialog)

    def _ask_wipe(self) -> None:
        documents = self._services.documents
        dialog = WipeDialog(self._desk, documents, documents.sources())
        dialog.accepted.connect(partial(self._say_wiped, len(dialog.paths)))
        dialog.finished.connect(self._count_sources)
        self._page.ask(dialog)

    def _say_wiped(self, count: int) -> None:
        self._page.noticed.emit(Notice(plural("documents.wiped", count)))

    def _keep_sources(self) -> None:
        for path in self._services.documents.sources():
            self._services.documents.forget_source(path)
        self._count_sources()

    def _count_sources(self) -> None:
        self.sources.show_count(len(self._services.documents.sources()))

    def _welcome(self) -> None:
        """Files are held over the page."""
        self.hint.setText(text("documents.drop_now"))
        restyle(self.hint, role="strong")

    def _settle(self) -> None:
        self.hint.setText(text("documents.drop_hint"))
        restyle(self.hint, role="small")

    def _connect(self, drops: FileDrops) -> None:
        self.attach.clicked.connect(self._ask_files)
        self.scan.clicked.connect(self._ask_scan)
        self.bin.toggled.connect(self._show_bin)
        self.attaching.asked.connect(self._page.ask)
        self.attaching.noticed.connect(self._page.noticed)
        self.attaching.noticed.connect(self._count_sources)
        self.sources.wipe.clicked.connect(self._ask_wipe)
        self.sources.keep.clicked.connect(self._keep_sources)
        drops.arrived.connect(self._welcome)
        drops.left.connect(self._settle)
        drops.dropped.connect(self.take)

    def _arrange(self) -> None:
        openers = Flow(gap=8)
        for one in (self.attach, self.scan):
            openers.addWidget(one)
        self.body.addWidget(hosted(openers))
        self.body.addWidget(self.strip)
        self.body.addWidget(self.sources)
        self.body.addLayout(self._lines)
        self.body.addWidget(self.hint)
        self.body.addLayout(row(self.bin, -1))
        self.body.addLayout(self._bin_lines)
        self.bin.hide()


class Sources(QFrame):
    """Says how many originals are still in clear on this computer, and offers to wipe them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "documents_sources", text("documents.title"))
        self.setProperty("role", "notice")
        self.setProperty("tone", "warn")
        self._words = label("", wraps=True)
        self.wipe = button(desk.theme, "documents_wipe", text("documents.wipe"))
        self.keep: QPushButton = button(
            desk.theme, "documents_keep", text("documents.keep_sources"), role="quiet"
        )
        answers = Flow(gap=8)
        for one in (self.wipe, self.keep):
            answers.addWidget(one)
        inside = column(self._words, hosted(answers), gap=8)
        inside.setContentsMargins(12, 10, 12, 10)
        self.setLayout(inside)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show how many there are; nothing when there is none."""
        self._words.setText(plural("documents.sources", count))
        self.setVisible(count > 0)


class DocumentActs(QObject):
    """What is done with one document: shown, retitled, exported, put in the bin and back."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__(page)
        self._page, self._desk, self._vault = page, desk, services.vault
        self._documents, self._shows = services.documents, services.formats.documents

    def do(self, act: str, document: DocumentRow) -> None:
        """Do what a line asks for."""
        match act:
            case "show":
                read = partial(self._content, document)
                shown = Shown(document.title, read)
                self._page.ask(PreviewDialog(self._desk, self._shows, shown))
            case "rename":
                dialog = RenameDialog(self._desk, self._documents, document)
                dialog.accepted.connect(partial(self._say, "documents.renamed"))
                self._page.ask(dialog)
            case "export":
                then = partial(self._ask_export, document)
                ask_presence(self._page, self._desk, self._vault, then)
            case "to_bin":
                work = partial(self._documents.bin, document.document_id)
                self._desk.jobs.run(self, work, partial(self._say_binned, document))
            case _:
                self._put_back(document)

    def _content(self, document: DocumentRow) -> tuple[MediaType, bytes]:
        """On the vault's thread."""
        return document.media_type, self._documents.content(document.document_id)

    def _ask_export(self, document: DocumentRow) -> None:
        suggested = f"document-{document.rank}{document.media_type.suffix}"
        write = partial(self._documents.export, document.document_id)
        dialog = ExportDialog(self._desk, suggested, write)
        dialog.accepted.connect(partial(self._say, "documents.exported", "warn"))
        self._page.ask(dialog)

    def _say_binned(self, document: DocumentRow, _changes: Changes) -> None:
        undo = partial(self._put_back, document)
        self._page.noticed.emit(Notice(text("documents.binned"), undo=undo))

    def _put_back(self, document: DocumentRow) -> None:
        work = partial(self._documents.put_back, document.document_id)
        self._desk.jobs.run(self, work, self._say_returned)

    def _say_returned(self, _changes: Changes) -> None:
        self._say("documents.returned")

    def _say(self, text_id: str, tone: str = "good") -> None:
        self._page.noticed.emit(Notice(text(text_id), tone))
