"""Writings begin from what is ticked and nothing else, become final, and never lose a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_agreement, an_entity
from testkit.fake_files import FakeFiles
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.changes import Touched
from app.domain.assessments import Assessment
from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.nomenclatures import standard
from app.domain.offers import OutreachOffer
from app.domain.partners import WITH_EMPLOYER, WITH_PARTNER, Partner, SharingKind
from app.domain.people import Household
from app.domain.plans import ActionPlan, Owner, PlanAction, PlanGoal
from app.domain.writings import LetterTemplate, Writing, WritingState
from app.ports.documents import DocumentRefused
from app.ports.renderers import LetterForm
from app.usecases.bin import BinService
from app.usecases.letter_templates import LetterTemplateService
from app.usecases.shareable import Shareable
from app.usecases.sharing import SharingService
from app.usecases.writings import WritingService

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.letters import Letter

TODAY = NOW.date()
PERSON = a_person(
    family_name="Fictive",
    given_name="Zoé",
    birth_year=1987,
    phone="00 00 00 00 01",
    email="zoe@exemple.invalid",
    household=Household(
        marital_status="MAR.CEL", household_type="FOY.CAE", dependent_children=4, housing="HAB.ACC"
    ),
)
CASE = a_case(PERSON)
LANDLORD = Partner(51, "PAR.EXT.BAI", "Bailleur d’Exemple", address="1 rue Fictive")
HR = Partner(52, "PAR.INT.RHU", "DRH d’Exemple")
ASSESSED = Assessment(
    61,
    CASE.id,
    TODAY,
    social="isolement fictif",
    economic="loyer fictif impayé",
    family="séparation fictive",
    personal="fatigue fictive",
    work="poste fictif",
    resources="soeur fictive",
    conclusion="visée fictive",
)
PLAN = ActionPlan(71, CASE.id, TODAY, review_on=TODAY)
GOAL = PlanGoal(72, CASE.id, PLAN.id, "Garder ce logis fictif")
ACTION = PlanAction(73, CASE.id, PLAN.id, "Écrire au bailleur", Owner.TOGETHER, due_on=TODAY)
WITH_LANDLORD = an_agreement(CASE, kind=WITH_PARTNER)
WITH_HR = an_agreement(CASE, kind=WITH_EMPLOYER)
OFFERS = (
    OutreachOffer(81, CASE.id, TODAY - timedelta(days=40), "CTC.CRR"),
    OutreachOffer(82, CASE.id, TODAY - timedelta(days=2), "CTC.CRR"),
)
KINDS = [code.code for code in standard().of("DOC").codes]


def _store(*more: object) -> FakeStore:
    return FakeStore().holding(
        an_entity(), PERSON, CASE, LANDLORD, HR, ASSESSED, PLAN, GOAL, ACTION, WITH_LANDLORD, *more
    )


def _writings(store: FakeStore, files: FakeFiles | None = None) -> WritingService:
    return WritingService(
        store, files or FakeFiles({}), _formats, clock=FrozenClock(), ids=CountingIds()
    )


def _formats(letter: Letter, form: LetterForm) -> bytes:
    return f"{form.value}:{letter.title}".encode()


def _sharing(store: FakeStore) -> SharingService:
    return SharingService(store, clock=FrozenClock(), ids=CountingIds(500))


def _choices(store: FakeStore) -> dict[str, Shareable]:
    return {one.subject: one for one in _sharing(store).choices(CASE.id)}


def _begun(store: FakeStore, kind: str, *subjects: str, partner: Partner | None = None) -> Writing:
    choices = _choices(store)
    ticked = tuple(choices[one] for one in subjects)
    partner_id = None if partner is None else partner.id
    _writings(store).start(CASE.id, kind, ticked=ticked, partner_id=partner_id)
    return _writings(store).of_case(CASE.id)[0].writing


@pytest.mark.requirement("ANAS-17")
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_was_not_ticked_reaches_the_text(kind: str) -> None:
    store = _store(WITH_HR)

    writing = _begun(store, kind)

    said = f"{writing.title}\n{writing.body}"
    found = [one.subject for one in _choices(store).values() if one.words in said]
    assert [one for one in found if one != "children"] == []
    assert "4" not in said.replace("75334", "")


@pytest.mark.requirement("ANAS-17")
@pytest.mark.parametrize("subject", ["phone", "assessment_economic", "goal", "housing"])
def test_what_was_ticked_alone_reaches_the_text(subject: str) -> None:
    store = _store()
    choices = _choices(store)

    writing = _begun(store, "DOC.LIA", subject, partner=LANDLORD)

    assert choices[subject].words in writing.body
    others = [one for one in choices.values() if one.subject not in {subject, "children"}]
    assert [one.subject for one in others if one.words in writing.body] == []


def test_a_liaison_names_its_partner_and_the_day_of_the_agreement() -> None:
    writing = _begun(_store(), "DOC.LIA", "name", partner=LANDLORD)

    assert "Bailleur d’Exemple\n1 rue Fictive" in writing.body
    assert "11 mars 2025" in writing.body
    assert "– Nom et prénom\u202f: Zoé Fictive" in writing.body
    assert writing.recipient == LANDLORD.name


@pytest.mark.requirement("ANAS-17")
def test_words_that_are_not_those_of_the_file_are_refused() -> None:
    with pytest.raises(RuleBroken, match="item_not_in_file"):
        _writings(_store()).start(CASE.id, "DOC.LIA", ticked=(Shareable("name", "Autre"),))


@pytest.mark.requirement("FIN-12")
def test_the_third_party_learns_that_an_offer_was_made_and_nothing_can_be_added() -> None:
    store = _store()
    with pytest.raises(RuleBroken, match="writing_takes_less"):
        _begun(store, "DOC.TIE", "name")

    writing = _begun(store, "DOC.TIE")

    assert "Une proposition de rencontre a été faite." in writing.body
    with pytest.raises(RuleBroken, match="writing_fixed"):
        _writings(store).rewrite(writing.id, title="Réponse", body=f"{writing.body} Zoé")
    with pytest.raises(RuleBroken, match="writing_fixed"):
        _writings(store).rewrite(writing.id, title="Pour Zoé", body=writing.body)
    with pytest.raises(RuleBroken, match="writing_fixed"):
        _templates(store).save(LetterTemplate(0, "DOC.TIE", "Réponse", "Elle a dit non"))


def _told(store: FakeStore) -> list[date | None]:
    with store.work() as work:
        return [one.third_party_told_on for one in work.records(OutreachOffer).of(CASE.id)]


@pytest.mark.requirement("FIN-12")
def test_the_notice_sent_to_the_third_party_is_told_by_the_last_offer_made_by_then() -> None:
    store = _store(*OFFERS)
    notice = _begun(store, "DOC.TIE")
    entries = len(store.journal)

    done = _writings(store).finish(notice.id, on=TODAY, recipient="la direction")

    assert _told(store) == [None, TODAY]
    assert done.concerns(Touched.CASES)
    (entry,) = store.journal[entries:]
    assert (entry.event, entry.fields) == ("writing_finished", ("third_party_told_on",))


@pytest.mark.requirement("FIN-12")
def test_taking_the_notice_back_to_draft_takes_back_that_the_third_party_was_told() -> None:
    store = _store(*OFFERS)
    notice = _begun(store, "DOC.TIE")
    service = _writings(store)
    told = service.finish(notice.id, on=TODAY, recipient="la direction").concerns(Touched.CASES)

    service.draft_again(notice.id, untell=told)

    assert _told(store) == [None, None]
    back = service.of_case(CASE.id)[0].writing
    assert (back.state, back.sent_on) == (WritingState.DRAFT, None)
    service.finish(notice.id, on=TODAY, recipient="la direction")


@pytest.mark.requirement("FIN-12")
def test_a_day_noted_by_hand_outlives_the_notice_and_its_taking_back() -> None:
    by_hand = replace(OFFERS[1], third_party_told_on=TODAY)
    store = _store(by_hand)
    notice = _begun(store, "DOC.TIE")
    service = _writings(store)

    done = service.finish(notice.id, on=TODAY, recipient="la direction")
    service.draft_again(notice.id, untell=done.concerns(Touched.CASES))

    assert not done.concerns(Touched.CASES)
    assert _told(store) == [TODAY]


@pytest.mark.requirement("FIN-12")
def test_the_third_party_is_not_written_to_before_the_offer() -> None:
    store = _store(replace(OFFERS[1], offered_on=TODAY))
    notice = _begun(store, "DOC.TIE")

    with pytest.raises(RuleBroken, match="told_before_offer"):
        _writings(store).finish(notice.id, on=TODAY - timedelta(days=1), recipient="")


def test_another_writing_tells_no_offer() -> None:
    store = _store(*OFFERS)
    letter = _begun(store, "DOC.MAD")

    _writings(store).finish(letter.id, on=TODAY, recipient="la personne")

    assert _told(store) == [None, None]


def test_a_writing_whose_sharing_is_noted_stays_final() -> None:
    store = _store()
    begun = _begun(store, "DOC.ORI", "name", partner=LANDLORD)
    service = _writings(store)
    service.finish(begun.id, on=TODAY, recipient=LANDLORD.name)
    _sharing(store).share_writing(begun.id)

    with pytest.raises(RuleBroken, match="writing_shared_already"):
        service.draft_again(begun.id, untell=False)


@pytest.mark.requirement("BRY-25")
def test_until_the_person_agrees_only_the_offer_can_be_written() -> None:
    waiting = a_case(PERSON, id=CASE.id, state=CaseState.OFFER_MADE)
    store = FakeStore().holding(an_entity(), PERSON, waiting, LANDLORD)

    for kind in ("DOC.MAD", "DOC.TIE", "DOC.NOT"):
        _writings(store).start(CASE.id, kind)
    with pytest.raises(RuleBroken, match="agreement_needed"):
        _writings(store).start(CASE.id, "DOC.LIA")


def test_a_closed_file_still_takes_its_closing_letter() -> None:
    closed = CASE.closed(CASE.opened_on, "CLO.OBJECTIF")
    store = FakeStore().holding(an_entity(), PERSON, closed)

    _writings(store).start(CASE.id, "DOC.CLO")

    with pytest.raises(RuleBroken, match="case_closed"):
        _writings(store).start(CASE.id, "DOC.EVA")


@pytest.mark.requirement("BRY-19")
def test_the_employer_is_written_to_only_with_an_agreement_of_that_kind() -> None:
    for partner in (None, HR):
        with pytest.raises(RuleBroken, match="employer_needs_agreement"):
            _begun(_store(), "DOC.NRH", partner=partner)
    with pytest.raises(RuleBroken, match="employer_needs_agreement"):
        _begun(_store(), "DOC.EVA", partner=HR)

    assert _begun(_store(WITH_HR), "DOC.NRH", partner=HR).recipient == HR.name


@pytest.mark.requirement("JUS-16")
def test_a_report_tells_when_advice_was_sought_and_a_final_one_no_longer_changes() -> None:
    store = _store()
    begun = _begun(store, "DOC.EVA")
    service = _writings(store)

    service.rewrite(begun.id, title="Rapport", body="Analyse fictive", advice_on=TODAY)
    service.finish(begun.id, on=TODAY, recipient="la personne")

    (sheet,) = service.of_case(CASE.id)
    kept = sheet.writing
    assert (kept.state, kept.sent_on, kept.advice_on) == (WritingState.FINAL, TODAY, TODAY)
    with pytest.raises(RuleBroken, match="writing_final"):
        service.rewrite(begun.id, title="Autre", body="Autre")
    with pytest.raises(RuleBroken, match="writing_final"):
        service.finish(begun.id, on=TODAY, recipient="une autre")


def test_a_writing_is_not_sent_tomorrow() -> None:
    store = _store()
    begun = _begun(store, "DOC.EVA")

    with pytest.raises(RuleBroken, match="date_in_future"):
        _writings(store).finish(begun.id, on=TODAY.replace(year=TODAY.year + 1), recipient="")


@pytest.mark.requirement("ANAS-17")
def test_a_final_writing_notes_its_sharing_with_the_items_that_stand_in_it() -> None:
    store = _store()
    begun = _begun(store, "DOC.ORI", "name", "phone", partner=LANDLORD)
    service = _writings(store)
    with pytest.raises(RuleBroken, match="writing_told_nobody"):
        _sharing(store).share_writing(begun.id)
    without_phone = begun.body.replace(PERSON.phone, "")
    service.rewrite(begun.id, title=begun.title, body=without_phone)
    service.finish(begun.id, on=TODAY, recipient=LANDLORD.name)

    _sharing(store).share_writing(begun.id)

    (told,) = _sharing(store).told(CASE.id)
    assert (told.sharing.kind, told.sharing.writing_id) == (SharingKind.REFERRAL, begun.id)
    assert told.agreement == WITH_LANDLORD
    assert [(one.subject, one.words) for one in told.items] == [("name", "Zoé Fictive")]
    assert service.of_case(CASE.id)[0].shared
    with pytest.raises(RuleBroken, match="writing_shared_already"):
        _sharing(store).share_writing(begun.id)


def test_a_removed_writing_comes_back_with_what_was_ticked() -> None:
    store = _store()
    begun = _begun(store, "DOC.ORI", "name", partner=LANDLORD)

    binned = _writings(store).remove(begun.id).object_id
    assert _writings(store).of_case(CASE.id) == ()
    BinService(store, clock=FrozenClock()).take_back(binned or 0)

    _writings(store).finish(begun.id, on=TODAY, recipient=LANDLORD.name)
    _sharing(store).share_writing(begun.id)
    assert [one.subject for one in _sharing(store).told(CASE.id)[0].items] == ["name"]


def test_an_export_is_written_where_she_said_and_told_without_a_title() -> None:
    store, files = _store(), FakeFiles({})
    begun = _begun(store, "DOC.ATT", "name")

    _writings(store, files).export(begun.id, LetterForm.DOCX, Path("courrier.docx"))

    assert files.kept == {Path("courrier.docx"): b"docx:" + begun.title.encode()}
    assert store.journal[-1].event == "writing_exported"
    assert store.journal[-1].fields == ("docx",)


class NoRoom(FakeFiles):
    """A disk that takes nothing."""

    def save(self, path: Path, pieces: Iterable[bytes]) -> None:
        raise DocumentRefused("not_written")


def test_an_export_is_told_before_it_is_written() -> None:
    store = _store()
    begun = _begun(store, "DOC.ATT", "name")

    with pytest.raises(DocumentRefused):
        _writings(store, NoRoom({})).export(begun.id, LetterForm.DOCX, Path("courrier.docx"))

    assert store.journal[-1].event == "writing_exported"


@pytest.mark.requirement("BRY-50")
def test_the_plan_to_sign_tells_who_does_what_until_when() -> None:
    body = _writings(_store()).plan_letter(CASE.id).body

    assert "– Garder ce logis fictif" in body
    assert "– Écrire au bailleur (ensemble, pour le 12 mai 2026)" in body
    assert "point ensemble le 12 mai 2026" in body


@pytest.mark.requirement("BRY-50")
def test_the_plan_to_sign_names_the_partner_of_an_action_even_a_sensitive_one() -> None:
    centre = Partner(53, "PAR.EXT.ADD", "Centre d’Exemple", sensitive=True)
    hers = replace(ACTION, owner=Owner.PARTNER, partner_id=centre.id)

    body = _writings(_store(centre, hers)).plan_letter(CASE.id).body

    assert "– Écrire au bailleur (Centre d’Exemple, pour le 12 mai 2026)" in body


def _templates(store: FakeStore) -> LetterTemplateService:
    return LetterTemplateService(store, clock=FrozenClock(), ids=CountingIds(700))


def test_her_own_wording_is_used_until_the_shipped_one_is_restored() -> None:
    store = _store()
    shipped = _templates(store).of("DOC.ATT")

    _templates(store).save(LetterTemplate(0, "DOC.ATT", "Présence", "Vu le {date}."))
    _templates(store).save(LetterTemplate(0, "DOC.ATT", "Présence", "Vu(e) le {date}."))
    assert _begun(store, "DOC.ATT").body == "Vu(e) le 12 mai 2026."

    _templates(store).restore("DOC.ATT")
    assert _templates(store).of("DOC.ATT") == shipped
    with pytest.raises(RuleBroken, match="unknown_field"):
        _templates(store).save(LetterTemplate(0, "DOC.ATT", "Présence", "{salaire}"))
