"""What fills the fields of a letter: the items ticked, the day, the partner and the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.letters import bullets, field_of, given, in_words, labelled, owner_words, phrase
from app.domain.partners import Partner
from app.domain.plans import ActionPlan, PlanAction, PlanGoal
from app.usecases.sharing import in_force, kind_needed

if TYPE_CHECKING:
    from datetime import date

    from app.domain.cases import CaseFile
    from app.domain.ids import CaseId
    from app.ports.store import UnitOfWork
    from app.usecases.shareable import Shareable

_LISTED = frozenset({"goal", "action"})


@dataclass(frozen=True, slots=True)
class Merge:
    """What a letter may be made of."""

    case_id: CaseId
    ticked: tuple[Shareable, ...]
    partner: Partner | None
    today: date


def values(work: UnitOfWork, merge: Merge) -> dict[str, str]:
    """Each field that is known, with what it holds; nothing that was not ticked."""
    found = _told(merge.ticked)
    found[given("today")] = in_words(merge.today)
    found[given("items")] = labelled((one.subject, one.words) for one in merge.ticked)
    if merge.partner is not None:
        found[given("partner")] = merge.partner.name
        found[given("partner_address")] = merge.partner.address
        agreements = in_force(work, merge.case_id, kind_needed(work, merge.partner))
        if agreements:
            found[given("agreement")] = in_words(agreements[-1].on)
    return found


def plan_values(work: UnitOfWork, case: CaseFile, today: date) -> dict[str, str]:
    """The running plan of a file for the person's own signature: name, goals, actions, review.

    It names every partner, sensitive ones too: the plan is the person's own.
    """
    person = work.persons.get(case.person_id)
    found = {
        given("today"): in_words(today),
        field_of("name"): f"{person.given_name} {person.family_name}".strip(),
    }
    running = [one for one in work.records(ActionPlan).of(case.id) if one.ended_on is None]
    if not running:
        return found
    plan = running[-1]
    goals = [one for one in work.records(PlanGoal).of(case.id) if one.plan_id == plan.id]
    actions = [one for one in work.records(PlanAction).of(case.id) if one.plan_id == plan.id]
    found[field_of("goal")] = bullets(_goal(one) for one in goals)
    found[field_of("action")] = bullets(_action(work, one) for one in actions)
    if plan.review_on is not None:
        found[given("review")] = in_words(plan.review_on)
    return found


def _told(ticked: tuple[Shareable, ...]) -> dict[str, str]:
    """The items ticked by the field that they fill; goals and actions one under another."""
    found: dict[str, list[str]] = {}
    for one in ticked:
        found.setdefault(one.subject, []).append(one.words)
    told = {
        field_of(subject): bullets(words) if subject in _LISTED else "\n".join(words)
        for subject, words in found.items()
    }
    return told | {field: words for one in ticked for field, words in one.fields}


def _goal(goal: PlanGoal) -> str:
    if goal.horizon is None:
        return goal.title
    return phrase("goal_until", title=goal.title, day=in_words(goal.horizon))


def _action(work: UnitOfWork, action: PlanAction) -> str:
    owner = owner_words(action.owner.value)
    if action.partner_id is not None:
        owner = work.records(Partner).get(action.partner_id).name
    if action.due_on is None:
        return phrase("action", title=action.title, owner=owner)
    return phrase("action_due", title=action.title, owner=owner, day=in_words(action.due_on))
