"""Small windows about documents: a title, an export, the scan folder, the originals."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem

from ui.dialogs.base import AskDialog
from ui.dialogs.preview import PreviewDialog, Shown
from ui.file_choice import ask_folder, may_be_named
from ui.formats import file_size, moment
from ui.pages.case import state
from ui.texts import plural, text
from ui.widgets.boxes import hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.changes import Changes
    from app.ports.documents import WaitingFile
    from app.ports.queries import DocumentRow
    from app.usecases.documents import DocumentService
    from ui.page import Desk
    from ui.services import Services

_SETTING = "scan_folder"
_MOST_NAMED = 8


class RenameDialog(AskDialog):
    """Another title for a document."""

    def __init__(self, desk: Desk, documents: DocumentService, document: DocumentRow) -> None:
        super().__init__(
            desk,
            "document_title_dialog",
            text("documents.rename_dialog.heading"),
            confirm=text("documents.rename_dialog.save"),
        )
        self._documents, self._document = documents, document
        self.title = named(
            QLineEdit(document.title), "document_title", text("documents.rename_dialog.title")
        )
        self.add(text("documents.rename_dialog.title"), self.title)

    def work(self) -> Callable[[], object] | None:
        """Keep the title."""
        return partial(self._documents.rename, self._document.document_id, self.title.text())


class ExportDialog(AskDialog):
    """Says what leaves the protected zone, asks where to, and writes it there."""

    def __init__(
        self,
        desk: Desk,
        suggested: str,
        write: Callable[[Path], object],
        name: str = "document_export",
    ) -> None:
        super().__init__(
            desk,
            f"{name}_dialog",
            text("documents.export_dialog.heading"),
            confirm=text("documents.export_dialog.confirm"),
            danger=True,
        )
        self._write_to = write
        self.folder: Path | None = None
        self.fields.addWidget(label(text("documents.export_dialog.warning"), wraps=True))
        self.choose = button(desk.theme, f"{name}_choose", text("documents.export_dialog.choose"))
        self.choose.setAutoDefault(False)
        self.chosen = label(text("documents.export_dialog.no_folder"), "muted", wraps=True)
        self.name = named(
            QLineEdit(suggested), f"{name}_name", text("documents.export_dialog.name")
        )
        where = row(self.chosen, self.choose)
        where.setStretch(0, 1)
        self.add(text("documents.export_dialog.folder"), hosted(where))
        self.add(text("documents.export_dialog.name"), self.name)
        self._first = self.choose
        self.choose.clicked.connect(self._ask_folder)

    def write_to(self, folder: Path) -> None:
        """Choose where the copy goes."""
        self.folder = folder
        self.chosen.setText(str(folder))

    def work(self) -> Callable[[], object] | None:
        """Write the copy."""
        name = self.name.text().strip()
        if self.folder is None:
            self.say_wrong(text("documents.export_dialog.folder_wrong"))
            return None
        if not may_be_named(name):
            self.say_wrong(text("documents.export_dialog.name_wrong"))
            return None
        return partial(self._write_to, self.folder / name)

    def _ask_folder(self) -> None:
        folder = ask_folder(self, text("documents.export_dialog.choose_title"))
        if folder is not None:
            self.write_to(folder)


class WipeDialog(AskDialog):
    """Asks before the originals are overwritten and removed; says what that cannot reach."""

    def __init__(self, desk: Desk, documents: DocumentService, paths: Sequence[Path]) -> None:
        super().__init__(
            desk,
            "wipe_dialog",
            text("documents.wipe_dialog.heading"),
            confirm=text("documents.wipe_dialog.confirm"),
            danger=True,
        )
        self._documents, self.paths = documents, tuple(paths)
        self._first = self.cancel
        masked = desk.discretion.on
        self.fields.addWidget(label(text("documents.wipe_dialog.words"), wraps=True))
        for path in self.paths[:_MOST_NAMED]:
            name = text("documents.masked_file") if masked else path.name
            self.fields.addWidget(label(name, "strong", wraps=True))
        more = len(self.paths) - _MOST_NAMED
        if more > 0:
            self.fields.addWidget(label(plural("documents.wipe_dialog.more", more)))
        self.fields.addWidget(label(text("documents.wipe_dialog.honest"), "muted", wraps=True))

    def work(self) -> Callable[[], object] | None:
        """Wipe them one after the other; the first that resists stops there and is told."""
        return self._wipe_all

    def _wipe_all(self) -> Changes | None:
        changes = None
        for path in self.paths:
            changes = self._documents.wipe(path)
        return changes


class ScanDialog(AskDialog):
    """What waits in the scan folder, shown before it is taken; `taken` carries the paths."""

    narrowest = 620
    taken = Signal(object)

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(
            desk,
            "scan_dialog",
            text("documents.scan_dialog.heading"),
            confirm=text("documents.scan_dialog.take"),
        )
        self._services = services
        self._files: tuple[WaitingFile, ...] = ()
        self.folder = label(text("documents.scan_dialog.no_folder"), "muted", wraps=True)
        self.choose = button(desk.theme, "scan_choose", text("documents.scan_dialog.choose"))
        self.show_it = button(
            desk.theme, "scan_show", text("documents.scan_dialog.show"), icon_name="eye"
        )
        self.list = named(QListWidget(), "scan_list", text("documents.scan_dialog.waiting"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setMinimumHeight(220)
        where = row(self.folder, self.choose)
        where.setStretch(0, 1)
        self.add(text("documents.scan_dialog.folder"), hosted(where))
        self.add(text("documents.scan_dialog.waiting"), self.list)
        self.fields.addLayout(row(self.show_it, -1))
        self._first = self.list
        for one in (self.choose, self.show_it):
            one.setAutoDefault(False)
        self.choose.clicked.connect(self._ask_folder)
        self.show_it.clicked.connect(self._preview)
        desk.discretion.changed.connect(self._show)
        desk.jobs.run(self, partial(services.settings.read, _SETTING), self._read)

    def look_into(self, folder: Path) -> None:
        """Remember the folder, inside the vault, and list what waits there."""
        keep = partial(self._services.settings.write, _SETTING, str(folder))
        self._desk.jobs.run(self, keep, partial(self._kept, folder))

    def tick(self, *ranks: int) -> None:
        """Tick files by their rank in the list."""
        for rank in ranks:
            self.list.item(rank).setCheckState(Qt.CheckState.Checked)

    def work(self) -> Callable[[], object] | None:
        """Nothing to call: the page attaches what was ticked."""
        if not self._ticked():
            self.say_wrong(text("documents.scan_dialog.none_ticked"))
            return None
        return _nothing

    def _done(self, result: object) -> None:
        ticked = self._ticked()
        super()._done(result)
        self.taken.emit(ticked)

    def _ticked(self) -> tuple[Path, ...]:
        return tuple(
            one.path
            for rank, one in enumerate(self._files)
            if self.list.item(rank).checkState() is Qt.CheckState.Checked
        )

    def _kept(self, folder: Path, _changes: object) -> None:
        self._read(str(folder))

    def _read(self, folder: str) -> None:
        if folder:
            self.folder.setText(folder)
            waiting = partial(self._services.documents.waiting, Path(folder))
            self._desk.jobs.run(self, waiting, self._list_files, failed=self._refused)

    def _list_files(self, files: tuple[WaitingFile, ...]) -> None:
        self._files = files
        self.say_wrong("" if files else text("documents.scan_dialog.nothing"))
        self._show()

    def _show(self) -> None:
        self.list.clear()
        masked = self._desk.discretion.on
        for one in self._files:
            words = text(
                "documents.scan_dialog.line",
                when=moment(one.modified, self._desk.clock.today()),
                kind=state.document_kind(one.media_type),
                size=file_size(one.size),
                name=text("documents.masked_file") if masked else one.path.name,
            )
            item = QListWidgetItem(words, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.show_it.setEnabled(bool(self._files))
        self.list.setCurrentRow(0)

    def _preview(self) -> None:
        rank = self.list.currentRow()
        if 0 <= rank < len(self._files):
            path = self._files[rank].path
            shown = Shown(path.name, partial(self._services.documents.look, path))
            dialog = PreviewDialog(self._desk, self._services.formats.documents, shown)
            dialog.setParent(self, Qt.WindowType.Dialog)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _ask_folder(self) -> None:
        folder = ask_folder(self, text("documents.scan_dialog.choose_title"))
        if folder is not None:
            self.look_into(folder)


def _nothing() -> None:
    return None
