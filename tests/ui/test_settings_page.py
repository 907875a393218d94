"""Settings: kept at once, and nothing else moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from testkit.source import ROOT, modules
from testkit.vaults import PASSPHRASE

from app.domain.journal import JournalEntry
from app.usecases.journal import PAGE, Subject, events_of
from ui.page import Place
from ui.pages.settings import journal_state, state
from ui.pages.settings.page import TABS
from ui.texts import defined, text
from ui.theme import SchemeChoice

if TYPE_CHECKING:
    from ui.models.codes import CodesModel


@pytest.fixture
def page(app_window) -> Any:
    app_window.shell.go(Place("settings"))
    app_window.settle()
    return app_window.shell.page("settings")


def _labels(page) -> list[str]:
    return [code.label for code in page.tab("codes").model.rows]


def test_a_code_is_hidden_and_shown_with_the_space_bar(app_window, page) -> None:
    code = page.tab("codes").model.rows[2].code
    before = page.tab("codes").model.rows[2].hidden
    page.tab("codes").table.setFocus()
    page.tab("codes").table.setCurrentIndex(page.tab("codes").model.index(2, 0))
    app_window.key(Qt.Key.Key_Space)

    lists = app_window.world.services.nomenclatures.current()
    assert lists.get(code).hidden is not before
    assert page.tab("codes").model.rows[2].hidden is not before
    assert page.tab("codes").table.currentIndex().row() == 2


def test_search_finds_words_without_accents(app_window, page) -> None:
    app_window.widget("settings_search").setText("impaye loyer")

    assert _labels(page)
    assert all("loyer" in label for label in _labels(page))


def test_a_code_of_hers_counts_as_its_parent(app_window, page) -> None:
    app_window.widget("settings_add_code").click()
    app_window.widget("local_code_label").setText("Garde alternée imaginaire")
    app_window.widget("local_code_parent").choose("ISS.FAM")
    app_window.widget("local_code_dialog_confirm").click()

    codes = app_window.world.services.nomenclatures.current().of("ISS")
    mine = next(code for code in codes.codes if code.local)
    assert mine.label == "Garde alternée imaginaire"
    assert codes.counted_as(mine.code).code == "ISS.FAM"
    assert text("settings.local", label=mine.label).strip() in {
        state.label_words(code).strip() for code in page.tab("codes").model.rows
    }


def test_a_code_without_words_is_refused(app_window, page) -> None:
    app_window.widget("settings_add_code").click()
    app_window.widget("local_code_dialog_confirm").click()

    assert app_window.widget("local_code_dialog_wrong").text()


def test_an_employer_is_changed_for_the_year_shown(app_window, page) -> None:
    page.bar.setCurrentIndex(1)
    page.tab("entities").table.selectRow(0)
    entity = page.tab("entities").model.rows[0]
    app_window.widget("settings_change_entity").click()
    app_window.widget("entity_headcount").setText("1 234")
    app_window.widget("entity_dialog_confirm").click()

    kept = app_window.world.services.entities.headcounts(page.tab("entities").year.value())
    assert kept[entity.id] == 1234


@pytest.mark.parametrize("choice", ["light", "dark", "system"])
def test_the_theme_is_kept(app_window, page, choice: str) -> None:
    page.bar.setCurrentIndex(2)
    app_window.widget(f"settings_theme_{choice}").click()

    assert app_window.world.services.settings.read("theme") == choice
    assert SchemeChoice(choice)


def test_the_lock_delay_cannot_be_turned_off(page) -> None:
    offered = [int(one) for one in page.tab("look").idle._values]

    assert min(offered) == 1
    assert max(offered) == 15


def test_changing_the_lock_delay_asks_for_the_phrase(app_window, page) -> None:
    page.bar.setCurrentIndex(TABS.index("look"))
    settings, before = app_window.world.services.settings, page.tab("look").idle.value()
    page.tab("look").idle.choose("15")
    page.tab("look").idle.picked.emit()

    assert page.tab("look").idle.value() == before
    assert settings.read("idle_minutes") == before
    app_window.widget("prove_phrase").setText(PASSPHRASE)
    app_window.widget("prove_dialog_confirm").click()
    assert settings.read("idle_minutes") == "15"
    assert page.tab("look").idle.value() == "15"


def test_settings_say_what_the_system_allows(page) -> None:
    page.bar.setCurrentIndex(TABS.index("look"))

    assert page.tab("look").session.text() == text("settings.session_no")
    assert page.tab("look").capture.text() == text("settings.capture_no")


def test_the_journal_is_read_page_after_page(app_window, page) -> None:
    for rank in range(PAGE):
        app_window.world.services.settings.write("zoom", ("125", "150")[rank % 2])
    page.tab("journal").read()
    first = page.tab("journal").model.rows[0].seq
    assert len(page.tab("journal").model.rows) == PAGE
    assert not page.tab("journal").newer.isEnabled()

    page.tab("journal").older.click()

    assert page.tab("journal").model.rows[0].seq == first - PAGE
    assert page.tab("journal").newer.isEnabled()


def test_the_journal_is_read_by_subject_and_period(app_window, page) -> None:
    page.tab("journal").subject.choose(Subject.OPENINGS)
    page.tab("journal").subject.picked.emit()
    events = {row.event for row in page.tab("journal").model.rows}
    assert events
    assert events <= {"vault_created", "vault_unlocked", "vault_locked"}

    page.tab("journal").period.choose("last_year")
    page.tab("journal").period.picked.emit()
    assert page.tab("journal").model.rows == ()


def test_failed_tries_are_found_with_how_many_they_were(app_window, page) -> None:
    app_window.world.vaults.vault.record(
        JournalEntry("vault_unlocked", "vault", None, ("slot:passphrase", "failed_tries:3"))
    )
    page.tab("journal").subject.choose(Subject.FAILED)
    page.tab("journal").subject.picked.emit()

    (row,) = page.tab("journal").model.rows
    assert "3 essais manqués" in journal_state.detail_words(row)


def test_the_chain_is_verified_on_demand(app_window, page) -> None:
    page.tab("journal").verify.click()

    state_of = app_window.world.services.journal.state()
    assert "chaîne entière" in page.tab("journal").state.text()
    assert journal_state.head_words(state_of.head) in page.tab("journal").state.text()


def test_printing_the_journal_asks_for_the_phrase(app_window, page) -> None:
    page.tab("journal").print.click()

    assert app_window.widget("prove_phrase").isVisible()


def test_the_journal_tells_what_was_done(app_window, page) -> None:
    app_window.world.services.settings.write("zoom", "125")
    page.read()
    page.bar.setCurrentIndex(TABS.index("journal"))

    assert page.tab("journal").model.index(0, 1).data() == text("journal.setting_changed")


def test_every_event_of_the_journal_has_words_and_is_written() -> None:
    entry = re.compile(r"JournalEntry\(\s*\"([a-z_]+)\"")
    word = re.compile(r"\"([a-z_]+)\"")
    subject = re.compile(r"\"([a-z_]+)\"")
    ends = ("made", "changed", "missed", "cancelled")
    given: set[str] = set()
    written: set[str] = set()
    for path in modules("app/usecases", "storage"):
        if path != ROOT / "app" / "usecases" / "journal.py":  # it sorts events, and writes one
            source = path.read_text(encoding="utf-8")
            given |= set(entry.findall(source))
            written |= set(word.findall(source))
            written |= {f"{one}_{end}" for one in subject.findall(source) for end in ends}
    told = {one.removeprefix("journal.") for one in defined() if one.startswith("journal.")}

    assert given - told == set()
    assert told - written - {"printed"} == set()


def test_every_event_of_a_subject_has_words() -> None:
    told = {one.removeprefix("journal.") for one in defined() if one.startswith("journal.")}

    assert {event for subject in Subject for event in events_of(subject)} - told == set()


def test_the_codes_model_is_a_sound_model(qtmodeltester, app_window, page) -> None:
    model: CodesModel = page.tab("codes").model
    qtmodeltester.check(model)
