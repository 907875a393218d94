"""How each kind of record is kept: table, owner, order, and how its columns are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState, LeftAlone, Reminder
from app.domain.assessments import Assessment
from app.domain.handovers import Colleague, HandedCase, Handover, HandoverSide, UrgentCase
from app.domain.household import FileLink, HouseholdMember, PersonTrait, TraitKind
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.offers import InformationGiven, OfferAnswer, OutreachOffer
from app.domain.partners import Partner, SharedItem, Sharing, SharingKind
from app.domain.plans import ActionPlan, ActionState, Owner, PlanAction, PlanGoal
from app.domain.redactions import Redaction
from app.domain.searches import SavedSearch
from app.domain.working_notes import WorkingNote
from app.domain.writings import LetterTemplate, Writing, WritingItem, WritingState
from storage.days import read_day
from storage.repositories.records import Shape
from storage.repositories.search_words import DESK_WORDS

HOUSEHOLD_MEMBERS = Shape(
    "household_member",
    HouseholdMember,
    owner="person_id",
    order="joined_on, id",
    reads={"joined_on": read_day, "left_on": read_day},
)
PERSON_TRAITS = Shape(
    "person_trait",
    PersonTrait,
    owner="person_id",
    order="kind, valid_from, id",
    reads={"kind": TraitKind, "valid_from": read_day},
)
FILE_LINKS = Shape(
    "file_link",
    FileLink,
    owner="case_id",
    order="linked_on, id",
    reads={"linked_on": read_day, "unlinked_on": read_day},
)
OFFERS = Shape(
    "outreach_offer",
    OutreachOffer,
    owner="case_id",
    order="offered_on, id",
    reads={
        "offered_on": read_day,
        "answer": OfferAnswer,
        "answered_on": read_day,
        "third_party_told_on": read_day,
    },
)
INFORMATION = Shape(
    "information_given",
    InformationGiven,
    owner="case_id",
    order="given_on, id",
    reads={"given_on": read_day},
)
ASSESSMENTS = Shape(
    "assessment",
    Assessment,
    owner="case_id",
    order="assessed_on, id",
    reads={"assessed_on": read_day},
    words=("social", "economic", "family", "personal", "work", "resources", "conclusion"),
    day="assessed_on",
)
PLANS = Shape(
    "action_plan",
    ActionPlan,
    owner="case_id",
    order="started_on, id",
    reads={
        "started_on": read_day,
        "agreed_on": read_day,
        "review_on": read_day,
        "ended_on": read_day,
    },
    words=("conclusion",),
    day="started_on",
)
GOALS = Shape(
    "plan_goal",
    PlanGoal,
    owner="case_id",
    order="id",
    reads={"horizon": read_day, "state": ActionState},
    words=("title",),
    day="horizon",
)
ACTIONS = Shape(
    "plan_action",
    PlanAction,
    owner="case_id",
    order="id",
    reads={"owner": Owner, "due_on": read_day, "state": ActionState, "done_on": read_day},
    words=("title",),
    day="due_on",
)
PARTNERS = Shape(
    "partner",
    Partner,
    owner="kind",
    order="name COLLATE NOCASE, id",
    reads={"sensitive": bool, "left_on": read_day},
    words=("name", "contact", "phone", "email", "address"),
    found_in=DESK_WORDS,
)
SHARINGS = Shape(
    "sharing",
    Sharing,
    owner="case_id",
    order="shared_on, id",
    reads={"kind": SharingKind, "shared_on": read_day},
    words=("purpose", "exception_reason"),
    day="shared_on",
)
SHARED_ITEMS = Shape("shared_item", SharedItem, owner="sharing_id", order="id", reads={})
WRITINGS = Shape(
    "writing",
    Writing,
    owner="case_id",
    order="written_on, id",
    reads={
        "written_on": read_day,
        "state": WritingState,
        "advice_on": read_day,
        "sent_on": read_day,
    },
    words=("title", "body"),
    day="written_on",
)
WRITING_ITEMS = Shape("writing_item", WritingItem, owner="writing_id", order="id", reads={})
TEMPLATES = Shape("letter_template", LetterTemplate, owner="kind", order="title, id", reads={})
WORKING_NOTES = Shape(
    "working_note",
    WorkingNote,
    owner="case_id",
    order="written_on, id",
    reads={"written_on": read_day},
    words=("body",),
    day="written_on",
)
LEGAL_ACTS = Shape(
    "legal_act",
    LegalAct,
    owner="case_id",
    order="done_on, id",
    reads={
        "kind": LegalKind,
        "done_on": read_day,
        "family_informed": bool,
        "answered_on": read_day,
    },
    words=("authority", "words"),
    day="done_on",
)
APPOINTMENTS = Shape(
    "appointment",
    Appointment,
    owner="case_id",
    order="held_on, starts_at, id",
    reads={
        "held_on": read_day,
        "starts_at": time.fromisoformat,
        "kind": AppointmentKind,
        "off_hours": bool,
        "state": AppointmentState,
    },
    words=("words",),
    day="held_on",
    found_in=DESK_WORDS,
)
REMINDERS = Shape(
    "reminder",
    Reminder,
    owner="case_id",
    order="due_on, id",
    reads={"due_on": read_day, "done_on": read_day},
    words=("words",),
    day="due_on",
    found_in=DESK_WORDS,
)
LEFT_ALONE = Shape(
    "left_alone", LeftAlone, owner="case_id", order="until, id", reads={"until": read_day}
)
COLLEAGUES = Shape(
    "colleague",
    Colleague,
    owner="name",
    order="name COLLATE NOCASE, id",
    reads={"compared_on": read_day},
)
HANDOVERS = Shape(
    "handover",
    Handover,
    owner="colleague_id",
    order="made_on, id",
    reads={
        "side": HandoverSide,
        "made_on": read_day,
        "until": read_day,
        "acknowledged_on": read_day,
        "returned_on": read_day,
        "ended_on": read_day,
    },
)
HANDED_CASES = Shape(
    "handed_case", HandedCase, owner="case_id", order="id", reads={"handed_on": read_day}
)
URGENT_CASES = Shape(
    "urgent_case",
    UrgentCase,
    owner="case_id",
    order="noted_on, id",
    reads={"noted_on": read_day, "with_phone": bool},
    words=("words",),
    day="noted_on",
)
REDACTIONS = Shape("redaction", Redaction, owner="case_id", order="id", reads={})
SEARCHES = Shape("saved_search", SavedSearch, owner="title", order="title, id", reads={})

SHAPES: Mapping[type, Shape[Any]] = {
    shape.kind: shape
    for shape in (
        PERSON_TRAITS,
        HOUSEHOLD_MEMBERS,
        FILE_LINKS,
        OFFERS,
        INFORMATION,
        ASSESSMENTS,
        PLANS,
        GOALS,
        ACTIONS,
        PARTNERS,
        SHARINGS,
        SHARED_ITEMS,
        WRITINGS,
        WRITING_ITEMS,
        TEMPLATES,
        WORKING_NOTES,
        LEGAL_ACTS,
        APPOINTMENTS,
        REMINDERS,
        LEFT_ALONE,
        COLLEAGUES,
        HANDOVERS,
        HANDED_CASES,
        URGENT_CASES,
        REDACTIONS,
        SEARCHES,
    )
}
