"""The tries of the writes of the individual casework (see `testkit.writes`)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import partial
from pathlib import Path
from typing import Any

from testkit.agenda import FakeAgenda, FakeCalendars
from testkit.builders import a_case, a_person, an_agreement
from testkit.fake_access import FakeAccess
from testkit.fake_files import FakeFiles
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries
from testkit.writes_handover import HANDOVERS

from app.changes import Touched
from app.domain.agenda import Appointment, AppointmentKind, LeftAlone, Reminder
from app.domain.assessments import Assessment
from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.household import FileLink, HouseholdMember, PersonTrait, TraitKind
from app.domain.ids import CaseId
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.offers import InformationGiven, OfferAnswer, OutreachOffer
from app.domain.partners import WITH_PARTNER, Partner, Sharing, SharingKind
from app.domain.periods import Period
from app.domain.plans import ActionPlan, ActionState, Owner, PlanAction, PlanGoal
from app.domain.redactions import Redaction, digest_of
from app.domain.searches import Asked, SavedSearch
from app.domain.working_notes import WorkingNote
from app.domain.writings import LetterTemplate, Writing, WritingItem
from app.ports.access import Spot
from app.ports.agenda import OutsideCalendar
from app.ports.renderers import LetterForm
from app.usecases.access_copy import AccessCopyService
from app.usecases.agenda import AgendaService
from app.usecases.assessments import AssessmentService
from app.usecases.bin import BinService
from app.usecases.calendars import BroughtIn, CalendarService
from app.usecases.employment import EmploymentService
from app.usecases.household import HouseholdService
from app.usecases.legal_acts import LegalActService
from app.usecases.letter_templates import LetterTemplateService
from app.usecases.offers import OfferService
from app.usecases.partners import PartnerService
from app.usecases.plans import PlanService
from app.usecases.reminders import ReminderService
from app.usecases.searches import SearchService
from app.usecases.sharing import SharingService
from app.usecases.working_notes import WorkingNoteService
from app.usecases.writings import WritingService

TODAY = NOW.date()
CASE = CaseId(11)
PLAN = ActionPlan(41, CASE, TODAY)
GOAL = PlanGoal(42, CASE, PLAN.id, "Une visée")
ACTION = PlanAction(43, CASE, PLAN.id, "Une démarche", Owner.TOGETHER)
OFFER = OutreachOffer(45, CASE, TODAY, "CTC.CRR")
SEARCH = SavedSearch(52, "Baux", Asked("bail").written())
PARTNER = Partner(46, "PAR.EXT.BAI", "Bailleur d’Exemple")
SHARING = Sharing(
    0, CASE, PARTNER.id, SharingKind.LIAISON, "Relogement", TODAY, exception_reason="urgence"
)
KEPT_SHARING = replace(SHARING, id=53)
TOLD = InformationGiven(54, CASE, "INF.RGPD", TODAY)
NOTE = WorkingNote(47, CASE, TODAY, "Rappeler")
ACT = LegalAct(48, CASE, LegalKind.PROTECTION_REPORT, "LEG.MINEUR", "CRIP d’Exemple", TODAY)
WRITING = Writing(49, CASE, "DOC.ATT", "Attestation", "Texte fictif", TODAY)
WRITTEN = Writing(50, CASE, "DOC.LIA", "Liaison", "2", TODAY, partner_id=PARTNER.id).finished(
    TODAY, "Bailleur d’Exemple"
)
TICKED = WritingItem(51, WRITTEN.id, "children", "2")
TEMPLATE = LetterTemplate(0, "DOC.ATT", "Attestation", "Le {date}")
ASSESSMENT = Assessment(44, CASE, TODAY, work="reprise")
RESIDENT = a_person()
TRAIT = PersonTrait(49, RESIDENT.id, TraitKind.HOUSING, "HAB.LSO", TODAY)
MEMBER = HouseholdMember(50, RESIDENT.id, "REL.ENF", "Zoé", 2019)
LINK = FileLink(51, CASE, CaseId(12), "même foyer, à leur demande", TODAY)
STATUS = CaseAttribute(CASE, AttributeKind.STATUS, "STA.CDD", TODAY)


def _household(store: FakeStore) -> HouseholdService:
    return HouseholdService(
        store.holding(RESIDENT, TRAIT, MEMBER, LINK), clock=FrozenClock(), ids=CountingIds()
    )


def _employment(store: FakeStore) -> EmploymentService:
    return EmploymentService(store, clock=FrozenClock())


SPOT = Spot("plan_goal", GOAL.id, "title")
PASSAGE = Redaction(49, CASE, *SPOT, 0, 3, digest_of("une visée"))


def _plans(store: FakeStore) -> PlanService:
    return PlanService(store.holding(PLAN, GOAL, ACTION), clock=FrozenClock(), ids=CountingIds())


def _assessments(store: FakeStore) -> AssessmentService:
    return AssessmentService(store.holding(ASSESSMENT), clock=FrozenClock(), ids=CountingIds())


def _offers(store: FakeStore) -> OfferService:
    return OfferService(store.holding(OFFER), clock=FrozenClock(), ids=CountingIds())


def _partners(store: FakeStore) -> PartnerService:
    return PartnerService(store.holding(PARTNER), clock=FrozenClock(), ids=CountingIds())


def _notes(store: FakeStore) -> WorkingNoteService:
    return WorkingNoteService(store.holding(NOTE), clock=FrozenClock(), ids=CountingIds())


def _acts(store: FakeStore) -> LegalActService:
    return LegalActService(store.holding(ACT), clock=FrozenClock(), ids=CountingIds())


def _writings(store: FakeStore) -> WritingService:
    kept = store.holding(WRITING)
    made = partial(WritingService, kept, FakeFiles({}), lambda letter, form: b"fictif")
    return made(clock=FrozenClock(), ids=CountingIds())


def _draft_again(store: FakeStore) -> Callable[[], Any]:
    writings = _writings(store)
    writings.finish(WRITING.id, on=TODAY, recipient="la personne")
    return partial(writings.draft_again, WRITING.id, untell=False)


def _templates(store: FakeStore) -> LetterTemplateService:
    own = LetterTemplate(59, "DOC.ATT", "Attestation", "Le {date}")
    kept = store.holding(own)
    return LetterTemplateService(kept, clock=FrozenClock(), ids=CountingIds())


def _share_writing(store: FakeStore) -> Callable[[], Any]:
    agreed = an_agreement(a_case(id=CASE, opened_on=TODAY), kind=WITH_PARTNER)
    kept = store.holding(PARTNER, WRITTEN, TICKED, agreed)
    service = SharingService(kept, clock=FrozenClock(), ids=CountingIds())
    return partial(service.share_writing, WRITTEN.id)


def _copies(store: FakeStore) -> AccessCopyService:
    store = store.holding(PASSAGE)
    return AccessCopyService(store, FakeAccess(), FakeFiles(), _unsealed, ids=CountingIds())


def _unsealed(pdf: bytes, _phrase: bytearray) -> bytes:
    return pdf


def _take_back(store: FakeStore) -> Callable[[], Any]:
    binned = _assessments(store).remove(ASSESSMENT.id).object_id or 0
    return partial(BinService(store, clock=FrozenClock()).take_back, binned)


SLOT = Appointment(49, TODAY, time(9, 15), 45, AppointmentKind.APPOINTMENT, CASE)
REMINDER = Reminder(50, TODAY, "Rappeler", CASE)
LEFT = LeftAlone(51, CASE, TODAY)


def _agenda(store: FakeStore) -> AgendaService:
    kept = store.holding(SLOT)
    return AgendaService(kept, FakeAgenda(kept), clock=FrozenClock(), ids=CountingIds())


def _missed(store: FakeStore) -> Callable[[], Any]:
    agenda = _agenda(store)
    agenda.miss(SLOT.id)
    return partial(agenda.plan_again, SLOT.id)


def _reminders(store: FakeStore) -> ReminderService:
    kept = store.holding(REMINDER, LEFT)
    return ReminderService(kept, FakeAgenda(kept), clock=FrozenClock(), ids=CountingIds())


def _calendars(store: FakeStore) -> CalendarService:
    agenda, files = FakeAgenda(store), FakeCalendars()
    return CalendarService(store, agenda, files, clock=FrozenClock(), ids=CountingIds())


def _erase(store: FakeStore) -> Callable[[], Any]:
    _assessments(store.holding(a_case(id=CASE))).remove(ASSESSMENT.id)
    service = BinService(store, clock=FrozenClock())
    return partial(service.erase, service.all()[0])


def _searches(store: FakeStore) -> SearchService:
    return SearchService(store.holding(SEARCH), NoQueries(), clock=FrozenClock(), ids=CountingIds())


CASEWORK: dict[Callable[..., Any], Callable[[FakeStore], Callable[[], Any]]] = {
    HouseholdService.record_trait: lambda store: partial(_household(store).record_trait, TRAIT),
    HouseholdService.remove_trait: lambda store: partial(_household(store).remove_trait, TRAIT),
    HouseholdService.save_member: lambda store: partial(_household(store).save_member, MEMBER),
    HouseholdService.remove_member: lambda store: partial(
        _household(store).remove_member, MEMBER.id
    ),
    HouseholdService.link: lambda store: partial(
        HouseholdService(store, clock=FrozenClock(), ids=CountingIds()).link,
        CASE,
        LINK.other_case_id,
        LINK.reason,
        on=TODAY,
    ),
    HouseholdService.unlink: lambda store: partial(_household(store).unlink, LINK.id, on=TODAY),
    EmploymentService.record: lambda store: partial(_employment(store).record, STATUS),
    EmploymentService.correct: lambda store: partial(
        _employment(store.holding(STATUS)).correct, STATUS, replace(STATUS, value="STA.CDI")
    ),
    EmploymentService.remove: lambda store: partial(
        _employment(store.holding(STATUS)).remove, STATUS
    ),
    AccessCopyService.hide: lambda store: partial(
        _copies(store).hide, CASE, SPOT, "une visée", (4, 9)
    ),
    AccessCopyService.show: lambda store: partial(_copies(store).show, CASE, SPOT, (0, 3)),
    AccessCopyService.reviewed: lambda store: partial(_copies(store).reviewed, CASE, SPOT, "autre"),
    AccessCopyService.export: lambda store: partial(
        _copies(store).export, CASE, b"copie", bytearray(b"phrase"), Path("copie.pdf")
    ),
    AssessmentService.save: lambda store: partial(_assessments(store).save, ASSESSMENT),
    AssessmentService.remove: lambda store: partial(_assessments(store).remove, ASSESSMENT.id),
    PlanService.save_plan: lambda store: partial(_plans(store).save_plan, PLAN),
    PlanService.save_goal: lambda store: partial(_plans(store).save_goal, GOAL),
    PlanService.save_action: lambda store: partial(_plans(store).save_action, ACTION),
    PlanService.mark: lambda store: partial(_plans(store).mark, ACTION.id, ActionState.DONE),
    PlanService.review: lambda store: partial(
        _plans(store).review, PLAN.id, {GOAL.id: ActionState.PARTLY}, on=TODAY
    ),
    PlanService.remove_action: lambda store: partial(_plans(store).remove_action, ACTION.id),
    PlanService.remove_goal: lambda store: partial(_plans(store).remove_goal, GOAL.id),
    BinService.take_back: _take_back,
    BinService.erase: _erase,
    SearchService.save: lambda store: partial(_searches(store).save, "Titre", Asked("bail")),
    SearchService.rename: lambda store: partial(_searches(store).rename, SEARCH, "Autre titre"),
    SearchService.remove: lambda store: partial(_searches(store).remove, SEARCH.id),
    OfferService.make: lambda store: partial(
        _offers(store).make, CASE, on=TODAY, channel="CTC.CRR"
    ),
    OfferService.answer: lambda store: partial(
        _offers(store).answer, OFFER.id, OfferAnswer.ACCEPTED, on=TODAY
    ),
    OfferService.third_party_told: lambda store: partial(
        _offers(store).third_party_told, OFFER.id, on=TODAY
    ),
    OfferService.inform: lambda store: partial(
        _offers(store).inform, CASE, ("INF.RGPD",), on=TODAY, how="oral"
    ),
    OfferService.remove: lambda store: partial(_offers(store).remove, OFFER.id),
    OfferService.remove_information: lambda store: partial(
        _offers(store.holding(TOLD)).remove_information, TOLD.id
    ),
    PartnerService.save: lambda store: partial(_partners(store).save, PARTNER),
    PartnerService.retire: lambda store: partial(_partners(store).retire, PARTNER.id),
    SharingService.share: lambda store: partial(
        SharingService(store.holding(PARTNER), clock=FrozenClock(), ids=CountingIds()).share,
        SHARING,
        (("household", "une visée fictive"),),
    ),
    SharingService.share_writing: _share_writing,
    SharingService.remove: lambda store: partial(
        SharingService(store.holding(KEPT_SHARING), clock=FrozenClock(), ids=CountingIds()).remove,
        KEPT_SHARING.id,
    ),
    WritingService.start: lambda store: partial(_writings(store).start, CASE, "DOC.ATT"),
    WritingService.rewrite: lambda store: partial(
        _writings(store).rewrite, WRITING.id, title="Autre", body="Texte"
    ),
    WritingService.finish: lambda store: partial(
        _writings(store).finish, WRITING.id, on=TODAY, recipient="la personne"
    ),
    WritingService.draft_again: _draft_again,
    WritingService.remove: lambda store: partial(_writings(store).remove, WRITING.id),
    WritingService.export: lambda store: partial(
        _writings(store).export, WRITING.id, LetterForm.ODT, Path("courrier.odt")
    ),
    LetterTemplateService.save: lambda store: partial(_templates(store).save, TEMPLATE),
    LetterTemplateService.restore: lambda store: partial(_templates(store).restore, "DOC.ATT"),
    WorkingNoteService.save: lambda store: partial(_notes(store).save, NOTE),
    WorkingNoteService.remove: lambda store: partial(_notes(store).remove, NOTE.id),
    LegalActService.save: lambda store: partial(_acts(store).save, ACT),
    AgendaService.save: lambda store: partial(_agenda(store).save, SLOT),
    AgendaService.move: lambda store: partial(_agenda(store).move, SLOT.id, TODAY, time(14)),
    AgendaService.miss: lambda store: partial(_agenda(store).miss, SLOT.id),
    AgendaService.cancel: lambda store: partial(_agenda(store).cancel, SLOT.id),
    AgendaService.plan_again: _missed,
    AgendaService.remove: lambda store: partial(_agenda(store).remove, SLOT.id),
    ReminderService.save: lambda store: partial(_reminders(store).save, REMINDER),
    ReminderService.done: lambda store: partial(_reminders(store).done, REMINDER.id),
    ReminderService.undone: lambda store: partial(_reminders(store).undone, REMINDER.id),
    ReminderService.remove: lambda store: partial(_reminders(store).remove, REMINDER.id),
    ReminderService.leave: lambda store: partial(_reminders(store).leave, CASE),
    ReminderService.propose_again: lambda store: partial(_reminders(store).propose_again, LEFT.id),
    CalendarService.export: lambda store: partial(
        _calendars(store).export, Path("agenda.ics"), Period(TODAY, TODAY), {}
    ),
    CalendarService.send_back: lambda store: partial(
        _calendars(store).send_back, BroughtIn(Touched.AGENDA)
    ),
    CalendarService.bring_in: lambda store: partial(
        _calendars(store).bring_in, OutsideCalendar(())
    ),
    LegalActService.remove: lambda store: partial(_acts(store).remove, ACT.id),
    **HANDOVERS,
}
