"""The annual report: looked at, guarded, published once and for all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from ui.page import Place
from ui.pages.report import state
from ui.texts import text


@pytest.fixture
def page(app_window) -> Any:
    app_window.world.clock.advance(days=300)
    app_window.shell.go(Place("report"))
    app_window.settle()
    return app_window.shell.page("report")


def _write(page, section: int, words: str) -> None:
    page.parts.contents.list.setCurrentRow(section)
    page.parts.comment.field.setPlainText(words)
    page.writing.keep()


def _publish(app_window, page, folder: Path) -> None:
    app_window.widget("report_publish").click()
    app_window.widget("publish_folder").setText(str(folder))
    app_window.widget("publish_dialog_confirm").click()
    app_window.settle()


def test_the_preview_shows_the_pages_that_paper_will_have(page) -> None:
    view = page.parts.preview.view

    assert view.count >= 2
    assert page.parts.preview.place.text() == f"page 1/{view.count}"


def test_pages_turn_and_grow_from_the_keyboard(app_window, page) -> None:
    view = page.parts.preview.view
    view.setFocus()
    app_window.key(Qt.Key.Key_PageDown)
    assert view.page == 1
    app_window.key(Qt.Key.Key_PageUp)
    app_window.key(Qt.Key.Key_PageUp)
    assert view.page == 0
    before = view._sheet.width()
    app_window.key(Qt.Key.Key_Plus)
    app_window.key(Qt.Key.Key_Plus)
    assert view._sheet.width() > before
    app_window.key(Qt.Key.Key_End)
    assert view.page == view.count - 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("La situation de Karim reste difficile.", "Karim"),
        ("un entretien avec karim", "karim"),
        ("Reçue le 12/03/2026.", "12/03/2026"),
        ("Joindre le 06 12 34 56 78.", "06 12 34 56 78"),
        ("Écrire à quelquun@exemple.fr", "quelquun@exemple.fr"),
    ],
)
def test_words_that_give_somebody_away_stop_the_publication(
    app_window, page, words: str, said: str
) -> None:
    _write(page, 3, words)
    app_window.widget("report_publish").click()

    assert f"«\u202f{said}\u202f»" in app_window.widget("report_leaks").text()
    assert app_window.window.findChild(object, "publish_dialog") is None
    assert app_window.shell.notices.words.text() == text("report.leaks_block", sections="4")


def test_ordinary_words_do_not_stop_the_publication(app_window, page, tmp_path) -> None:
    _write(page, 3, "Les demandes liées au logement progressent depuis deux ans.")
    _publish(app_window, page, tmp_path)

    assert list(tmp_path.glob("*.pdf"))


def test_comments_are_kept_in_the_vault(app_window, page) -> None:
    _write(page, 3, "Le logement reste la première difficulté.")
    app_window.shell.go(Place("today"))
    app_window.shell.go(Place("report"))
    app_window.settle()

    assert page.writing.comments == {"4": "Le logement reste la première difficulté."}
    assert page.parts.comment.field.toPlainText() == "Le logement reste la première difficulté."


def test_what_is_typed_is_written_before_a_lock(app_window, page) -> None:
    page.parts.contents.list.setCurrentRow(3)
    page.parts.comment.field.setPlainText("À peine écrit.")
    for write in app_window.shell.pending():
        write()
    kept = app_window.world.services.drafts.read(page._prepared.asked.form)

    assert state.read_comments(kept[0]) == {"4": "À peine écrit."}


def test_publishing_freezes_the_figures_and_is_journalled(app_window, page, tmp_path) -> None:
    _publish(app_window, page, tmp_path)
    journal = app_window.world.services.journal.last()

    assert {file.suffix for file in tmp_path.iterdir()} >= {".pdf", ".xlsx"}
    assert list(tmp_path.rglob("figures.csv"))
    assert any(row.event == "release_published" for row in journal)
    assert app_window.world.services.statistics.preview(page_period()).published
    assert page.parts.done.isVisible()
    assert page.parts.head.words.text() == text("report.lead_published")


def page_period():
    from app.domain.periods import civil_year

    return civil_year(2026)


def test_every_report_can_be_published_at_once(app_window, page, tmp_path) -> None:
    app_window.widget("report_publish").click()
    app_window.widget("publish_folder").setText(str(tmp_path))
    app_window.widget("publish_every").setChecked(True)
    app_window.widget("publish_dialog_confirm").click()
    app_window.settle()

    populations = page._prepared.release.populations
    assert len(list(tmp_path.glob("*.pdf"))) == len(populations)


def test_a_folder_that_takes_no_file_is_refused_before_anything_is_frozen(
    app_window, page, tmp_path
) -> None:
    app_window.widget("report_publish").click()
    app_window.widget("publish_folder").setText(str(tmp_path / "absent"))
    app_window.widget("publish_dialog_confirm").click()

    assert app_window.widget("publish_dialog_wrong").text() == text("report.folder_unfit")
    assert not app_window.world.services.statistics.preview(page_period()).published


def test_a_year_that_is_not_over_is_looked_at_but_not_published(app_window) -> None:
    app_window.shell.go(Place("report"))
    app_window.settle()
    page = app_window.shell.page("report")

    assert page.parts.preview.view.count >= 2
    assert not app_window.widget("report_publish").isEnabled()
    assert page.parts.not_over.isVisible()


def test_file_names_say_no_person_and_group_by_report() -> None:
    folder = Path("sortie")
    files = [
        folder / "rapport-2026-ville.pdf",
        folder / "rapport-2026-ville.xlsx",
        folder / "rapport-2026-ville-donnees" / "figures.csv",
        folder / "rapport-2026-ville-donnees" / "datapackage.json",
    ]

    assert len(state.file_lines(files, folder)) == 1


def test_a_comment_becomes_paragraphs() -> None:
    written = {"4": "Un.\n\nDeux\nencore.\n\n", "5": "   "}

    assert dict(state.narrative(written).paragraphs) == {"4": ("Un.", "Deux encore.")}


def test_comments_that_cannot_be_read_are_none() -> None:
    assert state.read_comments("{") == {}
    assert state.read_comments(None) == {}


def test_a_report_is_printed_once_its_figures_are_frozen(app_window, page, tmp_path) -> None:
    before = app_window.widget("report_print").isEnabled()
    _publish(app_window, page, tmp_path)
    app_window.widget("report_print").click()

    assert not before
    assert app_window.widget("prove_dialog").isVisible()
    app_window.widget("prove_dialog").reject()


def test_words_that_give_somebody_away_are_not_printed(app_window, page, tmp_path) -> None:
    _publish(app_window, page, tmp_path)
    page._leaks = {"2": ()}
    app_window.widget("report_print").click()

    assert app_window.widget("notice_words").text() == text("report.leaks_block", sections="2")
