"""The vault locks by itself: idle, asleep, or open for too long."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.session import ABSOLUTE_SECONDS, Clocks, Session


class Machine:
    """Two clocks that go on together, unless the machine sleeps."""

    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 50_000.0

    def passes(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds

    def sleeps(self, seconds: float) -> None:
        self.wall += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def session(qapp, machine: Machine) -> Session:
    made = Session(clocks=Clocks(lambda: machine.steady, lambda: machine.wall))
    made.start()
    made.locks = []
    made.left = []
    made.lock_wanted.connect(lambda: made.locks.append(1))
    made.ticked.connect(made.left.append)
    return made


def test_five_idle_minutes_lock(session: Session, machine: Machine) -> None:
    machine.passes(299)
    session.tick()
    assert session.locks == []

    machine.passes(1)
    session.tick()
    assert session.locks == [1]


def test_a_sign_of_life_starts_the_delay_again(session: Session, machine: Machine) -> None:
    machine.passes(290)
    session.tick()
    session.touch()
    machine.passes(200)
    session.tick()

    assert session.locks == []
    assert session.left == [10, 100]


@pytest.mark.parametrize(("asked", "kept"), [(0, 1), (1, 1), (15, 15), (60, 15), (-3, 1)])
def test_the_delay_cannot_be_turned_off(session: Session, asked: int, kept: int) -> None:
    session.set_minutes(asked)

    assert session.minutes == kept


def test_a_sleep_of_more_than_a_minute_locks_at_wake_up(session: Session, machine: Machine) -> None:
    machine.passes(10)
    session.tick()
    machine.sleeps(61)
    session.tick()

    assert session.locks == [1]


def test_a_clock_set_by_a_few_seconds_does_not_lock(session: Session, machine: Machine) -> None:
    machine.sleeps(20)
    session.tick()

    assert session.locks == []


def test_ten_hours_lock_even_without_a_pause(session: Session, machine: Machine) -> None:
    for _ in range(ABSOLUTE_SECONDS // 60):
        machine.passes(60)
        session.touch()
        session.tick()

    assert session.locks == [1]


def test_a_lock_is_asked_once(session: Session, machine: Machine) -> None:
    machine.passes(400)
    session.tick()
    session.tick()

    assert session.locks == [1]


def _field(qtbot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.setFocus()
    return made


def test_a_key_and_the_mouse_are_signs_of_life(qtbot, session: Session, machine: Machine) -> None:
    field = _field(qtbot)
    session.tick()  # a window opened since is heard from the next second on

    machine.passes(200)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert session.seconds_quiet() == 0

    machine.passes(200)
    QTest.mouseMove(field.windowHandle(), QPoint(3, 3))
    assert session.seconds_quiet() == 0
    assert field.text() == "a"


def test_what_an_input_method_composes_is_a_sign_of_life(qtbot, session, machine) -> None:
    field = _field(qtbot)
    session.tick()
    machine.passes(200)

    composed = QInputMethodEvent()
    composed.setCommitString("é")
    QGuiApplication.sendEvent(field, composed)

    assert session.seconds_quiet() == 0
    assert field.text() == "é"


def test_drawing_is_no_sign_of_life(qtbot, session: Session, machine: Machine) -> None:
    field = _field(qtbot)
    session.tick()
    machine.passes(200)
    field.repaint()
    QTest.qWait(20)

    assert session.seconds_quiet() == 200
