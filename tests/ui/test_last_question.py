"""Questions asked faster than they are answered: the last one wins, nothing piles up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ui.jobs import InlineJobs
from ui.last_question import LastQuestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


class SlowJobs(InlineJobs):
    """Answers when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way: list[tuple[Callable[[], Any], Callable[[Any], None], Any]] = []

    def run(self, owner: QObject, work: Any, then: Any, *, failed: Any = None) -> None:
        self.under_way.append((work, then, failed))

    def answer(self) -> None:
        work, then, failed = self.under_way.pop(0)
        try:
            value = work()
        except ValueError as error:
            failed(error)
        else:
            then(value)


def refuse() -> str:
    raise ValueError


@pytest.fixture
def jobs(qapp: object) -> SlowJobs:
    return SlowJobs()


@pytest.fixture
def question(jobs: SlowJobs) -> LastQuestion:
    return LastQuestion(jobs, jobs)


def test_only_the_last_of_those_that_wait_is_asked_and_shown(
    jobs: SlowJobs, question: LastQuestion
) -> None:
    shown: list[str] = []
    for words in ("m", "mi", "mir"):
        question.ask(words.upper, shown.append)

    assert len(jobs.under_way) == 1
    jobs.answer()
    assert (shown, len(jobs.under_way)) == ([], 1)
    jobs.answer()

    assert (shown, jobs.under_way) == (["MIR"], [])


def test_a_failure_is_told_and_does_not_stop_the_next_question(
    jobs: SlowJobs, question: LastQuestion
) -> None:
    shown: list[str] = []
    failures: list[Exception] = []
    jobs.failed.connect(failures.append)
    question.ask(refuse, shown.append)
    question.ask("mi".upper, shown.append)

    jobs.answer()
    jobs.answer()

    assert (shown, len(failures)) == (["MI"], 1)


def test_once_answered_another_is_asked_at_once(jobs: SlowJobs, question: LastQuestion) -> None:
    shown: list[str] = []
    for words in ("m", "mi"):
        question.ask(words.upper, shown.append)
        jobs.answer()

    assert shown == ["M", "MI"]
