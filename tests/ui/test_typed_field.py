"""What is typed in a day, an hour or a duration replaces what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from testkit.vaults import SettableClock

from ui.widgets.coming_date_field import ComingDateField
from ui.widgets.date_field import DateField
from ui.widgets.duration_field import DurationField
from ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from ui.widgets.typed_field import TypedField

FIELDS = {
    "day": lambda: DateField(SettableClock(), "field", "Jour"),
    "coming": lambda: ComingDateField(SettableClock(), "field", "Jour"),
    "hour": lambda: TimeField("field", "Heure"),
    "minutes": lambda: DurationField("field", "Durée"),
}


@pytest.fixture(params=FIELDS)
def field(qtbot, request) -> TypedField:
    made = FIELDS[request.param]()
    qtbot.addWidget(made)
    made.setText("12")
    made.deselect()
    return made


@pytest.mark.parametrize(
    ("reason", "selected"),
    [(Qt.FocusReason.TabFocusReason, "12"), (Qt.FocusReason.MouseFocusReason, "")],
)
def test_the_keyboard_finds_it_selected_and_a_click_does_not(
    field: TypedField, reason: Qt.FocusReason, selected: str
) -> None:
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusIn, reason))

    assert field.selectedText() == selected


def test_it_says_how_a_value_is_typed(field: TypedField) -> None:
    assert field.accessibleDescription() == field.toolTip() != ""
