"""Jobs: one thread, in order, results only to living owners, errors and changes to the window."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from app.changes import Changes, Touched
from ui.jobs import Cancelled, InlineJobs, Jobs


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close(lambda: None)


def test_work_runs_on_one_thread_and_comes_home_in_order(jobs, qtbot) -> None:
    owner, threads, results = QObject(), [], []

    def work(rank: int) -> int:
        threads.append(threading.get_ident())
        return rank

    for rank in range(5):
        jobs.run(owner, lambda rank=rank: work(rank), results.append)
    qtbot.waitUntil(lambda: len(results) == 5)

    assert results == [0, 1, 2, 3, 4]
    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads


def test_a_result_is_delivered_on_the_thread_of_the_window(jobs, qtbot) -> None:
    owner, where = QObject(), []

    jobs.run(owner, lambda: 1, lambda _: where.append(threading.get_ident()))
    qtbot.waitUntil(lambda: bool(where))

    assert where == [threading.get_ident()]


def test_a_result_for_an_owner_that_is_gone_is_dropped(jobs, qtbot) -> None:
    owner, witness, results, done = QObject(), QObject(), [], []
    free = threading.Event()

    jobs.run(owner, free.wait, results.append)
    jobs.run(witness, lambda: 1, done.append)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _lives(owner))
    free.set()
    qtbot.waitUntil(lambda: bool(done))

    assert results == []


def _lives(owner: QObject) -> bool:
    import shiboken6

    return shiboken6.isValid(owner)


def test_what_a_write_touched_is_told_once(jobs, qtbot) -> None:
    owner, changes, results = QObject(), [], []
    jobs.changed.connect(changes.append)

    jobs.run(owner, lambda: Changes(Touched.CASES, 7), results.append)
    qtbot.waitUntil(lambda: bool(results))

    assert changes == [Changes(Touched.CASES, 7)]


def test_an_error_goes_to_whoever_takes_it_else_to_the_window(jobs, qtbot) -> None:
    owner, taken, failed = QObject(), [], []
    jobs.failed.connect(failed.append)

    def work() -> None:
        raise ValueError

    jobs.run(owner, work, lambda _: None, failed=taken.append)
    jobs.run(owner, work, lambda _: None)
    qtbot.waitUntil(lambda: bool(failed))

    assert [type(one) for one in taken] == [ValueError]
    assert [type(one) for one in failed] == [ValueError]


@pytest.mark.parametrize("kind", [Jobs, InlineJobs])
def test_long_work_tells_its_progress(kind, qtbot) -> None:
    jobs, owner, seen, results = kind(), QObject(), [], []
    start = threading.Event()

    def work(progress) -> str:
        start.wait(5)
        progress(50)
        return "done"

    if kind is InlineJobs:
        start.set()
    task = jobs.run_long(owner, work, results.append)
    task.progress.connect(seen.append)
    start.set()
    qtbot.waitUntil(lambda: bool(results))

    assert results == ["done"]
    assert seen == ([50] if kind is Jobs else [])
    jobs.close(lambda: None)


def test_cancelled_work_stops_without_result_or_error(jobs, qtbot) -> None:
    owner, results, failed, finished = QObject(), [], [], []
    jobs.failed.connect(failed.append)
    go_on = threading.Event()

    def work(progress) -> None:
        go_on.wait(5)
        progress(10)

    task = jobs.run_long(owner, work, results.append, failed=failed.append)
    task.finished.connect(lambda: finished.append(1))
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(finished))

    assert (results, failed) == ([], [])


def test_a_task_that_was_cancelled_raises_in_the_work(qtbot) -> None:
    from ui.jobs import Task

    owner = QObject()
    task = Task(owner)
    task.cancel()

    with pytest.raises(Cancelled):
        task.report(1)


def test_closing_takes_no_more_work_and_does_the_last_piece(qtbot) -> None:
    jobs, owner, done = Jobs(), QObject(), []

    assert jobs.close(lambda: done.append("closed")) is None
    jobs.run(owner, lambda: done.append("late"), lambda _: None)

    assert done == ["closed"]


def test_closing_tells_what_went_wrong_with_the_last_piece(qtbot) -> None:
    def fail() -> None:
        raise OSError

    assert isinstance(Jobs().close(fail), OSError)
    assert isinstance(InlineJobs().close(fail), OSError)
