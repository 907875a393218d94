"""Refusals: a code and facts, never a sentence and never a person's name."""

from __future__ import annotations


class Refusal(Exception):
    """What was asked cannot be done, and it is nobody's bug: the user is told why and what to do.

    The words are found from `group` and `code`. `facts` hold ids, codes, dates and numbers only
    (BRY-27): nothing that names or describes a person.
    """

    group: str = ""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class RuleBroken(Refusal):
    """A rule of the trade refuses what was asked."""
