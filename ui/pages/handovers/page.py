"""« Relais »: files entrusted to a colleague for an absence, and what presses meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Touched
from app.domain.handovers import HandoverSide
from ui.page import Page, Place
from ui.pages.handovers.acts import HandoverActs
from ui.pages.handovers.colleagues import ColleaguesCard, Known, OwnCard
from ui.pages.handovers.people import People
from ui.pages.handovers.running import Past, Running, Steps
from ui.pages.handovers.sheet import SheetActs
from ui.pages.handovers.urgent import UrgentCard
from ui.texts import text
from ui.widgets.boxes import ScrollPage, column, hosted
from ui.widgets.buttons import KeyButton
from ui.widgets.file_drops import FileDrops
from ui.widgets.long_work import LongWork
from ui.widgets.page_head import PageHead
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from app.ports.handovers import Card
    from app.usecases.handover_lines import Choice, HandoverLine
    from app.usecases.urgent_cases import UrgentSheet
    from ui.page import Desk
    from ui.services import Services


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows."""

    lines: tuple[HandoverLine, ...]
    known: tuple[Known, ...]
    card: Card | None
    sheet: UrgentSheet
    apart: tuple[Choice, ...]


class HandoversPage(Page):
    """The handovers under way, what presses, the colleagues, and her own card."""

    name = "handovers"
    shows = Touched.HANDOVERS | Touched.CASES | Touched.PERSONS

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self._read: _Read | None = None
        theme = desk.theme
        self.give = KeyButton(
            theme,
            "handovers_give",
            text("handovers.give"),
            icon_name="file-output",
            keys="Ctrl+Shift+N",
        )
        self.receive = KeyButton(
            theme,
            "handovers_receive",
            text("handovers.receive"),
            icon_name="file-input",
            keys="Ctrl+O",
        )
        self.head = PageHead(
            theme, text("handovers.title"), text("handovers.lead"), self.give, self.receive
        )
        self.strip = LongWork(theme, "handovers_work")
        self.steps, self.running, self.past = Steps(desk), Running(desk), Past(desk)
        self.urgent, self.own = UrgentCard(desk), OwnCard(desk)
        self.colleagues = ColleaguesCard(desk)
        self.people = People(self, desk, services)
        self.acts = HandoverActs(self, desk, services, self.people, self.strip)
        self.sheet = SheetActs(self, desk, services)
        self._arrange()
        self._connect(FileDrops(self))

    def read(self) -> None:
        """Ask for the handovers, the colleagues and what presses."""
        self._desk.jobs.run(self, self._ask, self._show)

    def first_field(self) -> QWidget:
        """The first act."""
        return self.give

    def _ask(self) -> _Read:
        casework = self._services.casework
        colleagues = casework.colleagues
        known = tuple(Known(one, colleagues.words_of(one)) for one in colleagues.all())
        sheet = casework.urgent_cases.sheet()
        apart: tuple[Choice, ...] = ()
        if sheet.left_out:
            apart = tuple(one for one in casework.handovers.choices() if _is_apart(one))
        card = colleagues.known_card()
        return _Read(casework.handovers.all(), known, card, sheet, apart)

    def _show(self, read: _Read) -> None:
        self._read = read
        self.people.known = read.known
        self.sheet.show(read.sheet)
        self.own.show_card(read.card)
        self._show_named()

    def _show_named(self) -> None:
        """Show what names somebody, as it may be read now."""
        read = self._read
        if read is None:
            return
        self.steps.setVisible(not read.lines)
        self.running.show_lines(read.lines)
        self.past.show_lines(read.lines)
        self.colleagues.show_known(read.known)
        self.urgent.show_sheet(read.sheet, read.apart)

    def _open_case(self, case_id: int) -> None:
        self.go.emit(Place("case", case_id))

    def _welcome(self) -> None:
        """Files are held over the page."""
        self.head.say(text("handovers.title"), text("handovers.drop_now"))

    def _settle(self) -> None:
        self.head.say(text("handovers.title"), text("handovers.lead"))

    def _connect(self, drops: FileDrops) -> None:
        self.give.clicked.connect(self.acts.give)
        self.receive.clicked.connect(self.acts.receive)
        self.running.acted.connect(self.acts.do)
        self.past.acted.connect(self.acts.do)
        self.running.opened.connect(self._open_case)
        self.colleagues.add.clicked.connect(self.people.add)
        self.colleagues.wanted.connect(self.people.do)
        self.own.make.clicked.connect(self.people.make_card)
        self.own.save.clicked.connect(self.people.save_card)
        self.urgent.opened.connect(self._open_case)
        self.urgent.agreement_wanted.connect(self.people.ask_agreement)
        self.urgent.print.clicked.connect(self.sheet.print)
        self.urgent.export.clicked.connect(self.sheet.export)
        drops.arrived.connect(self._welcome)
        drops.left.connect(self._settle)
        drops.dropped.connect(self.acts.take_files)
        self._desk.discretion.changed.connect(self._show_named)

    def _arrange(self) -> None:
        left = hosted(column(self.urgent, self.past, -1, gap=16))
        right = hosted(column(self.own, self.colleagues, -1, gap=16))
        lower = SideBySide(self._desk.theme, left, right, narrow=860)
        content = column(self.head, self.strip, self.steps, self.running, lower, -1, gap=14)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(ScrollPage(content))


def _is_apart(choice: Choice) -> bool:
    """Tell whether something presses in a file of hers that stays off the sheet."""
    taken = choice.handed is not None and choice.handed.side is HandoverSide.RECEIVED
    return choice.urgent is not None and choice.agreement is None and not taken
