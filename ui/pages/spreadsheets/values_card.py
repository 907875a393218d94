"""Values that no list knows: each asked once, with what it looks like proposed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from app.domain.people import folded
from ui.pages.spreadsheets import state
from ui.texts import text
from ui.widgets.boxes import Card, column, emptied
from ui.widgets.combo import Combo
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from app.domain.nomenclatures import Nomenclatures
    from app.importing.plan import ImportPlan, UnknownValue


class ValuesCard(Card):
    """Emits `picked` (the value asked, its meaning or None) as she decides.

    A value stays in sight once decided, so that the decision can be changed.
    """

    picked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(text("import.values"))
        self._asked: dict[tuple[str, str], UnknownValue] = {}
        self._combos: list[tuple[UnknownValue, Combo[str | None]]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self.body.addWidget(label(text("import.values_words"), "muted", wraps=True))
        self.body.addLayout(self._grid)
        self.hide()

    def forget(self) -> None:
        """Another file: nothing was asked yet."""
        self._asked = {}
        self._combos = []
        emptied(self._grid)
        self.hide()

    def show_unknown(self, plan: ImportPlan, lists: Nomenclatures) -> None:
        """Ask for the meaning of values met for the first time; those asked before stay."""
        for unknown in plan.unknown:
            key = (unknown.list_id, folded(unknown.text))
            if key not in self._asked:
                self._asked[key] = unknown
                self._add(unknown, plan, lists)
        self.setVisible(bool(self._asked))

    def _add(self, unknown: UnknownValue, plan: ImportPlan, lists: Nomenclatures) -> None:
        rank = len(self._combos)
        made: Combo[str | None] = Combo(
            f"import_value_{rank}", text("import.value_for", value=unknown.text)
        )
        made.offer(state.value_choices(unknown, plan, lists))
        made.picked.connect(self._pick)
        self._combos.append((unknown, made))
        words = column(
            label(text("import.value", value=unknown.text), "strong"),
            label(state.value_words(unknown, lists), "small"),
            gap=0,
        )
        self._grid.addLayout(words, rank, 0)
        self._grid.addWidget(made, rank, 1)

    def _pick(self) -> None:
        for unknown, combo in self._combos:
            if combo is self.sender():
                self.picked.emit(unknown, combo.value_or_none())


class EntityCard(Card):
    """Asks which employer a whole file is about, when its rows do not say; emits `named_it`."""

    named_it = Signal(str)

    def __init__(self) -> None:
        super().__init__(text("import.entity_list"))
        self.name = named(QLineEdit(), "import_entity", text("import.entity_for_all"))
        self.name.setPlaceholderText(text("import.entity_example"))
        self.body.addWidget(label(text("import.entity_for_all_words"), "muted", wraps=True))
        self.body.addWidget(field_label(text("import.entity_for_all"), self.name))
        self.body.addWidget(self.name)
        self.name.editingFinished.connect(self._tell)
        self.hide()

    def forget(self) -> None:
        """Another file."""
        self.name.clear()
        self.hide()

    def _tell(self) -> None:
        if self.name.isModified():
            self.name.setModified(False)
            self.named_it.emit(self.name.text().strip())
