"""Two windows that hand files over: cards, agreements, packages, through services or by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPushButton
from testkit.ui_world import TODAY

from app.domain.agreements import AgreementForm, Answer
from app.domain.handovers import HAND_OVER, UrgentCase
from app.usecases.handovers import Giving
from ui.page import Place
from ui.pages.handovers import acts, people

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import pytest
    from testkit.ui_world import World

    from app.domain.ids import CaseId
    from app.usecases.handover_lines import HandoverLine

GIVER, COLLEAGUE = "Nadège Absente", "Chloé Remplaçante"
LATER = TODAY + timedelta(days=30)


class Files:
    """What is answered when the window asks for a file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, first: Path | None = None) -> None:
        self.next = first
        for module in (acts, people):
            for name in ("ask_file", "ask_new_file"):
                monkeypatch.setattr(module, name, self._answer)

    def _answer(self, *_asked: object) -> Path | None:
        return self.next


def agree(world: World, case_id: CaseId, on: date = TODAY) -> None:
    """The person agrees to be entrusted to a colleague."""
    world.services.cases.record_agreement(
        case_id, kind=HAND_OVER, answer=Answer.GIVEN, form=AgreementForm.ORAL, on=on
    )


def withdraw(world: World, case_id: CaseId) -> None:
    """The person takes that back."""
    world.services.cases.record_agreement(
        case_id, kind=HAND_OVER, answer=Answer.WITHDRAWN, form=AgreementForm.ORAL, on=TODAY
    )


def presses(world: World, case_id: CaseId, words: str, *, with_phone: bool = False) -> None:
    """Note what presses in a file."""
    person = world.services.cases.open(case_id).person
    world.services.cases.save_person(replace(person, phone="00 00 00 00 00"))
    noted = UrgentCase(0, case_id, words, TODAY, with_phone=with_phone)
    world.services.casework.urgent_cases.keep(noted)


def meet(giver: World, colleague: World, *, compared: bool = True) -> int:
    """The giver keeps her colleague's card; the id that she knows her by."""
    card = colleague.services.casework.colleagues.card()
    kept = giver.services.casework.colleagues.keep(COLLEAGUE, card, compared=compared)
    assert kept.object_id is not None
    return kept.object_id


def give(giver: World, colleague: World, path: Path, *names: str, until: Any = None) -> None:
    """Seal files for a colleague, each person having agreed."""
    cases = tuple(giver.case(name) for name in names)
    for case_id in cases:
        agree(giver, case_id)
    giving = Giving(meet(giver, colleague), cases, until)
    giver.services.casework.handovers.give(giving, path, _silent)


def take(giver: World, colleague: World, path: Path) -> str:
    """The colleague takes them over; the code that she reads out."""
    card = giver.services.casework.colleagues.card()
    kept = colleague.services.casework.colleagues.keep(GIVER, card, compared=True)
    taken = colleague.services.casework.handovers.take(path, kept.object_id or 0, _silent)
    return taken.code


def line(world: World) -> HandoverLine:
    """The one handover of a vault."""
    (found,) = world.services.casework.handovers.all()
    return found


def _silent(_percent: int) -> None:
    """Nobody waits for the percents."""


def given(window: Any, colleague: Any, path: Path, *names: str) -> None:
    """Files given by a window that is open, which then shows the page of handovers."""
    give(window.world, colleague.world, path, *names, until=LATER)
    window.shell.go(Place("handovers"))


def shown(window: Any) -> str:
    """Every word that can be read or heard in a window and its small windows."""
    window.settle()
    parts = [*window.window.findChildren(QLabel), *window.window.findChildren(QPushButton)]
    return "\n".join(f"{one.text()} {one.accessibleName()}" for one in parts if one.isVisible())
