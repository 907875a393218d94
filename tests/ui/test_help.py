"""Help: F1 opens the page of help of the page shown, and nothing is loaded from anywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument

import resources
from ui.dialogs.help import TOPICS, HelpDialog, HelpText
from ui.page import Place
from ui.shell import NAVIGATION
from ui.texts import has_text


@pytest.mark.parametrize("page", ["today", "case_list", "import", "settings"])
def test_f1_opens_the_help_of_the_page_shown(app_window, page: str) -> None:
    app_window.shell.go(Place(page))
    app_window.key(Qt.Key.Key_F1)
    dialog = app_window.widget("help_dialog")

    assert TOPICS[dialog.topics.currentRow()] == page
    assert dialog.page.toPlainText()
    dialog.reject()


def test_every_page_and_every_file_of_help_is_a_topic() -> None:
    files = {name.removesuffix(".md") for name in resources.names("help", "fr")}

    assert files == set(TOPICS)
    assert {entry.page for entry in NAVIGATION} <= set(TOPICS)
    assert all(has_text(f"help.topic.{one}") for one in TOPICS)


def test_help_loads_nothing(qtbot) -> None:
    page = HelpText()
    qtbot.addWidget(page)
    kinds = QTextDocument.ResourceType

    for kind in (kinds.ImageResource, kinds.HtmlResource, kinds.StyleSheetResource):
        assert page.loadResource(kind.value, QUrl("https://exemple.invalid/x.png")) is None
    assert not page.openLinks()


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_of_help_has_a_title_and_no_address(topic: str) -> None:
    written = resources.read_text("help", "fr", f"{topic}.md")

    assert written.startswith("# ")
    assert "http" not in written
    assert "'" not in written


def test_the_keyboard_goes_through_the_topics(app_window) -> None:
    app_window.shell.go(Place("today"))
    app_window.key(Qt.Key.Key_F1)
    dialog: HelpDialog = app_window.widget("help_dialog")
    dialog.topics.setFocus()
    first = dialog.page.toPlainText()
    dialog.topics.setCurrentRow(dialog.topics.currentRow() + 1)

    assert dialog.page.toPlainText() != first
    dialog.reject()
