"""The page of one case file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.changes import Touched
from app.domain.ids import CaseId, InterventionId
from ui.dialogs.base import ConfirmDialog
from ui.dialogs.prove import ask_presence
from ui.formats import day
from ui.page import Page, Place
from ui.pages.case import state
from ui.pages.case.aside import Aside
from ui.pages.case.assessment_panel import AssessmentPanel
from ui.pages.case.consent_panel import ConsentPanel
from ui.pages.case.copying import Copying
from ui.pages.case.dialogs import Asker
from ui.pages.case.documents import DocumentsCard
from ui.pages.case.header import Header
from ui.pages.case.notes_panel import NotesPanel
from ui.pages.case.plan_panel import PlanPanel
from ui.pages.case.putting_back import PuttingBack
from ui.pages.case.relay_banner import RelayBanner
from ui.pages.case.sharing_panel import SharingPanel
from ui.pages.case.situation_panel import EMPLOYMENT, SituationPanel
from ui.pages.case.timeline import Timeline
from ui.pages.case.urgent_dialog import UrgentDialog
from ui.pages.case.writings_panel import WritingsPanel
from ui.printing import Printing, PrintRoom
from ui.texts import text
from ui.widgets.boxes import ScrollPage, column, hosted
from ui.widgets.side_by_side import SideBySide
from ui.widgets.tab_row import TabRow
from ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.changes import Changes
    from app.domain.cases import Request
    from app.domain.household import HouseholdMember
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet, DocumentRow, TimelineEntry
    from ui.page import Desk
    from ui.pages.case.panel import CasePanel
    from ui.services import Services

THREAD = "thread"
_SHOWS = (
    Touched.CASES
    | Touched.PERSONS
    | Touched.INTERVENTIONS
    | Touched.NOMENCLATURES
    | Touched.DOCUMENTS
    | Touched.HANDOVERS
)
_CLOSING, _URGENT = "closing", "urgent"
_REVEAL_MARGIN = 80


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that the page shows."""

    sheet: CaseSheet
    members: tuple[HouseholdMember, ...]
    entries: tuple[TimelineEntry, ...]
    documents: tuple[DocumentRow, ...]
    lists: Nomenclatures


