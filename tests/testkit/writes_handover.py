"""The tries of the writes of handovers and of what presses (see `testkit.writes`)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from testkit.builders import a_case, an_agreement
from testkit.fakes import NOW, CountingIds, FakeStore
from testkit.handover_desk import PACKAGE, RETURN, Assistant, an_assistant, silent

from app.domain.agreements import Agreement
from app.domain.cases import CaseFile
from app.domain.entities import ClientEntity
from app.domain.handovers import HAND_OVER, Colleague, Handover, HandoverSide, UrgentCase
from app.domain.ids import CaseId
from app.domain.people import Person
from app.domain.receipts import receipt_code
from app.ports.handovers import Card
from app.usecases.colleagues import ColleagueService
from app.usecases.handovers import Giving, HandoverService
from app.usecases.urgent_cases import UrgentCaseService

TODAY = NOW.date()
CASE = CaseId(11)
COLLEAGUE = Colleague(53, "Collègue Fictive", b"carte fictive 1", TODAY)
GIVEN = Handover(54, HandoverSide.GIVEN, COLLEAGUE.id, "relais-1", TODAY, b"secret")
URGENT = UrgentCase(55, CASE, "Audience fictive", TODAY)
NEW_URGENT = UrgentCase(0, CASE, "Audience fictive", TODAY)


def _her(store: FakeStore) -> Assistant:
    agreed = an_agreement(a_case(id=CASE), kind=HAND_OVER)
    return Assistant(store.holding(agreed), CountingIds())


def _colleagues(store: FakeStore) -> ColleagueService:
    her = _her(store.holding(COLLEAGUE))
    her.colleagues.card()
    return her.colleagues


def _taker(store: FakeStore) -> Assistant:
    """Somebody else, to whom the file was given."""
    her, other = _her(store), an_assistant(store.medium, 500)
    her.handovers.give(Giving(her.knows(other), (CASE,)), PACKAGE, silent)
    return other


def _give(store: FakeStore) -> Callable[[], Any]:
    her = _her(store)
    giving = Giving(her.knows(an_assistant(store.medium, 500)), (CASE,))
    return partial(her.handovers.give, giving, PACKAGE, silent)


def _acknowledge(store: FakeStore) -> Callable[[], Any]:
    other = _taker(store)
    code = other.handovers.take(PACKAGE, other.knows(_her(store)), silent).code
    her = _her(store)
    return partial(her.handovers.acknowledge, her.handovers.all()[0].handover.id, code)


def _take(store: FakeStore) -> Callable[[], Any]:
    """The giver of the try takes a file of somebody else over."""
    her, other = _her(store), an_assistant(store.medium, 500, *_files_of(store))
    other.handovers.give(Giving(other.knows(her), (CASE,)), PACKAGE, silent)
    return partial(her.handovers.take, PACKAGE, her.knows(other), silent)


def _files_of(store: FakeStore) -> list[Any]:
    kinds = (CaseFile, Person, ClientEntity, Agreement)
    return [one for kind in kinds for one in store.shelves.of(kind).values()]


def _give_back(store: FakeStore) -> Callable[[], Any]:
    taken = _take(store)()
    return partial(_her(store).handovers.give_back, taken.changes.object_id, RETURN, silent)


def _finish(store: FakeStore) -> Callable[[], Any]:
    taken = _take(store)()
    her, handover_id = _her(store), taken.changes.object_id
    her.handovers.give_back(handover_id, RETURN, silent)
    secret = store.shelves.of(Handover)[handover_id].receipt
    return partial(her.handovers.finish, handover_id, receipt_code(secret))


def _merge(store: FakeStore) -> Callable[[], Any]:
    other = _taker(store)
    taken = other.handovers.take(PACKAGE, other.knows(_her(store)), silent)
    other.handovers.give_back(taken.changes.object_id or 0, RETURN, silent)
    return partial(_her(store).handovers.merge, RETURN, silent)


HANDOVERS: dict[Callable[..., Any], Callable[[FakeStore], Callable[[], Any]]] = {
    ColleagueService.save_card: lambda store: partial(
        _colleagues(store).save_card, Path("a.armoire-carte")
    ),
    ColleagueService.keep: lambda store: partial(
        _colleagues(store).keep, "Autre", Card(b"carte fictive 2", ()), compared=True
    ),
    ColleagueService.rename: lambda store: partial(
        _colleagues(store).rename, COLLEAGUE.id, "Autre nom"
    ),
    ColleagueService.compared: lambda store: partial(_colleagues(store).compared, COLLEAGUE.id),
    ColleagueService.remove: lambda store: partial(_colleagues(store).remove, COLLEAGUE.id),
    HandoverService.give: _give,
    HandoverService.acknowledge: _acknowledge,
    HandoverService.cancel: lambda store: partial(
        _her(store.holding(COLLEAGUE, GIVEN)).handovers.cancel, GIVEN.id
    ),
    HandoverService.take: _take,
    HandoverService.give_back: _give_back,
    HandoverService.merge: _merge,
    HandoverService.finish: _finish,
    UrgentCaseService.keep: lambda store: partial(_her(store).urgent.keep, NEW_URGENT),
    UrgentCaseService.remove: lambda store: partial(
        _her(store.holding(URGENT)).urgent.remove, URGENT.id
    ),
    UrgentCaseService.export: lambda store: partial(
        _her(store).urgent.export, b"feuille", bytearray(b"phrase"), Path("feuille.pdf")
    ),
}
