"""Add a code of her own: its words, and the standard code that it counts as."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.usecases.nomenclatures import NomenclatureService
    from ui.page import Desk


class LocalCodeDialog(AskDialog):
    """Adds one code to the list shown."""

    def __init__(
        self,
        desk: Desk,
        nomenclatures: NomenclatureService,
        title: str,
        parents: Sequence[tuple[str, str]],
    ) -> None:
        heading = text("settings.add_title", list=title)
        super().__init__(desk, "local_code_dialog", heading, confirm=text("settings.add_yes"))
        self._nomenclatures = nomenclatures
        self.label = named(QLineEdit(), "local_code_label", text("settings.add_label"))
        self.label.setPlaceholderText(text("settings.add_label_example"))
        self.parent_code: Combo[str] = Combo("local_code_parent", text("settings.add_parent"))
        self.parent_code.offer(parents)
        self.add(text("settings.add_label"), self.label)
        self.add(text("settings.add_parent"), self.parent_code)

    def work(self) -> Callable[[], object] | None:
        """Add the code; the service refuses one without words."""
        return partial(
            self._nomenclatures.add_local, self.parent_code.value(), label=self.label.text()
        )