class CasePage(Page):
    """Shows a case file; what is changed here goes through small windows."""

    name = "case"
    shows = _SHOWS
    panels_made: ClassVar[tuple[type[CasePanel[Any]], ...]] = (
        SituationPanel,
        PlanPanel,
        AssessmentPanel,
        ConsentPanel,
        SharingPanel,
        WritingsPanel,
        NotesPanel,
    )

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_beside)
        self._services = services
        self._case_id: CaseId | None = None
        self._inside: int | None = None
        self._asker = Asker(desk, services)
        self._copying = Copying(self, desk, services)
        self._putting_back = PuttingBack(self, desk, services)
        self._read: _Read | None = None
        self._wanted = ""
        self.header, self.relay = Header(desk), RelayBanner(desk, services)
        self.timeline = Timeline(desk)
        self.aside = Aside(desk)
        self.documents = DocumentsCard(self, desk, services)
        room = PrintRoom(services.formats.papers, services.journal, services.vault)
        self.printing = Printing(self, desk, room)
        makers = {one.name: partial(self._make_panel, one) for one in self.panels_made}
        self.panels: Tabs[CasePanel[Any]] = Tabs(makers)
        words = ((one, text(f"case.tab.{one}")) for one in (THREAD, *self.panels.names))
        self.bar = TabRow("case_tabs", text("case.tabs"), tuple(words))
        self._arrange()
        self._connect()
        self._show_tab(0)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the file or the tab shown is stale."""
        shown = self._panel()
        return super().concerns(changes) or (shown is not None and changes.concerns(shown.shows))

    def open_at(self, place: Place) -> None:
        """Show one file, at the tab asked for; another file begins with its thread."""
        other = place.object_id is not None and place.object_id != self._case_id
        if place.object_id is not None:
            self._case_id = CaseId(place.object_id)
        self._inside, self._read = place.inside, None
        self._wanted = place.action if place.action in {_CLOSING, _URGENT} else ""
        tabs = (THREAD, *self.panels.names)
        if place.action in tabs:
            self.bar.setCurrentIndex(tabs.index(place.action))
            if (panel := self._panel()) is not None:
                panel.turn_to(place)
        elif other:
            self.bar.setCurrentIndex(0)
        self.read()

    def place(self) -> Place:
        """The file shown, and its tab."""
        shown = self._panel()
        return Place(self.name, self._case_id, action="" if shown is None else shown.name)

    def pending(self) -> tuple[Callable[[], object], ...]:
        """What is typed in the tabs."""
        return tuple(write for panel in self.panels.made for write in panel.pending())

    def first_field(self) -> QWidget:
        """The tabs: arrows turn them, Tab goes into the one shown."""
        return self.bar

    def read(self) -> None:
        """Ask for the file and its timeline."""
        if self._case_id is not None:
            self._desk.jobs.run(self, partial(self._ask, self._case_id), self._show)

    def _ask(self, case_id: CaseId) -> _Read:
        cases = self._services.cases
        lists = self._services.nomenclatures.current()
        documents = self._services.documents.of_case(case_id)
        sheet = cases.open(case_id)
        members = self._services.casework.household.members(sheet.person.id)
        return _Read(sheet, members, cases.timeline(case_id), documents, lists)

    def _show(self, read: _Read) -> None:
        self._read = read
        self.header.show_sheet(read.sheet, read.lists)
        self.relay.show_case(read.sheet.case.id)
        self.timeline.show_entries(read.entries, read.lists)
        self._read_panel()
        self._soon.start()

    def _show_beside(self) -> None:
        """What stands beside the thread, in a turn of its own: the window is not held up."""
        read = self._read
        if read is None:
            return
        self.aside.show_sheet(read.sheet, read.members, read.lists)
        self.documents.show_rows(read.sheet.case.id, read.documents)
        self._reveal_inside()
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._open_dialog(wanted)

    def _reveal_inside(self) -> None:
        """Go to the document or the intervention that was asked for, once."""
        sought, self._inside = self._inside, None
        if sought is None:
            return
        document = self.documents.findChild(QWidget, f"document_{sought}")
        if document is not None:
            self._reveal(document)
        else:
            self.timeline.reveal(sought)

    def _reveal(self, part: QWidget) -> None:
        """Scroll to a part of the page, once Qt has shown what was just put there."""
        QTimer.singleShot(0, part, partial(self._scroll_to, part))

    def _scroll_to(self, part: QWidget) -> None:
        """Scroll, the cursor on what may be done with it, never on what removes it."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._scroll.ensureWidgetVisible(part, 0, self._desk.theme.px(_REVEAL_MARGIN))
        acts = [one for one in part.findChildren(QPushButton) if "_remove" not in one.objectName()]
        (acts[0] if acts else part).setFocus(Qt.FocusReason.OtherFocusReason)

    def _panel(self) -> CasePanel[Any] | None:
        """The panel shown; None while the thread is."""
        rank = self.bar.currentIndex() - 1
        return self.panels.part(self.panels.names[rank]) if rank >= 0 else None

    def _show_tab(self, shown: int) -> None:
        self._body.setVisible(shown == 0)
        self.panels.show(self.panels.names[shown - 1] if shown else None)
        self._read_panel()

    def _read_panel(self) -> None:
        shown = self._panel()
        if shown is not None and self._read is not None:
            shown.read(self._read.sheet, self._read.lists)

    def _change(self, entry: TimelineEntry) -> None:
        self.go.emit(Place("interview", entry.object_id, action="change"))

    def _confirm_removal(self, entry: TimelineEntry) -> None:
        if self._read is None:
            return
        what = state.event(entry, self._read.lists, self._desk.clock.today()).heading
        dialog = ConfirmDialog(
            self._desk,
            "remove_dialog",
            text("case.remove_title"),
            text("case.remove_words", what=what, day=day(entry.on)),
            confirm=text("case.remove"),
        )
        dialog.accepted.connect(partial(self._remove, InterventionId(entry.object_id)))
        self.ask(dialog)

    def _remove(self, intervention_id: InterventionId) -> None:
        remove = partial(self._services.interventions.remove, intervention_id)
        said = partial(self._putting_back.offer, text("case.removed"))
        self._desk.jobs.run(self, remove, said)

    def _open_wanted(self, name: str) -> None:
        """Open the tab of that name, or else the small window."""
        if name in self.panels.names:
            self.bar.setCurrentIndex(1 + self.panels.names.index(name))
        else:
            self._open_dialog(name)

    def _open_dialog(self, name: str) -> None:
        if self._read is not None:
            dialog = self._asker.dialog(name, self._read.sheet, self._read.lists)
            if isinstance(dialog, UrgentDialog):
                said = partial(self._putting_back.offer, text("case.urgent_removed"))
                dialog.removed.connect(said)
            self.ask(dialog)

    def _open_copy(self) -> None:
        if self._read is not None:
            self._copying.open(self._read.sheet, self._read.lists)

    def _correct_request(self, request: Request) -> None:
        if self._read is not None:
            self.ask(self._asker.correction(request, self._read.sheet, self._read.lists))

    def _withdraw(self, kind: str) -> None:
        if self._read is not None:
            self.ask(self._asker.withdrawal(kind, self._read.sheet, self._read.lists))

    def _make_appointment(self) -> None:
        self.go.emit(Place("agenda", self._case_id, action="new"))

    def _open_other(self, case_id: int) -> None:
        self.go.emit(Place("case", case_id))

    def _connect(self) -> None:
        self.header.back.clicked.connect(partial(self.go.emit, Place("case_list")))
        self.header.appointment.clicked.connect(self._make_appointment)
        self.header.copy.clicked.connect(self._open_copy)
        traits = Place(self.name, words=EMPLOYMENT, action=SituationPanel.name)
        self.header.traits.clicked.connect(partial(self.open_at, traits))
        for name, opener in (
            ("identity", self.header.identity),
            (_URGENT, self.header.urgent),
            (_CLOSING, self.header.close_case),
            ("reopening", self.header.reopen),
        ):
            opener.clicked.connect(partial(self._open_dialog, name))
        self.relay.go.connect(self.go)
        self.relay.noted.connect(self.header.mark_urgent)
        self.timeline.revealed.connect(self._reveal)
        self.timeline.change_wanted.connect(self._change)
        self.timeline.remove_wanted.connect(self._confirm_removal)
        self.aside.wanted.connect(self._open_wanted)
        self.aside.withdrawal_wanted.connect(self._withdraw)
        self.aside.correction_wanted.connect(self._correct_request)
        self.aside.opened.connect(self._open_other)
        self.bar.currentChanged.connect(self._show_tab)

    def _make_panel(self, made: type[CasePanel[Any]]) -> CasePanel[Any]:
        panel = made(self._desk, self._services)
        panel.asked.connect(self.ask)
        panel.noticed.connect(self.noticed)
        panel.go.connect(self.go)
        panel.revealed.connect(self._reveal)
        panel.printing.connect(self.printing.ask)
        panel.leaving.connect(partial(ask_presence, self, self._desk, self._services.vault))
        return panel

    def _arrange(self) -> None:
        beside = hosted(column(self.documents, self.aside, gap=16))
        self._body = SideBySide(
            self._desk.theme, self.timeline, beside, narrow=860, shares=(64, 36)
        )
        parts = (self.header, self.relay, self.bar, self._body, self.panels.column)
        content = column(*parts, -1, gap=16)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPage(content)
        inside.addWidget(self._scroll)
