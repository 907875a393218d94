"""The statistics page: what may be published, what is hers alone, and the proof."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import RuleBroken
from app.domain.periods import civil_year
from app.statistics.tables import MASK_SIGN
from app.usecases.statistics import Shade
from ui.page import Place
from ui.pages.statistics import state
from ui.texts import text


@pytest.fixture
def page(app_window) -> Any:
    app_window.shell.go(Place("statistics"))
    app_window.settle()
    return app_window.shell.page("statistics")


def _cells(page) -> list[Any]:
    return [cell for card in page.tables.cards for row in card.model.rows for cell in row.cells]


def test_the_published_view_comes_first_and_holds_printed_values_only(app_window, page) -> None:
    release = app_window.world.services.statistics.preview(civil_year(2026)).release
    population = page.chooser.population.value()
    printed = {
        table.text(key)
        for table in release.of(population)
        for row in table.view.rows
        for key in row.keys
    }

    assert not page.chooser.shows_true
    assert {cell.shown for cell in _cells(page)} <= printed | {state.NO_CELL}


def test_masked_cells_all_look_the_same(page) -> None:
    masked = [cell for cell in _cells(page) if cell.shade]

    assert masked
    assert {cell.shade for cell in masked} == {"masked"}
    assert {cell.shown for cell in masked} == {MASK_SIGN}
    assert len({cell.why for cell in masked}) == 1


def test_her_view_says_of_every_hidden_cell_why(app_window, page) -> None:
    app_window.widget("statistics_true").click()
    hidden = [cell for cell in _cells(page) if cell.shade]

    assert {cell.shade for cell in hidden} <= {Shade.HIDDEN.value, Shade.PROTECTING.value}
    assert all(cell.why for cell in hidden)
    assert MASK_SIGN not in {cell.shown for cell in _cells(page)}
    assert page.legend.isVisible()


def test_a_hidden_cell_explains_itself_to_the_keyboard(app_window, page) -> None:
    app_window.widget("statistics_true").click()
    card, row, place = next(
        (card, row, place)
        for card in page.tables.cards
        for row, line in enumerate(card.model.rows)
        for place, cell in enumerate(line.cells, start=1)
        if cell.shade
    )
    card.view.setCurrentIndex(card.model.index(row, place))

    assert card._hint.isVisible()
    assert card._hint.text() == card.model.rows[row].cells[place - 1].why


def test_ctrl_t_turns_the_view(app_window, page) -> None:
    app_window.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.chooser.shows_true
    app_window.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert not page.chooser.shows_true


def test_discreet_mode_covers_what_is_not_published(app_window, page) -> None:
    app_window.widget("statistics_true").click()
    app_window.desk.discretion.toggle()
    hidden = {cell.shown for cell in _cells(page) if cell.shade}

    assert hidden == {state.COVERED}


def test_the_control_says_what_the_attack_found(app_window, page) -> None:
    audit = app_window.world.services.statistics.preview(civil_year(2026)).release.audit

    assert audit.safe
    assert page.control.verdict.text() == text("statistics.safe")
    lines = {line.words: line.value for line in state.control_lines(audit)}
    assert lines[text("statistics.protected")] == f"{audit.sensitive} / {audit.sensitive}"


def test_figures_that_cannot_be_protected_are_not_shown(app_window, page) -> None:
    page._failed(RuleBroken("protection_failed"))

    assert page.tables.cards == []
    assert page.control.verdict.text() == text("statistics.unsafe")


def test_an_empty_vault_is_told_what_to_do_first(empty_window) -> None:
    empty_window.shell.go(Place("statistics"))
    empty_window.settle()

    assert empty_window.widget("statistics_import").isVisible()
    assert not empty_window.widget("statistics_population").isVisible()
