"""A working session leaves nothing readable on the disk, wherever programs like to leave things."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPlainTextEdit
from testkit.ui_world import TODAY, an_empty_world, reopened

from app.domain.agreements import AgreementForm
from app.domain.drafts import InterventionDraft, NewCase
from ui import cabinet
from ui.application import load_fonts
from ui.discretion import Discretion
from ui.jobs import InlineJobs
from ui.last_vault import LastVault
from ui.page import Desk, Place
from ui.shell import Shell
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path

NAME, WORD, DRAFT, ROW = "Zylberquist", "ornithomancie", "brouillonnade", "Quintzimmer"
CANARIES = (NAME, WORD, DRAFT, ROW)
FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR")


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A machine of its own: every folder that programs write to is in one scratch folder."""
    for name in FOLDERS:
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmpdir"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def _traces(folder: Path) -> list[tuple[str, str]]:
    """Files that hold a canary, in capitals or not, as UTF-8 or UTF-16; or are named after one."""
    found: list[tuple[str, str]] = []
    for file in (one for one in folder.rglob("*") if one.is_file()):
        content = file.read_bytes()
        for canary in CANARIES:
            forms = {canary, canary.lower(), canary.upper()}
            raw = {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le")}
            if canary.lower() in file.name.lower() or any(one in content for one in raw):
                found.append((file.name, canary))
    return found


def _session(qapp, place: Path) -> None:
    """Log, search, open, type a draft and import; all through the window's own pages."""
    (place / "vaults").mkdir()
    world = an_empty_world(place / "vaults")
    LastVault().keep(world.folder)
    entity = world.services.entities.save(
        "Ville d’Exemple", quota_percent=100, headcount=80, year=2026
    ).object_id
    load_fonts()
    desk = Desk(InlineJobs(), Theme(qapp), Discretion(), world.clock)
    window = Window(desk.theme)
    shell = Shell(desk, cabinet.pages(desk, world.services))
    window.show_content(shell)
    window.show()
    new = NewCase(NAME, entity, given_name="Basile")
    draft = InterventionDraft(
        TODAY,
        "CTC.RDV",
        entity,
        "LIE.PER",
        50,
        new_case=new,
        note=f"Point sur son {WORD}.",
        origin="ORI.AGT",
        agreement=AgreementForm.ORAL,
    )
    world.services.interventions.log(draft)
    for words in (NAME, WORD):
        shell.go(Place("case_list", words=words))
    shell.go(Place("case", world.case(NAME)))
    shell.go(Place("interview", action="log"))
    window.findChild(QPlainTextEdit, "interview_note").setPlainText(f"Une {DRAFT} commencée")
    _import(shell, place)
    for write in shell.pending():
        write()
    for name in ("statistics", "report", "settings", "today"):
        shell.go(Place(name))
    assert world.case(ROW)
    assert _traces(place) == []  # while the vault is open
    world.vaults.lock("test")
    window.close_for_good()
    window.deleteLater()
    desk.theme.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _import(shell: Shell, place: Path) -> None:
    """Bring in her own spreadsheet, then take that file away: it was clear text of hers."""
    source = place / "suivi.csv"
    head = "Date;Collectivité;Nom;Prénom;Type;Durée;Observations\n"
    source.write_text(head + f"12/03/2026;Ville d’Exemple;{ROW};Ana;Entretien;50 min;\n", "utf-8")
    page = shell.page("import")
    shell.go(Place("import"))
    page.open_file(source)
    page.steps.run()
    source.unlink()


def test_a_session_leaves_no_clear_text_on_the_disk(qapp, qtbot, place) -> None:
    _session(qapp, place)

    assert _traces(place) == []
    kept = reopened(place / "vaults" / "essai.armoire")
    assert kept.case(NAME)
    assert kept.case(ROW)
    kept.vaults.lock("test")


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le"])
def test_the_search_for_traces_finds_one(place, code: str) -> None:
    (place / "here" / "trace.bin").write_bytes(b"\0" + NAME.upper().encode(code))

    assert _traces(place) == [("trace.bin", NAME)]
