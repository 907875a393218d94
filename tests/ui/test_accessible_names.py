"""Every widget that takes the keyboard is named, and nothing takes the keyboard for a moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from testkit import attachments, relay
from typing_extensions import override

from ui.page import Place
from ui.pages.handovers.state import Act

TAKES_KEYS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView)
DIALOGS = (
    "agreement",
    "closing",
    "contact",
    "identity",
    "reopening",
    "request",
)


def _nameless(root: QWidget) -> list[str]:
    """Widgets that take the keyboard without a name; parts that Qt makes itself are its own."""
    return [
        f"{type(one).__name__} {one.objectName()!r} {one.accessibleName()!r}"
        for one in root.findChildren(QWidget)
        if isinstance(one, TAKES_KEYS)
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not one.objectName().startswith("qt_")
        and not (one.objectName() and one.accessibleName())
    ]


@pytest.mark.parametrize(
    "page",
    [
        "today",
        "agenda",
        "case_list",
        "search",
        "handovers",
        "case",
        "interview",
        "import",
        "statistics",
        "report",
        "settings",
    ],
)
def test_every_widget_of_a_page_is_named(app_window, page: str) -> None:
    inner = page in {"case", "interview"}
    case_id = app_window.world.case("modele") if inner else None
    app_window.shell.go(Place(page, case_id))
    app_window.settle()

    assert _nameless(app_window.window) == []


@pytest.mark.parametrize(
    ("opener", "dialog"),
    [
        ("situation_contact_edit", "contact"),
        ("situation_add_housing", "held"),
        ("situation_add_unit", "held"),
        ("situation_member_add", "member"),
        ("situation_link_add", "link"),
    ],
)
def test_the_situation_and_its_small_windows_are_named(
    app_window, opener: str, dialog: str
) -> None:
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id, action="situation"))
    app_window.widget(opener).click()

    assert _nameless(app_window.widget("case_panel_situation")) == []
    assert _nameless(app_window.widget(f"{dialog}_dialog")) == []


@pytest.mark.parametrize("dialog", DIALOGS)
def test_every_widget_of_a_small_window_is_named(app_window, dialog: str) -> None:
    app_window.shell.go(Place("case", app_window.world.case("modele")))
    page = app_window.shell.page("case")
    page._open_dialog(dialog)
    made = app_window.widget(f"{dialog}_dialog")

    assert _nameless(made) == []
    made.reject()


def test_every_widget_about_documents_is_named(app_window, tmp_path) -> None:
    (tmp_path / "scan").write_bytes(attachments.pdf())
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id))
    app_window.settle()
    card = app_window.shell.page("case").documents
    card.take((tmp_path / "scan",))
    (row,) = app_window.world.services.documents.of_case(case_id)
    card.acts._ask_export(row)
    card.acts.do("rename", row)
    card.acts.do("show", row)
    card._ask_scan()
    card._ask_wipe()
    app_window.settle()

    assert _nameless(app_window.window) == []


def test_every_widget_of_the_way_in_is_named(qtbot, desk, world, tmp_path) -> None:
    page = unlock_page(desk, world, tmp_path)
    qtbot.addWidget(page)
    page.read()

    assert _nameless(page) == []


def unlock_page(desk, world, tmp_path):
    """The locked window's page."""
    from dataclasses import replace

    from ui.last_vault import LastVault
    from ui.pages.unlock.page import UnlockPage

    return UnlockPage(replace(desk, clock=world.clock), world.vaults, LastVault(tmp_path))


def test_object_names_are_not_shared_in_a_page(app_window) -> None:
    app_window.shell.go(Place("case", app_window.world.case("modele")))
    app_window.settle()

    names = [
        one.objectName()
        for one in app_window.window.findChildren(QWidget)
        if isinstance(one, TAKES_KEYS)
        and one.objectName()
        and not one.objectName().startswith(("qt_", "ScrollLeft", "ScrollRight"))
    ]

    assert sorted(names) == sorted(set(names))


def test_one_can_go_through_the_form_with_tab_alone(app_window) -> None:
    app_window.shell.go(Place("interview", action="log"))
    seen = []
    for _ in range(14):
        seen.append(app_window.focus.objectName())
        app_window.key(Qt.Key.Key_Tab)

    assert seen[:4] == [
        "interview_person",
        "interview_issues",
        "interview_natures",
        "interview_note",
    ]
    assert {"interview_on", "interview_duration", "interview_place"} <= set(seen)


class _Shown(QObject):
    """The windows that came on the screen, small windows apart."""

    def __init__(self) -> None:
        super().__init__()
        self.stray: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and not isinstance(watched, QDialog):
            self.stray.append(f"{type(watched).__name__} {watched.objectName()!r}")
        return False


@pytest.mark.parametrize(
    ("place", "opener"),
    [
        ("agenda", "agenda_new"),
        ("situation", "situation_edit_status_0"),
        ("situation", "situation_member_add"),
        ("notes", "legal_act_add"),
    ],
)
def test_no_part_of_a_small_window_is_a_window_first(app_window, place: str, opener: str) -> None:
    """A part shown before it is put there would flash, and take the next keys."""
    known = Place("agenda") if place == "agenda" else None
    app_window.shell.go(known or Place("case", app_window.world.case("modele"), action=place))
    pressed = app_window.widget(opener)
    shown = _Shown()
    QApplication.instance().installEventFilter(shown)

    pressed.click()
    app_window.settle()

    QApplication.instance().removeEventFilter(shown)
    assert shown.stray == []


@pytest.mark.parametrize("dialog", ["give_dialog", "take_dialog", "receipt_dialog", "back_dialog"])
def test_every_widget_of_a_handover_is_named(
    app_window, colleague_window, tmp_path, dialog: str
) -> None:
    giver, colleague, package = app_window.world, colleague_window.world, tmp_path / "paquet"
    relay.give(giver, colleague, package, "modele")
    shown = app_window
    if dialog in {"take_dialog", "back_dialog"}:
        shown = colleague_window
    if dialog == "back_dialog":
        relay.take(giver, colleague, package)
    shown.shell.go(Place("handovers"))
    acts = shown.shell.page("handovers").acts
    match dialog:
        case "give_dialog":
            acts.give()
        case "take_dialog":
            acts.take_file(package)
        case "receipt_dialog":
            acts.do(Act.RECEIPT, relay.line(giver))
        case _:
            acts.do(Act.GIVE_BACK, relay.line(colleague))
    shown.settle()

    assert _nameless(shown.widget(dialog)) == []
    assert _nameless(shown.window) == []
