"""Two parts side by side where there is room for both, one below the other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.theme import Theme


class SideBySide(QWidget):
    """`narrow` is the width, at 100 %, under which the second part goes below the first."""

    def __init__(
        self,
        theme: Theme,
        first: QWidget,
        second: QWidget,
        *,
        narrow: int,
        shares: tuple[int, int] = (1, 1),
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._narrow = theme, narrow
        self._parts = (first, second)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        for part, share in zip(self._parts, shares, strict=True):
            self._box.addWidget(part, share)
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Choose the direction that the width allows."""
        narrow = self.width() < self._theme.px(self._narrow)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if narrow else across)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest, super().minimumSizeHint().height())
