"""Where the keyboard stands once the list in which it stood is drawn anew.

A list is emptied and filled again: what was in hand goes, and Qt would carry the keyboard to the
side bar. It stands on the same thing if that is still there, else on the next one of the list,
else on the button that adds to it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ADDING = frozenset({"add", "new", "attach", "keep"})
"""A button that adds to a list says so in its name."""
_PAGES = "page_stack"
_REASON = Qt.FocusReason.OtherFocusReason


@dataclass(frozen=True, slots=True)
class _Before:
    """What could be stood on before: the names, and which of them was in hand."""

    names: tuple[str, ...]
    rank: int


def hold(layout: QLayout) -> None:
    """Remember what is in hand in a list about to be emptied; stand again once it is filled."""
    host = layout.parentWidget()
    if host is None:
        return
    focused = in_hand(host)
    if focused is None or not focused.isVisible() or not host.isAncestorOf(focused):
        return
    stops = [*_stops(layout)]
    if focused not in stops:
        return
    before = _Before(tuple(one.objectName() for one in stops), stops.index(focused))
    focused.clearFocus()
    stand = partial(_stand, host, layout, before)
    QTimer.singleShot(0, host, partial(QTimer.singleShot, 0, host, stand))  # what is new is shown


def in_hand(part: QWidget) -> QWidget | None:
    """What the keyboard stands on in the window of a part, or will once that window is in front."""
    return part.window().focusWidget()


def stand_near(part: QWidget) -> None:
    """Stand on what adds to the list of that part, or on the first thing around it."""
    around = _around(part)
    adding = [(one, around_it) for around_it in around for one in _adders(around_it)]
    if adding:
        nearest = adding[0][1]
        here = part.mapTo(nearest, QPoint(0, 0)).y()
        close = [one for one, around_it in adding if around_it is nearest]
        min(close, key=partial(_distance, nearest, here)).setFocus(_REASON)
        return
    for one in around:
        if stops := [*_reachable(one)]:
            stops[0].setFocus(_REASON)
            return


def _stand(host: QWidget, layout: QLayout, before: _Before) -> None:
    if not (shiboken6.isValid(host) and shiboken6.isValid(layout)):
        return
    if in_hand(host) is not None:
        return
    wanted = _next([*_stops(layout)], before)
    if wanted is None:
        stand_near(host)
    else:
        wanted.setFocus(_REASON)


def _next(stops: Sequence[QWidget], before: _Before) -> QWidget | None:
    """The same thing, or the first that came after it and is still there; each by its own name."""
    names = Counter(before.names)
    found = {one.objectName(): one for one in stops}
    for name in before.names[before.rank :]:
        if names[name] == 1 and name in found:
            return found[name]
    alike = max(names.values()) > 1
    return stops[min(before.rank, len(stops) - 1)] if alike and stops else None


def _stops(layout: QLayout) -> Iterator[QWidget]:
    """What the keyboard can stand on in a layout, from top to bottom."""
    for rank in range(layout.count()):
        item = layout.itemAt(rank)
        widget, inner = (None, None) if item is None else (item.widget(), item.layout())
        if widget is not None:
            yield from _reachable(widget)
        elif inner is not None:
            yield from _stops(inner)


def _reachable(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all that it holds, as far as Tab goes there."""
    for one in (widget, *widget.findChildren(QWidget)):
        if _can_stand(one):
            yield one


def _can_stand(one: QWidget) -> bool:
    reached = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
    return reached and one.isEnabled() and one.isVisibleTo(one.window())


def _around(part: QWidget) -> tuple[QWidget, ...]:
    """The part and what holds it, up to its page or its window."""
    found = [part]
    while (above := found[-1].parentWidget()) is not None and above.objectName() != _PAGES:
        if found[-1].isWindow():
            break
        found.append(above)
    return tuple(found)


def _adders(around: QWidget) -> Iterator[QPushButton]:
    for one in around.findChildren(QPushButton):
        says = _ADDING & set(one.objectName().split("_"))
        if says and _can_stand(one):
            yield one


def _distance(around: QWidget, here: int, one: QWidget) -> int:
    return abs(one.mapTo(around, QPoint(0, 0)).y() - here)
