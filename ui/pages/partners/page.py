"""The address book of partners: find one, add one, correct one, stop proposing one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.changes import Touched
from app.domain.people import folded
from ui import wording
from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.page import Notice, Page, Place
from ui.pages.partners.dialog import PartnerDialog
from ui.texts import plural, text
from ui.widgets.boxes import Flow, ScrollPage, column, hosted
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.naming import named
from ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.partners import Partner
    from ui.page import Desk
    from ui.services import Services

    Read = tuple[tuple[Partner, ...], Nomenclatures]

_WIDTHS = (0, 220, 200, 160)
_MOST_ROWS = 14


class PartnersPage(Page):
    """A table that narrows as she types; Enter corrects the partner chosen."""

    name = "partners"
    shows = Touched.PARTNERS | Touched.NOMENCLATURES

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk)
        self._services = services
        self._partners: tuple[Partner, ...] = ()
        self._lists: Nomenclatures | None = None
        self._sought: int | None = None
        theme = desk.theme
        self.add = button(theme, "partners_add", text("partners.add"), icon_name="plus")
        self.words = named(QLineEdit(), "partners_words", text("partners.filter"))
        self.words.setPlaceholderText(text("partners.filter"))
        self.former = CheckBox("partners_former", text("partners.former"), text("partners.former"))
        self.masked = CheckBox("partners_masked", text("partners.masked"), text("partners.masked"))
        self.model: RowsModel[Partner] = RowsModel(self._columns(), self)
        self.table = named(
            FittedRows(theme, self.model, _WIDTHS, _MOST_ROWS),
            "partners_table",
            text("partners.title"),
        )
        first = button(theme, "partners_first", text("partners.add"), role="primary")
        self.empty = EmptyState(
            theme, "handshake", text("partners.empty"), text("partners.empty_words"), first
        )
        self.head = PageHead(theme, text("partners.title"), "", self.add)
        self._arrange()
        self._connect(first)

    def open_at(self, place: Place) -> None:
        """Show the address book, at the partner that a search found; no masked name is shown."""
        self.masked.setChecked(False)
        self._sought = place.inside
        if self._sought is not None:
            self.words.clear()
        self.read()

    def read(self) -> None:
        """Ask for the address book."""
        self._desk.jobs.run(self, partial(self._ask, former=self.former.isChecked()), self._show)

    def first_field(self) -> QWidget:
        """The words to look for."""
        return self.words

    def _ask(self, *, former: bool) -> Read:
        partners = self._services.casework.partners.all(former=former)
        return partners, self._services.nomenclatures.current()

    def _show(self, read: Read) -> None:
        self._partners, self._lists = read
        self.empty.setVisible(not self._partners)
        self.table.setVisible(bool(self._partners))
        self.words.setVisible(bool(self._partners))
        self.masked.setVisible(any(one.sensitive for one in self._partners))
        self.head.say(text("partners.title"), plural("partners.count", len(self._partners)))
        rank = self.table.currentIndex().row()
        self._narrow()
        self.table.select_near(rank)
        self._go_to_sought()

    def _go_to_sought(self) -> None:
        """Go to the partner asked for, once; one who left is shown among those of before."""
        ranks = [rank for rank, one in enumerate(self.model.rows) if one.id == self._sought]
        if self._sought is not None and not ranks and not self.former.isChecked():
            self.former.setChecked(True)
            return
        self._sought = None
        if ranks:
            self.table.selectRow(ranks[0])
            self.table.setFocus()

    def _narrow(self) -> None:
        words = folded(self.words.text()).split()
        self.model.show_rows([one for one in self._partners if self._matches(one, words)])
        self.table.select_first()

    def _matches(self, partner: Partner, words: list[str]) -> bool:
        """A masked name is found by whoever types it, but in discreet mode."""
        name = self._desk.discretion.partner(partner, on_purpose=True)
        said = folded(f"{name} {self._kind(partner)} {self._contact(partner)}")
        return all(word in said for word in words)

    def _turn(self) -> None:
        """In discreet mode no masked name can be shown, nor is one when that mode is over."""
        self.masked.setChecked(False)
        self.masked.setEnabled(not self._desk.discretion.on)
        self._narrow()

    def _columns(self) -> tuple[Column[Partner], ...]:
        return (
            Column(text("partners.col_name"), self._name),
            Column(text("partners.col_kind"), self._kind),
            Column(text("partners.col_contact"), self._contact),
            Column(text("partners.col_phone"), self._phone),
        )

    def _name(self, partner: Partner) -> str:
        return self._desk.discretion.partner(partner, on_purpose=self.masked.isChecked())

    def _kind(self, partner: Partner) -> str:
        if self._lists is None or self._hides(partner):
            return ""
        return wording.short(self._lists, partner.kind)

    def _contact(self, partner: Partner) -> str:
        return "" if self._hides(partner) else partner.contact

    def _phone(self, partner: Partner) -> str:
        return "" if self._hides(partner) else partner.phone

    def _hides(self, partner: Partner) -> bool:
        return self._desk.discretion.hides(partner, on_purpose=self.masked.isChecked())

    def _open_new(self) -> None:
        self._open(None)

    def _open_row(self, rank: int) -> None:
        self._open(self.model.rows[rank])

    def _open(self, partner: Partner | None) -> None:
        if self._lists is None:
            return
        dialog = PartnerDialog(self._desk, self._services, partner, self._lists)
        if partner is not None:
            dialog.retired.connect(partial(self._retire, partner))
            dialog.proposed.connect(partial(self._propose_again, partner))
        self.ask(dialog)

    def _retire(self, partner: Partner) -> None:
        retire = partial(self._services.casework.partners.retire, partner.id)
        self._desk.jobs.run(self, retire, partial(self._say_retired, partner))

    def _say_retired(self, partner: Partner, _changes: object) -> None:
        undo = partial(self._propose_again, partner)
        self.noticed.emit(Notice(text("partners.retired"), undo=undo))

    def _propose_again(self, partner: Partner) -> None:
        again = replace(partner, left_on=None)
        save = partial(self._services.casework.partners.save, again)
        self._desk.jobs.run(self, save, self._say_proposed)

    def _say_proposed(self, _changes: object) -> None:
        self.noticed.emit(Notice(text("partners.proposed")))

    def _connect(self, first: QPushButton) -> None:
        for one in (self.add, first):
            one.clicked.connect(self._open_new)
        self.words.textChanged.connect(self._narrow)
        self.former.toggled.connect(self.read)
        self.table.opened.connect(self._open_row)
        self.masked.toggled.connect(self._narrow)
        self._desk.discretion.changed.connect(self._turn)

    def _arrange(self) -> None:
        ticks = Flow(gap=16)
        for one in (self.former, self.masked):
            ticks.addWidget(one)
        content = column(self.head, self.words, hosted(ticks), self.table, self.empty, -1, gap=14)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(ScrollPage(content))
