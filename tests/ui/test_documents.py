"""Documents on the page of a case file: dropped, chosen, scanned, shown, exported, put away."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from testkit import attachments
from testkit.vaults import PASSPHRASE

from app.domain.documents import LARGE_BYTES, LARGEST_BYTES
from ui.page import Place
from ui.pages.case import documents as card


@pytest.fixture
def case(app_window):
    app_window.shell.go(Place("case", app_window.world.case("modele")))
    return app_window


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "scanner"
    folder.mkdir()
    (folder / "Quittance fictive.pdf").write_bytes(attachments.pdf())
    (folder / "photo.jpg").write_bytes(attachments.jpeg())
    return folder


def _rows(case):
    services = case.world.services
    return services.documents.of_case(case.world.case("modele"))


def _card(case):
    return case.shell.page("case").documents


def _attach(case, *paths):
    _card(case).take(paths)
    case.settle()
    return _rows(case)


def _said(case) -> str:
    return case.widget("notice_words").text()


def _press(case, act: str, rank: int = 0) -> None:
    case.widget(f"document_{act}_{_rows(case)[rank].document_id}").click()


def test_files_dropped_on_the_page_are_attached(case, papers) -> None:
    page, carried = case.shell.page("case"), QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(one)) for one in sorted(papers.iterdir())])
    given = (
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, QDragEnterEvent(QPointF(50, 50).toPoint(), *given))
    assert "Lâchez" in _card(case).hint.text()
    QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), *given))

    assert {row.title for row in _rows(case)} == {"Quittance fictive", "photo"}
    assert _said(case) == "2 documents joints."
    assert "Lâchez" not in _card(case).hint.text()


def test_several_files_are_chosen_at_once(case, papers, monkeypatch) -> None:
    monkeypatch.setattr(card, "ask_files", lambda *_: tuple(sorted(papers.iterdir())))
    case.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    assert len(_rows(case)) == 2


def test_a_folder_is_refused_and_the_other_files_are_kept(case, papers) -> None:
    _attach(case, papers, papers / "photo.jpg")

    assert [row.title for row in _rows(case)] == ["photo"]
    assert "Seul un fichier" in _said(case)


def _of_size(papers, size: int):
    path = papers / "lourd.bin"
    with path.open("wb") as stream:
        stream.write(b"\x00\x01")
        stream.truncate(size)
    return path


@pytest.mark.parametrize(("answer", "kept"), [("confirm", 1), ("cancel", 0)])
def test_a_large_file_is_asked_about(case, papers, answer: str, kept: int) -> None:
    _attach(case, _of_size(papers, LARGE_BYTES + 1))
    assert _rows(case) == ()

    case.widget(f"attach_dialog_{answer}").click()

    assert len(_rows(case)) == kept


def test_a_file_that_is_too_large_is_refused_with_its_size(case, papers) -> None:
    _attach(case, _of_size(papers, LARGEST_BYTES + 1))

    assert _rows(case) == ()
    assert "51\u202fMo" in _said(case)


def test_the_same_document_twice_is_asked_about(case, papers) -> None:
    _attach(case, papers / "photo.jpg")
    _attach(case, papers / "photo.jpg")
    assert len(_rows(case)) == 1

    case.widget("attach_dialog_confirm").click()
    assert len(_rows(case)) == 2


def test_what_waits_at_the_scanner_is_seen_before_it_is_taken(case, papers) -> None:
    case.widget("documents_scan").click()
    dialog = case.widget("scan_dialog")
    dialog.look_into(papers)
    assert dialog.list.count() == 2
    dialog.confirm.click()
    assert dialog.wrong.text()

    dialog.show_it.click()
    preview = case.widget("preview_dialog")
    assert preview.view.currentWidget() is preview.view.sheet
    preview.reject()
    dialog.tick(0, 1)
    dialog.confirm.click()
    case.settle()

    assert len(_rows(case)) == 2
    assert case.world.services.settings.read("scan_folder") == str(papers)


def test_originals_are_wiped_only_once_confirmed(case, papers) -> None:
    _attach(case, papers / "photo.jpg")
    assert case.widget("documents_sources").isVisible()
    case.widget("documents_wipe").click()
    assert "flash" in " ".join(
        one.text() for one in case.widget("wipe_dialog").findChildren(type(_card(case).hint))
    )
    case.widget("wipe_dialog_cancel").click()
    assert (papers / "photo.jpg").exists()

    case.widget("documents_wipe").click()
    case.widget("wipe_dialog_confirm").click()
    case.settle()

    assert not (papers / "photo.jpg").exists()
    assert not case.widget("documents_sources").isVisible()
    assert len(_rows(case)) == 1


def test_originals_can_be_kept(case, papers) -> None:
    _attach(case, papers / "photo.jpg")
    case.widget("documents_keep").click()

    assert (papers / "photo.jpg").exists()
    assert not case.widget("documents_sources").isVisible()


def test_a_document_goes_to_the_bin_and_comes_back(case, papers) -> None:
    _attach(case, papers / "photo.jpg")
    _press(case, "to_bin")
    assert _rows(case)[0].binned_on is not None

    case.widget("notice_undo").click()
    assert _rows(case)[0].binned_on is None

    _press(case, "to_bin")
    assert "1 document" in case.widget("documents_bin").text()
    case.widget("documents_bin").click()
    _press(case, "put_back")
    assert _rows(case)[0].binned_on is None
    assert not case.widget("documents_bin").isVisible()


def test_a_title_is_changed(case, papers) -> None:
    _attach(case, papers / "photo.jpg")
    _press(case, "rename")
    case.widget("document_title").setText("Compteur fictif")
    case.widget("document_title_dialog_confirm").click()

    assert _rows(case)[0].title == "Compteur fictif"


def test_an_export_asks_for_the_phrase_then_says_what_leaves(case, papers, tmp_path) -> None:
    _attach(case, papers / "photo.jpg")
    case.world.clock.advance(minutes=5)
    _press(case, "export")
    prove = case.widget("prove_dialog")
    prove.proof.phrase.setText(PASSPHRASE)
    prove.confirm.click()
    dialog = case.widget("document_export_dialog")
    assert dialog.name.text() == "document-1.jpg"

    dialog.confirm.click()
    assert dialog.wrong.text()
    dialog.write_to(tmp_path)
    dialog.name.setText("../photo")
    dialog.confirm.click()
    assert dialog.wrong.text()
    dialog.name.setText("document-1.jpg")
    dialog.confirm.click()

    with Image.open(BytesIO((tmp_path / "document-1.jpg").read_bytes())) as written:
        assert written.size == attachments.SIZE
    assert case.world.services.journal.last(1)[0].event == "document_exported"


def test_an_export_never_replaces_a_file(case, papers) -> None:
    _attach(case, papers / "photo.jpg")
    _card(case).acts._ask_export(_rows(case)[0])
    dialog = case.widget("document_export_dialog")
    dialog.write_to(papers)
    dialog.name.setText("photo.jpg")
    before = (papers / "photo.jpg").read_bytes()
    dialog.confirm.click()

    assert "porte déjà ce nom" in dialog.wrong.text()
    assert (papers / "photo.jpg").read_bytes() == before
    dialog.reject()


def test_titles_are_hidden_in_discreet_mode(case, papers) -> None:
    _attach(case, papers / "Quittance fictive.pdf")
    case.key(Qt.Key.Key_F8)
    line = case.widget(f"document_{_rows(case)[0].document_id}")

    shown = [one.text() for one in line.findChildren(type(_card(case).hint))]
    spoken = [one.accessibleName() for one in line.findChildren(type(_card(case).attach))]
    assert "document" in shown
    assert "Quittance" not in " ".join([*shown, *spoken, line.accessibleName()])
    _press(case, "show")
    assert case.widget("preview_dialog").title.text() == "document"
    case.widget("preview_dialog").reject()
    case.key(Qt.Key.Key_F8)


def test_a_case_without_document_teaches_how_to_attach_one(case) -> None:
    shown = " ".join(one.text() for one in _card(case).findChildren(type(_card(case).hint)))

    assert "Rien n’est joint" in shown


def test_the_preview_is_driven_from_the_keyboard(case, papers) -> None:
    _attach(case, papers / "Quittance fictive.pdf")
    _press(case, "show")
    dialog = case.widget("preview_dialog")
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    view = dialog.view
    assert dialog.where.text() == "page 1 sur 3"

    keys = Qt.Key
    for key, page in (
        (keys.Key_PageDown, 2),
        (keys.Key_Right, 3),
        (keys.Key_Right, 3),
        (keys.Key_PageUp, 2),
        (keys.Key_Left, 1),
    ):
        QTest.keyClick(dialog, key)
        assert view.page == page
    QTest.keyClick(dialog, keys.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.sheet.percent == 150
    QTest.keyClick(dialog, keys.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.sheet.percent == 100
    QTest.keyClick(dialog, keys.Key_Escape)
    case.settle()
    assert not dialog.isVisible() if _alive(dialog) else True


def _alive(widget) -> bool:
    import shiboken6

    return shiboken6.isValid(widget)
