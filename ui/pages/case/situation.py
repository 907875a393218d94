"""What the situation tab says, in words: what held from when, who lives there; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.household import PersonTrait, TraitKind, by_day
from app.usecases.household import TRAIT_CODES
from app.usecases.opening import TRAIT_LISTS
from ui import wording
from ui.formats import day
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.household import HouseholdMember
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.people import Person

Kind = AttributeKind | TraitKind
EMPLOYMENT = (
    AttributeKind.STATUS,
    AttributeKind.CATEGORY,
    AttributeKind.UNIT,
    AttributeKind.POSITION,
    AttributeKind.BENEFICIARY,
)
CHANNELS = {"CTC.APP": "call", "CTC.SMS": "message", "CTC.MEL": "mail", "CTC.CRR": "letter"}
"""The channels that she may prefer, and how they are called here."""


@dataclass(frozen=True, slots=True)
class Held:
    """A value that held from a day until another; None: since nobody knows when, until now."""

    kind: Kind
    value: str
    since: date | None
    until: date | None
    source: PersonTrait | CaseAttribute


def history(values: Iterable[PersonTrait | CaseAttribute], kind: Kind) -> tuple[Held, ...]:
    """What held of one kind, newest first."""
    dated = by_day(one for one in values if one.kind is kind)
    begins_next = [one.valid_from for one in dated[1:]]
    held = [
        Held(kind, one.value, one.valid_from, end, one)
        for one, end in zip_longest(dated, begins_next)
    ]
    return tuple(reversed(held))


def list_of(kind: Kind) -> str | None:
    """The list of codes of a kind; None for a service or a number of children."""
    if isinstance(kind, TraitKind):
        return TRAIT_CODES.get(kind)
    return TRAIT_LISTS.get(kind)


def said(held: Held, lists: Nomenclatures) -> str:
    """A value in words."""
    if not held.value:
        return text("case.dialog.not_said")
    if held.kind is TraitKind.DEPENDENT_CHILDREN:
        return plural("case.children", int(held.value))
    if list_of(held.kind) is None:
        return held.value
    return lists.label_of(held.value) if held.value in lists else held.value


def period(held: Held) -> str:
    """`du 01/02/2024 au 03/05/2025`, as far as it is known."""
    return period_of(held.since, held.until) or text("situation.undated")


def period_of(since: date | None, until: date | None) -> str:
    """A period in words; empty when neither end is known."""
    if since is None:
        return "" if until is None else text("situation.until", day=day(until))
    if until is None:
        return text("situation.since", day=day(since))
    return text("situation.from_to", since=day(since), until=day(until))


def member_words(member: HouseholdMember, lists: Nomenclatures, today: date) -> str:
    """`Enfant · née en 2019 · 6–10 ans · depuis le 01/02/2024`, as far as it is known."""
    band = member.child_band(today)
    born = "" if member.birth_year is None else text("situation.born", year=member.birth_year)
    parts = [
        wording.short(lists, member.relation),
        born,
        "" if band is None else text("situation.band", band=band),
        period_of(member.joined_on, member.left_on),
    ]
    return " · ".join(part for part in parts if part)


def household_brief(
    members: Iterable[HouseholdMember], lists: Nomenclatures, today: date
) -> tuple[str, ...]:
    """Who lives there now, without a name: `Enfant, 6–10 ans`."""
    lines: list[str] = []
    for member in members:
        if member.there(today):
            relation, band = wording.short(lists, member.relation), member.child_band(today)
            age = "" if band is None else text("situation.band", band=band)
            lines.append(", ".join(part for part in (relation, age) if part))
    return tuple(lines)


def contact(person: Person, *, masked: bool) -> tuple[str, ...]:
    """How to reach her; in discreet mode the wishes stay, the details are masked."""
    details = tuple(one for one in (person.phone, person.email, person.reach.address) if one)
    if details and masked:
        details = (text("case.masked_contact"),)
    wishes: list[str] = []
    channel = CHANNELS.get(person.reach.preferred_channel or "")
    if channel is not None:
        words = text(f"situation.channel.{channel}")
        wishes.append(text("situation.preferred", channel=words))
    if person.reach.message_allowed is not None:
        allowed = "yes" if person.reach.message_allowed else "no"
        wishes.append(text(f"situation.message.{allowed}"))
    return (*details, *wishes)
