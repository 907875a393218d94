"""Settings: her choices, remembered inside the vault and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import resources
from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ports.store import Store, UnitOfWork

FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice: its key, what holds while nothing was chosen, the values allowed (none: any)."""

    key: str
    default: str
    choices: tuple[str, ...] = ()


@cache
def declared() -> Mapping[str, Setting]:
    """Return every setting there is, by key."""
    entries: list[dict[str, Any]] = resources.read_toml(FILE)["setting"]
    read = (
        Setting(entry["key"], entry["default"], tuple(entry.get("choices", ())))
        for entry in entries
    )
    return {setting.key: setting for setting in read}


class SettingsService:
    """Reads and keeps the choices declared in `resources/settings.toml`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, key: str) -> str:
        """Return what was chosen, or what holds by default."""
        setting = _declared(key)
        with self._store.work() as work:
            return _value(work, setting)

    def all(self) -> Mapping[str, str]:
        """Return every setting with its value."""
        with self._store.work() as work:
            return {key: _value(work, setting) for key, setting in declared().items()}

    def write(self, key: str, value: str) -> Changes:
        """Keep a choice; one that is not declared is refused."""
        setting = _declared(key)
        if setting.choices and value not in setting.choices:
            raise RuleBroken("setting_out_of_range", key=key)
        with self._store.work() as work:
            work.settings.write(key, value)
            work.commit(JournalEntry("setting_changed", "setting", None, (key,)))
        return Changes(Touched.SETTINGS)


def setting_in(work: UnitOfWork, key: str) -> str:
    """Return a setting inside a write that rests on it."""
    return _value(work, _declared(key))


def _declared(key: str) -> Setting:
    setting = declared().get(key)
    if setting is None:
        raise RuleBroken("unknown_setting", key=key)
    return setting


def _value(work: UnitOfWork, setting: Setting) -> str:
    chosen = work.settings.read(setting.key)
    return setting.default if chosen is None else chosen
