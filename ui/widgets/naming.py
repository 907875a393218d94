"""Names of widgets: one for the program (object name), one for a person who listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QLabel, QToolButton

from ui.texts import text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QWidget

WidgetT = TypeVar("WidgetT", bound="QWidget")
_CLEAR = "_q_qlineeditclearaction"


def named(widget: WidgetT, name: str, spoken: str) -> WidgetT:
    """Give a widget its object name and the words a screen reader says; return it.

    What a label says is its own text: the words only describe it.
    """
    widget.setObjectName(name)
    if isinstance(widget, QLabel):
        widget.setAccessibleDescription(spoken)
    else:
        widget.setAccessibleName(spoken)
    return widget


def name_inner_buttons(field: QLineEdit) -> None:
    """Name the small buttons that Qt puts inside a search field: by themselves they say nothing."""
    for inner in field.findChildren(QToolButton):
        clears = inner.defaultAction().objectName() == _CLEAR
        inner.setAccessibleName(text("fields.clear" if clears else "fields.search"))


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and dress the widget anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
