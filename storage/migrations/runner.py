"""Brings the schema up to date: numbered steps, each in its own transaction, never backwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from app.ports.vault import VaultTooNew
from storage import driver
from storage.database import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from storage.driver import Connection

_STEP_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number, which becomes `user_version`, and its statements."""

    number: int
    sql: str


class StepsBroken(RuntimeError):
    """The step files do not follow each other: a bug of the program as built."""


def shipped_steps() -> tuple[Step, ...]:
    """The steps beside this file, in order."""
    found = {
        int(match[1]): entry.read_text(encoding="utf-8")
        for entry in files("storage.migrations").iterdir()
        if (match := _STEP_NAME.fullmatch(entry.name))
    }
    return in_order(Step(number, sql) for number, sql in sorted(found.items()))


def in_order(steps: Iterator[Step]) -> tuple[Step, ...]:
    """Check that steps are numbered one after the other."""
    ordered = tuple(steps)
    if not ordered or [step.number for step in ordered] != list(range(1, len(ordered) + 1)):
        raise StepsBroken
    return ordered


def schema_version(connection: Connection) -> int:
    """The number of the last step that this database went through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def pending(connection: Connection, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps still to run; a database made by a newer program is refused."""
    current = schema_version(connection)
    if current > len(steps):
        raise VaultTooNew(part="database", found=current, supported=len(steps))
    return tuple(steps[current:])


def migrate(
    connection: Connection, steps: Sequence[Step], seal: Callable[[Step], None] | None = None
) -> tuple[int, ...]:
    """Run what is pending; `seal` adds its trace (journal, counter) to each step's transaction."""
    to_run = pending(connection, steps)
    for step in to_run:
        with writing(connection):
            for statement in _statements(step.sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {step.number}")
            if seal is not None:
                seal(step)
            connection.execute("COMMIT")
    return tuple(step.number for step in to_run)


def _statements(script: str) -> Iterator[str]:
    """Split a script at the ends of its statements; triggers hold semicolons of their own."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if driver.complete_statement(gathered):
            yield gathered
            gathered = ""
    if gathered.strip():
        yield gathered
