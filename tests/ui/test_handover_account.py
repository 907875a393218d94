"""What is told of a value changed on both sides, in words that she reads."""

from __future__ import annotations

import pytest

from app.domain.ids import CaseId
from app.domain.nomenclatures import standard
from app.ports.handovers import KEPT_TWICE, BothChanged
from ui.pages.handovers.both import both_words, field_words


def _said(table: str, column: str, kept: str, theirs: str) -> str:
    changed = BothChanged(CaseId(1), table, 2, column, kept, theirs)
    return both_words(changed, standard(), str)


@pytest.mark.parametrize(
    ("table", "column", "kept", "theirs", "words"),
    [
        ("person", "phone", "00 22", "", "Ici\u202f: 00 22 · chez votre collègue\u202f: rien."),
        ("person", "not_at_work", "1", "0", "Ici\u202f: oui · chez votre collègue\u202f: non."),
        ("plan_action", "due_on", "2026-06-01", "2026-07-01", "Ici\u202f: 01/06/2026 · "),
        ("intervention", "minutes", "80", "20", "Ici\u202f: 1\u202fh\u202f20 · "),
        ("aid_application", "asked_cents", "65000", "60000", "Ici\u202f: 650,00"),
        ("plan_action", "state", "done", "planned", "Ici\u202f: "),
        ("aid_application", "partner_id", "123456", "654321", "Le vôtre est gardé"),
        (
            "intervention_issue",
            "code",
            "ISS.SAN, ISS.FAM",
            "ISS.FAM",
            "Réunis\u202f: Santé, Famille.",
        ),
    ],
)
def test_a_value_is_told_as_people_read_it(
    table: str, column: str, kept: str, theirs: str, words: str
) -> None:
    said = _said(table, column, kept, theirs)

    assert said.startswith(words)
    for raw in ("ISS.", "123456", "65000", "2026-06"):
        assert raw not in said


def test_a_text_kept_twice_asks_to_be_read_again() -> None:
    for table, columns in KEPT_TWICE.items():
        for column in columns:
            assert "relisez" in _said(table, column, "Une phrase fictive", "Une autre")


def test_what_has_no_name_on_the_copy_is_still_told() -> None:
    unknown = BothChanged(CaseId(1), "appointment", 2, "held_on", "", "")

    assert field_words(unknown)
