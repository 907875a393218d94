"""Where the keyboard stands once something was removed: the next thing, else what adds one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from testkit.ui_world import TODAY

from app.domain.agenda import Reminder
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.working_notes import WorkingNote
from ui.page import Place
from ui.widgets.boxes import emptied


def _go(window, tab: str) -> int:
    case_id = window.world.case("modele")
    window.shell.go(Place("case", case_id, action=tab))
    window.settle()
    return case_id


def _press(window, name: str) -> str:
    """Press something by the keyboard; where the keyboard stands then."""
    window.widget(name).setFocus()
    window.key(Qt.Key.Key_Return)
    window.settle()
    if QApplication.activeWindow() is None:  # a small window closed: a desktop goes back by itself
        window.window.activateWindow()
        QTest.qWaitForWindowActive(window.window)
    return window.focus.objectName()


def test_after_a_note_the_next_one_then_what_adds_a_note(app_window) -> None:
    case_id = _go(app_window, "notes")
    kept = app_window.world.services.casework.working_notes
    for days in range(3):
        kept.save(WorkingNote(0, case_id, TODAY - timedelta(days=days), "Rappeler."))
    _go(app_window, "notes")
    names = [f"working_note_remove_{one.id}" for one in kept.of_case(case_id)]
    shown = [one.objectName() for one in app_window.window.findChildren(QPushButton)]
    first, second, third = sorted(names, key=shown.index)

    assert _press(app_window, first) == second
    assert _press(app_window, third) == "working_note_keep"
    assert _press(app_window, second) == "working_note_keep"


def test_after_an_act_removed_in_its_window_the_next_one_then_what_adds_one(app_window) -> None:
    case_id = _go(app_window, "notes")
    kept = app_window.world.services.casework.legal_acts
    made = LegalAct(0, case_id, LegalKind.PROTECTION_REPORT, "LEG.MINEUR", "CRIP", TODAY)
    acts = [kept.save(replace(made, authority=f"CRIP {rank}")).object_id for rank in range(2)]
    _go(app_window, "notes")
    shown = [one.objectName() for one in app_window.window.findChildren(QPushButton)]
    first, second = sorted((f"legal_act_edit_{one}" for one in acts), key=shown.index)

    def removed(name: str) -> str:
        _press(app_window, name)
        return _press(app_window, "legal_act_remove")

    assert removed(first) == second
    assert removed(second) == "legal_act_add"


def test_after_an_action_of_the_plan_the_next_one_then_the_line_that_adds_one(app_window) -> None:
    _go(app_window, "plan")
    app_window.widget("plan_quick").setFocus()
    for words in ("Saisir le FSL", "Appeler le bailleur"):
        app_window.type(words)
        app_window.key(Qt.Key.Key_Return)
    app_window.settle()
    (sheet,) = app_window.world.services.casework.plans.of_case(app_window.world.case("modele"))
    first, second = (one.id for one in sheet.actions)

    _press(app_window, f"action_edit_{first}")
    after_first = _press(app_window, "action_remove")
    _press(app_window, f"action_edit_{second}")

    assert after_first.endswith(f"_{second}")
    assert _press(app_window, "action_remove") == "plan_quick_add"


def test_after_an_information_noted_by_mistake_what_adds_one(app_window) -> None:
    case_id = _go(app_window, "consent")
    kept = app_window.world.services.casework.offers
    before = {one.id for one in kept.information(case_id)}
    kept.inform(case_id, ("INF.RGPD",), on=TODAY, how="oral")
    _go(app_window, "consent")
    (made,) = [one for one in kept.information(case_id) if one.id not in before]

    stands = _press(app_window, f"information_remove_{made.id}")

    assert stands.startswith("information_")


def test_after_a_reminder_of_the_agenda_the_next_one_then_what_adds_one(app_window) -> None:
    kept = app_window.world.services.casework.reminders
    for days in (1, 2):
        kept.save(Reminder(0, TODAY - timedelta(days=days), f"Rappeler {days}"))
    app_window.shell.go(Place("agenda"))
    app_window.settle()
    first, second = (f"reminder_done_{one.reminder.id}" for one in kept.due())

    after_first = _press(app_window, first)

    assert after_first == second.replace("done_", "")
    assert _press(app_window, second) == "agenda_reminder_new"


def test_after_a_thing_of_the_bin_the_next_row(app_window) -> None:
    services, case_id = app_window.world.services, app_window.world.case("modele")
    kept = services.casework.working_notes
    for words in ("Un", "Deux", "Trois"):
        kept.remove(kept.save(WorkingNote(0, case_id, TODAY, words)).object_id)
    app_window.shell.go(Place("settings", action="bin"))
    app_window.settle()
    table = app_window.widget("settings_bin")
    table.selectRow(1)

    stands = _press(app_window, "settings_bin")

    assert (stands, table.currentIndex().row()) == ("settings_bin", 1)
    _press(app_window, "settings_bin")
    _press(app_window, "settings_bin")
    assert app_window.shell.page("settings").isAncestorOf(app_window.focus)


class _List(QWidget):
    """Rows of two buttons; the list is drawn anew with other rows."""

    def __init__(self) -> None:
        super().__init__()
        outer, self.rows = QVBoxLayout(self), QVBoxLayout()
        side = QPushButton("Ailleurs")
        side.setObjectName("elsewhere")
        add = QPushButton("Ajouter")
        add.setObjectName("thing_add")
        for part in (side, add):
            outer.addWidget(part)
        outer.addLayout(self.rows)

    def show_rows(self, *names: str) -> None:
        emptied(self.rows)
        for name in names:
            made = QPushButton(name)
            made.setObjectName(name)
            self.rows.addWidget(made)


@pytest.fixture
def a_list(qapp):
    """The list, and a way to put the keyboard somewhere and to ask where it stands."""
    shown = _List()
    shown.show()
    shown.activateWindow()
    QTest.qWaitForWindowActive(shown)

    def focus(name: str = "") -> str:
        for _ in range(4):
            QCoreApplication.processEvents()
        if name:
            shown.findChild(QPushButton, name).setFocus()
        stands = shown.focusWidget()
        return "" if stands is None else stands.objectName()

    yield shown, focus
    shown.deleteLater()


@pytest.mark.parametrize(
    ("stood", "left", "stands"),
    [
        ("a", ("b", "c"), "b"),
        ("b", ("a", "c"), "c"),
        ("b", ("a", "b", "c", "d"), "b"),
        ("c", ("a", "b"), "thing_add"),
        ("a", (), "thing_add"),
    ],
)
def test_a_list_drawn_anew_keeps_the_keyboard(a_list, stood, left, stands) -> None:
    shown, focus = a_list
    shown.show_rows("a", "b", "c")
    focus(stood)

    shown.show_rows(*left)

    assert focus() == stands


def test_a_list_drawn_anew_takes_the_keyboard_from_nobody(a_list) -> None:
    shown, focus = a_list
    shown.show_rows("a", "b")
    focus("elsewhere")

    shown.show_rows("b")

    assert focus() == "elsewhere"
