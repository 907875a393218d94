"""A partner to choose: a sensitive one has no name in the list, and is found by typing her name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItemModel
from typing_extensions import override

from ui.widgets.combo import Combo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.partners import Partner
    from ui.discretion import Discretion

NOBODY = 0
_NAME = Qt.ItemDataRole.UserRole


class PartnerCombo(Combo[int]):
    """Ids of partners, `NOBODY` for none; a name is shown once it is the one chosen."""

    def __init__(self, discretion: Discretion, name: str, spoken: str) -> None:
        super().__init__(name, spoken)
        self.setModel(_Named(self))
        self._discretion = discretion
        self._partners: tuple[Partner, ...] = ()
        self._nobody = ""
        self._chosen = NOBODY
        discretion.changed.connect(self._name_all)
        self.activated.connect(self._name_chosen)

    def offer_partners(self, partners: Sequence[Partner], *, nobody: str = "") -> None:
        """Offer partners, and nobody in those words; a masked one is never proposed by itself."""
        self._partners, self._nobody = tuple(partners), nobody
        none = [(NOBODY, nobody)] if nobody else []
        self.offer([*none, *((one.id, "") for one in partners)])
        self._name_all()
        if self.unseen():
            self.setCurrentIndex(-1)

    def unseen(self) -> bool:
        """Tell whether what stands there is a masked partner whom she did not choose herself."""
        value = self.value_or_none()
        masked = any(one.id == value and one.sensitive for one in self._partners)
        return masked and value != self._chosen

    @override
    def choose(self, value: int) -> None:
        super().choose(value)
        self._chosen = value
        self._name_all()

    def _name_chosen(self) -> None:
        self._chosen = self.value()
        self._name_all()

    def _name_all(self) -> None:
        first = self.count() - len(self._partners)
        if first:
            self._name(0, self._nobody, self._nobody)
        for rank, one in enumerate(self._partners, first):
            shown = self._discretion.partner(one, on_purpose=one.id == self._chosen)
            self._name(rank, shown, shown if self._discretion.on else one.name)

    def _name(self, rank: int, shown: str, found_by: str) -> None:
        self.setItemText(rank, shown)
        self.setItemData(rank, found_by, _NAME)


class _Named(QStandardItemModel):
    """Typed letters are looked for in the names, not in what is shown."""

    @override
    def match(
        self,
        start: QModelIndex | QPersistentModelIndex,
        role: int,
        value: Any,
        /,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        among = _NAME if role == Qt.ItemDataRole.DisplayRole else role
        return super().match(start, among, value, hits, flags)
