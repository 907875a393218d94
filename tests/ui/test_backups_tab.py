"""Backups in the settings: made, verified, rehearsed, gone back to; the whole vault looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from testkit.vaults import PASSPHRASE

from app.ports.backups import Verified
from app.ports.repair import Finding, Part, Remedy, Survey
from ui.page import Place
from ui.pages.settings.page import TABS
from ui.texts import text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def page(app_window) -> Any:
    app_window.shell.go(Place("settings", action="backups"))
    app_window.settle()
    made = app_window.shell.page("settings")
    assert made.bar.currentIndex() == TABS.index("backups")
    return made


def _said(app_window) -> str:
    app_window.settle()
    return app_window.shell.notices.words.text()


def test_a_backup_made_now_is_verified_and_listed(app_window, page) -> None:
    assert page.tab("backups").model.rows == ()
    app_window.widget("backups_make").click()

    (row,) = page.tab("backups").model.rows
    assert row.verified is Verified.FULL
    assert _said(app_window) == text("backups.made")
    assert text("backups.where_home") in page.tab("backups").state.text()


def test_a_copy_goes_to_the_place_outside_when_it_is_there(app_window, page, tmp_path) -> None:
    outside = tmp_path / "cle"
    outside.mkdir()
    page.tab("backups").acts.use_place(outside)
    app_window.settle()
    app_window.widget("backups_make").click()

    assert sorted(row.external for row in page.tab("backups").model.rows) == [False, True]
    assert len(list(outside.glob("*.vbk"))) == 1


def test_a_synchronised_place_is_kept_only_after_a_yes(app_window, page, tmp_path: Path) -> None:
    outside = tmp_path / "Dropbox"
    outside.mkdir()
    page.tab("backups").acts.use_place(outside)
    services = app_window.world.services
    assert services.backups.external_place() is None

    app_window.widget("backup_place_dialog_confirm").click()
    assert services.backups.external_place() == outside


def test_a_drill_ends_with_a_certificate(app_window, page) -> None:
    app_window.widget("backups_make").click()
    app_window.widget("backups_drill").click()

    assert page.tab("backups").model.rows[0].verified is Verified.DRILL
    assert _said(app_window).startswith("Certificat")


def test_a_damaged_backup_is_said_to_be(app_window, page) -> None:
    app_window.widget("backups_make").click()
    path = page.tab("backups").model.rows[0].path
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)
    app_window.widget("backups_check").click()

    assert _said(app_window) == text("backups.checked_bad")


def test_going_back_asks_proves_and_ends_by_a_lock(app_window, page) -> None:
    app_window.widget("backups_make").click()
    asked: list[str] = []
    app_window.shell.restart_wanted.connect(asked.append)
    app_window.widget("backups_restore").click()
    assert asked == []
    app_window.widget("backup_restore_dialog_confirm").click()
    app_window.widget("prove_phrase").setText(PASSPHRASE)
    app_window.widget("prove_dialog_confirm").click()
    app_window.settle()

    assert asked == ["restored"]


def test_a_sound_vault_says_what_was_read(app_window, page) -> None:
    app_window.widget("backups_whole").click()

    assert page.tab("backups").found.text().startswith("Coffre sain")
    assert not page.tab("backups").repair.isVisible()


def test_each_remedy_has_its_button(app_window, page) -> None:
    stale = Finding(Part.SEARCH, "stale", Remedy.REBUILD)
    pages = Finding(Part.DATABASE, "pages", Remedy.REPAIR)
    page.tab("backups").show_survey(Survey((stale, pages), 1, 1, 0))
    app_window.settle()

    assert page.tab("backups").rebuild.isVisible()
    assert page.tab("backups").repair.isVisible()


def test_today_says_one_quiet_line_once_a_backup_is_there(app_window, page) -> None:
    app_window.widget("backups_make").click()
    app_window.shell.go(Place("today"))
    app_window.settle()
    today = app_window.shell.page("today")

    assert today._quiet.text().startswith("Sauvegarde")
    assert not today.backups.isVisible()


def test_today_says_when_the_external_copy_is_late(app_window, page, tmp_path) -> None:
    outside = tmp_path / "cle"
    outside.mkdir()
    page.tab("backups").acts.use_place(outside)
    app_window.widget("backups_make").click()
    app_window.world.clock.advance(days=31)
    app_window.shell.go(Place("today"))
    app_window.settle()

    today = app_window.shell.page("today")
    assert today.backups.isVisible()
    assert "30 jours" in today.backups.words.text()
    app_window.widget("today_backups").click()
    assert app_window.shell.place().page == "settings"
