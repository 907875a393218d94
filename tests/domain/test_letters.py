"""Templates hold known fields only, and what nothing fills is a blank."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.errors import RuleBroken
from app.domain.letters import filled, in_words, known_fields, refuse_unknown_fields, shipped
from app.domain.nomenclatures import standard
from app.domain.people import folded

KINDS = [code.code for code in standard().of("DOC").codes]
TAKES = {"none", "name", "plan", "meeting", "presence", "all"}
MOTIVES = ("probleme", "motif", "sante", "surendettement", "logement", "violence")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_writing_has_a_template_of_known_fields(kind: str) -> None:
    template = shipped(kind)

    refuse_unknown_fields(template.title, template.body)
    assert template.title
    assert standard().get(kind).text("takes") in TAKES


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_typed_as_french_is(kind: str) -> None:
    written = shipped(kind).body

    assert "'" not in written
    assert not any(f" {sign}" in written for sign in ":;!?»")


def test_a_field_that_nothing_fills_leaves_a_visible_blank() -> None:
    assert filled("{nom et prénom}, {statut}", {"statut": "titulaire"}).endswith(", titulaire")
    assert "…" in filled("{nom et prénom}", {})
    assert "{" not in filled("".join(f"{{{one}}}" for one in known_fields()), {})


def test_a_value_is_never_read_as_a_template() -> None:
    assert filled("{employeur}", {"employeur": "{statut}", "statut": "secret"}) == "{statut}"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(RuleBroken, match="unknown_field"):
        refuse_unknown_fields("Bonjour {revenus}")


@pytest.mark.requirement("FIN-12")
def test_the_third_party_reads_one_sentence() -> None:
    said = [line for line in shipped("DOC.TIE").body.splitlines() if line.endswith(".")]

    assert said == ["Une proposition de rencontre a été faite."]


@pytest.mark.requirement("BRY-32")
@pytest.mark.parametrize("kind", ["DOC.ATT", "DOC.RDV"])
def test_neither_a_slip_nor_an_appointment_says_a_reason(kind: str) -> None:
    words = folded(shipped(kind).body)

    assert not any(motive in words for motive in MOTIVES)


def test_days_are_said_in_french() -> None:
    assert in_words(date(2026, 5, 1)) == "1er mai 2026"
    assert in_words(date(2026, 8, 12)) == "12 août 2026"
