"""What forbids a handover, a taking over or a return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.handovers import HAND_OVER, Colleague, HandedCase, Handover, HandoverSide
from app.domain.legal_acts import LegalAct
from app.domain.receipts import is_receipt_code
from app.ports.handovers import PackageRefused
from app.usecases.handover_lines import agreed, handed_now

if TYPE_CHECKING:
    from app.domain.ids import AgreementId, CaseId
    from app.ports.clock import Ids
    from app.ports.handovers import OpenPackage
    from app.ports.store import UnitOfWork


def compared(work: UnitOfWork, colleague_id: int) -> Colleague:
    """The colleague, refused as long as the words of her card were not compared."""
    known = work.records(Colleague).get(colleague_id)
    if known.compared_on is None:
        raise RuleBroken("colleague_not_compared")
    return known


def handed_cases(
    work: UnitOfWork, ids: Ids, made: Handover, cases: tuple[CaseId, ...]
) -> tuple[HandedCase, ...]:
    """The files to give, each with its agreement; refused as soon as one may not go."""
    if not cases:
        raise RuleBroken("handover_empty")
    return tuple(
        HandedCase(ids.new(), case_id, made.id, made.made_on, _agreement(work, case_id))
        for case_id in cases
    )


def _agreement(work: UnitOfWork, case_id: CaseId) -> AgreementId:
    """The agreement on which a file may go; refused for one that is closed, away or not hers."""
    if work.cases.get(case_id).state is not CaseState.OPEN:
        raise RuleBroken("handover_of_closed_file", case=case_id)
    known = handed_now(work, case_id)
    if known is not None and known.side is HandoverSide.RECEIVED:
        raise RuleBroken("handover_of_taken_file", case=case_id)
    if known is not None:
        raise RuleBroken("handed_already", case=case_id)
    said = agreed(work, case_id)
    if said is None:
        raise RuleBroken("agreement_does_not_cover", kind=HAND_OVER)
    return said.id


def takable(work: UnitOfWork, opened: OpenPackage, colleague_id: int) -> Colleague:
    """The colleague whose package may be taken."""
    if opened.answers is not None:
        raise PackageRefused("is_a_return")
    colleague = compared(work, colleague_id)
    if colleague.card != opened.sender.keys:
        raise PackageRefused("other_sender")
    if known_here(work, HandoverSide.RECEIVED, opened.package) is not None:
        raise PackageRefused("taken_already")
    if not opened.cases:
        raise PackageRefused("nothing_to_take")
    return colleague


def answered(work: UnitOfWork, opened: OpenPackage) -> Handover:
    """The handover that a return answers, from the colleague whom the files were given to.

    A later return than the one merged is merged as well: a first one may have missed something.
    """
    if opened.answers is None:
        raise PackageRefused("not_a_return")
    known = known_here(work, HandoverSide.GIVEN, opened.answers)
    if known is None:
        raise PackageRefused("unknown_handover")
    if work.records(Colleague).get(known.colleague_id).card != opened.sender.keys:
        raise PackageRefused("other_sender")
    if known.receipt == opened.receipt:
        raise PackageRefused("taken_already")
    return known


def known_here(work: UnitOfWork, side: HandoverSide, package: str) -> Handover | None:
    """The handover of a package on one side, None if there is none."""
    return next(
        (
            one
            for one in work.records(Handover).all()
            if one.side is side and one.package == package
        ),
        None,
    )


def given(work: UnitOfWork, handover_id: int) -> Handover:
    """A handover of her own files."""
    known = work.records(Handover).get(handover_id)
    if known.side is not HandoverSide.GIVEN:
        raise RuleBroken("handover_not_hers")
    return known


def received(work: UnitOfWork, handover_id: int) -> Handover:
    """A handover of files that she took over and still has."""
    known = work.records(Handover).get(handover_id)
    if known.side is not HandoverSide.RECEIVED:
        raise RuleBroken("handover_is_hers")
    if known.ended_on is not None:
        raise RuleBroken("handover_over")
    return known


def refuse_wrong(code: str, known: Handover) -> None:
    """Refuse a code that is not the one of the receipt."""
    if not is_receipt_code(code, known.receipt):
        raise RuleBroken("receipt_wrong")


def refuse_legal_acts(work: UnitOfWork, handover_id: int) -> None:
    """Refuse to erase a protection report of hers: it did not travel, and answers for her."""
    for one in work.records(HandedCase).all():
        if one.handover_id == handover_id and work.records(LegalAct).of(one.case_id):
            raise RuleBroken("handover_has_legal_act", case=one.case_id)
