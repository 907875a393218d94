"""Schema steps: in order, each whole or not at all, never backwards."""

import pytest

from app.ports.vault import VaultTooNew
from storage import driver
from storage.database import configure, writing
from storage.migrations.runner import (
    Step,
    StepsBroken,
    in_order,
    migrate,
    pending,
    schema_version,
    shipped_steps,
)

FIRST = Step(1, "CREATE TABLE a (x);\nCREATE TABLE b (x);\n")
SECOND = Step(
    2,
    """
    -- a trigger holds semicolons of its own; a comment may hold one too
    CREATE TRIGGER a_is_kept BEFORE DELETE ON a
    BEGIN
        SELECT RAISE(ABORT, 'kept');
        SELECT 1;
    END;
    INSERT INTO a VALUES ('one; two');
    """,
)
BROKEN = Step(2, "CREATE TABLE c (x);\nCREATE TABLE a (x);\n")


@pytest.fixture
def connection(tmp_path):
    opened = driver.connect_file(tmp_path / "scratch.db", create=True)
    configure(opened)
    yield opened
    opened.close()


def tables(connection):
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_steps_run_once_and_in_order(connection):
    assert migrate(connection, (FIRST, SECOND)) == (1, 2)
    assert migrate(connection, (FIRST, SECOND)) == ()
    assert schema_version(connection) == 2
    assert connection.execute("SELECT x FROM a").fetchall() == [("one; two",)]


def test_only_what_is_pending_runs(connection):
    migrate(connection, (FIRST,))
    assert pending(connection, (FIRST, SECOND)) == (SECOND,)
    assert migrate(connection, (FIRST, SECOND)) == (2,)


def test_a_broken_step_leaves_the_one_before(connection):
    with pytest.raises(driver.Error, match="already exists"):
        migrate(connection, (FIRST, BROKEN))
    assert schema_version(connection) == 1
    assert tables(connection) == {"a", "b"}


def test_the_seal_belongs_to_the_step(connection):
    def failing(step):
        raise KeyError(step.number)

    with pytest.raises(KeyError):
        migrate(connection, (FIRST,), failing)
    assert tables(connection) == set()


def test_a_newer_database_is_refused(connection):
    migrate(connection, (FIRST, SECOND))
    with pytest.raises(VaultTooNew) as caught:
        pending(connection, (FIRST,))
    assert caught.value.facts == {"part": "database", "found": 2, "supported": 1}


def test_a_script_that_stops_midway_is_refused(connection):
    with pytest.raises(driver.Error, match="incomplete"):
        migrate(connection, (Step(1, "CREATE TABLE a (x);\nCREATE TABLE b ("),))
    assert tables(connection) == set()


@pytest.mark.parametrize("numbers", [[], [2], [1, 3], [1, 1]])
def test_steps_that_do_not_follow_are_refused(numbers):
    with pytest.raises(StepsBroken):
        in_order(Step(number, "") for number in numbers)


def test_the_shipped_steps_make_a_whole_database(connection):
    migrate(connection, shipped_steps())
    assert {"meta", "journal", "person", "case_file"} <= tables(connection)
    with writing(connection):
        connection.execute("INSERT INTO meta VALUES ('k', 'v')")
