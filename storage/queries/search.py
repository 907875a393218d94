"""Searching: what is typed becomes a full-text query, and a note an excerpt."""

from __future__ import annotations

import re

from app.domain.people import folded

HIT_BEGINS, HIT_ENDS = "\x02", "\x03"
_BEFORE, _AFTER = 40, 80
_RUN = re.compile(r"[^\W_]+")
_SHORTEST_BEGINNING = 2


def match_of_case(words: str) -> str:
    """The query for names and numbers: every word typed is the beginning of one there.

    Each word is quoted, so that nothing typed is ever an operator.
    """
    return " AND ".join(f'"{word}"*' for word in folded(words).split())


def match_of_note(words: str) -> str:
    """The query for notes; a single letter (« l’employeur ») is a whole word there."""
    typed = folded(words).split()
    if not any(len(word) >= _SHORTEST_BEGINNING for word in typed):
        return ""
    return " AND ".join(
        f'"{word}"*' if len(word) >= _SHORTEST_BEGINNING else f'"{word}"' for word in typed
    )


def excerpt(note: str, words: str) -> str:
    """The words around the first hit, as she wrote them, with the hit between two marks."""
    beginnings = tuple(word for word in folded(words).split() if len(word) >= _SHORTEST_BEGINNING)
    found = next((run for run in _RUN.finditer(note) if _begins(run[0], beginnings)), None)
    if found is None:
        return note[: _BEFORE + _AFTER]
    first, last = _cut_before(note, found.start()), _cut_after(note, found.end())
    return "".join(
        (
            "…" if first else "",
            note[first : found.start()],
            HIT_BEGINS,
            found[0],
            HIT_ENDS,
            note[found.end() : last],
            "…" if last < len(note) else "",
        )
    )


def _begins(run: str, beginnings: tuple[str, ...]) -> bool:
    if run.isascii():  # one word already, without accents: most are
        return run.lower().startswith(beginnings)
    return any(word.startswith(beginnings) for word in folded(run).split())


def _cut_before(note: str, position: int) -> int:
    """Where the excerpt begins: between two words, not too far before the hit."""
    if position <= _BEFORE:
        return 0
    blank = note.find(" ", position - _BEFORE, position)
    return position - _BEFORE if blank < 0 else blank + 1


def _cut_after(note: str, position: int) -> int:
    """Where the excerpt ends: between two words, not too far after the hit."""
    if position + _AFTER >= len(note):
        return len(note)
    blank = note.rfind(" ", position, position + _AFTER)
    return position + _AFTER if blank < 0 else blank
