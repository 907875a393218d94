"""What the settings say; no Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.people import folded
from ui.formats import day, number
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.codes import Code, CodeList
    from app.domain.entities import ClientEntity
    from app.domain.ids import EntityId
    from app.domain.nomenclatures import Nomenclatures

YEARS_BACK = 6


def list_choices(lists: Nomenclatures) -> tuple[tuple[str, str], ...]:
    """Every list by its title."""
    named = ((name, codes.title) for name, codes in lists.lists.items())
    return tuple(sorted(named, key=lambda one: folded(one[1])))


def matching(codes: CodeList, typed: str) -> tuple[Code, ...]:
    """The codes whose label, short label or code holds every word typed."""
    words = folded(typed).split()
    return tuple(
        code
        for code in codes.codes
        if all(word in folded(f"{code.label} {code.short} {code.code}") for word in words)
    )


def label_words(code: Code) -> str:
    """The label of a code; one of hers says so."""
    indent = "\u2003" if code.parent and not code.local else ""
    words = text("settings.local", label=code.label) if code.local else code.label
    return f"{indent}{words}"


def sens_words(code: Code) -> str:
    """How sensitive a code is, in words."""
    return ", ".join(text(f"settings.sens.{letter}") for letter in code.sens)


def validity_words(code: Code) -> str:
    """From when to when a code may be used; nothing when always."""
    since, until = code.valid_from, code.valid_to
    if since is not None and until is not None:
        return text("settings.between", since=day(since), until=day(until))
    if since is not None:
        return text("settings.since", day=day(since))
    return "" if until is None else text("settings.until", day=day(until))


def turned_words(code: Code, *, hidden: bool) -> str:
    """What hiding or showing a code does."""
    return text("settings.now_hidden" if hidden else "settings.now_shown", label=code.short)


def parents(codes: CodeList) -> tuple[tuple[str, str], ...]:
    """The standard codes that one of hers may count as."""
    return tuple((code.code, label_words(code)) for code in codes.codes if not code.local)


def years(today: date) -> tuple[int, ...]:
    """The years whose headcount may be given, the last one over first."""
    return tuple(range(today.year - 1, today.year - YEARS_BACK, -1))


def quota_words(entity: ClientEntity) -> str:
    """The share of a full-time post that an employer has."""
    if entity.quota_percent is None:
        return text("settings.not_known")
    value = f"{entity.quota_percent:g}".replace(".", ",")
    return text("settings.percent", value=value)


def headcount_words(entity: ClientEntity, headcounts: Mapping[EntityId, int]) -> str:
    """How many agents an employer has."""
    agents = headcounts.get(entity.id)
    return text("settings.not_known") if agents is None else number(agents)


def zoom_words(percent: str) -> str:
    """`125 %`."""
    return text("settings.zoom_value", percent=percent)


def idle_words(minutes: str) -> str:
    """`5 minutes`."""
    return plural("settings.idle_minutes", int(minutes))
