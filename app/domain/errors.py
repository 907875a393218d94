"""Refusals of the domain: a code and facts, never a sentence and never a person's name."""

from __future__ import annotations


class RuleBroken(Exception):
    """A rule of the trade refuses what was asked; the user interface finds the words from `code`.

    `facts` hold ids, codes, dates and numbers only (BRY-27): nothing that names or describes a
    person.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
