"""The import page: read dry, corrected, imported, taken back, settled."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from testkit.source import ROOT, modules, tree

from app.importing.account import reasons
from app.importing.employers import LOOKS_LIKE
from app.ports.imports import Outcome
from app.ports.queries import CaseFilter
from ui.jobs import Cancelled
from ui.page import Place
from ui.pages.spreadsheets import state
from ui.texts import defined, has_text, text

EXAMPLE = ROOT / "resources" / "example" / "suivi-2025.xlsx"
REFUSED_BY_A_CASE_FILE = ("case_closed", "agreement_needed")
ODD = """Suivi;;;;;;;;
Date;Collectivité;N° dossier;Nom;Prénom;Comment;Lieu;Durée;Problématique 1
12/03/2025;Ville de Bellerive;2025-0901;EXEMPLAIRE;Aline;VAD labo;mairie;50;Logement
13/03/2025;Ville de Bellerive;2025-0902;FICTIVE;Boris;RDV;mairie;-10;Budget
99/99/2025;Ville de Bellerive;2025-0903;MODELISEE;Carla;RDV;mairie;30;Budget
14/03/2025;Ville de Bellerive;2025-0904;ESSAYEE;Denis;Téléphone;mairie;30;Bidule
"""


@pytest.fixture
def page(app_window) -> Any:
    app_window.shell.go(Place("import"))
    return app_window.shell.page("import")


@pytest.fixture
def odd(tmp_path):
    file = tmp_path / "tableau.csv"
    file.write_text(ODD, encoding="utf-8")
    return file


def _cases(app_window) -> int:
    return app_window.world.services.cases.list(CaseFilter()).total


def _combo(page, header: str) -> Any:
    for sheet in page.review.sheets:
        if not sheet._combos:
            sheet.more.click()
    return next(
        combo
        for sheet in page.review.sheets
        for combo in sheet._combos.values()
        if combo.property("header") == header
    )


def _pick(combo: Any, value: object) -> None:
    combo.choose(value)
    combo.activated.emit(combo.currentIndex())


def test_nothing_is_written_before_she_imports(app_window, page) -> None:
    before = _cases(app_window)
    page.open_file(EXAMPLE)

    assert page.review.isVisible()
    assert page.steps.plan.count(Outcome.NEW) > 0
    assert _cases(app_window) == before

    app_window.widget("import_run").click()

    assert page.done.isVisible()
    assert _cases(app_window) > before


def test_the_account_gives_the_line_that_the_spreadsheet_shows(app_window, page, odd) -> None:
    page.open_file(odd)
    page.review.account.filters[None].click()
    model = page.review.account.model
    lines = [model.index(row, 0).data() for row in range(model.rowCount())]

    assert lines == ["3", "4", "5", "6"]


def test_a_column_that_she_corrects_is_read_again(app_window, page, odd) -> None:
    page.open_file(odd)
    assert {row.reason for row in page.steps.plan.rows()} >= {"kind_missing"}

    _pick(_combo(page, "Comment"), "kind")

    assert not any(row.reason == "kind_missing" for row in page.steps.plan.rows())


def test_a_correction_leaves_the_cursor_where_it_is(app_window, page, odd) -> None:
    page.open_file(odd)
    combo = _combo(page, "Comment")
    combo.setFocus()

    _pick(combo, "kind")
    app_window.settle()

    assert app_window.focus is _combo(page, "Comment")


def test_a_value_is_asked_once_and_its_rows_become_new(app_window, page, odd) -> None:
    page.open_file(odd)
    _pick(_combo(page, "Comment"), "kind")
    asked = {unknown.text for unknown, _ in page.review.values._combos}
    assert {"VAD labo", "Bidule"} <= asked

    combo = next(c for u, c in page.review.values._combos if u.text == "VAD labo")
    _pick(combo, "CTC.VAD")

    third = next(row for row in page.steps.plan.rows() if row.read.row.line == 3)
    assert third.outcome is Outcome.NEW
    assert combo.value() == "CTC.VAD"


def test_what_she_taught_is_remembered_for_the_next_file(app_window, page, odd, tmp_path) -> None:
    page.open_file(odd)
    _pick(_combo(page, "Comment"), "kind")
    combo = next(c for u, c in page.review.values._combos if u.text == "VAD labo")
    _pick(combo, "CTC.VAD")
    app_window.widget("import_run").click()
    other = tmp_path / "suite.csv"
    other.write_text(ODD.replace("2025-09", "2025-08"), encoding="utf-8")
    page.open_file(other)

    assert _combo(page, "Comment").value() == "kind"
    assert "VAD labo" not in {unknown.text for unknown in page.steps.plan.unknown}


def test_the_same_file_twice_adds_nothing(app_window, page) -> None:
    page.open_file(EXAMPLE)
    app_window.widget("import_run").click()
    page.open_file(EXAMPLE)

    assert page.steps.plan.count(Outcome.NEW) == 0
    assert not page.review.run.isEnabled()


def test_an_import_is_taken_back_after_a_yes(app_window, page) -> None:
    before = _cases(app_window)
    page.open_file(EXAMPLE)
    app_window.widget("import_run").click()
    app_window.widget("import_undo").click()
    assert _cases(app_window) > before

    app_window.widget("undo_import_dialog_confirm").click()

    assert _cases(app_window) == before
    assert page.start.isVisible()


def test_bad_rows_wait_and_are_settled_one_by_one(app_window, page, odd) -> None:
    page.open_file(odd)
    _pick(_combo(page, "Comment"), "kind")
    app_window.widget("import_run").click()
    app_window.widget("import_waiting").click()
    rows = {row.line: row for row in page.start.settle.model.rows}
    assert rows[5].reason == "date_unreadable"

    page._settle(rows[5])
    app_window.widget("settle_date").setText("32/13/2025")
    app_window.widget("settle_dialog_confirm").click()
    assert "illisible" in app_window.widget("settle_dialog_wrong").text()

    app_window.widget("settle_date").setText("15/03/2025")
    app_window.widget("settle_dialog_confirm").click()
    assert 5 not in {row.line for row in page.start.settle.model.rows}


def test_a_row_left_out_does_not_come_back(app_window, page, odd) -> None:
    page.open_file(odd)
    app_window.widget("import_run").click()
    app_window.widget("import_another").click()
    first = page.start.settle.model.rows[0]
    page._settle(first)
    app_window.widget("settle_dismiss").click()

    assert first.line not in {row.line for row in page.start.settle.model.rows}


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04 not a workbook"])
def test_a_file_that_is_no_spreadsheet_is_refused_in_plain_words(
    app_window, page, tmp_path, content: bytes
) -> None:
    file = tmp_path / "tableau.xlsx"
    file.write_bytes(content)
    page.open_file(file)

    assert page.start.isVisible()
    said = app_window.shell.notices.words.text()
    assert said.endswith(".")
    assert "code" not in said


def test_names_are_initials_in_discreet_mode(app_window, page, odd) -> None:
    page.open_file(odd)
    page.review.account.filters[None].click()
    model = page.review.account.model
    assert "EXEMPLAIRE" in model.index(0, 4).data()

    app_window.desk.discretion.toggle()

    assert "EXEMPLAIRE" not in model.index(0, 4).data()
    assert "A. E." in model.index(0, 4).data()


def test_the_whole_import_goes_by_keyboard(app_window, page, odd) -> None:
    assert app_window.focus is page.start.drop.choose
    page.open_file(odd)
    assert app_window.focus is page.review.run
    app_window.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert page.done.isVisible()


def test_two_files_at_once_are_refused(app_window, page, odd) -> None:
    page.start.drop.take([odd, EXAMPLE])

    assert app_window.shell.notices.words.text() == text("import.only_one")


def _codes_given() -> Iterator[str]:
    """Every code that reading and planning may give as a reason, as the source names it."""
    first = {"Problem", "NotUnderstood", "_doubt"}
    for path in modules("app/importing"):
        source = tree(path)
        for node in ast.walk(source):
            if isinstance(node, ast.Call) and _name(node.func) in first:
                yield from _words(node.args[:1])
            if isinstance(node, ast.Call) and _name(node.func) == "needed":
                yield from _words(node.args[2:])
            if isinstance(node, ast.Call) and _name(node.func) == "PlannedRow":
                yield from _words(node.args[2:3])
            if isinstance(node, ast.Dict) and path.name == "identity.py":
                yield from _words([key for key in node.keys if key is not None])
            if isinstance(node, ast.Assign) and _name(node.targets[0]) == "blank":
                yield from _words([node.value])
    yield from (LOOKS_LIKE, "blank", *REFUSED_BY_A_CASE_FILE)


def _words(nodes: list[ast.expr]) -> list[str]:
    return [one.value for one in nodes if isinstance(one, ast.Constant) and one.value]


def _name(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def test_every_reason_has_words_and_every_words_a_reason() -> None:
    given = set(_codes_given())
    told = {one.removeprefix("import_reasons.") for one in defined() if "import_reasons." in one}

    assert given - told == set()
    assert told - given == set()


def test_every_field_that_a_column_may_feed_has_words() -> None:
    from app.importing.vocabulary import SheetKind

    for kind in SheetKind:
        for name in state.fields_of(kind):
            assert has_text(f"import.fields.{name}"), name


def test_every_reason_of_the_account_is_said(app_window, page, odd) -> None:
    page.open_file(odd)

    for outcome, reason in reasons(page.steps.plan):
        if outcome in {Outcome.DOUBTFUL, Outcome.BAD}:
            assert state.said_reason(reason, {}) != reason


def test_an_import_that_she_stops_writes_nothing(app_window, page) -> None:
    before = _cases(app_window)
    page.open_file(EXAMPLE)
    imports = app_window.world.services.imports

    def stops(percent: int) -> None:
        if percent > 60:
            raise Cancelled

    with pytest.raises(Cancelled):
        imports.run(page.steps.plan, progress=stops)

    assert _cases(app_window) == before
    assert imports.history() == ()
