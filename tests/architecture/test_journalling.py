"""Every write of every service leaves one journal entry, and tells what it touched."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from testkit.fakes import FakeStore
from testkit.source import ROOT, modules
from testkit.writes import WRITES, a_store, changes_of

from app.changes import Changes, Touched


def _says_changes(method: Callable[..., Any], module: ModuleType) -> bool:
    """Tell whether a method answers with what it changed, alone or beside what it made."""
    answer = getattr(module, method.__annotations__.get("return", ""), None)
    if not isinstance(answer, type):
        return False
    return issubclass(answer, Changes) or "changes" in getattr(answer, "__annotations__", {})


def _services() -> Iterator[tuple[type, ModuleType]]:
    for path in modules("app/usecases"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        module = import_module(name)
        for _, service in inspect.getmembers(module, inspect.isclass):
            if service.__module__ == name and service.__name__.endswith("Service"):
                yield service, module


def _writing_methods() -> Iterator[Callable[..., Any]]:
    for service, module in _services():
        for name, method in inspect.getmembers(service, inspect.isfunction):
            if not name.startswith("_") and _says_changes(method, module):
                yield method


def _written(method: Callable[..., Any]) -> tuple[FakeStore, int, Changes]:
    """Run one write; tell how many entries the journal had before."""
    store = a_store()
    write = WRITES[method](store)
    before = len(store.journal)
    return store, before, changes_of(write())


def test_every_write_of_every_service_is_tried() -> None:
    found = set(_writing_methods())

    assert {one.__qualname__ for one in found ^ WRITES.keys()} == set()


@pytest.mark.requirement("BRY-27")
@pytest.mark.parametrize("method", WRITES, ids=lambda one: one.__qualname__)
def test_a_write_leaves_one_journal_entry_and_says_what_it_touched(
    method: Callable[..., Any],
) -> None:
    store, before, changes = _written(method)

    assert len(store.journal) == before + 1
    assert changes.touched != Touched.NOTHING


@pytest.mark.parametrize("method", WRITES, ids=lambda one: one.__qualname__)
def test_the_journal_tells_no_name_and_no_text(method: Callable[..., Any]) -> None:
    store, _, _ = _written(method)
    entry = store.journal[-1]

    words = (entry.event, entry.object_kind, *entry.fields)
    assert all(word.isascii() and word == word.lower() and " " not in word for word in words)
    assert "fictive" not in " ".join(words)
