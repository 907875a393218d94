"""The report: fixed numbers, printed figures only, words that hold."""

import re
from functools import cache

import pytest
from testkit.workbook_facts import workbook_facts

from app.domain.nomenclatures import standard
from app.statistics.counting import count
from app.statistics.disclosure.frozen import content_hash, frozen, thawed
from app.statistics.disclosure.protect import protect
from app.statistics.disclosure.rules import Rules
from app.statistics.document import Bullets, Figure, Heading, Paragraph, Tiles
from app.statistics.indicators import definitions
from app.statistics.report import COMMITTEE, Narrative, build_document
from app.statistics.tables import MASK_SIGN

NUMBER = re.compile(r"\d[\d\u202f]*")


@cache
def _raw():
    return count(workbook_facts(2025), standard())


@cache
def _release():
    return protect(_raw(), Rules())


def _document(population="ALL", **choices):
    return build_document(_release(), population, **choices)


def _texts(document):
    for block in document.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                yield text
            case Bullets(items=items):
                yield from items
            case Tiles(tiles=tiles):
                yield from (f"{tile.value} {tile.label}" for tile in tiles)
            case _:
                pass


@pytest.mark.requirement("BRY-20")
@pytest.mark.parametrize("population", ["ALL", "E1000", "E1002", "E1004", "G.OTHER"])
def test_every_table_keeps_its_number_in_every_report(population):
    numbers = [table.view.number for table in _document(population).tables]

    assert numbers == [one.number for one in definitions()]


@pytest.mark.requirement("ANAS-20")
@pytest.mark.parametrize("population", ["ALL", "E1000", "E1003", "E1004"])
def test_the_summary_speaks_of_printed_figures_only(population):
    document = _document(population)
    printed = {
        table.text(key)
        for table in document.tables
        for row in table.view.rows
        for key in row.keys
        if key
    }
    tiles = next(block for block in document.blocks if isinstance(block, Tiles)).tiles
    findings = next(block for block in document.blocks if isinstance(block, Bullets)).items

    assert {tile.value for tile in tiles} <= printed | {MASK_SIGN}
    for sentence in findings:
        counted = re.sub(r"\d+\u202f%|\d+,\d+", "", sentence)
        assert set(NUMBER.findall(counted)) <= printed, sentence


@pytest.mark.requirement("EQU-07")
def test_the_committee_edition_is_never_more_detailed():
    full = {table.view.number: table.printed for table in _document().tables}
    committee = {table.view.number: table.printed for table in _document(edition=COMMITTEE).tables}

    assert committee.items() <= full.items()
    assert set(committee) == {"2.1", "2.2", "3.1", "3.4", "4.1", "6.1", "7.1"}


def test_what_she_writes_stands_under_its_section():
    document = _document(narrative=Narrative({"10": ("Un constat d’exemple.",)}))
    texts = [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]

    assert texts[texts.index("Constats, besoins et propositions") + 1] == "Un constat d’exemple."


def test_the_annex_tells_the_rule_and_never_how_the_choice_was_made():
    told = " ".join(_texts(_document()))

    assert all(word in told for word in ("moins de 5 personnes", "11 personnes", MASK_SIGN))
    assert not any(
        word in told for word in ("15\u202f%", "85\u202f%", "secondaire", "complémentaire", "coût")
    )


def test_french_typography_holds_in_every_text():
    told = [*_texts(_document()), *_texts(_document("E1004"))]
    for table in _document().tables:
        view = table.view
        told += [view.title, view.base, *view.notes, *(row.label for row in view.rows)]

    assert [
        text
        for text in told
        if re.search(r"(?<![\u202f\u00a0])[;:!?»%]|«(?!\u202f)|'|\.\.\.", text)
    ] == []


def test_no_true_value_that_is_hidden_can_be_reached_from_a_document():
    raw = _raw()
    for table in _document().tables:
        for key in raw.cells:
            if key not in table.printed:
                assert table.value(key) is None


def test_a_frozen_release_comes_back_the_same():
    content = frozen(_release())

    assert thawed(content, content_hash(content)) == _release()
    assert frozen(thawed(content, content_hash(content))) == content


def test_a_frozen_release_that_was_altered_is_refused():
    from app.domain.errors import RuleBroken

    content = frozen(_release())
    with pytest.raises(RuleBroken) as refusal:
        thawed(content.replace("2025", "2026", 1), content_hash(content))
    assert refusal.value.code == "release_damaged"


def test_figures_are_drawn_where_the_layout_asks():
    charts = {
        block.table.view.chart for block in _document("E1000").blocks if isinstance(block, Figure)
    }

    assert {"bar", "column", "line", "doughnut", "bar-sorted"} <= charts
