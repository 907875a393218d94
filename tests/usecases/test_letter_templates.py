"""Her own wording of a letter is never lost by going back to the shipped one."""

from __future__ import annotations

import pytest
from testkit.fakes import CountingIds, FakeStore, FrozenClock

from app.domain.errors import RuleBroken
from app.domain.writings import LetterTemplate
from app.usecases.bin import BinService
from app.usecases.letter_templates import LetterTemplateService

KIND = "DOC.ATT"


def _own(body: str) -> LetterTemplate:
    return LetterTemplate(0, KIND, "Présence", body)


def test_a_wording_taken_away_comes_back_unless_she_wrote_another() -> None:
    store = FakeStore()
    templates = LetterTemplateService(store, clock=FrozenClock(), ids=CountingIds())
    bin_now = BinService(store, clock=FrozenClock())
    templates.save(_own("Vu le {date}."))
    binned = templates.restore(KIND).object_id or 0

    templates.save(_own("Reçu le {date}."))
    with pytest.raises(RuleBroken, match="template_rewritten"):
        bin_now.take_back(binned)
    assert templates.of(KIND).body == "Reçu le {date}."

    templates.restore(KIND)
    bin_now.take_back(binned)
    assert templates.of(KIND).body == "Vu le {date}."


def test_the_shipped_wording_is_not_taken_away() -> None:
    templates = LetterTemplateService(FakeStore(), clock=FrozenClock(), ids=CountingIds())

    with pytest.raises(RuleBroken, match="template_shipped"):
        templates.restore(KIND)
