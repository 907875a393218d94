"""What is asked for twice in a row is done once: Enter pressed again before the vault answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from typing_extensions import override

from ui.jobs import InlineJobs
from ui.page import Place

if TYPE_CHECKING:
    from collections.abc import Callable


ENTER = Qt.Key.Key_Return


class SlowJobs(InlineJobs):
    """Keeps the work back while the vault is `busy`; `catch_up` does it, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self._waiting: list[Callable[[], None]] = []

    @override
    def _send(self, pool, work, outcome) -> None:
        if self.busy:
            self._waiting.append(lambda: InlineJobs._send(self, pool, work, outcome))
        else:
            super()._send(pool, work, outcome)

    def catch_up(self) -> None:
        self.busy = False
        while self._waiting:
            self._waiting.pop(0)()


@pytest.fixture
def jobs() -> SlowJobs:
    return SlowJobs()


@pytest.fixture
def desk(desk, jobs):
    """The desk of the other tests, on a vault that answers when it is told to."""
    return replace(desk, jobs=jobs)


def _twice(jobs: SlowJobs, ask: Callable[[], object]) -> None:
    jobs.busy = True
    ask()
    ask()
    jobs.catch_up()


def _counted(app_window, kind: str) -> int:
    services, case_id = app_window.world.services, app_window.world.case("modele")
    return sum(one.kind == kind for one in services.cases.timeline(case_id))


def test_a_small_window_confirmed_twice_writes_once(app_window, jobs) -> None:
    before = _counted(app_window, "request")
    app_window.shell.go(Place("case", app_window.world.case("modele")))
    app_window.widget("case_request_open").click()

    _twice(jobs, app_window.widget("request_dialog_confirm").click)

    assert _counted(app_window, "request") == before + 1


def test_a_small_window_that_was_refused_may_be_confirmed_again(app_window) -> None:
    app_window.shell.go(Place("case", app_window.world.case("modele"), action="plan"))
    app_window.widget("plan_goal_add").click()
    app_window.widget("goal_dialog_confirm").click()
    assert app_window.widget("goal_dialog_wrong").isVisible()

    app_window.widget("goal_title").setText("Garder le logement")
    app_window.widget("goal_dialog_confirm").click()

    plans = app_window.world.services.casework.plans
    assert len(plans.of_case(app_window.world.case("modele"))[0].goals) == 1


def test_an_interview_saved_twice_is_logged_once(app_window, jobs) -> None:
    before = _counted(app_window, "intervention")
    app_window.shell.go(Place("interview", app_window.world.case("modele"), action="log"))
    app_window.widget("interview_issues").setFocus()
    app_window.type("log")
    app_window.key(ENTER)

    _twice(jobs, app_window.shell.page("interview").submit)

    assert _counted(app_window, "intervention") == before + 1


def test_a_day_saved_twice_is_logged_once(app_window, jobs) -> None:
    before = _counted(app_window, "intervention")
    app_window.shell.go(Place("day_list"))
    app_window.type("mod")
    app_window.key(ENTER)

    _twice(jobs, app_window.shell.page("day_list").submit)

    assert _counted(app_window, "intervention") == before + 1
